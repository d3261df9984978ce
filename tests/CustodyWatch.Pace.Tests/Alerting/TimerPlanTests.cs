using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using static CustodyWatch.Pace.Tests.Alerting.Invented;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class TimerPlanTests
{
    private static readonly AlertPolicy Policy = AlertPolicy.Default;

    [Fact]
    public void A_statutory_duty_climbs_from_the_sergeant_to_the_inspector_to_the_superintendent() => Assert.Equal(
        [
            "warning 03:52 CustodySergeant Warning",
            "due 04:52 CustodySergeant Critical",
            "escalation-1 05:02 CustodyInspector Critical",
            "escalation-2 05:22 Superintendent Critical",
        ],
        Lines(Review(ClockState.Running)));

    [Fact]
    public void A_duty_of_the_code_stops_at_the_inspector() => Assert.Equal(
        ["warning 03:52 CustodySergeant Warning", "due 04:52 CustodySergeant Urgent", "escalation-1 05:02 CustodyInspector Urgent"],
        Lines(Review(ClockState.Running) with { Name = ClockName.Visit, Basis = Code }));

    [Fact]
    public void A_local_service_level_stays_with_the_sergeant() => Assert.Equal(
        ["warning 03:52 CustodySergeant Warning", "due 04:52 CustodySergeant Urgent"],
        Lines(Review(ClockState.Running) with { Name = ClockName.Drink, Basis = Local }));

    [Fact]
    public void Three_warnings_of_one_clock_are_three_steps() => Assert.Equal(
        ["warning", "warning-2", "warning-3", "due", "escalation-1", "escalation-2"],
        Steps(DetentionLimit(ClockState.Running)).Select(step => step.Step.Name));

    [Fact]
    public void A_gate_goes_to_the_sergeant_and_the_inspector_at_once() => Assert.Equal(
        ["due 02:10 CustodySergeant+CustodyInspector Critical"],
        Lines(Gate(ClockName.StripSearchWithoutAdult, Code)));

    [Fact]
    public void A_gate_of_statute_reaches_the_superintendent_after_half_an_hour() => Assert.Equal(
        ["due 02:10 CustodySergeant+CustodyInspector Critical", "escalation-1 02:40 Superintendent Critical"],
        Lines(Gate(ClockName.UnderAge, Statute)));

    [Fact]
    public void Food_not_taken_for_a_day_goes_to_healthcare_and_the_inspector() => Assert.Equal(
        [
            "warning 10:00 CustodySergeant Warning",
            "due 12:00 CustodySergeant Urgent",
            "escalation-1 00:00 Healthcare+CustodyInspector Critical",
        ],
        Lines(Review(ClockState.Running) with
        {
            Name = ClockName.FoodTaken,
            Basis = Local,
            StartedAt = At(0),
            Warnings = [At(10)],
            DueAt = At(12),
        }));

    [Fact]
    public void An_accommodation_request_goes_to_the_duty_desk_when_it_is_made() => Assert.Equal(
        [
            "warning 04:00 DutyDesk Info",
            "warning-2 04:30 DutyDesk Warning",
            "due 05:00 DutyManager+CustodyInspector Urgent",
            "escalation-1 06:00 Superintendent+HeadOfService Critical",
        ],
        Lines(Review(ClockState.Running) with
        {
            Name = ClockName.AccommodationReply,
            Basis = Local,
            StartedAt = At(4),
            Warnings = [At(4, 30)],
            DueAt = At(5),
        }));

    [Theory]
    [InlineData(ClockState.Met)]
    [InlineData(ClockState.MetLate)]
    [InlineData(ClockState.Ended)]
    public void A_duty_done_or_over_has_nothing_left_to_decide(ClockState state) => Assert.Empty(Steps(Review(state)));

    [Fact]
    public void A_broken_duty_overtaken_by_the_end_of_detention_climbs_no_further() => Assert.Equal(
        ["warning", "due", "escalation-1"],
        Steps(Review(ClockState.Breached) with { StoppedAt = At(5, 10) }).Select(step => step.Step.Name));

    [Fact]
    public void A_step_of_the_instant_at_which_it_was_overtaken_had_come() => Assert.Equal(
        ["warning", "due", "escalation-1"],
        Steps(Review(ClockState.Breached) with { StoppedAt = At(5, 2) }).Select(step => step.Step.Name));

    [Fact]
    public void A_review_put_off_while_the_child_is_at_hospital_still_warns() => Assert.Equal(
        ["warning"], Steps(Review(ClockState.Paused) with { DueAt = null }).Select(step => step.Step.Name));

    private static IReadOnlyList<PlannedStep> Steps(Clock clock) => TimerPlan.Of(clock, Policy.For(clock));

    private static IEnumerable<string> Lines(Clock clock) => Steps(clock).Select(step =>
        $"{step.Step.Name} {step.At.InUtc():HH:mm} {string.Join('+', step.Rung.To)} {step.Rung.Severity}");
}
