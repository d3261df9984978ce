using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using static CustodyWatch.Pace.Tests.Alerting.Invented;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class HushTests
{
    private static readonly Hush Silence = new(ClockName.Visit, null, At(6));

    [Fact]
    public void In_an_outage_a_warning_is_kept_muted_and_what_is_due_is_told_and_escalated()
    {
        var raised = InOutage(Sheet(At(5, 30), Visit(ClockState.Breached))).New;
        var warning = Assert.Single(raised, alert => alert.Step.Step == Step.Warning(1));
        Assert.Equal((AlertState.Muted, "muted-by-outage", false), (warning.State, warning.Reason, warning.Speaks));
        Assert.Contains(raised, alert => alert.Step.Step.Kind == StepKind.Escalation && alert.Speaks);
        Assert.DoesNotContain(raised, alert => !alert.Step.Step.IsWarning && alert.State == AlertState.Muted);
    }

    [Fact]
    public void What_rests_on_a_statute_and_what_should_never_happen_always_speak()
    {
        Assert.All(InOutage(Sheet(At(4, 52), Review(ClockState.Breached))).New, alert => Assert.Equal(AlertState.Open, alert.State));
        Assert.Contains(Of(Sheet(At(2, 10), Gate(ClockName.NotFit, Code)), [], new Hush(ClockName.NotFit, null, At(9))).New, alert => alert.Speaks);
        Assert.Contains(Of(Sheet(At(4, 52), Review(ClockState.Breached)), [], new Hush(ClockName.Review, 2, At(9))).New, alert => alert.Speaks);
    }

    [Theory]
    [InlineData(ClockName.ResponsiblePerson)]
    [InlineData(ClockName.LocalAuthority)]
    [InlineData(ClockName.LegalAdviser)]
    [InlineData(ClockName.NamedWoman)]
    [InlineData(ClockName.BailDecision)]
    [InlineData(ClockName.AccommodationRequest)]
    [InlineData(ClockName.AccommodationReply)]
    [InlineData(ClockName.Certificate)]
    public void A_duty_under_an_Act_speaks_though_its_minutes_are_local(ClockName name)
    {
        var duty = Review(ClockState.Breached) with { Name = name, Basis = Local };
        Assert.Contains(Of(Sheet(At(4, 52), duty), [], new Hush(name, null, At(9))).New, alert => alert.Speaks);
    }

    [Fact]
    public void When_the_outage_ends_a_warning_speaks_unless_what_it_warned_of_has_come()
    {
        var ahead = Visit(ClockState.Warning);
        var change = Assert.Single(Of(Sheet(At(4, 41), ahead), [Kept(ahead, Step.Warning(1), AlertState.Muted)]).Changed);
        Assert.Equal((AlertState.Open, "no-longer-muted", true), (change.State, change.Reason, change.Speaks));
        var overdue = Visit(ClockState.Breached);
        Assert.Empty(Of(Sheet(At(4, 56), overdue), [Kept(overdue, Step.Due), Kept(overdue, Step.Warning(1), AlertState.Muted)]).Changed);
    }

    [Fact]
    public void What_spoke_before_the_outage_is_left_as_it_is_and_a_stale_acknowledgement_speaks()
    {
        var visit = Visit(ClockState.Breached);
        Assert.Empty(InOutage(Sheet(At(4, 56), visit), Kept(visit, Step.Due), Kept(visit, Step.Warning(1))).Changed);
        var stale = Kept(visit, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 45) };
        var change = Assert.Single(InOutage(Sheet(At(4, 56), visit), stale, Kept(visit, Step.Warning(1))).Changed);
        Assert.Equal((AlertState.Open, "acknowledgement-stale", true), (change.State, change.Reason, change.Speaks));
    }

    [Fact]
    public void A_silence_covers_what_stands_and_at_its_end_it_speaks_again()
    {
        var visit = Visit(ClockState.Breached);
        RaisedAlert[] spoken = [Kept(visit, Step.Due), Kept(visit, Step.Warning(1), AlertState.Acknowledged) with { AcknowledgedAt = At(4, 50) }];

        var silenced = Of(Sheet(At(4, 56), visit), spoken, Silence);
        Assert.Equal(["Open silence False", "Acknowledged silence False"], silenced.Changed.Select(change => $"{change.State} {change.Reason} {change.Speaks}"));

        RaisedAlert[] marked = [.. spoken.Select(alert => alert with { Hushed = true })];
        var still = Of(Sheet(At(4, 57), visit), marked, Silence);
        Assert.Empty(still.Changed);
        Assert.Contains(Of(Sheet(At(5), visit), marked, Silence with { Until = At(5) }).Changed, change => change is { Reason: "silence-over", Speaks: true, State: AlertState.Open });
    }

    [Fact]
    public void An_acknowledgement_that_goes_stale_while_silenced_is_open_again_and_does_not_speak()
    {
        var visit = Visit(ClockState.Breached);
        var seen = Kept(visit, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 45), Hushed = true };
        var change = Assert.Single(Of(Sheet(At(4, 56), visit), [seen, Kept(visit, Step.Warning(1)) with { Hushed = true }], Silence).Changed);
        Assert.Equal((AlertState.Open, "silence", false), (change.State, change.Reason, change.Speaks));
    }

    [Fact]
    public void The_end_of_a_silence_is_an_instant_to_look_again() => Assert.Equal(At(6), Of(Sheet(At(5, 30), Visit(ClockState.Breached)), [], Silence).Next);

    [Fact]
    public void A_silenced_alert_mutes_no_smaller_one()
    {
        var food = Visit(ClockState.Breached) with { Name = ClockName.FoodTaken, Basis = Local };
        var meal = Visit(ClockState.Warning) with { Name = ClockName.MealTime, Basis = Local };
        var round = Of(Sheet(At(4), food, meal), [Kept(food, Step.Due) with { Hushed = true }], new Hush(ClockName.FoodTaken, null, At(9)));
        Assert.Equal(AlertState.Open, Assert.Single(round.New, alert => alert.Clock.Name == ClockName.MealTime).State);
    }

    [Fact]
    public void What_is_silenced_in_this_round_mutes_nothing_in_it_and_an_acknowledgement_under_a_silence_still_goes_stale()
    {
        var food = Visit(ClockState.Breached) with { Name = ClockName.FoodTaken, Basis = Local };
        var meal = Visit(ClockState.Warning) with { Name = ClockName.MealTime, Basis = Local };
        var round = Of(Sheet(At(4), food, meal), [Kept(food, Step.Due)], new Hush(ClockName.FoodTaken, null, At(9)));
        Assert.Equal(AlertState.Open, Assert.Single(round.New, alert => alert.Clock.Name == ClockName.MealTime).State);
        var visit = Visit(ClockState.Breached);
        Assert.Equal(At(5), Of(Sheet(At(4, 56), visit), [Kept(visit, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 50) }, Kept(visit, Step.Warning(1))], Silence).Next);
        Assert.NotEqual(At(6), Of(Sheet(At(6), visit), [], Silence).Next);
    }

    [Fact]
    public void What_speaks_again_in_this_round_mutes_the_smaller_warning_in_it()
    {
        var food = Visit(ClockState.Breached) with { Name = ClockName.FoodTaken, Basis = Local };
        var meal = Visit(ClockState.Warning) with { Name = ClockName.MealTime, Basis = Local };
        var round = Of(Sheet(At(5), food, meal), [Kept(food, Step.Due) with { Hushed = true }]);
        Assert.Equal("silence-over", Assert.Single(round.Changed).Reason);
        Assert.Equal(AlertState.Muted, Assert.Single(round.New, alert => alert.Clock.Name == ClockName.MealTime).State);
    }

    private static Clock Visit(ClockState state) => Review(state) with { Name = ClockName.Visit, Title = "Visit", Basis = Code };

    private static AlertRound Of(ClockSheet sheet, RaisedAlert[] kept, params Hush[] hushes) => AlertRound.Of(sheet, kept, AlertPolicy.Default, hushes);

    private static AlertRound InOutage(ClockSheet sheet, params RaisedAlert[] kept) => AlertRound.Of(sheet, kept, AlertPolicy.Default, outage: true);
}
