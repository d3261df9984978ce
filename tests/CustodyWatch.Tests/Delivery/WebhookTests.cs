using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Tests.Delivery;

public sealed class WebhookTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z";

    [Fact]
    public async Task Another_system_is_told_which_alert_it_is_signed_and_without_a_word_about_the_child()
    {
        using var receiver = new Receiver().Takes(204);
        await using var suite = await Held(receiver);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await Eventually.True(() => receiver.Hooks.Any(hook => Event(hook).Is("subject", alert["id"]!.ToString())));

        var told = receiver.Hooks.First(hook => Event(hook).Is("subject", alert["id"]!.ToString()));
        Assert.Equal("application/cloudevents+json; charset=utf-8", told.Headers!["Content-Type"].Single());
        Assert.Equal(Header(told, "webhook-id"), Event(told)["id"]!.ToString());
        Assert.Equal(
            Webhooks.Signature(Receiver.Secret, Header(told, "webhook-id"), Header(told, "webhook-timestamp"), told.BodyAsBytes),
            Header(told, "webhook-signature"));
        Assert.Equal(
            ["clock", "custodyRecordNumber", "dueAt", "sequence", "severity", "step", "id"],
            Event(told)["data"]!.AsObject().Select(field => field.Key).OrderBy(key => key == "id").ThenBy(key => key, StringComparer.Ordinal));
        Assert.Equal("custodywatch.alert.raised", Event(told)["type"]!.ToString());
    }

    [Fact]
    public async Task A_system_that_stays_away_is_tried_for_about_41_hours_and_then_waits_for_somebody_to_send_again()
    {
        using var log = new Overheard();
        using var receiver = new Receiver().Takes(500);
        await using var suite = await Held(receiver, log);
        await suite.LookAt(DrinkDue);
        var waits = new[] { 0, 5, 30, 120, 600, 3600, 14_400, 43_200, 86_400 };
        foreach (var seconds in waits)
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }

        var attempts = await suite.Attempts("drink", "due", "webhook");
        Assert.Equal(waits.Length, attempts.Count);
        Assert.Equal("gave-up", attempts[^1]["outcome"]!.ToString());
        Assert.All(
            receiver.Hooks.GroupBy(hook => Header(hook, "webhook-id")),
            tries => Assert.Single(tries.Select(hook => Event(hook).ToJsonString()).Distinct())); // one id, one message
        Assert.All(attempts.SkipLast(1), attempt => Assert.Equal("failed-500", attempt["outcome"]!.ToString()));
        Assert.Contains(
            (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray(), item => item!.Is("clock", "drink"));
        using var administrator = new Reader(suite, "admin-01");
        Assert.Contains("Webhook control-room: gave up, 9 attempts", (await administrator.Open("/administration/deliveries")).Html, StringComparison.Ordinal);
        Assert.Single(log.Said, said => said.StartsWith("webhook/control-room does not take what it is sent (failed-500)", StringComparison.Ordinal));
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Single(log.Said, said => said.StartsWith("A message to webhook/control-room", StringComparison.Ordinal) && said.Contains($"alert {alert["id"]}", StringComparison.Ordinal));
        Assert.All(log.Said, said => Assert.DoesNotContain("CR-26", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_system_that_does_not_answer_holds_up_no_other_and_takes_no_node_out_of_service()
    {
        using var receiver = new Receiver().Hangs();
        await using var suite = await receiver.Suite(Arrived, notify: false, hook: true, atOnce: 1, otherHook: "/not-there");
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);

        await Eventually.Finds(() => suite.Attempts("drink", "due", "webhook"), attempts => attempts.Any(attempt =>
            attempt.Is("recipient", "webhook/other") && attempt.Is("outcome", "failed-404")));
        suite.Clock.AdvanceMinutes(2);
        await suite.Look();
        await Eventually.True(() => Late(suite).Result);

        Assert.Contains("custodywatch_webhooks_waiting_seconds", await suite.Measured(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await suite.As().GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<bool> Late(CustodySuite suite)
    {
        var report = await suite.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("heartbeat"));
        return report.Status == HealthStatus.Unhealthy;
    }

    private static async Task<CustodySuite> Held(Receiver receiver, Overheard? log = null)
    {
        var suite = await receiver.Suite(Arrived, notify: false, hook: true, log: log);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        return suite;
    }

    private static JsonNode Event(WireMock.IRequestMessage hook) => JsonNode.Parse(hook.BodyAsBytes!)!;

    private static string Header(WireMock.IRequestMessage hook, string name) => hook.Headers![name].Single();
}
