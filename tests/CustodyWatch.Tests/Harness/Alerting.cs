using System.Text.Json.Nodes;
using CustodyWatch.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Harness;

/// <summary>What happens to alerts, in one line each.</summary>
public static class Alerting
{
    /// <summary>Lets the service look at its timers when the test does and never by itself.</summary>
    public static void Untimed(WebApplicationBuilder builder)
    {
        Type[] looking = [typeof(JobServer), typeof(SharedSweep), typeof(WakeOnCommit)];
        foreach (var service in builder.Services.Where(service => looking.Contains(service.ImplementationType)).ToArray())
            builder.Services.Remove(service);
    }

    /// <summary>Looks at the timers now, whatever else may be about to.</summary>
    public static Task<Instant?> Look(this CustodySuite suite) =>
        suite.Services.GetRequiredService<FireDueTimers>().Run(TestContext.Current.CancellationToken);

    /// <summary>Moves the clock and looks at the timers.</summary>
    public static async Task LookAt(this CustodySuite suite, string instant)
    {
        suite.Clock.Reset(InstantPattern.ExtendedIso.Parse(instant).GetValueOrThrow());
        await suite.Look();
    }

    public static async Task<IReadOnlyList<JsonNode>> Alerts(this HttpClient client, string query = "")
    {
        var answer = await client.Read("/alerts?limit=500&" + query);
        return [.. answer.Body!["items"]!.AsArray().Select(item => item!)];
    }

    public static async Task<IReadOnlyList<JsonNode>> Alerts(this HttpClient client, string clock, string step) =>
        [.. (await client.Alerts()).Where(alert => alert.Is("clock", clock) && alert.Is("step", step))];

    public static bool Is(this JsonNode alert, string name, string value) => alert[name]?.ToString() == value;

    /// <summary>The alert in a few words: <c>drink-1 due open</c>.</summary>
    public static string InShort(this JsonNode alert) =>
        $"{alert["clock"]}-{alert["clockSequence"]} {alert["step"]} {alert["state"]}";
}
