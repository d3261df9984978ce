using CustodyWatch.Storage;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Alerts;

public sealed class AuditTests
{
    // No outage covers what is looked at.
    private static readonly Dictionary<string, string> Settings = new() { ["CustodyWatch:Alerts:FeedSilentMinutes"] = "1440" };

    [Theory]
    [InlineData("UPDATE timers SET fires_at = NULL")]
    [InlineData("DELETE FROM timers")]
    [InlineData("UPDATE timers SET fires_at = fires_at + 60000")]
    public async Task A_child_whose_next_step_nothing_would_look_at_is_found_from_the_log_and_the_alert_comes_in_time(string harm)
    {
        await using var suite = await Held();
        await suite.LookAt("2026-06-10T15:00:00Z");
        await Harm(suite, harm);

        var finding = await Audit(suite);

        Assert.Equal((1, 1), (finding.Children, finding.Mended.Count));
        await suite.LookAt("2026-06-10T16:00:00Z");
        Assert.Equal("on-time", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["reason"]!.ToString());
        Assert.Equal(0, (await Audit(suite)).Wrong);
    }

    [Fact]
    public async Task An_alert_that_waits_for_its_escalation_is_followed_up_whatever_became_of_its_timer()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: Settings, adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T18:00:00Z");
        await Harm(suite, "DELETE FROM timers");

        Assert.Single((await Audit(suite)).Mended);
        await suite.LookAt("2026-06-10T18:10:00Z");

        Assert.Single(await suite.As("insp-01").Alerts("review", "escalation-1"));
    }

    [Fact]
    public async Task A_timer_that_is_due_and_not_looked_at_is_told()
    {
        await using var suite = await Held();
        await suite.Look();

        suite.Clock.AdvanceHours(1);
        Assert.Single((await Audit(suite)).Stuck);
        await suite.Look();
        Assert.Equal(0, (await Audit(suite)).Wrong);
    }

    [Fact]
    public async Task A_timer_that_fell_due_while_the_service_did_not_run_has_as_long_as_any_from_the_start_on()
    {
        await using var folder = new LastingFolder();
        await using (var suite = await Held(folder.Path)) await suite.Look();

        await using (var suite = await CustodySuite.Open("2026-06-10T15:00:00Z", folder.Path, settings: Settings, adjust: Alerting.Untimed))
        {
            Assert.Empty((await Audit(suite)).Stuck);
            suite.Clock.Advance(NodaTime.Duration.FromSeconds(29));
            Assert.Empty((await Audit(suite)).Stuck);
            suite.Clock.Advance(NodaTime.Duration.FromSeconds(1));
            Assert.Single((await Audit(suite)).Stuck);
        }
    }

    [Fact]
    public async Task What_a_stretch_has_left_of_a_record_long_open_waits_for_its_breather_and_is_no_fault()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: Settings, adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2025-12-26T12:00:00Z"));
        await suite.Look();
        var kept = await Count(suite);

        suite.Clock.Advance(NodaTime.Duration.FromSeconds(2));
        Assert.Equal(0, (await Audit(suite)).Wrong);
        suite.Clock.Advance(NodaTime.Duration.FromSeconds(3));
        await suite.Look();

        Assert.InRange(await Count(suite) - kept, 1, 1000);
        Assert.Equal(0, (await Audit(suite)).Wrong);
    }

    [Fact]
    public async Task A_child_who_has_gone_is_not_seen_to()
    {
        await using var suite = await Held();
        await suite.Look();
        await suite.As("feed-01").Taken(Told.Released("2026-06-10T12:00:00Z"));
        await suite.Look();

        Assert.Equal((0, 0), ((await Audit(suite)).Children, (await Audit(suite)).Wrong));
    }

    [Fact]
    public async Task The_outside_monitor_hears_from_it_only_while_all_is_well()
    {
        using var monitor = new Receiver().Takes(200);
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string>(Settings)
        {
            ["CustodyWatch:Heartbeat:Url"] = monitor.Hook,
        }, adjust: builder =>
        {
            Alerting.Untimed(builder);
            Receiver.Wait(builder);
        });
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        await Beat(suite);
        Assert.Single(monitor.Hooks);

        await Harm(suite, "DELETE FROM timers");
        await Beat(suite);
        Assert.Single(monitor.Hooks);

        await suite.Look();
        await Beat(suite);
        Assert.Equal(2, monitor.Hooks.Count);
    }

    private static async Task<CustodySuite> Held(string? folder = null)
    {
        var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder, settings: Settings, adjust: Alerting.Untimed);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        return suite;
    }

    private static async Task<AuditFinding> Audit(CustodySuite suite)
    {
        using var scope = suite.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<AuditTimers>().Run(TestContext.Current.CancellationToken);
    }

    private static async Task<long> Count(CustodySuite suite)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM alerts");
    }

    private static async Task Beat(CustodySuite suite)
    {
        using var scope = suite.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<AuditJob>().Run(TestContext.Current.CancellationToken);
    }

    private static Task<int> Harm(CustodySuite suite, string sql) => suite.Services.GetRequiredService<Database>().Write(
        (connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), TestContext.Current.CancellationToken);
}
