using CustodyWatch.Live;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Alerts;

public sealed class SuiteWatchTests
{
    [Fact]
    public async Task A_suite_that_holds_a_child_and_has_no_live_screen_for_two_minutes_is_told_to_the_inspector()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));

        await suite.LookAt("2026-06-10T12:01:59.999Z");
        Assert.Empty(await suite.As("insp-01").Alerts("screen-dark", "due"));

        await suite.LookAt("2026-06-10T12:02:00Z");
        var dark = Assert.Single(await suite.As("insp-01").Alerts("screen-dark", "due"));
        Assert.Equal(
            "CENTRAL: the suite holds a child and has had no live screen since 13:00 (local service level).", dark["text"]!.ToString());
        Assert.Null(dark["detentionId"]);
        Assert.Equal("custody-inspector", dark["audience"]![0]!.ToString());
    }

    [Fact]
    public async Task A_screen_that_comes_back_resolves_it_and_going_dark_again_is_a_new_one()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T12:02:00Z");

        await using (var screen = await Screen.Open(suite, "sgt-01"))
        {
            await suite.LookAt("2026-06-10T12:10:00Z");
            Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("screen-dark", "due"))["state"]!.ToString());
        }
        // Gone, and written down when: one who looks at the clock after the test has moved it on would have been here later.
        var presence = suite.Services.GetRequiredService<Presence>();
        await Eventually.Finds(() => LastSeen(suite), seen => presence.Here.Count == 0 && seen == Instant.FromUtc(2026, 6, 10, 12, 10));

        await suite.LookAt("2026-06-10T12:12:00Z");
        Assert.Equal(
            ["screen-dark-1 due resolved", "screen-dark-2 due open"],
            (await suite.As("insp-01").Alerts("screen-dark", "due")).Select(alert => alert.InShort()));
    }

    [Fact]
    public async Task An_inspectors_screen_is_not_a_screen_of_the_suite()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await using var screen = await Screen.Open(suite, "insp-01");

        await suite.LookAt("2026-06-10T12:02:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("screen-dark", "due"));
    }

    [Theory]
    [InlineData("2026-06-10T12:10:00Z", "2026-06-10T12:00:00Z")]
    [InlineData("2026-06-10T13:00:00Z", "2026-06-10T12:00:00Z")]
    public async Task A_suite_is_told_to_be_dark_two_minutes_after_a_clock_that_was_fast_as_the_service_began_has_been_put_right(string fast, string right)
    {
        await using var suite = await CustodySuite.Open(fast, adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:59:00Z"));
        await suite.Look();

        await suite.LookAt(right);
        suite.Clock.Advance(Duration.FromSeconds(119));
        await suite.Look();
        Assert.Empty(await suite.As("insp-01").Alerts("screen-dark", "due"));
        suite.Clock.Advance(Duration.FromSeconds(1));
        await suite.Look();
        Assert.Single(await suite.As("insp-01").Alerts("screen-dark", "due"));
    }

    [Fact]
    public async Task What_a_records_system_sent_while_the_clock_was_fast_is_not_what_it_sent_last_once_that_was_put_right()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:00:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:59:00Z"));
        await suite.Look();
        await suite.LookAt("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T12:00:00Z"));

        await suite.LookAt("2026-06-10T13:59:59Z");
        Assert.Empty(await suite.As("insp-01").Alerts("feed-silent", "due"));
        await suite.LookAt("2026-06-10T14:00:00Z");
        Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"));
    }

    [Fact]
    public async Task A_suite_that_holds_no_child_may_go_dark()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"), Told.Released("2026-06-10T11:30:00Z"));

        await suite.LookAt("2026-06-10T15:00:00Z");
        Assert.Empty(await suite.As("insp-01").Alerts("screen-dark", "due"));
        Assert.Empty(await suite.As("insp-01").Alerts("feed-silent", "due"));
    }

    [Fact]
    public async Task A_records_system_silent_for_two_hours_is_told_to_the_inspector_until_it_speaks()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));

        await suite.LookAt("2026-06-10T13:59:59Z");
        Assert.Empty(await suite.As("insp-01").Alerts("feed-silent", "due"));
        await suite.LookAt("2026-06-10T14:00:00Z");
        Assert.Equal("open", Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());

        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T14:00:00Z"));
        await suite.LookAt("2026-06-10T14:00:01Z");
        Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());
    }

    [Fact]
    public async Task What_is_keyed_here_from_paper_is_not_the_voice_of_the_records_system_and_whatever_it_sends_is()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T14:00:00Z");

        await suite.As("sgt-01").Taken(Told.Drink("2026-06-10T13:50:00Z").With(told => told["medium"] = "paper"));
        await suite.LookAt("2026-06-10T14:00:01Z");
        Assert.Equal("open", Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());

        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T13:55:00Z").With(told => told["medium"] = "screen"));
        await suite.LookAt("2026-06-10T14:00:02Z");
        Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());
    }

    [Fact]
    public async Task A_records_system_whose_events_are_all_refused_sends_and_is_not_silent_and_what_is_refused_of_a_sergeant_is_not_its_voice()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T13:30:00Z");
        await Refused("feed-01");
        await suite.LookAt("2026-06-10T14:30:00Z");
        Assert.Empty(await suite.As("insp-01").Alerts("feed-silent", "due"));
        await Refused("sgt-01");

        await suite.LookAt("2026-06-10T15:30:00Z");
        var silent = Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"));
        Assert.Equal("CENTRAL: the suite holds a child and its records system has sent nothing since 14:30 (local service level).", silent["text"]!.ToString());

        await Refused("feed-01");
        await suite.LookAt("2026-06-10T15:30:01Z");
        Assert.Equal("resolved", Assert.Single(await suite.As("insp-01").Alerts("feed-silent", "due"))["state"]!.ToString());

        async Task Refused(string who) => Assert.Equal(
            System.Net.HttpStatusCode.UnprocessableEntity, (await suite.As(who).Tell(Told.Event("meal-offered", "2026-06-10T13:00:00Z", new { kind = "feast", outcome = "accepted" }))).Status);
    }

    [Fact]
    public async Task A_records_system_whose_events_cannot_be_read_is_not_silent()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T13:30:00Z");
        var told = Told.Event("child-view", "2026-06-10T13:00:00Z", new { text = "NUL" }).ToJsonString().Replace("\"NUL\"", "\"\\u0000\"", StringComparison.Ordinal);
        Assert.Equal(["event"], (await suite.As("feed-01").Send(told, Posting.One)).Wrong);

        await suite.LookAt("2026-06-10T14:30:00Z");

        Assert.Empty(await suite.As("insp-01").Alerts("feed-silent", "due"));
    }

    private static async Task<Instant> LastSeen(CustodySuite suite)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<Instant>("SELECT seen_at FROM presence");
    }
}
