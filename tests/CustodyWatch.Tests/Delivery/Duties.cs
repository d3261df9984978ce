using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Measuring;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Who is on duty, what became of what they were to be told, and what is known of that outside.</summary>
internal static class Duties
{
    public static async Task<string> Begin(CustodySuite suite, string audience, string address)
    {
        var answer = await suite.As("insp-01").Call("/rota", Sending.Turn(audience, address: address));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Text("id")!;
    }

    public static async Task End(CustodySuite suite, string turn) => Assert.Equal(
        HttpStatusCode.OK, (await suite.As("insp-01").Call($"/rota/{turn}/end", new JsonObject { ["reason"] = "Home" })).Status);

    /// <summary>Every attempt that the schedule allows, one after the other.</summary>
    public static async Task GiveUp(CustodySuite suite)
    {
        foreach (var seconds in new[] { 0, 15, 60, 300, 900, 3600 })
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }
    }

    public static async Task Acknowledge(CustodySuite suite, string persona, string clock, string step)
    {
        var alert = Assert.Single(await suite.As(persona).Alerts(clock, step));
        Assert.Equal(HttpStatusCode.OK, (await suite.As(persona).Call($"/alerts/{alert["id"]}/acknowledge", new JsonObject())).Status);
    }

    public static async Task<string[]> Outcomes(CustodySuite suite, string clock, string step) =>
        [.. (await suite.Attempts(clock, step, "text")).Select(attempt => attempt["outcome"]?.ToString() ?? "").Order(StringComparer.Ordinal)];

    public static int Texts(Receiver notify, string address, string about) => notify.Texts.Count(text =>
        text.Is("phone_number", address) && text["personalisation"]!["message"]!.ToString().Contains(about, StringComparison.Ordinal));

    public static async Task<HealthStatus> Heartbeat(CustodySuite suite) => (await suite.Services.GetRequiredService<HealthCheckService>()
        .CheckHealthAsync(check => check.Tags.Contains("heartbeat"), TestContext.Current.CancellationToken)).Entries["texts and emails"].Status;

    /// <summary>How many open alerts reached nobody, of this suite's own meters: those of other tests have the same name.</summary>
    public static async Task<long> Undelivered(CustodySuite suite)
    {
        await suite.Services.GetServices<IHostedService>().OfType<Watcher>().Single().Read(TestContext.Current.CancellationToken);
        var (meters, undelivered) = (suite.Services.GetRequiredService<IMeterFactory>(), 0L);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == "custodywatch.alerts.undelivered") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => undelivered = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return undelivered;
    }
}
