using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>An alert to be kept for the first time.</summary>
public sealed record NewAlert(Clock Clock, PlannedStep Step, Ladder Ladder, AlertState State, string Reason, bool Speaks)
{
    /// <summary>Of a clock that comes round again, and raised when its instant was over: as facts that arrive late raise very many at once.</summary>
    public bool IsLateOfMany => Reason == AlertDecision.Late && !Clock.IsOfOneEvent;
}

/// <summary>A change to an alert kept before, with its cycle and its step's instant as they stand now, when they do.</summary>
public sealed record ChangedAlert(RaisedAlert Alert, Clock? Clock, Instant? StepAt, AlertState State, string Reason, bool Speaks);

/// <summary>Everything that is to be decided about one child's alerts at one instant.</summary>
/// <param name="New">Alerts to be kept for the first time.</param>
/// <param name="Changed">Changes to alerts kept before.</param>
/// <param name="Next">The soonest later instant at which, with no new entry, there is something to decide again; null when there is none.</param>
public sealed record AlertRound(IReadOnlyList<NewAlert> New, IReadOnlyList<ChangedAlert> Changed, Instant? Next)
{
    /// <summary>Decides about every step whose time has come and every alert kept, at the instant of the clock sheet.</summary>
    /// <param name="sheet">The child's clocks.</param>
    /// <param name="kept">Every alert kept about the child.</param>
    /// <param name="policy">Who is told what, and when.</param>
    /// <param name="hushes">What somebody has silenced.</param>
    /// <param name="outage">Whether an alert about the suite says already that nothing is heard from there.</param>
    public static AlertRound Of(ClockSheet sheet, IReadOnlyList<RaisedAlert> kept, AlertPolicy policy, IReadOnlyList<Hush>? hushes = null, bool outage = false)
    {
        var inFlight = kept.DistinctBy(alert => alert.Cycle).ToDictionary(alert => alert.Cycle, alert => alert.Ladder);
        var round = new Deciding(sheet, policy, [.. kept], hushes ?? [], outage);
        var next = sheet.NextChange;
        var clocks = new Dictionary<CycleKey, Clock>();
        var steps = new List<(PlannedStep Step, Clock Clock, Ladder Ladder)>();
        foreach (var clock in sheet.History)
        {
            clocks[CycleKey.Of(clock)] = clock;
            var ladder = inFlight.GetValueOrDefault(CycleKey.Of(clock)) ?? policy.For(clock);
            foreach (var step in TimerPlan.Of(clock, ladder))
                if (step.At <= sheet.At) steps.Add((step, clock, ladder));
                else next = Sooner(next, step.At);
        }
        // A due time mutes a warning, so what is due is decided first.
        steps.Sort((a, b) => b.Step.Step.CompareTo(a.Step.Step));
        foreach (var alert in kept.OrderByDescending(alert => alert.Step))
            round.Review(alert, clocks.GetValueOrDefault(alert.Cycle),
                steps.Find(planned => planned.Step.Cycle == alert.Cycle && planned.Step.Step == alert.Step).Step);
        foreach (var (step, clock, ladder) in steps) round.Raise(step, clock, ladder);
        foreach (var alert in round.Kept)
            if (clocks.TryGetValue(alert.Cycle, out var clock) && AlertDecision.StaleAt(alert, clock, round.Situation) is { } stale && stale > sheet.At)
                next = Sooner(next, stale);
        foreach (var alert in kept)
            if (AlertDecision.JudgedFrom(alert, sheet.At) is { } judged) next = Sooner(next, judged);
        foreach (var hush in hushes ?? [])
            if (hush.Until > sheet.At) next = Sooner(next, hush.Until);
        return round.Done(next);
    }

    private static Instant Sooner(Instant? next, Instant at) => next is { } before ? Instant.Min(before, at) : at;

    private sealed class Deciding(ClockSheet sheet, AlertPolicy policy, List<RaisedAlert> kept, IReadOnlyList<Hush> hushes, bool outage)
    {
        private readonly List<NewAlert> _new = [];
        private readonly List<ChangedAlert> _changed = [];
        private readonly HashSet<CycleKey> _heard = [.. kept.Select(alert => alert.Cycle)];

        public IReadOnlyList<RaisedAlert> Kept => kept;

