using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Detentions;

public sealed class RecordTests
{
    [Fact]
    public async Task A_timeline_is_whole_unless_a_part_of_it_is_asked_for()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(
            [Told.Arrived("2026-06-10T08:00:00Z"), .. Enumerable.Range(10, 50).Select(minute => Told.Drink($"2026-06-10T09:{minute}:00Z"))]);

        var whole = await suite.As("sgt-01").Read($"/detentions/{id}/timeline");
        Assert.Null(whole.Text("next"));
        var (parts, next) = (new List<string>(), "");
        do
        {
            var part = await suite.As("sgt-01").Read($"/detentions/{id}/timeline?limit=20{(next.Length == 0 ? "" : "&cursor=" + next)}");
            Assert.InRange(part.Body!["items"]!.AsArray().Count, 1, 20);
            parts.AddRange(part.Body!["items"]!.AsArray().Select(item => item!.ToJsonString()));
            next = part.Text("next") ?? "";
        }
        while (next.Length > 0);
        Assert.Equal(whole.Body!["items"]!.AsArray().Select(item => item!.ToJsonString()), parts);
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("sgt-01").Read($"/detentions/{id}/timeline?limit=none")).Status);
    }

    public static TheoryData<string?, HttpStatusCode> Readers => new()
    {
        { "sgt-01", HttpStatusCode.OK },
        { "do-01", HttpStatusCode.OK },
        { "insp-01", HttpStatusCode.OK },
        { "supt-01", HttpStatusCode.OK },
        { "sgt-02", HttpStatusCode.NotFound },
        { "sgt-98", HttpStatusCode.NotFound },
        { "hmi-01", HttpStatusCode.NotFound },
        { "desk-01", HttpStatusCode.Forbidden },
        { "mgr-01", HttpStatusCode.Forbidden },
        { "admin-01", HttpStatusCode.Forbidden },
        { "feed-01", HttpStatusCode.Forbidden },
        { null, HttpStatusCode.Unauthorized },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_record_is_found_only_by_those_who_may_know_of_it(string? persona, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        foreach (var part in new[] { "", "/clocks", "/timeline" })
            Assert.Equal(expected, (await suite.As(persona).Read($"/detentions/{id}{part}")).Status);
    }

    [Fact]
    public async Task A_record_nobody_has_and_a_record_not_ones_own_read_the_same()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));

        var foreign = await suite.As("sgt-98").Read($"/detentions/{id}");
        var none = await suite.As("sgt-98").Read($"/detentions/{Guid.Empty}");

        Assert.Equal((none.Status, none.Text("type"), none.Text("title")), (foreign.Status, foreign.Text("type"), foreign.Text("title")));
    }

    [Fact]
    public async Task A_record_shows_the_child_the_offences_and_its_version()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:10:00Z"));

        var record = await suite.As("sgt-01").Read($"/detentions/{id}");

        Assert.Equal(("2", "CR-26-00001", "CENTRAL"), (record.Text("version"), record.Text("custodyRecordNumber"), record.Text("suite")));
        Assert.Equal("2011-03-02", record.Body!["child"]!["dateOfBirth"]!.ToString());
        Assert.Equal("either-way", record.Body!["offences"]![0]!["class"]!.ToString());
    }

    [Fact]
    public async Task Every_look_at_a_record_is_remembered_and_a_look_that_found_nothing_is_not()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));

        await suite.As("sgt-01").Read($"/detentions/{id}/clocks");
        await suite.As("sgt-98").Read($"/detentions/{id}");

        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        var looks = await connection.QueryAsync<AccessRow>(
            "SELECT user_id, role, action, subject, force, at FROM access_log WHERE subject = @id ORDER BY user_id", new { id });
        Assert.Equal(["collection", "consultation"], looks.Select(one => one.Action));
        var look = looks.Last();
        Assert.Equal(("sgt-01", "custody-sergeant", "consultation", "99"), (look.UserId, look.Role, look.Action, look.Force));
    }

    [Fact]
    public async Task The_inspectorate_reads_a_record_while_it_is_open_to_them()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"));
        var opening = new JsonObject { ["until"] = "2026-06-11T22:00:00Z", ["reason"] = "Unannounced visit" };

        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("sgt-01").Call($"/detentions/{id}/open-for-inspection", opening)).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call($"/detentions/{id}/open-for-inspection", opening)).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("hmi-01").Read($"/detentions/{id}")).Status);
        Assert.Single((await suite.As("hmi-01").Read("/detentions?status=all")).Body!["items"]!.AsArray());
        suite.Clock.Advance(Duration.FromDays(1));
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("hmi-01").Read($"/detentions/{id}")).Status);
    }

    [Fact]
    public async Task An_entry_keyed_more_than_ten_minutes_late_says_so()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Drink("2026-06-10T18:00:00Z").With(told => told["recordedtime"] = "2026-06-10T18:10:00Z"),
            Told.Drink("2026-06-10T18:00:01Z").With(told =>
            {
                told["recordedtime"] = "2026-06-10T19:10:02+01:00";
                told["recordedby"] = "4417";
                told["medium"] = "paper";
            }),
            Told.Drink("2026-06-10T18:00:02Z"));

        var entries = await suite.As("sgt-01").Entries(id);

        Assert.Equal([false, true, false], entries.Select(entry => entry["lateEntry"]!.GetValue<bool>()));
        Assert.Equal(["system", "paper", "system"], entries.Select(entry => entry["medium"]!.ToString()));
        Assert.Equal("4417", entries[1]["recordedBy"]!.ToString());
        Assert.Equal("2026-06-10T18:10:02Z", entries[1]["recorded"]!.ToString());
        Assert.Equal("2026-06-10T22:00:00Z", entries[1]["received"]!.ToString());
        Assert.Null(entries[2]["recorded"]);
    }

    [Fact]
    public async Task Of_an_entry_in_anothers_name_it_is_said_who_sent_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:01:00Z").With(told => told["recordedby"] = "4417"));
        var review = Told.Event("review-held", "2026-06-10T20:00:00Z", """{"officer":{"id":"insp-01","rank":"inspector"},"method":"in-person","outcome":"continue"}""");
        await suite.As("sgt-01").Taken(
            Told.Drink("2026-06-10T19:00:00Z").With(told => told["recordedby"] = "sgt-01"),
            review.With(told =>
            {
                told["recordedby"] = "insp-01";
                told["medium"] = "screen";
                told["recordedtime"] = "2026-06-10T20:00:00Z";
            }),
            Told.Drink("2026-06-10T21:00:00Z"));

        var entries = await suite.As("insp-01").Entries(id);

        Assert.Equal([null, null, null, "sgt-01", "sgt-01"], entries.Select(entry => entry["sentBy"]?.ToString()));
        Assert.Equal([null, "4417", "sgt-01", "insp-01", null], entries.Select(entry => entry["recordedBy"]?.ToString()));
        using var inspector = new Reader(suite, "insp-01");
        var (_, page) = await inspector.Open($"/detentions/{id}");
        foreach (var said in new[] { "By 4417. ", "By sgt-01. ", "By insp-01, sent by sgt-01. ", "Sent by sgt-01. " })
            Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_fields_stay_in_the_record()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Event("drink-offered", "2026-06-10T18:00:00Z", new { outcome = "accepted", cup = "blue" }));
        Assert.Equal("blue", Assert.Single(await suite.As("sgt-01").Entries(id))["data"]!["cup"]!.ToString());
    }
}
