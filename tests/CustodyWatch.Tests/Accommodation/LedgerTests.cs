using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

public sealed class LedgerTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    [Fact]
    public async Task A_child_whom_nobody_took_gives_one_claim_worked_out_from_what_the_force_says_a_day_costs()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var first = await suite.As("sgt-01").Asks(id);
        await suite.As("sgt-01").Asks(id);
        await suite.As("desk-01").Declines(first);
        suite.Clock.Advance(Duration.FromHours(1));
        Assert.Equal(("1", null), await Claim(suite));

        var set = await suite.As("admin-01").Call("/settings",
            new JsonObject { ["numbers"] = new JsonObject { ["cellDayPounds"] = 410 }, ["reason"] = "Finance, 2026/27" });
        Assert.Equal(HttpStatusCode.Created, set.Status);
        Assert.Equal(("1", null), await Claim(suite));

        var other = await suite.As("feed-01").Taken(Night.Refused(record: "CR-26-00002"));
        await suite.As("desk-01").Declines(await suite.As("sgt-01").Asks(other));
        suite.Clock.Advance(Duration.FromHours(25));
        Assert.Equal(("2", "820"), await Claim(suite));
        var claims = (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray().Where(row => row!["claim"] is not null);
        Assert.Equal(2, claims.Count());
    }

    [Fact]
    public async Task A_move_counts_for_the_authority_that_took_the_child_and_for_no_other()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        await suite.As("sgt-01").Call($"/detentions/{id}/accommodation-requests",
            new JsonObject { ["authority"] = "E10000098", ["kind"] = "non-secure" });
        await suite.As("desk-01").Accepts(await suite.As("sgt-01").Asks(id));
        await suite.As("feed-01").Taken(Told.Event("transferred", Evening, new { to = "local-authority", authority = "E08000099", receiver = "Carer" }));

        Assert.Equal("true", (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]![0]!["transferred"]!.ToString());
        Assert.Equal("false", (await suite.As("desk-02").Read("/accommodation-ledger")).Body!["items"]![0]!["transferred"]!.ToString());
    }

    [Theory]
    [InlineData("2026-06-10T19:00:00Z", "2026-06-10T20:00:00Z", "true")]
    [InlineData("2026-06-10T20:00:00Z", "2026-06-10T20:00:00Z", "true")]
    [InlineData("2026-06-10T19:00:00Z", "2026-06-10T20:00:01Z", "false")]
    [InlineData("2026-06-10T20:30:00Z", "2026-06-10T21:00:00Z", "false")]
    public async Task An_authority_failed_only_a_child_who_was_still_there(string askedAt, string statedAt, string failed)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T23:00:00Z");
        await suite.As("feed-01").Taken([
            .. Night.Refused(),
            Told.Event("transferred", "2026-06-10T20:00:00Z", new { to = "court", court = "Youth court", receiver = "Escort" }),
            Told.Event("accommodation-requested", askedAt, new { requestId = "R-1", authority = "E08000099", kind = "non-secure" }),
            Told.Event("certificate-issued", statedAt,
                new { certificateId = "s-1", limb = "la-failure", officer = new { id = "4417", rank = "sergeant" }, circumstances = "Nobody answered" })]);

        var row = Assert.Single((await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray())!;
        Assert.Equal(failed, row["laFailure"]!.ToString());
    }

    [Fact]
    public async Task Bail_granted_ends_a_claim_and_what_is_entered_after_the_child_left_takes_nothing_from_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T23:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken([
            .. Night.Refused(), Asked("R-1", "2026-06-10T18:25:00Z"), Asked("R-2", "2026-06-10T18:25:00Z"), Declined("R-1", "2026-06-10T18:40:00Z"),
            Told.Event("transferred", "2026-06-10T21:00:00Z", new { to = "court", court = "Youth court", receiver = "Escort" })]);
        var left = ("R-1 declined", "2026-06-10T18:40:00Z", "2026-06-10T21:00:00Z");
        Assert.Equal(left, await Borne());
        await feed.Taken(
            Told.Event("bail-granted", "2026-06-10T21:30:00Z", new { conditional = true }),
            Told.Event("accommodation-withdrawn", "2026-06-10T21:30:00Z", new { requestId = "R-1", reason = "Tidied up" }));
        Assert.Equal(left, await Borne());
        await feed.Taken(Told.Event("bail-granted", "2026-06-10T19:00:00Z", new { conditional = true }));
        Assert.Equal(("R-1 declined", "2026-06-10T18:40:00Z", "2026-06-10T19:00:00Z"), await Borne());

        async Task<(string, string?, string?)> Borne()
        {
            var row = Assert.Single((await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray(), row => row!["claim"] is not null)!;
            return ($"{row["requestId"]} {row["outcome"]}", row["claim"]!["from"]?.ToString(), row["claim"]!["until"]?.ToString());
        }

        static JsonObject Asked(string id, string time) =>
            Told.Event("accommodation-requested", time, new { requestId = id, authority = "E08000099", kind = "non-secure" });

        static JsonObject Declined(string id, string time) => Told.Event(
            "accommodation-answered", time, new { requestId = id, decision = "declined", reasonCode = "no-placement-found", worker = "EDT-7" });
    }

    [Theory]
    [InlineData("2026-06-10T20:00:00Z", "true")]
    [InlineData("2026-06-10T20:00:01Z", "false")]
    public async Task A_move_after_the_child_had_left_is_none(string movedAt, string moved)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        suite.Clock.Reset(Instant.FromUtc(2026, 6, 10, 23, 0));
        await suite.As("feed-01").Taken(
            Told.Released("2026-06-10T20:00:00Z"),
            Told.Event("transferred", movedAt, new { to = "local-authority", authority = "E08000099", receiver = "Carer" }));

        var row = Assert.Single((await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray())!;
        Assert.Equal(moved, row["transferred"]!.ToString());
    }

    [Fact]
    public async Task A_request_shows_while_its_child_has_an_arrival_and_not_before_it_comes_or_once_it_is_taken_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Event("accommodation-requested", "2026-06-10T18:30:00Z", new { requestId = "R-1", authority = "E08000099", kind = "non-secure" }));
        Assert.Equal((0, 0, 0), await Shown());

        var id = await feed.Taken([.. Night.Refused().Select(told => told["type"]!.ToString() == "custody.arrived" ? told.With(one => one["id"] = "came") : told)]);
        Assert.Equal((1, 1, 1), await Shown());
        var link = await suite.As("sgt-01").Call("/accommodation-requests/R-1/link", new JsonObject());
        var (page, path) = ($"/desk/requests/{id}/R-1", new Uri(link.Text("url")!).AbsolutePath);
        using var desk = new Reader(suite, "desk-01");
        using var linked = new Reader(suite, null);
        await desk.Open(page);
        await linked.Open(path);

        await feed.Taken(Told.Retracted("came", "2026-06-10T19:30:00Z", id: "back"));
        Assert.Equal((0, 0, 0), await Shown());
        Assert.Equal(HttpStatusCode.OK, (await desk.Open("/desk")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Open(page)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Open("/desk/requests/R-1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send(page, ("decision", "accepted"), ("placement.kind", "foster"), ("worker", "EDT-7"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("desk-01").Accepts("R-1")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await linked.Send(path, ("code", link.Text("code")!))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await linked.Open(path)).Status);

        await feed.Taken(Told.Retracted("back", "2026-06-10T19:40:00Z"));
        Assert.Equal((1, 1, 1), await Shown());

        async Task<(int, int, int?)> Shown() => (
            (await suite.As("desk-01").Read("/accommodation-requests")).Body!["items"]!.AsArray().Count,
            (await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray().Count,
            int.Parse((await suite.As("desk-01").Read("/statistics")).Body!["measures"]![0]!["numerator"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_ladder_of_an_unanswered_request_reaches_desk_and_manager_step_by_step_and_each_step_is_a_row()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await Steps(suite, "desk-01", ["warning"]);
        suite.Clock.Advance(Duration.FromMinutes(30));
        await Steps(suite, "desk-01", ["warning", "warning-2"]);
        suite.Clock.Advance(Duration.FromMinutes(30));
        await Steps(suite, "mgr-01", ["warning", "warning-2", "due"]);
        suite.Clock.Advance(Duration.FromMinutes(60));
        var rows = await Steps(suite, "mgr-01", ["warning", "warning-2", "due", "escalation-1"]);
        Assert.All(rows, row => Assert.NotEmpty(row["deliveries"]!.AsArray()));
        Assert.Contains("head-of-service", rows[3]["audience"]!.ToJsonString(), StringComparison.Ordinal);
        await Steps(suite, "insp-01", ["warning-2", "due", "escalation-1"]);
        Assert.Empty((await suite.As("desk-02").Read("/alerts")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("sgt-01", "/accommodation-requests?state=lost", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "/accommodation-requests?cursor=WyJhIiwxLDJd", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "/accommodation-ledger?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OSwiYSIsImIiXQ", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "/accommodation-ledger?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "/accommodation-ledger?force=98", HttpStatusCode.Forbidden)]
    [InlineData("do-01", "/accommodation-ledger", HttpStatusCode.Forbidden)]
    [InlineData("admin-01", "/accommodation-ledger", HttpStatusCode.Forbidden)]
    public async Task What_cannot_be_read_or_is_not_theirs_is_refused(string persona, string path, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open(Evening);
        Assert.Equal(status, (await suite.As(persona).Read(path)).Status);
    }

    private static async Task<IReadOnlyList<JsonNode>> Steps(CustodySuite suite, string persona, string[] steps)
    {
        await suite.Look();
        var rows = (await suite.As(persona).Alerts()).Where(row => row.Is("clock", "accommodation-reply")).ToArray();
        Assert.Equal(steps, rows.Select(row => row["step"]!.ToString()).OrderBy(step => Array.IndexOf(steps, step)));
        return [.. rows.OrderBy(row => Array.IndexOf(steps, row["step"]!.ToString()))];
    }

    private static async Task<(string?, string?)> Claim(CustodySuite suite)
    {
        var claim = (await suite.As("insp-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray().First(row => row!["claim"] is not null)!["claim"]!;
        return (claim["days"]?.ToString(), claim["pounds"]?.ToString());
    }
}