        public Situation Situation { get; } = new(sheet.At, sheet.Record.EndedAt is not null, kept, policy) { Hushes = hushes, Outage = outage, Cycles = sheet.History };

        public void Review(RaisedAlert alert, Clock? clock, PlannedStep? step)
        {
            var decision = AlertDecision.OfAlert(alert, clock, step, Situation);
            if (decision.State is not { } state) return;
            _changed.Add(new(alert, clock, step?.At, state, decision.Reason, decision.Speaks));
            kept[kept.IndexOf(alert)] = alert with { State = state, Hushed = decision.Reason == Hush.Reason };
        }

        public void Raise(PlannedStep step, Clock clock, Ladder ladder)
        {
            var decision = AlertDecision.OfStep(step, clock, Situation);
            if (decision.State is not { } state) return;
            _new.Add(new(clock, step, ladder, state, decision.Reason, decision.Speaks));
            kept.Add(new RaisedAlert { Id = "", Cycle = step.Cycle, Step = step.Step, State = state, Hushed = decision.Reason == Hush.Reason, Ladder = ladder });
        }

        // When several steps of a cycle speak at once, all are kept and only the highest is delivered, which is the last to have come;
        // with it any that comes at the very same instant, so that a rung a force adds takes nobody's word away.
        public AlertRound Done(Instant? next)
        {
            var latest = _new.Where(alert => alert.Speaks).Select(alert => (alert.Step.Cycle, At: (Instant?)alert.Step.At))
                .Concat(_changed.Where(change => change.Speaks).Select(change => (change.Alert.Cycle, At: change.StepAt)))
                .GroupBy(spoken => spoken.Cycle, spoken => spoken.At)
                .ToDictionary(cycle => cycle.Key, cycle => cycle.Max());
            var spokenFor = SpokenForByLater(_new.Where(IsHighest));
            var told = _new.Where(IsHighest).Select(alert => (alert.Step.Cycle, alert.Step.Rung.To))
                .Concat(_changed.Where(ChangesHighest).Select(change => (change.Alert.Cycle, To: To(change))))
                .GroupBy(spoken => spoken.Cycle)
                .ToDictionary(cycle => cycle.Key, cycle => cycle.SelectMany(spoken => spoken.To).ToHashSet());
            return new(
                [.. _new.Select(alert => alert with { Speaks = IsHighest(alert) && !spokenFor.Contains(alert.Step.Cycle) })
                    .OrderBy(alert => alert.Step.At).ThenBy(alert => alert.Step.Cycle.Clock).ThenBy(alert => alert.Step.Step)],
                [.. _changed.Select(change => change with { Speaks = ChangesHighest(change) || TellsAgain(change) })],
                next);

            bool IsHighest(NewAlert alert) => alert.Speaks && alert.Step.At == latest[alert.Step.Cycle];

            bool ChangesHighest(ChangedAlert change) => change.Speaks && change.StepAt == latest[change.Alert.Cycle];

            // What was seen or silenced and speaks again speaks, from the highest step down, also to whoever nothing above it tells.
            bool TellsAgain(ChangedAlert change)
            {
                if (change is not { Speaks: true, Reason: AlertDecision.Stale or Hush.Over } || To(change).All(told[change.Alert.Cycle].Contains)) return false;
                told[change.Alert.Cycle].UnionWith(To(change));
                return true;
            }
        }

        // Of a clock that comes round again facts that arrive late may let very many cycles speak for the first time. The latest is delivered, and
        // of those before it one that has climbed higher than all after it; the others are kept.
        private HashSet<CycleKey> SpokenForByLater(IEnumerable<NewAlert> speaking)
        {
            var spokenFor = new HashSet<CycleKey>();
            foreach (var clock in speaking.Where(alert => alert.IsLateOfMany && !_heard.Contains(alert.Step.Cycle)).GroupBy(alert => alert.Clock.Name))
            {
                var highest = 0;
                foreach (var cycle in clock.GroupBy(alert => alert.Step.Cycle).OrderByDescending(cycle => cycle.Key.Sequence))
                {
                    var rank = cycle.Max(alert => alert.Step.Step.Rank);
                    if (rank <= highest) spokenFor.Add(cycle.Key);
                    else highest = rank;
                }
            }
            return spokenFor;
        }

        private static IReadOnlyList<Audience> To(ChangedAlert change) => change.Alert.Ladder.At(change.Alert.Step).To;
    }
}
