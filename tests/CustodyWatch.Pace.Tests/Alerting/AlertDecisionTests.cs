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

    private static Decision Of(Clock clock, Step step, Instant now, params RaisedAlert[] ofChild) => AlertDecision.OfStep(
        TimerPlan.Of(clock, AlertPolicy.Default.For(clock)).Single(planned => planned.Step == step), clock,
        new Situation(now, false, ofChild, AlertPolicy.Default));
}
