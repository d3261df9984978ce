using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using static CustodyWatch.Pace.Tests.Alerting.Invented;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class AlertRoundTests
{
    [Fact]
    public void When_facts_arrive_late_every_step_is_kept_and_only_the_highest_is_delivered()
    {
        var round = Of(Sheet(At(5, 30), Review(ClockState.Breached)));
        Assert.Equal(
            ["warning Open False", "due Open False", "escalation-1 Open False", "escalation-2 Open True"],
            round.New.Select(alert => $"{alert.Step.Step.Name} {alert.State} {alert.Speaks}"));
    }

    [Theory]
    [InlineData(4, 52, "due True, escalation-3 True")]
    [InlineData(5, 2, "due False, escalation-1 True, escalation-3 False")]
    public void A_rung_that_a_force_adds_takes_no_delivery_from_those_usually_told(int hour, int minute, string told)
    {
        var usual = AlertPolicy.Default.For(Review(ClockState.Breached));
        var ladder = usual with { Escalations = [.. usual.Escalations, new(EscalationFrom.Start, NodaTime.Duration.FromHours(1), new(Severity.Critical, [Audience.Superintendent]))] };
        var round = Of(Sheet(At(hour, minute), Review(ClockState.Breached)), Kept(Review(ClockState.Breached), Step.Warning(1)) with { Ladder = ladder });
        Assert.Equal(told, string.Join(", ", round.New.OrderBy(alert => alert.Step.Step).Select(alert => $"{alert.Step.Step.Name} {alert.Speaks}")));
    }

    [Fact]
    public void Of_cycles_that_all_speak_late_for_the_first_time_the_latest_is_delivered_and_what_has_climbed_higher_than_those_after_it()
    {
        Clock[] meals = [Meal(1), Meal(2), Meal(3), Meal(4) with { State = ClockState.Warning, DueAt = At(9) }];
        Assert.Equal(
            ["1 warning False", "1 due False", "2 warning False", "2 due False", "3 warning False", "3 due True", "4 warning True"],
            Spoken(Of(Sheet(At(7), meals))));
        // One that was heard of before speaks for itself.
        Assert.Contains("1 due True", Spoken(Of(Sheet(At(7), meals), Kept(Meal(1), Step.Warning(1)))));
        // What comes on time does so too, and speaks for none that is late.
        Assert.Equal(["1 warning False", "1 due True", "2 warning False", "2 due True"], Spoken(Of(Sheet(At(4, 52), Meal(1) with { DueAt = At(4) }, Meal(2)))));
    }

    [Fact]
    public void A_cycle_with_two_steps_at_one_instant_has_climbed_to_the_higher()
    {
        var ladder = AlertPolicy.Default.For(Meal(1)) with
        {
            Escalations = [new(EscalationFrom.Start, At(4, 52) - At(0), new(Severity.Urgent, [Audience.CustodyInspector]))],
        };
        var policy = AlertPolicy.Default with { ByClock = new Dictionary<ClockName, Ladder>(AlertPolicy.Default.ByClock) { [ClockName.MealTime] = ladder } };
        Assert.Equal(
            ["1 warning False", "1 due True", "1 escalation-1 True", "2 warning False", "2 due True"],
            Spoken(AlertRound.Of(Sheet(At(7), Meal(1), Meal(2) with { StartedAt = At(3) }), [], policy)));
    }

    [Fact]
    public void What_is_raised_by_an_event_speaks_for_itself_however_many_there_are()
    {
        Clock[] gates = [Gate(ClockName.ForceUsed, Local), Gate(ClockName.ForceUsed, Local) with { Sequence = 2 }];
        Assert.Equal(["1 due True", "2 due True"], Spoken(Of(Sheet(At(7), gates))));
    }

    [Fact]
    public void A_limit_that_passes_in_the_same_round_mutes_the_warning_of_a_review()
    {
        var round = Of(Sheet(At(7), DetentionLimit(ClockState.Breached), Review(ClockState.Warning) with { Warnings = [At(7)], DueAt = At(8) }));
        var warning = Assert.Single(round.New, alert => alert.Step.Cycle.Clock == ClockName.Review);
        Assert.Equal((AlertState.Muted, "muted-by-detention-limit", false), (warning.State, warning.Reason, warning.Speaks));
    }

    [Fact]
    public void A_muted_warning_speaks_when_the_larger_alert_is_resolved()
    {
        var warning = Kept(Review(ClockState.Warning), Step.Warning(1), AlertState.Muted);
        var broken = DetentionLimit(ClockState.Breached) with { DueAt = At(3), Warnings = [] };
        var limit = Kept(broken, Step.Due);
        Assert.Empty(Of(Sheet(At(4), broken, Review(ClockState.Warning)), warning, limit).Changed);
        Assert.Equal(
            ["Review Open no-longer-muted True", "DetentionLimit Resolved met False"],
            Changes(Of(Sheet(At(4), DetentionLimit(ClockState.MetLate), Review(ClockState.Warning)), warning, limit)).Order().Reverse());
    }

    [Theory]
    [InlineData(ClockState.Met, "met")]
    [InlineData(ClockState.MetLate, "met")]
    [InlineData(ClockState.Ended, "ended")]
    public void An_alert_is_resolved_when_its_duty_is_done_or_over(ClockState state, string reason) => Assert.Equal(
        [$"Review Resolved {reason} False"],
        Changes(Of(Sheet(At(4, 55), Review(state)), Kept(Review(ClockState.Breached), Step.Due))));

    [Fact]
    public void A_duty_put_off_to_a_later_time_resolves_its_alert_and_speaks_again_then()
    {
        var alert = Kept(Review(ClockState.Breached), Step.Warning(1));
        var later = Review(ClockState.Running) with { Warnings = [At(6)], DueAt = At(7) };
        Assert.Equal(["Review Resolved moved False"], Changes(Of(Sheet(At(4), later), alert)));
        Assert.Equal(
            ["Review Open broken-again True"],
            Changes(Of(Sheet(At(6), later with { State = ClockState.Warning }), alert with { State = AlertState.Resolved })));
    }

    [Fact]
    public void A_correction_that_shows_an_alert_mistaken_retracts_it()
    {
        var alert = Kept(Review(ClockState.Breached), Step.Due) with { Uncorrected = () => Sheet(At(5), Review(ClockState.Breached)) };
        Assert.Equal(
            ["Review Retracted corrected False"], Changes(Of(Sheet(At(5), Review(ClockState.Running) with { DueAt = At(8), Warnings = [At(7)] }), alert)));
        Assert.Equal(["Review Retracted no-such-duty False"], Changes(Of(Sheet(At(5)), alert)));
        Assert.Equal(["Review Resolved met False"], Changes(Of(Sheet(At(5, 15), Review(ClockState.MetLate)), alert)));
    }

    [Fact]
    public void A_breach_mended_by_mistake_and_then_put_right_speaks_again() => Assert.Equal(
        ["Review Open broken-again True"],
        Changes(Of(Sheet(At(4, 59), Review(ClockState.Breached)), Kept(Review(ClockState.MetLate), Step.Due, AlertState.Resolved),
            Kept(Review(ClockState.MetLate), Step.Warning(1), AlertState.Resolved))));

    [Fact]
    public void An_acknowledgement_goes_stale_after_ten_minutes_and_the_alert_speaks_again()
    {
        var alert = Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 55) };
        var before = Of(Sheet(At(5, 1), Review(ClockState.Breached)), alert, Kept(Review(ClockState.Breached), Step.Warning(1)));
        Assert.Empty(before.Changed);
        Assert.Equal(At(5, 2), before.Next);
        Assert.Equal(At(5, 5), Of(Sheet(At(5, 3), Review(ClockState.Breached)), alert).Next);
        Assert.Equal(
            ["Review Open acknowledgement-stale"],
            Changes(Of(Sheet(At(5, 5), Review(ClockState.Breached)), alert)).Select(line => line[..line.LastIndexOf(' ')]));
    }

    [Fact]
    public void Whoever_had_been_told_of_what_was_seen_and_goes_stale_is_told_again_and_nobody_twice()
    {
        var seen = Ladder().Select(step => Kept(Review(ClockState.Breached), step, AlertState.Acknowledged) with { AcknowledgedAt = At(5, 30) }).ToArray();
        Assert.Equal(
            ["escalation-2 acknowledgement-stale True", "escalation-1 acknowledgement-stale True", "due acknowledgement-stale True"],
            Steps(Of(Sheet(At(5, 40), Review(ClockState.Breached)), seen)));
    }

    [Fact]
    public void Whoever_had_been_told_of_what_was_silenced_is_told_again_and_nobody_twice()
    {
        var visit = Review(ClockState.Breached) with { Name = ClockName.Visit, Basis = Code };
        RaisedAlert[] silenced = [.. new[] { Step.Warning(1), Step.Due, Step.Escalation(1) }.Select(step => Kept(visit, step) with { Hushed = true })];
        Assert.Equal(
            ["escalation-1 silence-over True", "due silence-over True", "warning silence-over False"], Steps(Of(Sheet(At(5, 40), visit), silenced)));
    }

    [Fact]
    public void Who_hears_of_what_goes_stale_by_a_step_that_comes_with_it_is_not_told_twice()
    {
        var both = AlertPolicy.Default.For(Review(ClockState.Breached)) with { Escalations = [new(EscalationFrom.Due, NodaTime.Duration.FromMinutes(10), new(Severity.Critical, [Audience.CustodySergeant, Audience.CustodyInspector]))] };
        var seen = Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 52), Ladder = both };
        var round = Of(Sheet(At(5, 2), Review(ClockState.Breached)), seen, Kept(Review(ClockState.Breached), Step.Warning(1)) with { Ladder = both });
        Assert.Equal(["escalation-1 True"], round.New.Select(alert => $"{alert.Step.Step.Name} {alert.Speaks}"));
        Assert.Equal(["due acknowledgement-stale False"], Steps(round));
    }

    [Fact]
    public void Who_is_told_of_what_goes_stale_by_no_step_that_comes_with_it_is_told_with_those_who_are()
    {
        var ladder = AlertPolicy.Default.For(Review(ClockState.Breached)) with
        {
            Due = new(Severity.Critical, [Audience.CustodySergeant, Audience.CustodyInspector]),
            Escalations = [new(EscalationFrom.Due, NodaTime.Duration.FromMinutes(10), new(Severity.Critical, [Audience.CustodyInspector]))],
        };
        var seen = Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 52), Ladder = ladder };
        var round = Of(Sheet(At(5, 2), Review(ClockState.Breached)), seen, Kept(Review(ClockState.Breached), Step.Warning(1)) with { Ladder = ladder });
        Assert.Equal(["escalation-1 True"], round.New.Select(alert => $"{alert.Step.Step.Name} {alert.Speaks}"));
        Assert.Equal(["due acknowledgement-stale True"], Steps(round));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(5, false)]
    [InlineData(3, false)]
    public void An_acknowledgement_from_before_the_clock_was_set_back_by_much_holds_no_more(int minutes, bool stale)
    {
        var seen = Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 55) + NodaTime.Duration.FromMinutes(minutes) };
        var round = Of(Sheet(At(4, 55), Review(ClockState.Breached)), seen);
        Assert.Equal(stale ? ["due acknowledgement-stale True"] : [], Steps(round));
    }

    [Fact]
    public void What_nothing_can_put_right_stays_acknowledged()
    {
        var gate = Gate(ClockName.ForceUsed, Local);
        var round = Of(Sheet(At(9), gate), Kept(gate, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(2, 12) });
        Assert.Empty(round.Changed);
        Assert.Null(round.Next);
    }

    [Fact]
    public void A_mealtime_that_was_missed_stays_acknowledged_and_one_that_is_near_does_not()
    {
        var missed = Review(ClockState.Breached) with { Name = ClockName.MealTime };
        Assert.Empty(Of(Sheet(At(9), missed), Kept(missed, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(5) }).Changed);
        var near = Review(ClockState.Warning) with { Name = ClockName.MealTime };
        Assert.Equal(
            ["MealTime Open acknowledgement-stale True"],
            Changes(Of(Sheet(At(4, 10), near), Kept(near, Step.Warning(1), AlertState.Acknowledged) with { AcknowledgedAt = At(3, 55) })));
    }

    [Fact]
    public void A_limit_that_a_charge_came_too_late_for_is_told_of_no_more_and_mutes_no_review()
    {
        var limit = DetentionLimit(ClockState.Breached) with { DueAt = At(3), Warnings = [] };
        var charged = limit with { Cycle = limit.Cycle with { DoneTooLate = At(3, 5) } };
        var (due, muted) = (Kept(limit, Step.Due), Kept(Review(ClockState.Warning), Step.Warning(1), AlertState.Muted));

        Assert.Equal(
            ["DetentionLimit Resolved overtaken False", "Review Open no-longer-muted True"],
            Changes(Of(Sheet(At(4), charged, Review(ClockState.Warning)), due, muted)).Order());
        Assert.Equal(["DetentionLimit due", "DetentionLimit escalation-1"], Of(Sheet(At(3, 12), limit)).New.Select(alert => $"{alert.Clock.Name} {alert.Step.Step.Name}"));
        Assert.Equal(["due Resolved False"], Of(Sheet(At(3, 12), charged)).New.Select(alert => $"{alert.Step.Step.Name} {alert.State} {alert.Speaks}"));
    }

    [Fact]
    public void A_change_of_policy_never_changes_an_alert_in_flight()
    {
        var quiet = new Ladder { Warning = AlertPolicy.Default.For(Review(ClockState.Warning)).Warning, Due = new(Severity.Info, [Audience.CustodySergeant]) };
        var warned = Kept(Review(ClockState.Warning), Step.Warning(1)) with { Ladder = quiet };
        var due = Assert.Single(Of(Sheet(At(9), Review(ClockState.Breached)), warned).New);
        Assert.Equal(Severity.Info, due.Step.Rung.Severity);
        Assert.Same(quiet, due.Ladder);
    }

    [Fact]
    public void What_is_due_mutes_a_warning_of_the_same_round_whichever_clock_comes_first()
    {
        var food = Review(ClockState.Breached) with { Name = ClockName.FoodTaken, Basis = Local, Warnings = [], DueAt = At(7) };
        var meal = Review(ClockState.Warning) with { Name = ClockName.MealTime, Basis = Local, Warnings = [At(7)], DueAt = At(8) };
        Assert.Equal(AlertState.Muted, Assert.Single(Of(Sheet(At(7), meal, food)).New, alert => alert.Clock.Name == ClockName.MealTime).State);
    }

    [Fact]
    public void Alerts_of_one_instant_are_told_in_the_order_of_the_law_and_of_the_ladder()
    {
        var (review, limit) = (Review(ClockState.Breached) with { Warnings = [At(7)], DueAt = At(7) }, DetentionLimit(ClockState.Breached) with { Warnings = [] });
        Assert.Equal(
            ["DetentionLimit due", "Review warning", "Review due"],
            Of(Sheet(At(7), review, limit)).New.Select(alert => $"{alert.Clock.Name} {alert.Step.Step.Name}"));
    }

    [Fact]
    public void A_change_tells_the_instant_of_its_own_step()
    {
        var change = Assert.Single(Of(Sheet(At(5, 15), Review(ClockState.Warning) with { DueAt = At(5) }), Kept(Review(ClockState.Warning), Step.Warning(1), AlertState.Resolved)).Changed);
        Assert.Equal(At(3, 52), change.StepAt);
    }

    [Fact]
    public void What_was_seen_of_a_child_who_has_gone_is_asked_about_no_more()
    {
        var gate = Gate(ClockName.NotFit, Code);
        var seen = Kept(gate, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(2, 12) };
        var gone = Pace.Custody.CustodyRecord.Fold(
            [Accommodation.Given.Arrival(15), Accommodation.Given.Moved("20:00", Pace.Custody.TransferTo.Court)], Pace.Settings.LocalSettings.Default, At(9));
        Assert.Empty(Of(Sheet(At(9), gate) with { Record = gone }, seen).Changed);
        Assert.Single(Of(Sheet(At(9), gate), seen).Changed);
    }

    [Theory]
    [InlineData(ClockState.Warning, null, 0)]
    [InlineData(null, null, 0)]
    [InlineData(ClockState.Met, "Review Resolved met False", 0)]
    [InlineData(ClockState.Warning, null, 4)] // five minutes before its step
    [InlineData(ClockState.Warning, "Review Resolved moved False", 5)]
    [InlineData(ClockState.Warning, "Review Resolved moved False", 60)]
    public void An_alert_raised_in_its_time_stands_when_the_clock_is_set_back_a_little(ClockState? state, string? change, int minutes)
    {
        var now = At(4, 51) - NodaTime.Duration.FromMinutes(minutes);
        var raised = Kept(Review(ClockState.Breached), Step.Due, AlertState.Acknowledged) with { StepAt = At(4, 52), AcknowledgedAt = At(4, 52, 30) };
        var round = Of(state is { } stands ? Sheet(now, Review(stands) with { Warnings = [] }) : Sheet(now), raised);
        Assert.Empty(round.New);
        Assert.Equal(change is null ? [] : [change], Changes(round));
        Assert.Equal(At(4, 52), round.Next);
    }

    [Fact]
    public void An_alert_closed_in_its_time_stays_closed_when_the_clock_is_set_back_a_little()
    {
        var closed = Kept(Review(ClockState.Breached), Step.Due, AlertState.Resolved) with { StepAt = At(4, 52), ResolvedAt = At(5) };
        var back = Of(Sheet(At(4, 59), Review(ClockState.Breached) with { Warnings = [] }), closed);
        Assert.Empty(back.Changed);
        Assert.Equal(At(5), back.Next);
        Assert.Equal(["Review Open broken-again True"], Changes(Of(Sheet(At(5), Review(ClockState.Breached) with { Warnings = [] }), closed)));
    }

    [Theory]
    [InlineData(AlertState.Open)]
    [InlineData(AlertState.Acknowledged)]
    public void An_alert_whose_record_has_passed_to_another_suite_speaks_there_whoever_has_seen_it_here(AlertState state)
    {
        var misplaced = Kept(Review(ClockState.Breached), Step.Due, state) with { Misplaced = true, AcknowledgedAt = At(4, 53) };
        Assert.Equal(["Review Open passed-on True"], Changes(Of(Sheet(At(4, 55), Review(ClockState.Breached) with { Warnings = [] }), misplaced)));
        Assert.Equal(["Review Resolved met False"], Changes(Of(Sheet(At(4, 55), Review(ClockState.Met)), misplaced)));
    }

    [Fact]
    public void What_is_done_with_once_seen_passes_on_without_a_word_and_what_is_silenced_as_silent()
    {
        var gate = Gate(ClockName.StripSearch, Code);
        var seen = Kept(gate, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(2, 12), Misplaced = true };
        Assert.Equal(["StripSearch Acknowledged passed-on False"], Changes(Of(Sheet(At(9), gate), seen)));
        var visit = Review(ClockState.Breached) with { Name = ClockName.Visit, Basis = Code, Warnings = [] };
        var hushed = Kept(visit, Step.Due, AlertState.Acknowledged) with { AcknowledgedAt = At(4, 54), Misplaced = true, Hushed = true };
        Assert.Equal(["Visit Open silence False"], Changes(AlertRound.Of(Sheet(At(4, 55), visit), [hushed], AlertPolicy.Default, [new(ClockName.Visit, null, At(6))])));
    }

    private static Clock Meal(int sequence) => Review(ClockState.Breached, sequence) with { Name = ClockName.MealTime, Basis = Local };

    private static IEnumerable<string> Spoken(AlertRound round) => round.New
        .OrderBy(alert => alert.Clock.Sequence).ThenBy(alert => alert.Step.Step).Select(alert => $"{alert.Clock.Sequence} {alert.Step.Step.Name} {alert.Speaks}");

    private static Step[] Ladder() => [Step.Warning(1), Step.Due, Step.Escalation(1), Step.Escalation(2)];

    private static IEnumerable<string> Steps(AlertRound round) =>
        round.Changed.Select(change => $"{change.Alert.Step.Name} {change.Reason} {change.Speaks}");

    private static AlertRound Of(ClockSheet sheet, params RaisedAlert[] kept) => AlertRound.Of(sheet, kept, AlertPolicy.Default);

    private static IEnumerable<string> Changes(AlertRound round) =>
        round.Changed.Select(change => $"{change.Alert.Cycle.Clock} {change.State} {change.Reason} {change.Speaks}");
}
