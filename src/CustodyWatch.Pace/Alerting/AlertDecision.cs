using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>What becomes of an alert, and why: the state it takes, or none when it stays as it is.</summary>
/// <param name="State">The state it takes; null for silence.</param>
/// <param name="Reason">Why, by name; silence has its reason too.</param>
/// <param name="Speaks">Whether anybody is told.</param>
public readonly record struct Decision(AlertState? State, string Reason, bool Speaks)
{
    public static Decision Silence(string reason) => new(null, reason, false);

    public static Decision Speak(string reason) => new(AlertState.Open, reason, true);

    /// <summary>Raised or left standing, and not spoken, because somebody has silenced it.</summary>
    public static Decision Hush(AlertState state) => new(state, Alerting.Hush.Reason, false);

    public static Decision Close(AlertState state, string reason) => new(state, reason, false);
}

/// <summary>What a decision about a child's alerts is made from, besides the clock itself.</summary>
/// <param name="Now">The instant of the decision.</param>
/// <param name="DetentionEnded">Whether the child has gone.</param>
/// <param name="OfChild">Every alert kept about the child.</param>
/// <param name="Policy">What mutes what.</param>
public sealed record Situation(Instant Now, bool DetentionEnded, IReadOnlyCollection<RaisedAlert> OfChild, AlertPolicy Policy)
{
    /// <summary>What somebody has silenced.</summary>
    public IReadOnlyList<Hush> Hushes { get; init; } = [];

    /// <summary>Every cycle of the child's clocks by what is known now.</summary>
    public IReadOnlyList<Clock> Cycles { get; init; } = [];

    /// <summary>Whether an alert about the child's suite says already that nothing is heard from there.</summary>
    public bool Outage { get; init; }

    /// <summary>Whether a duty's alerts are silenced now.</summary>
    public bool IsHushed(Clock clock) => Hushes.Any(hush => hush.Covers(clock, Now));
}

/// <summary>
/// Whether an alert is raised, and whether one already raised still stands: pure, from the clock as it stands now and what the
/// child's alerts are.
/// </summary>
public static class AlertDecision
{
    /// <summary>The reason of an alert that stands and says another time than it did: nobody is told again for it.</summary>
    public const string PutRight = "put-right";

    /// <summary>The reason of an alert that has passed to another suite or authority, where nobody has seen it.</summary>
    public const string PassedOn = "passed-on";

    /// <summary>The reason of an alert that is not raised, or closed, because what it would say is over.</summary>
    public const string Mended = "mended";

    /// <summary>The reason of an alert that speaks again because nothing came of its acknowledgement.</summary>
    public const string Stale = "acknowledgement-stale";

    /// <summary>The reason of an alert that was acknowledged and is about something else by now, which nobody has seen.</summary>
    public const string Unseen = "unseen";

    /// <summary>The reason of an alert that is raised when its instant is over.</summary>
    public const string Late = "late";

    // A step is on time when it is decided this soon after its instant; later, the facts came late or the service was down.
    private static readonly Duration OnTime = Duration.FromSeconds(5);

    // Clocks are put right by seconds, or by a minute or two.
    private static readonly Duration SetBack = Duration.FromMinutes(5);

    // Nothing puts these right: they happened, and a later meal is not the one that was missed. Whoever acknowledges one has done all
    // that can be done about the alert.
    private static readonly HashSet<ClockName> OnlyToBeSeen =
    [
        ClockName.MealTime,
        ClockName.InterviewWithoutAdult, ClockName.StripSearchWithoutAdult, ClockName.StripSearch, ClockName.ExtensionVoid,
        ClockName.ImpossibleCheck, ClockName.ForceUsed,
    ];

    /// <summary>The reason of an alert that is raised: <c>on-time</c>, or <c>late</c> where its instant is over.</summary>
    public static string Timeliness(Instant stepAt, Instant now) => IsLate(stepAt, now) ? Late : "on-time";

    /// <summary>Whether the instant of a step is over when it is raised.</summary>
    public static bool IsLate(Instant stepAt, Instant raisedAt) => raisedAt - stepAt > OnTime;

    /// <summary>Whether a step not raised before is raised now.</summary>
    public static Decision OfStep(PlannedStep step, Clock clock, Situation situation)
    {
        if (step.At > situation.Now) return Decision.Silence("not-yet");
        if (situation.OfChild.Any(alert => alert.Cycle == step.Cycle && alert.Step == step.Step)) return Decision.Silence("already-raised");
        if (clock.State is ClockState.Met or ClockState.MetLate) return Decision.Silence(Mended);
        if (clock.State is ClockState.Ended) return Decision.Silence("ended");
        if (Overtaken(clock))
            return step.Step.IsWarning ? Decision.Silence("overtaken") : Decision.Close(AlertState.Resolved, "overtaken");
        if (step.Step.IsWarning)
            return MutedBy(clock, situation) is { } larger
                ? Decision.Close(AlertState.Muted, "muted-by-" + larger)
                : Raised();
        if (clock.State != ClockState.Breached) return Decision.Silence("postponed");
        return step.Step.Kind == StepKind.Escalation && SeenIsEnough(clock, situation) && Seen(step.Cycle, situation)
            ? Decision.Silence("acknowledged")
            : Raised();

        Decision Raised() => Said(clock, situation, Timeliness(step.At, situation.Now));
    }

