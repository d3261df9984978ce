using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Measuring;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Operations;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task What_the_alarms_and_the_dashboard_ask_for_is_measured()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();

        var measured = await suite.Measured();

        var asked = Name().Matches(Ops("grafana/alerts.yaml") + JsonNode.Parse(Ops("grafana/dashboard.json"))!.ToJsonString());
        Assert.NotEmpty(asked);
        Assert.All(asked.Select(match => match.Value).Distinct(), name => Assert.Contains(name, measured, StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_reading_found_is_not_undone_by_another_at_the_same_time()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (measures, meanwhile) = (new Measures(services.GetRequiredService<IMeterFactory>()), true);

        measures.Stand(standing =>
        {
            if (meanwhile)
            {
                meanwhile = false;
                measures.Stand(other => other with { TimersWrong = 3 });
            }
            return standing with { ChainBroken = true };
        });

        measures.Stand(standing =>
        {
            Assert.Equal((3L, true), (standing.TimersWrong, standing.ChainBroken));
            return standing;
        });
    }

    [Fact]
    public void Each_alarm_has_its_page()
    {
        var alarms = Regex.Matches(Ops("grafana/alerts.yaml"), "alert: ([A-Za-z]+)").Select(alarm => alarm.Groups[1].Value).ToArray();

        Assert.NotEmpty(alarms);
        Assert.All(alarms, alarm => Assert.Contains($"\n## {alarm}\n", Ops("runbook.md"), StringComparison.Ordinal));
        Assert.All(alarms, alarm => Assert.Contains($"runbook: ops/runbook.md#{alarm.ToLowerInvariant()}\n", Ops("grafana/alerts.yaml"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grafana/scrape.yaml")]
    [InlineData("otel/collector.yaml")]
    public void Whatever_reads_the_nodes_does_so_under_the_name_that_the_alarms_and_the_dashboard_ask_for(string reader)
    {
        var asked = Job().Matches(Ops("grafana/alerts.yaml") + JsonNode.Parse(Ops("grafana/dashboard.json"))!["panels"]!.AsArray()
            .SelectMany(panel => panel!["targets"]!.AsArray()).Aggregate("", (all, target) => all + target!["expr"]));

        var job = Assert.Single(asked.Select(match => match.Groups[1].Value).Distinct());
        Assert.Matches($"(?m)^ *- job_name: {job}$", Ops(reader));
    }

    [Fact]
    public async Task A_timer_looked_at_within_a_quarter_of_a_second_is_told_from_one_that_took_longer()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();

        var buckets = (await suite.Measured()).Split('\n').Where(line => line.StartsWith("custodywatch_timers_slip_seconds_bucket", StringComparison.Ordinal));

        Assert.Contains(buckets, bucket => bucket.Contains("le=\"0.25\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_is_measured_tells_of_a_record_or_a_suite()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        var detention = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.As("sgt-01").Read($"/detentions/{detention}");
        await suite.As("sgt-01").Read("/suites/CENTRAL/board");

        var measured = await suite.Measured();

        Assert.All(["CR-26-00001", "CENTRAL", detention, "AB\""], secret => Assert.DoesNotContain(secret, measured, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trace_names_the_route_and_not_what_opens_a_desks_link()
    {
        using var receiver = new Receiver();
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z", settings: new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "120000",
        });

        await suite.As().GetAsync("/link/what-opens-it?code=what-proves-it");

        await Eventually.True(() => receiver.Said.Any(said => said.Contains("link/{token}", StringComparison.Ordinal)));
        Assert.All(receiver.Said, said => Assert.DoesNotContain("what-", said, StringComparison.Ordinal));
    }

    private static string Ops(string file) => File.ReadAllText(Path.Combine(Repository.Folder, "ops", file));

    [GeneratedRegex("custodywatch_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex("job=\"([^\"]+)\"")]
    private static partial Regex Job();
}

internal static class Measuring
{
    /// <summary>What a collector is told now.</summary>
    public static async Task<string> Measured(this CustodySuite suite)
    {
        await suite.Watch();
        var answer = await suite.As().GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>One figure of this service alone. What is told over HTTP may be that of another one in the same process.</summary>
    public static async Task<double> Measured(this CustodySuite suite, string name)
    {
        await suite.Watch();
        var measured = double.NaN;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == suite.Services.GetRequiredService<IMeterFactory>()) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private static Task Watch(this CustodySuite suite) =>
        suite.Services.GetServices<IHostedService>().OfType<Watcher>().Single().Read(TestContext.Current.CancellationToken);
}
