using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Measuring;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Who is on duty and what they are told of a child who came at noon, in one line each.</summary>
internal static class Duty
{
    public const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z", ReviewLate = "2026-06-10T20:00:00Z";
    public const string Sergeant = "07700 900101", Inspector = "07700 900102", Cover = "07700 900103";

    /// <summary>A suite that has seen that a drink is overdue, with its sergeant on duty and whoever else is named.</summary>
    public static async Task<CustodySuite> DrinkOverdue(this Receiver notify, params (string Audience, string Address)[] others)
    {
        var suite = await notify.Suite(Arrived, untimed: true);
        await suite.OnDuty("custody-sergeant", Sergeant);
        foreach (var (audience, address) in others) await suite.OnDuty(audience, address);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        return suite;
    }

    /// <summary>A suite with nobody on duty that has yet to see how late a review is.</summary>
    public static async Task<CustodySuite> ReviewOverdue(this Receiver notify)
    {
        var suite = await notify.Suite(ReviewLate, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived), Told.Authorised("2026-06-10T12:10:00Z"));
        return suite;
    }

    /// <summary>Puts somebody on duty, and gives the turn.</summary>
    public static async Task<string> OnDuty(this CustodySuite suite, string audience, string address)
    {
        var answer = await suite.As("insp-01").Call("/rota", Sending.Turn(audience, address: address));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Text("id")!;
    }

    public static async Task EndTurn(this CustodySuite suite, string turn) => Assert.Equal(
        HttpStatusCode.OK, (await suite.As("insp-01").Call($"/rota/{turn}/end", new JsonObject { ["reason"] = "Home" })).Status);

    public static async Task<string> TurnOf(this CustodySuite suite, string audience) =>
        Assert.Single((await suite.As("insp-01").Read("/rota?force=99")).Body!["items"]!.AsArray(), turn => turn!.Is("audience", audience))!["id"]!.ToString();

    /// <summary>Sends what is owed after each of these seconds more.</summary>
    public static async Task SendAfter(this CustodySuite suite, params int[] seconds)
    {
        foreach (var more in seconds)
        {
            suite.Clock.AdvanceSeconds(more);
            await suite.Send();
        }
    }

    /// <summary>Tries for as long as anything is tried.</summary>
    public static Task GiveUp(this CustodySuite suite) => suite.SendAfter(0, 15, 60, 300, 900, 3600);

    public static int TextsTo(this Receiver notify, string address, string about) => notify.Texts.Count(text =>
        text.Is("phone_number", address) && text["personalisation"]!["message"]!.ToString().Contains(about, StringComparison.Ordinal));

    /// <summary>What became of each text about an alert.</summary>
    public static async Task<string[]> Outcomes(this CustodySuite suite, string clock, string step) =>
        [.. (await suite.Attempts(clock, step, "text")).Select(attempt => attempt["outcome"]?.ToString() ?? "").Order(StringComparer.Ordinal)];

    public static async Task<HealthStatus> Heartbeat(this CustodySuite suite) => (await suite.Services.GetRequiredService<HealthCheckService>()
        .CheckHealthAsync(check => check.Tags.Contains("heartbeat"), TestContext.Current.CancellationToken)).Entries["texts and emails"].Status;

    // Of this suite's own meters: those of other tests have the same name.
    public static async Task<long> Undelivered(this CustodySuite suite)
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
