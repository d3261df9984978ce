using System.Net;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Whoever does not answer holds nobody else up.</summary>
public sealed class UnansweringTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z";

    [Fact]
    public async Task A_system_that_does_not_answer_holds_up_no_text()
    {
        using var both = new Receiver().Answers(201).Hangs();
        await using var suite = await both.Suite(Arrived, hook: true, atOnce: 1);
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"));
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));

        await suite.LookAt("2026-06-10T15:59:00Z");
        await suite.LookAt(DrinkDue);

        await Eventually.True(() => both.Texts.Any(text => text["personalisation"]!["message"]!.ToString().Contains("Drink")));
        Assert.True((await suite.As("sgt-01").Alerts()).Count > 8, "One that waits for the webhook would have to wait long.");
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_takes_no_node_out_of_service_and_one_that_sends_nothing_is_not_ready()
    {
        using var notify = new Receiver().AnswersNoText();
        await using var suite = await notify.Suite(Arrived, atOnce: 1);
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"));
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await Eventually.Finds(() => suite.As("sgt-01").Alerts(), alerts => alerts.Any(alert => alert["deliveries"]!.AsArray().Any(attempt =>
            attempt!.Is("channel", "text") && attempt!["attemptedAt"] is not null)));

        // What is on its way began long ago, and nothing else has since.
        suite.Clock.AdvanceMinutes(2);
        await Eventually.Finds(() => Ready(suite), status => status == HttpStatusCode.ServiceUnavailable);
        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE deliveries SET attempted_at = @now WHERE channel = 'text' AND attempted_at IS NOT NULL",
                new { now = suite.Clock.GetCurrentInstant() }, transaction),
            TestContext.Current.CancellationToken);

        await Eventually.Finds(() => Ready(suite), status => status == HttpStatusCode.OK);
        var heartbeat = await suite.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("heartbeat"));
        Assert.Equal(HealthStatus.Unhealthy, heartbeat.Entries["texts and emails"].Status);
        notify.Dispose();
    }

    [Fact]
    public async Task What_is_owed_for_a_new_alert_goes_before_what_was_given_up_and_is_begun_again()
    {
        using var nothing = new Receiver();
        await using var suite = await nothing.Suite(Arrived, notify: false, untimed: true);
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"));
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        var database = suite.Services.GetRequiredService<Database>();
        var old = await Due(suite, database, 64);
        await database.Write(
            (connection, transaction) => connection.ExecuteAsync(
                """
                INSERT INTO deliveries (id, alert_id, position, channel, created_at, attempts, attempted_at, message_id, recipient, audience, not_before, outcome)
                SELECT @tried, alert_id, position, channel, created_at, 6, created_at, @tried, recipient, audience, not_before, 'gave-up' FROM deliveries WHERE id = @Id
                """,
                old.Select(message => new { message.Id, tried = "tried-" + message.Id }), transaction),
            TestContext.Current.CancellationToken);
        suite.Clock.AdvanceSeconds(1);
        await suite.As("feed-01").Taken(Told.Event("force-used", DrinkDue, new { kind = "Held", reason = "Kicking" }));
        await suite.Look();

        Assert.NotEmpty(old);
        Assert.Contains("Force used", Assert.Single(await Due(suite, database, 1)).Title, StringComparison.Ordinal);
        Assert.Equal(old.Select(message => message.Id), (await Due(suite, database, 64)).TakeLast(old.Count).Select(message => message.Id));
    }

    [Fact]
    public async Task What_matters_most_goes_before_every_warning_that_was_never_tried()
    {
        using var nothing = new Receiver();
        await using var suite = await nothing.Suite(Arrived, notify: false, untimed: true);
        await suite.OnDuty("custody-sergeant", "07700 900101");
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt("2026-06-10T12:16:00Z");
        var database = suite.Services.GetRequiredService<Database>();
        Assert.Contains(await Due(suite, database, 64), message => message.Severity == "warning");
        suite.Clock.AdvanceSeconds(1);
        await suite.As("feed-01").Taken(Told.Event("force-used", "2026-06-10T12:16:00Z", new { kind = "Held", reason = "Kicking" }));
        await suite.Look();

        var due = await Due(suite, database, 64);

        Assert.Equal(due.Select(message => message.Severity).OrderByDescending(Rank), due.Select(message => message.Severity));
        Assert.Contains(due, message => message.Clock == "force-used");

        static int Rank(string severity) => Array.IndexOf(["info", "warning", "urgent", "critical"], severity);
    }

    // As a node finds it that has the setting to send it.
    private static async Task<IReadOnlyList<OwedMessage>> Due(CustodySuite suite, Database database, int take)
    {
        await using var connection = await database.Open(TestContext.Current.CancellationToken);
        return await OwedMessage.ToSend(connection, database.Dialect, Lane.ToPeople, suite.Clock.GetCurrentInstant(), take);
    }

    private static async Task<HttpStatusCode> Ready(CustodySuite suite) =>
        (await suite.As().GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode;
}
