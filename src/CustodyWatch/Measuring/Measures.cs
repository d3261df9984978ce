using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using NodaTime;

namespace CustodyWatch.Measuring;

/// <summary>What is measured of the service itself, for whoever keeps it running. Figures only: no custody record, no suite.</summary>
public sealed class Measures
{
    public const string Name = "CustodyWatch";

    private readonly Histogram<double> _slip;
    private readonly Counter<long> _events;
    private Standing _standing = new();

    public Measures(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _slip = meter.CreateHistogram(
            "custodywatch.timers.slip", "s", "How long after its instant a child's timer was looked at.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });
        _events = meter.CreateCounter<long>("custodywatch.events", "{event}", "Custody events sent, by what became of them.");
        meter.CreateObservableGauge("custodywatch.timers.overdue", () => _standing.TimersOverdue, "s", "How long the oldest timer has been due.");
        meter.CreateObservableGauge(
            "custodywatch.deliveries.waiting", () => _standing.DeliveriesWaiting, "s", "How long the oldest delivery to a person or a screen has been waiting.");
        meter.CreateObservableGauge(
            "custodywatch.webhooks.waiting", () => _standing.WebhooksWaiting, "s", "How long the oldest delivery to another system has been waiting.");
        meter.CreateObservableGauge("custodywatch.alerts.open", () => _standing.AlertsOpen, "{alert}", "Alerts that nobody has answered.");
        meter.CreateObservableGauge(
            "custodywatch.alerts.undelivered", () => _standing.AlertsUndelivered, "{alert}", "Open alerts for which no person could be reached.");
        meter.CreateObservableGauge("custodywatch.screens.dark", () => _standing.ScreensDark, "{suite}", "Suites that hold a child and have no live screen.");
        meter.CreateObservableGauge("custodywatch.feeds.silent", () => _standing.FeedsSilent, "{suite}", "Suites that hold a child and whose records system says nothing.");
        meter.CreateObservableGauge("custodywatch.audit.children", () => _standing.ChildrenAudited, "{child}", "Children whose timers the last audit saw to.");
        meter.CreateObservableGauge("custodywatch.audit.wrong", () => _standing.TimersWrong, "{child}", "Children whose next step the last audit found without a timer that works.");
        meter.CreateObservableGauge("custodywatch.chain.broken", () => _standing.ChainBroken ? 1 : 0, null, "1 when a link of the chain does not hold, or something was added beside it.");
        meter.CreateObservableGauge("custodywatch.chain.links", () => _standing.ChainLinks, "{link}", "Links of the chain that were walked.");
        meter.CreateObservableGauge("custodywatch.anchors.age", () => _standing.AnchorAge, "s", "How long ago the chain was last anchored outside the database.");
        meter.CreateObservableGauge(
            "custodywatch.anchors.unposted", () => _standing.AnchorUnposted, "s", "How long the oldest anchor has been waiting for whoever keeps them outside to take it.");
        meter.CreateObservableGauge("custodywatch.database.unreadable", () => _standing.Unreadable ? 1 : 0, null, "1 when the figures could not be read.");
    }

    public void TimerLookedAt(Duration late) => _slip.Record(late.TotalSeconds);

    public void EventsTaken(string status, long count) => _events.Add(count, new KeyValuePair<string, object?>("status", status));

    internal void Stand(Func<Standing, Standing> change) => ImmutableInterlocked.Update(ref _standing, change);

    /// <summary>What is read from the records from time to time.</summary>
    internal sealed record Standing
    {
        public double TimersOverdue { get; init; }
        public double DeliveriesWaiting { get; init; }
        public double WebhooksWaiting { get; init; }
        public long AlertsUndelivered { get; init; }
        public long AlertsOpen { get; init; }
        public long ScreensDark { get; init; }
        public long FeedsSilent { get; init; }
        public long ChildrenAudited { get; init; }
        public long TimersWrong { get; init; }
        public bool ChainBroken { get; init; }
        public long ChainLinks { get; init; }
        public double AnchorAge { get; init; }
        public double AnchorUnposted { get; init; }
        public bool Unreadable { get; init; }
    }
}