    /// <summary>What becomes of an alert already kept.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="clock">Its cycle as it stands now; null when there is no such cycle any more.</param>
    /// <param name="step">Its step as it would be planned now; null when it would not be.</param>
    /// <param name="situation">What else it depends on.</param>
    public static Decision OfAlert(RaisedAlert alert, Clock? clock, PlannedStep? step, Situation situation)
    {
        if (JudgedFrom(alert, situation.Now) is not null && !(alert.IsLive && clock?.State is ClockState.Met or ClockState.MetLate or ClockState.Ended))
            return Decision.Silence(alert.IsLive ? "stands" : "closed");
        var stands = clock is not null && step is not null && step.At <= situation.Now && Stands(alert.Step, clock);
        if (!alert.IsLive)
        {
            // As it would be had the correction come before the deed that closed it.
            if (alert.State == AlertState.Resolved && !stands && ShownMistaken(alert, clock, step, situation))
                return Mistaken(clock);
            // And as it would be had nothing ever shown it mistaken.
            if (alert.State == AlertState.Retracted && !stands && clock is not null && WasRight(alert, clock, situation.Now))
                return Over(clock);
            if (!stands || (alert.Step.IsWarning && clock!.State == ClockState.Breached)) return Decision.Silence("closed");
            if (alert.Step.IsWarning && MutedBy(clock!, situation) is not null) return Decision.Silence("muted");
            return Said(clock!, situation, alert.State == AlertState.Muted ? "no-longer-muted" : "broken-again");
        }
        if (clock is null) return WasSo(alert, situation) ? Over(clock) : Mistaken(clock);
        if (clock.State is ClockState.MetLate) return Over(clock);
        if (clock.State is ClockState.Met or ClockState.Ended || !stands)
            return ShownMistaken(alert, clock, step, situation) ? Mistaken(clock) : Over(clock);
        var staleAt = StaleAt(alert, clock, situation);
        var stale = staleAt <= situation.Now;
        // Whoever acknowledged it did so elsewhere; only what is done with once anybody has seen it stays so.
        var unseen = alert.Misplaced && (alert.State == AlertState.Open || staleAt is not null);
        var another = alert.State == AlertState.Acknowledged && clock.IsOfOneEvent && SaysAnotherTime(alert, clock);
        if (!situation.IsHushed(clock))
            return alert.Hushed ? Decision.Speak(Hush.Over)
                : unseen ? Decision.Speak(PassedOn)
                : another ? Decision.Speak(Unseen)
                : stale ? Decision.Speak(Stale)
                : alert.Misplaced ? new(alert.State, PassedOn, Speaks: false)
                : SaysAnotherTime(alert, clock) ? new(alert.State, PutRight, Speaks: false)
                : Decision.Silence("stands");
        if (stale || unseen || another) return Decision.Hush(AlertState.Open);
        // A silence also covers an alert that spoke before it began, so that the alert speaks again when the silence ends.
        return alert.Hushed && !alert.Misplaced && !SaysAnotherTime(alert, clock) ? Decision.Silence("stands") : Decision.Hush(alert.State);
    }

    /// <summary>
    /// From when an alert can be judged again that was raised or closed in its time, before the machine's clock was set back a little;
    /// null of every other. What a clock did that was wrong by more is judged anew.
    /// </summary>
    public static Instant? JudgedFrom(RaisedAlert alert, Instant now)
    {
        var at = alert.ResolvedAt ?? Instant.Max(alert.RaisedAt, alert.StepAt);
        return at > now && at - now <= SetBack ? at : null;
    }

    private static Decision Said(Clock clock, Situation situation, string reason) =>
        situation.IsHushed(clock) ? Decision.Hush(AlertState.Open) : Decision.Speak(reason);

    /// <summary>When an acknowledgement stops holding; null when it holds for good, as that of a warning does once the duty has fallen due.</summary>
    public static Instant? StaleAt(RaisedAlert alert, Clock clock, Situation situation) =>
        alert.State == AlertState.Acknowledged && !SeenIsEnough(clock, situation) && !(alert.Step.IsWarning && clock.State == ClockState.Breached)
            ? StaleAt(alert.AcknowledgedAt, alert.Ladder.AcknowledgementHolds, situation.Now)
            : null;

