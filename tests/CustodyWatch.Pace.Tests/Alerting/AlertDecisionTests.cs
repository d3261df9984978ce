using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using NodaTime;
using static CustodyWatch.Pace.Tests.Alerting.Invented;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class AlertDecisionTests
{
    private static readonly Decision OnTime = Decision.Speak("on-time");

    [Fact]
    public void A_step_is_raised_at_its_instant_and_never_before()
    {
        Assert.Equal(Decision.Silence("not-yet"), Of(Review(ClockState.Warning), Step.Due, At(4, 52) - Duration.FromMilliseconds(1)));
        Assert.Equal(OnTime, Of(Review(ClockState.Breached), Step.Due, At(4, 52)));
    }

    [Fact]
    public void A_step_whose_time_has_passed_is_raised_late() =>
        Assert.Equal(Decision.Speak("late"), Of(Review(ClockState.Breached), Step.Due, At(9)));

    [Fact]
    public void A_step_raised_before_is_not_raised_again() => Assert.Equal(
        Decision.Silence("already-raised"),
        Of(Review(ClockState.Breached), Step.Due, At(5), Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged)));

    [Fact]
    public void A_cycle_already_mended_raises_nothing() =>
        Assert.Equal(Decision.Silence("mended"), AlertDecision.OfStep(
            new(new(ClockName.Review, 2), Step.Due, At(4, 52), AlertPolicy.Default.For(Review(ClockState.MetLate)).Due),
            Review(ClockState.MetLate), new Situation(At(6), false, [], AlertPolicy.Default)));

    [Fact]
    public void A_review_lawfully_postponed_is_not_called_overdue() =>
        Assert.Equal(Decision.Silence("postponed"), Of(Review(ClockState.Warning), Step.Due, At(4, 52)));

    [Fact]
    public void A_passed_detention_limit_mutes_the_warning_of_a_review()
    {
        var limit = Kept(DetentionLimit(ClockState.Breached), Step.Due);
        Assert.Equal(Decision.Close(AlertState.Muted, "muted-by-detention-limit"), Of(Review(ClockState.Warning), Step.Warning(1), At(3, 52), limit));
        Assert.Equal(OnTime, Of(Review(ClockState.Breached), Step.Due, At(4, 52), limit));
    }

    [Theory]
    [InlineData(AlertState.Resolved)]
    [InlineData(AlertState.Retracted)]
    public void What_is_no_longer_wrong_mutes_nothing(AlertState state) => Assert.Equal(
        OnTime, Of(Review(ClockState.Warning), Step.Warning(1), At(3, 52), Kept(DetentionLimit(ClockState.Breached), Step.Due, state)));

    [Fact]
    public void A_limit_not_yet_passed_mutes_nothing() => Assert.Equal(
        OnTime, Of(Review(ClockState.Warning), Step.Warning(1), At(3, 52), Kept(DetentionLimit(ClockState.Warning), Step.Warning(2))));

    [Fact]
    public void An_acknowledgement_does_not_keep_the_inspector_from_hearing_of_a_review_still_not_held() => Assert.Equal(
        OnTime,
        Of(Review(ClockState.Breached), Step.Escalation(1), At(5, 2), Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged)));

    [Fact]
    public void What_nothing_can_put_right_goes_no_further_once_seen()
    {
        var gate = Gate(ClockName.ExtensionVoid, Statute);
        Assert.Equal(OnTime, Of(gate, Step.Escalation(1), At(2, 40), Kept(gate, Step.Due)));
        Assert.Equal(Decision.Silence("acknowledged"), Of(gate, Step.Escalation(1), At(2, 40), Kept(gate, Step.Due, AlertState.Acknowledged)));
    }

    [Fact]
    public void A_breach_already_over_when_it_is_learnt_of_is_kept_closed_and_told_to_nobody() => Assert.Equal(
        Decision.Close(AlertState.Resolved, "overtaken"),
        Of(Review(ClockState.Breached) with { StoppedAt = At(6) }, Step.Due, At(9)));

    [Fact]
    public void What_is_decided_says_what_becomes_of_the_alert_and_whether_anybody_is_told()
    {
        Assert.Equal(new Decision(null, "why", false), Decision.Silence("why"));
        Assert.Equal(new Decision(AlertState.Open, "why", true), Decision.Speak("why"));
        Assert.Equal(new Decision(AlertState.Acknowledged, "silence", false), Decision.Hush(AlertState.Acknowledged));
        Assert.Equal(new Decision(AlertState.Muted, "why", false), Decision.Close(AlertState.Muted, "why"));
    }

    [Fact]
    public void Five_seconds_are_on_time_and_more_are_late()
    {
        Assert.Equal("on-time", AlertDecision.Timeliness(At(4, 52), At(4, 52, 5)));
        Assert.Equal("late", AlertDecision.Timeliness(At(4, 52), At(4, 52, 5) + Duration.FromMilliseconds(1)));
    }

    [Fact]
    public void A_duty_that_is_over_raises_nothing_and_of_one_overtaken_no_warning_is_kept()
    {
        var planned = TimerPlan.Of(Review(ClockState.Breached), AlertPolicy.Default.For(Review(ClockState.Breached)));
        Assert.Equal(Decision.Silence("ended"), AlertDecision.OfStep(planned[0], Review(ClockState.Ended), new Situation(At(6), false, [], AlertPolicy.Default)));
        Assert.Equal(
            Decision.Silence("overtaken"),
            AlertDecision.OfStep(planned[0], Review(ClockState.Breached) with { StoppedAt = At(6) }, new Situation(At(6), false, [], AlertPolicy.Default)));
    }

    [Fact]
    public void An_alert_that_is_closed_stays_so_while_nothing_is_wrong_again()
    {
        var (warning, due) = (Step.Warning(1), Step.Due);
        Assert.Equal(Decision.Silence("closed"), Becomes(due, AlertState.Resolved, Review(ClockState.MetLate)));
        Assert.Equal(Decision.Silence("closed"), Becomes(due, AlertState.Resolved, null));
        Assert.Equal(Decision.Silence("closed"), Becomes(warning, AlertState.Muted, Review(ClockState.Breached)));
        Assert.Equal(Decision.Silence("muted"), Becomes(warning, AlertState.Muted, Review(ClockState.Warning), Invented.Kept(DetentionLimit(ClockState.Breached), due)));
        Assert.Equal(Decision.Speak("no-longer-muted"), Becomes(warning, AlertState.Muted, Review(ClockState.Warning)));
        Assert.Equal(Decision.Speak("broken-again"), Becomes(due, AlertState.Resolved, Review(ClockState.Breached)));
    }

    [Fact]
    public void A_correction_retracts_what_it_shows_to_be_mistaken_and_not_a_warning_of_what_was_then_done()
    {
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), Corrected(Step.Due, ClockState.Met));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), Corrected(Step.Due, ClockState.Ended));
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), Corrected(Step.Warning(1), ClockState.Met));
        Assert.Equal(Decision.Close(AlertState.Resolved, "ended"), Corrected(Step.Warning(1), ClockState.Ended));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), PutRight(Step.Warning(1), ClockState.Breached, Later));
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), Corrected(Step.Due, ClockState.MetLate));

        static Decision Corrected(Step step, ClockState state) => PutRight(step, ClockState.Breached, Review(state));
    }

    [Fact]
    public void A_correction_of_something_else_retracts_nothing()
    {
        var left = Review(ClockState.Breached) with { StoppedAt = At(4, 55) };
        Assert.Equal(Decision.Close(AlertState.Resolved, "overtaken"), PutRight(Step.Due, ClockState.Breached, left));
        Assert.Equal(Decision.Close(AlertState.Resolved, "overtaken"), PutRight(Step.Warning(1), ClockState.Breached, left));
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), PutRight(Step.Due, ClockState.Met, Review(ClockState.Met)));
        Assert.Equal(Decision.Close(AlertState.Resolved, "ended"), PutRight(Step.Due, ClockState.Ended, Review(ClockState.Ended)));
        Assert.Equal(Decision.Close(AlertState.Resolved, "moved"), PutRight(Step.Due, ClockState.Running, Review(ClockState.Running)));
        Assert.Equal(
            Decision.Close(AlertState.Resolved, "moved"),
            AlertDecision.OfAlert(Invented.Kept(Later, Step.Warning(1)) with { Uncorrected = () => Sheet(At(5), Later) }, Later, null, Alone(At(5))));
        Assert.Equal(
            Decision.Close(AlertState.Resolved, "met"),
            AlertDecision.OfAlert(Invented.Kept(Later, Step.Due) with { Uncorrected = () => Sheet(At(5)) }, Review(ClockState.Met), null, Alone(At(5))));
    }

    [Fact]
    public void A_correction_retracts_what_was_closed_before_it_as_it_would_have_retracted_it_open()
    {
        var (broken, late) = (Review(ClockState.Breached), Review(ClockState.MetLate));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), Closed(Step.Due, late, Review(ClockState.Met)));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), Closed(Step.Due, broken, Review(ClockState.Ended)));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), Closed(Step.Due, late, Later));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), Closed(Step.Warning(1), broken, Later));
        Assert.Equal(Decision.Close(AlertState.Retracted, "no-such-duty"), Closed(Step.Due, late, null));
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Due, late, late));
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Warning(1), broken, Review(ClockState.Met)));
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Warning(1), broken, late));
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Due, Review(ClockState.Met), Review(ClockState.Met)));
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Due, null, null));
        // One that was retracted or muted already stays so while it is.
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Due, late, null, AlertState.Retracted));
        Assert.Equal(Decision.Silence("closed"), Closed(Step.Warning(1), broken, null, AlertState.Muted));
    }

    [Fact]
    public void What_was_called_mistaken_and_is_true_after_all_is_closed_as_though_it_had_never_been_called_so()
    {
        var (late, left) = (Review(ClockState.MetLate), Review(ClockState.Breached) with { StoppedAt = At(4, 55) });
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), Again(Step.Due, late));
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), Again(Step.Warning(1), late));
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), Again(Step.Warning(1), Review(ClockState.Met)));
        Assert.Equal(Decision.Close(AlertState.Resolved, "ended"), Again(Step.Warning(1), Review(ClockState.Ended)));
        Assert.Equal(Decision.Close(AlertState.Resolved, "overtaken"), Again(Step.Due, left));
        Assert.Equal(Decision.Speak("broken-again"), Again(Step.Due, Review(ClockState.Breached)));
        Assert.Equal(Decision.Silence("closed"), Again(Step.Due, Review(ClockState.Met)));
        Assert.Equal(Decision.Silence("closed"), Again(Step.Due, Review(ClockState.Ended)));
        Assert.Equal(Decision.Silence("closed"), Again(Step.Warning(1), Later));
        // Done before its step, or come to only after it was closed: what it said was not so while it stood.
        Assert.Equal(Decision.Silence("closed"), Again(Step.Warning(1), Review(ClockState.Met) with { MetAt = At(3, 52) }));
        Assert.Equal(Decision.Silence("closed"), Again(Step.Due, late with { DueAt = At(5, 5) }));
        Assert.Equal(Decision.Close(AlertState.Resolved, "met"), Again(Step.Due, late with { DueAt = At(5) }));
        // A warning that its clock has no more.
        Assert.Equal(Decision.Silence("closed"), Again(Step.Warning(2), late));

        static Decision Again(Step step, Clock clock) => AlertDecision.OfAlert(
            Invented.Kept(clock, step, AlertState.Retracted) with { StepAt = step.IsWarning ? At(3, 52) : At(4, 52), ResolvedAt = At(5) }, clock,
            TimerPlan.Of(clock, AlertPolicy.Default.For(clock)).FirstOrDefault(planned => planned.Step == step && planned.At <= At(5, 30)), Alone(At(5, 30)));
    }

    [Fact]
    public void What_was_so_under_another_number_was_not_mistaken()
    {
        // An entry made twice is taken back: the second cycle never was, and the first was broken all that time.
        var first = Review(ClockState.MetLate, 1) with { DueAt = At(4, 40), Warnings = [At(3, 40)] };
        var known = Alone(At(5, 30)) with { Cycles = [first] };
        foreach (var step in new[] { Step.Warning(1), Step.Due })
        {
            var alert = Invented.Kept(Review(ClockState.Breached), step) with
            {
                StepAt = step.IsWarning ? At(3, 52) : At(4, 52),
                Uncorrected = () => Sheet(At(5, 30), Review(ClockState.Breached)),
            };
            var closed = alert with { State = AlertState.Resolved, ResolvedAt = At(5, 10) };
            Assert.Equal(Decision.Close(AlertState.Resolved, "moved"), AlertDecision.OfAlert(alert, null, null, known));
            Assert.Equal(Decision.Close(AlertState.Resolved, "moved"), AlertDecision.OfAlert(alert, Later, null, known));
            Assert.Equal(Decision.Silence("closed"), AlertDecision.OfAlert(closed, null, null, known));
            Assert.Equal(Decision.Silence("closed"), AlertDecision.OfAlert(closed, Later, null, known));
            // Done by then, or not yet so, or of another duty.
            var mistaken = Decision.Close(AlertState.Retracted, "no-such-duty");
            foreach (var other in new[]
            {
                first with { MetAt = alert.StepAt }, first with { DueAt = At(4, 53), Warnings = [At(3, 53)] },
                first with { Name = ClockName.Visit }, first with { State = ClockState.Breached, MetAt = null, StoppedAt = alert.StepAt },
            })
            {
                Assert.Equal(mistaken, AlertDecision.OfAlert(alert, null, null, known with { Cycles = [other] }));
                Assert.Equal(mistaken, AlertDecision.OfAlert(closed, null, null, known with { Cycles = [other] }));
            }
        }
    }

    [Fact]
    public void Another_search_is_no_proof_of_the_one_that_never_was()
    {
        var (first, second) = (Gate(ClockName.StripSearchWithoutAdult, Code), Gate(ClockName.StripSearchWithoutAdult, Code) with { Sequence = 2, DueAt = At(4), StartedAt = At(4) });
        var alert = Invented.Kept(second, Step.Due) with { StepAt = At(4) };
        Assert.Equal(Decision.Close(AlertState.Retracted, "no-such-duty"), AlertDecision.OfAlert(alert, null, null, Alone(At(5)) with { Cycles = [first] }));
        Assert.Equal(Decision.Close(AlertState.Resolved, "moved"), AlertDecision.OfAlert(alert, null, null, Alone(At(5)) with { Cycles = [second with { Sequence = 1 }] }));
    }

    [Fact]
    public void Time_alone_retracts_nothing_that_was_closed()
    {
        // By what was known without the correction it fell due, or began, only after the alert was closed.
        var closed = Invented.Kept(Review(ClockState.Breached), Step.Due, AlertState.Resolved) with
        {
            ResolvedAt = At(4, 51),
            Uncorrected = () => Sheet(At(5), Review(ClockState.Breached)),
        };
        Assert.Equal(Decision.Silence("closed"), AlertDecision.OfAlert(closed, Later, null, Alone(At(5))));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), AlertDecision.OfAlert(closed with { ResolvedAt = At(4, 52) }, Later, null, Alone(At(5))));
        Assert.Equal(Decision.Silence("closed"), AlertDecision.OfAlert(closed with { ResolvedAt = At(0) - Duration.FromMinutes(1) }, null, null, Alone(At(5))));
        Assert.Equal(Decision.Close(AlertState.Retracted, "no-such-duty"), AlertDecision.OfAlert(closed with { ResolvedAt = At(0) }, null, null, Alone(At(5))));
        var warned = closed with { Step = Step.Warning(1), ResolvedAt = At(3, 51) };
        Assert.Equal(Decision.Silence("closed"), AlertDecision.OfAlert(warned, Later, null, Alone(At(5))));
        Assert.Equal(Decision.Close(AlertState.Retracted, "corrected"), AlertDecision.OfAlert(warned with { ResolvedAt = At(3, 52) }, Later, null, Alone(At(5))));
    }

    // By what was known without the correction, and by what is known with it.
    private static Decision Closed(Step step, Clock? without, Clock? with, AlertState state = AlertState.Resolved) => AlertDecision.OfAlert(
        Invented.Kept(Review(ClockState.Breached), step, state) with { Uncorrected = () => without is null ? Sheet(At(6)) : Sheet(At(6), without) }, with,
        with is null ? null : TimerPlan.Of(with, AlertPolicy.Default.For(with)).FirstOrDefault(planned => planned.Step == step && planned.At <= At(5, 30)),
        Alone(At(5, 30)));

    // Warned of at six, due at seven.
    private static Clock Later => Review(ClockState.Running) with { Warnings = [At(6)], DueAt = At(7) };

    // By what was known without the correction, and by what is known with it.
    private static Decision PutRight(Step step, ClockState without, Clock with) => AlertDecision.OfAlert(
        Invented.Kept(with, step) with { Uncorrected = () => Sheet(At(5), Review(without)) }, with,
        TimerPlan.Of(with, AlertPolicy.Default.For(with)).FirstOrDefault(planned => planned.Step == step && planned.At <= At(5)), Alone(At(5)));

    private static Situation Alone(Instant now) => new(now, false, [], AlertPolicy.Default);

    [Fact]
    public void An_open_alert_stands_while_its_duty_is_broken_and_is_resolved_when_it_was_overtaken_or_put_off()
    {
        Assert.Equal(Decision.Silence("stands"), Becomes(Step.Due, AlertState.Open, Review(ClockState.Breached)));
        Assert.Equal(Decision.Close(AlertState.Resolved, "overtaken"), Becomes(Step.Due, AlertState.Open, Review(ClockState.Breached) with { StoppedAt = At(4, 55) }));
        Assert.Equal(Decision.Silence("closed"), Becomes(Step.Due, AlertState.Resolved, Review(ClockState.Breached) with { StoppedAt = At(4, 55) }));
        Assert.Equal(Decision.Close(AlertState.Resolved, "moved"), Becomes(Step.Due, AlertState.Open, Review(ClockState.Warning)));
        var gate = Gate(ClockName.UnderAge, Code) with { StoppedAt = At(4, 55) };
        Assert.Equal(Decision.Silence("stands"), Becomes(Step.Due, AlertState.Open, gate)); // somebody still has to see what happened
    }

    [Theory]
    [InlineData(AlertState.Open)]
    [InlineData(AlertState.Acknowledged)]
    public void An_alert_that_stands_says_the_time_that_was_put_right_and_nobody_is_told_again(AlertState state)
    {
        var broken = Review(ClockState.Breached);
        var due = TimerPlan.Of(broken, AlertPolicy.Default.For(broken)).Single(planned => planned.Step == Step.Due);
        var told = Invented.Kept(broken, Step.Due, state) with { AcknowledgedAt = state == AlertState.Acknowledged ? At(4, 58) : null, DueAt = broken.DueAt };
        Assert.Equal(Decision.Silence("stands"), AlertDecision.OfAlert(told, broken, due, Alone(At(5))));
        foreach (var said in new Instant?[] { At(3), null })
        {
            Assert.Equal(new Decision(state, AlertDecision.PutRight, false), AlertDecision.OfAlert(told with { DueAt = said }, broken, due, Alone(At(5))));
            // One that is silenced says it too, and stays silenced.
            var silenced = Alone(At(5)) with { Hushes = [new Hush(ClockName.Visit, null, At(6))] };
            var visit = broken with { Name = ClockName.Visit, Basis = Code };
            var hushed = Invented.Kept(visit, Step.Due, state) with { AcknowledgedAt = told.AcknowledgedAt, Hushed = true, DueAt = said };
            Assert.Equal(Decision.Hush(state), AlertDecision.OfAlert(hushed, visit, due, silenced));
        }
        Assert.Equal(Decision.Silence("stands"), AlertDecision.OfAlert(told, broken with { DueAt = null }, due, Alone(At(5))));
    }

    [Theory]
    [InlineData(ClockName.StripSearchWithoutAdult)]
    [InlineData(ClockName.Healthcare)]
    public void What_was_acknowledged_of_one_event_is_not_seen_of_another_that_takes_its_number(ClockName name)
    {
        var one = name == ClockName.Healthcare ? Review(ClockState.Breached) with { Name = name, Basis = Local } : Gate(name, Code);
        var (other, due) = (one with { DueAt = At(2) }, TimerPlan.Of(one, AlertPolicy.Default.For(one)).Single(planned => planned.Step == Step.Due));
        var seen = Invented.Kept(one, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 58) };
        Assert.Equal(Decision.Silence("stands"), AlertDecision.OfAlert(seen, one, due, Alone(At(5))));
        Assert.Equal(Decision.Speak(AlertDecision.Unseen), AlertDecision.OfAlert(seen, other, due, Alone(At(5))));
        Assert.Equal(new Decision(AlertState.Open, AlertDecision.PutRight, false), AlertDecision.OfAlert(seen with { State = AlertState.Open }, other, due, Alone(At(5))));
        Assert.True(AlertDecision.OfAlert(seen with { Misplaced = true }, other, due, Alone(At(5))).Speaks);

        // The silence of that one alert is none of the other either.
        var silenced = Alone(At(5)) with { Hushes = [new Hush(name, one.Sequence, At(6)) { DueAt = one.DueAt }] };
        Assert.Equal(Decision.Silence("stands"), AlertDecision.OfAlert(seen with { Hushed = true }, one, due, silenced));
        Assert.Equal(Decision.Speak("silence-over"), AlertDecision.OfAlert(seen with { Hushed = true }, other, due, silenced));
        if (one.IsGate) return;
        // What is silenced of every one stays silenced, and has to be seen when that ends.
        silenced = Alone(At(5)) with { Hushes = [new Hush(name, null, At(6))] };
        Assert.Equal(Decision.Hush(AlertState.Open), AlertDecision.OfAlert(seen with { Hushed = true }, other, due, silenced));
    }

    [Fact]
    public void The_silence_of_one_alert_covers_what_it_said_and_only_while_it_says_so()
    {
        var visit = Review(ClockState.Breached) with { Name = ClockName.Visit, Basis = Code };
        var hush = new Hush(ClockName.Visit, visit.Sequence, At(6)) { DueAt = visit.DueAt };
        Assert.True(hush.Covers(visit, At(5)));
        Assert.True(hush.Covers(visit with { DueAt = null }, At(5)));
        Assert.True((hush with { DueAt = null }).Covers(visit, At(5)));
        Assert.False(hush.Covers(visit with { DueAt = At(5) }, At(5)));
        Assert.False(hush.Covers(visit with { Sequence = 3 }, At(5)));
    }

    [Fact]
    public void What_is_silenced_is_raised_without_a_word_and_stands_so()
    {
        var visit = Review(ClockState.Breached) with { Name = ClockName.Visit, Basis = Code };
        var silenced = new Situation(At(5), false, [], AlertPolicy.Default) { Hushes = [new Hush(ClockName.Visit, null, At(6))] };
        var due = TimerPlan.Of(visit, AlertPolicy.Default.For(visit)).Single(planned => planned.Step == Step.Due);
        Assert.Equal(Decision.Hush(AlertState.Open), AlertDecision.OfStep(due, visit, silenced));
        Assert.Equal(Decision.Silence("stands"), AlertDecision.OfAlert(Invented.Kept(visit, Step.Due) with { Hushed = true }, visit, due, silenced));
    }

    [Fact]
    public void A_gate_that_can_be_put_right_goes_stale_once_seen_until_the_child_has_gone()
    {
        var gate = Gate(ClockName.NotFit, Code);
        var seen = Invented.Kept(gate, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(2, 12) };
        Assert.Equal(At(2, 22), AlertDecision.StaleAt(seen, gate, new Situation(At(3), false, [], AlertPolicy.Default)));
        Assert.Null(AlertDecision.StaleAt(seen, gate, new Situation(At(3), true, [], AlertPolicy.Default)));
        Assert.NotNull(AlertDecision.StaleAt(seen, Review(ClockState.Breached), new Situation(At(3), true, [], AlertPolicy.Default)));
        var warned = Invented.Kept(Review(ClockState.Warning), Step.Warning(1), AlertState.Acknowledged) with { AcknowledgedAt = At(4, 50) };
        Assert.Equal(At(5), AlertDecision.StaleAt(warned, Review(ClockState.Warning), new Situation(At(4, 51), false, [], AlertPolicy.Default)));
        Assert.Null(AlertDecision.StaleAt(warned, Review(ClockState.Breached), new Situation(At(4, 53), false, [], AlertPolicy.Default))); // what is due says so itself
        Assert.Null(AlertDecision.StaleAt(seen with { State = AlertState.Open }, gate, new Situation(At(3), false, [], AlertPolicy.Default)));
    }

    [Fact]
    public void Only_the_same_gate_seen_keeps_the_next_step_from_being_raised()
    {
        var (gate, other) = (Gate(ClockName.ExtensionVoid, Statute), Gate(ClockName.ForceUsed, Statute));
        var (open, seenElsewhere) = (Invented.Kept(gate, Step.Due), Invented.Kept(other, Step.Due, AlertState.Acknowledged));
        Assert.Equal(OnTime, Of(gate, Step.Escalation(1), At(2, 40), open, seenElsewhere));
        Assert.Equal(
            Decision.Silence("acknowledged"),
            Of(gate, Step.Escalation(1), At(2, 40), open with { State = AlertState.Acknowledged }, seenElsewhere with { State = AlertState.Open }));
    }

    [Fact]
    public void A_passed_limit_says_nothing_about_a_visit() => Assert.Equal(
        OnTime,
        Of(Review(ClockState.Warning) with { Name = ClockName.Visit, Basis = Code }, Step.Warning(1), At(3, 52), Invented.Kept(DetentionLimit(ClockState.Breached), Step.Due)));

    private static Decision Becomes(Step step, AlertState state, Clock? clock, params RaisedAlert[] others)
    {
        var planned = clock is null ? null : TimerPlan.Of(clock, AlertPolicy.Default.For(clock)).SingleOrDefault(one => one.Step == step);
        return AlertDecision.OfAlert(Invented.Kept(Review(ClockState.Breached), step, state) with { DueAt = clock?.DueAt }, clock, planned, new Situation(At(5), false, others, AlertPolicy.Default));
    }

    private static Decision Of(Clock clock, Step step, Instant now, params RaisedAlert[] ofChild) => AlertDecision.OfStep(
        TimerPlan.Of(clock, AlertPolicy.Default.For(clock)).Single(planned => planned.Step == step), clock,
        new Situation(now, false, ofChild, AlertPolicy.Default));
}
