using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Events;

public sealed class QuarantineTests
{
    private static JsonObject Wrong(string id = "e-1") =>
        Told.Event("drink-offered", "2026-06-10T19:00:00Z", new { outcome = "perhaps" }, id: id);

    private static async Task<string> Held(CustodySuite suite)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("feed-01").Tell(Wrong())).Status);
        return await OnlyHeld(suite);
    }

    private static async Task<string> OnlyHeld(CustodySuite suite) =>
        Assert.Single((await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray())!["id"]!.ToString();

    private static Task<Answer> Readmit(CustodySuite suite, string id, JsonNode right) =>
        suite.As("admin-01").Call($"/quarantine/{id}/readmit", new JsonObject { ["event"] = right, ["reason"] = "Keyed wrongly" });

    [Fact]
    public async Task A_refused_event_is_kept_as_it_was_sent_with_the_reason()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await Held(suite);

        var item = (await suite.As("admin-01").Read("/quarantine")).Body!["items"]![0]!;

        Assert.Equal(id, item["id"]!.ToString());
        Assert.Equal("2026-06-10T20:00:00Z", item["received"]!.ToString());
        Assert.Equal("/forces/99/suites/CENTRAL", item["source"]!.ToString());
        Assert.True(JsonNode.DeepEquals(Wrong(), item["event"]));
        Assert.NotNull(item["problem"]!["errors"]!["data.outcome"]);
        Assert.Equal("held", item["state"]!.ToString());
    }

    [Theory]
    [InlineData(Told.Central, Told.Central)]
    [InlineData("/forces/99/suites/JOHN-SMITH-2011-03-19", null)]
    public async Task A_source_that_is_the_name_of_no_suite_of_its_force_does_not_lie_open(string source, string? open)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Tell(Wrong().With(told => told["source"] = source));

        var item = Assert.Single((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray())!;
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(TestContext.Current.CancellationToken);

        Assert.Equal(open, await connection.ExecuteScalarAsync<string?>("SELECT source FROM quarantine"));
        Assert.Equal(source, item["source"]!.ToString());
    }

    [Fact]
    public async Task What_is_refused_of_a_senders_own_suite_counts_for_it_though_no_file_names_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = new Caller { UserId = "feed-07", Role = Role.Feed, Suites = new HashSet<SuiteCode> { new("99", "NEWTOWN") } };
        Assert.Equal(OutcomeStatus.Accepted, await Sends(Told.Arrived("2026-06-10T18:00:00Z")));
        Assert.Equal(OutcomeStatus.Quarantined, await Sends(Wrong()));
        using var inspector = new Reader(suite, "insp-01");

        Assert.Contains("1 entry sent for this suite was refused", (await inspector.Open("/suites/NEWTOWN")).Html, StringComparison.Ordinal);

        async Task<OutcomeStatus> Sends(JsonObject told)
        {
            told["source"] = "/forces/99/suites/NEWTOWN";
            var sent = EnvelopeReader.Read(JsonSerializer.SerializeToUtf8Bytes(told), suite.Clock.GetCurrentInstant());
            var log = suite.Services.GetRequiredService<CustodyLog>();
            return (await log.Append(CustodyWatch.Log.Posting.Allow(sent, feed), feed, TestContext.Current.CancellationToken)).Status;
        }
    }

    [Fact]
    public async Task A_refused_event_never_takes_its_id()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await Held(suite);
        Assert.Equal(HttpStatusCode.Accepted, (await suite.As("feed-01").Tell(Told.Drink("2026-06-10T19:00:00Z", id: "e-1"))).Status);
    }

    [Fact]
    public async Task An_event_put_right_is_readmitted_once()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await Held(suite);
        var admin = suite.As("admin-01");
        var right = new JsonObject { ["event"] = Told.Drink("2026-06-10T19:00:00Z", id: "e-1"), ["reason"] = "Keyed wrongly" };

        var readmitted = await admin.Call($"/quarantine/{id}/readmit", right);
        var again = await admin.Call($"/quarantine/{id}/readmit", right);

        Assert.Equal((HttpStatusCode.Accepted, "accepted"), (readmitted.Status, readmitted.Text("status")));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Empty((await admin.Read("/quarantine?state=held")).Body!["items"]!.AsArray());
        Assert.Single((await admin.Read("/quarantine?state=readmitted")).Body!["items"]!.AsArray());
        Assert.Single(await suite.As("sgt-01").Entries(readmitted.Text("detentionId")!));
    }

    [Fact]
    public async Task Each_event_of_a_list_that_was_sent_as_one_is_kept_by_itself_and_let_in_as_itself()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        JsonNode[] told = [Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"), Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"), Told.Drink("2026-06-10T19:00:00Z", "CR-2").With(one => one["type"] = "custody.drink")];

        var answer = await suite.As("feed-01").Send(new JsonArray(told).ToJsonString(), Harness.Posting.One);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event"), (answer.Status, Assert.Single(answer.Wrong)));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("3 entries sent for this suite were refused and wait for the administrator.", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        using var administrator = new Reader(suite, "admin-01");
        Assert.Contains("CR-2", (await administrator.Open("/administration/quarantine")).Html, StringComparison.Ordinal);
        foreach (var item in (await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray())
        {
            var (id, right) = (item!["id"]!.ToString(), item["event"]!.DeepClone().AsObject());
            if (right["type"]!.ToString() == "custody.drink") right["type"] = "custody.drink-offered";
            Assert.Equal("subject", Assert.Single((await Readmit(suite, id, right.DeepClone().AsObject().With(one => one["subject"] = "CR-3"))).Wrong));
            Assert.Equal(HttpStatusCode.Accepted, (await Readmit(suite, id, right)).Status);
        }
        Assert.Equal(2, (await suite.As("sgt-01").Read("/detentions?status=open")).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_event_that_is_still_wrong_stays_where_it_is()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await Held(suite);

        var answer = await suite.As("admin-01").Call(
            $"/quarantine/{id}/readmit", new JsonObject { ["event"] = Wrong(), ["reason"] = "Once more" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "data.outcome"), (answer.Status, Assert.Single(answer.Wrong)));
        Assert.Equal(id, Assert.Single((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray())!["id"]!.ToString());
    }

    [Theory]
    [InlineData("source", Told.North)]
    [InlineData("type", "custody.meal-offered")]
    [InlineData("subject", "CR-26-00002")]
    public async Task What_is_readmitted_stays_the_event_that_was_sent(string field, string other)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await Held(suite);
        var another = Told.Event("drink-offered", "2026-06-10T19:00:00Z", new { kind = "main", outcome = "accepted" }, id: "e-1").With(told => told[field] = other);

        var answer = await Readmit(suite, id, another);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (answer.Status, Assert.Single(answer.Wrong)));
        Assert.Single((await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray());
        Assert.Empty((await suite.As("insp-01").Read("/detentions?status=all")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_readmitted_may_bear_a_new_id_as_what_is_sent_again_does()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var answer = await Readmit(
            suite, await Held(suite), Told.Event("drink-offered", "2026-06-10T19:00:00Z", new { outcome = "accepted" }, id: "e-2"));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }

    [Theory]
    [InlineData("source", "/forces/99/suites/NORTH", Told.Central)]
    [InlineData("source", "CENTRAL", Told.Central)]
    [InlineData("type", "custody.drink", "custody.drink-offered")]
    [InlineData("subject", " CR-26-00001", "CR-26-00001")]
    [InlineData("subject", null, "CR-26-00001")]
    [InlineData("id", "e-0", "e-2")]
    public async Task What_was_wrong_is_put_right_whatever_it_was(string field, string? sent, string meant)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T18:00:00Z", id: "e-0"));
        var wrong = Told.Drink("2026-06-10T19:00:00Z", id: "e-1").With(told => told[field] = sent);
        await suite.As("feed-01").Tell(wrong);

        var answer = await Readmit(suite, await OnlyHeld(suite), ((JsonObject)wrong.DeepClone()).With(told => told[field] = meant));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }

    [Fact]
    public async Task An_event_sent_about_the_wrong_record_is_readmitted_on_the_right_one_and_as_what_it_was()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        var second = Told.Arrived("2026-06-10T19:00:00Z", id: "e-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("feed-01").Tell(second)).Status);
        var id = await OnlyHeld(suite);

        var released = await Readmit(suite, id, Told.Released("2026-06-10T19:00:00Z", "CR-26-00002").With(told => told["id"] = "e-1"));
        var arrived = await Readmit(suite, id, ((JsonObject)second.DeepClone()).With(told => told["subject"] = "CR-26-00002"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "type"), (released.Status, Assert.Single(released.Wrong)));
        Assert.Equal(HttpStatusCode.Accepted, arrived.Status);
    }

    [Fact]
    public async Task What_could_not_be_read_may_have_been_anything_of_the_force()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Send("\"drink\"", Harness.Posting.One);
        Assert.Equal(HttpStatusCode.Accepted, (await Readmit(suite, await OnlyHeld(suite), Told.Drink("2026-06-10T19:00:00Z", source: Told.North))).Status);
    }

    [Fact]
    public async Task What_was_readmitted_says_so_on_the_record_and_by_whom()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        var held = await Held(suite);

        var readmitted = await Readmit(suite, held, Told.Drink("2026-06-10T19:00:00Z", id: "e-1"));
        var id = await suite.As("sgt-01").Taken(Told.Drink("2026-06-10T19:30:00Z"));

        Assert.Equal(HttpStatusCode.Accepted, readmitted.Status);
        Assert.Equal([null, "admin-01", null], (await suite.As("sgt-01").Entries(id)).Select(entry => entry["readmittedBy"]?.ToString()));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains("Refused when it was sent, and let in by admin-01.", (await sergeant.Open($"/detentions/{id}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_discarded_only_with_a_reason()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await Held(suite);
        var admin = suite.As("admin-01");

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await admin.Call($"/quarantine/{id}/discard", new JsonObject { ["reason"] = " " })).Status);
        Assert.Equal(
            HttpStatusCode.OK, (await admin.Call($"/quarantine/{id}/discard", new JsonObject { ["reason"] = "A test message" })).Status);
        Assert.Single((await admin.Read("/quarantine?state=discarded")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_is_readmitted_into_a_force_not_the_administrators_own()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await Held(suite);
        var elsewhere = new JsonObject { ["event"] = Told.Drink("2026-06-10T19:00:00Z", source: Told.Other), ["reason"] = "Moved" };
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("admin-01").Call($"/quarantine/{id}/readmit", elsewhere)).Status);
    }

    [Theory]
    [InlineData("sgt-01")]
    [InlineData("insp-01")]
    [InlineData("feed-01")]
    [InlineData("hmi-01")]
    public async Task Only_an_administrator_sees_what_was_refused(string persona)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As(persona).Read("/quarantine")).Status);
    }

    [Fact]
    public async Task What_is_very_large_comes_a_few_at_a_time_and_leaves_nothing_out_and_stands_on_one_page()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        foreach (var number in Enumerable.Range(1, 5))
            await suite.As("feed-01").Tell(Wrong($"e-{number}").With(told => told["data"]!["note"] = new string('x', 2_000_000)));

        var (seen, cursor) = (new List<int>(), "");
        do
        {
            var page = (await suite.As("admin-01").Read($"/quarantine?limit=500{cursor}")).Body!;
            seen.Add(page["items"]!.AsArray().Count);
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        using var administrator = new Reader(suite, "admin-01");
        var html = (await administrator.Open("/administration/quarantine")).Html;

        Assert.Equal([2, 2, 1], seen);
        Assert.Equal(5, html.Split("CR-26-00001").Length - 1);
        Assert.True(html.Length < 100_000);
    }

    [Fact]
    public async Task A_long_list_comes_a_page_at_a_time_and_leaves_nothing_out()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").TellAll(Enumerable.Range(1, 7).Select(number => Wrong($"e-{number}")));
        var (seen, cursor) = (new HashSet<string>(), "");
        do
        {
            var page = (await suite.As("admin-01").Read($"/quarantine?limit=3{cursor}")).Body!;
            foreach (var item in page["items"]!.AsArray()) Assert.True(seen.Add(item!["event"]!["id"]!.ToString()));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(7, seen.Count);
    }
}