    /// <summary>
    /// When an acknowledgement of an instant stops holding that holds for a length of time: at once where a clock that was fast gave the
    /// instant and has been set back since.
    /// </summary>
    public static Instant? StaleAt(Instant? acknowledgedAt, Duration holds, Instant now) =>
        acknowledgedAt - now > SetBack ? now : acknowledgedAt + holds;

    private static Decision Over(Clock? clock) => Decision.Close(AlertState.Resolved, clock?.State switch
    {
        ClockState.Met or ClockState.MetLate => "met",
        ClockState.Ended => "ended",
        _ => clock is not null && Overtaken(clock) ? "overtaken" : "moved",
    });

    private static Decision Mistaken(Clock? clock) => Decision.Close(AlertState.Retracted, clock is null ? "no-such-duty" : "corrected");

    // It had come to this by what was known without the correction, while the alert stood, and has not by what is known with it.
    private static bool ShownMistaken(RaisedAlert alert, Clock? clock, PlannedStep? step, Situation situation)
    {
        var now = situation.Now;
        if (clock is not null && HadCome(clock, step, now)) return false;
        if (alert.Step.IsWarning && clock?.State is ClockState.Met or ClockState.MetLate or ClockState.Ended) return false;
        if (alert.Uncorrected()?.History.FirstOrDefault(one => CycleKey.Of(one) == alert.Cycle) is not { } before) return false;
        var closed = alert.ResolvedAt ?? now;
        var had = clock is null
            ? before.StartedAt <= closed
            : HadCome(before, TimerPlan.Of(before, alert.Ladder).FirstOrDefault(planned => planned.Step == alert.Step), closed);
        return had && !WasSo(alert, situation);

        bool HadCome(Clock one, PlannedStep? planned, Instant by) =>
            alert.Step.IsWarning ? planned?.At <= by : one.State is ClockState.Breached or ClockState.MetLate && one.DueAt <= by;
    }

    // It came to this while the alert stood, by what is known now, and has been done or is over since.
    private static bool WasRight(RaisedAlert alert, Clock clock, Instant now) =>
        CameAt(clock, alert) <= (alert.ResolvedAt ?? now) && !(OverAt(clock) <= alert.StepAt);

    // At the instant of its step the duty stood as it says, by what is known now, if under another number: of a duty that comes round
    // any cycle tells, of what is raised by an event only that event.
    private static bool WasSo(RaisedAlert alert, Situation situation) => situation.Cycles.Any(one =>
        one.Name == alert.Cycle.Clock && (!one.IsOfOneEvent || one.DueAt == alert.DueAt)
        && !(OverAt(one) <= alert.StepAt) && CameAt(one, alert) <= alert.StepAt);

    private static Instant? CameAt(Clock clock, RaisedAlert alert) => alert.Step.IsWarning
        ? TimerPlan.Of(clock with { State = ClockState.Breached }, alert.Ladder).FirstOrDefault(planned => planned.Step == alert.Step)?.At
        : clock.State is ClockState.Breached or ClockState.MetLate ? clock.DueAt : null;

    private static Instant? OverAt(Clock clock) => clock.MetAt ?? clock.ToldUntil;

    // Something put right or learned late has moved the time, and the alert stands all the same.
    private static bool SaysAnotherTime(RaisedAlert alert, Clock clock) => clock.DueAt is { } due && alert.DueAt != due;

    private static bool Stands(Step step, Clock clock) =>
        !Overtaken(clock) && (step.IsWarning
            ? clock.State is ClockState.Running or ClockState.Warning or ClockState.Paused or ClockState.Breached
            : clock.State == ClockState.Breached);

    // A gate is not overtaken when the child leaves: somebody still has to see what happened.
    private static bool Overtaken(Clock clock) => !clock.IsGate && clock.State == ClockState.Breached && clock.ToldUntil is not null;

    private static bool SeenIsEnough(Clock clock, Situation situation) =>
        (OnlyToBeSeen.Contains(clock.Name) && clock.State == ClockState.Breached) || (clock.IsGate && situation.DetentionEnded);

    private static bool Seen(CycleKey cycle, Situation situation) =>
        situation.OfChild.Any(alert => alert.Cycle == cycle && alert.Step == Step.Due && alert.State == AlertState.Acknowledged);

    // Only ever a warning: that a duty is due, and that it still is, no other alert says for it.
    private static string? MutedBy(Clock smaller, Situation situation)
    {
        foreach (var muting in situation.Policy.Mutings)
            if (muting.Smaller == smaller.Name &&
                situation.OfChild.Any(alert => alert.Cycle.Clock == muting.Larger && alert is { Hushed: false, Step.IsWarning: false }
                    && (alert.IsLive || JudgedFrom(alert, situation.Now) is not null)))
                return Vocabulary<ClockName>.Word(muting.Larger);
        return situation.Outage && smaller.Basis.Authority != Authority.Statute ? "outage" : null;
    }
}
