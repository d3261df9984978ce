using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using NodaTime;
using static CustodyWatch.Pace.Alerting.Audience;
using static CustodyWatch.Pace.Tests.Alerting.Invented;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class LadderFloorTests
{
    [Fact]
    public void The_usual_ladder_of_every_clock_may_stand() =>
        Assert.All(ClockKind.All, kind => Assert.Empty(Faults(kind.Name, usual => usual)));

    [Fact]
    public void A_statutes_ladder_may_be_earlier_and_wider() => Assert.Empty(Faults(ClockName.Review, usual => usual with
    {
        Warning = usual.Warning with { To = [CustodySergeant, CustodyInspector] },
        Escalations = [Later(2, CustodyInspector), Later(15, Superintendent)],
        AcknowledgementHolds = Duration.FromMinutes(5),
    }));

    [Fact]
    public void Nobody_a_statutes_ladder_tells_may_be_left_out_or_told_later()
    {
        Assert.Equal("warning.to", Fault(ClockName.Review, usual => usual with { Warning = usual.Warning with { To = [CustodyInspector] } }).Part);
        Assert.Equal("due.to", Fault(ClockName.Review, usual => usual with { Due = usual.Due with { To = [CustodyInspector] } }).Part);
        Assert.Equal("escalations", Fault(ClockName.Review, usual => usual with { Escalations = [usual.Escalations[0]] }).Part);
        var late = Fault(ClockName.Review, usual => usual with { Escalations = [Later(11, CustodyInspector), usual.Escalations[1]] });
        Assert.Equal(
            "must still tell the custody inspector no later than 10 minutes after it is due: a ladder under PACE 1984 s40 may be earlier or wider than the usual one, never later or narrower",
            late.Rule);
        Assert.Equal(
            "acknowledgementMinutes", Fault(ClockName.Review, usual => usual with { AcknowledgementHolds = Duration.FromMinutes(11) }).Part);
    }

    [Fact]
    public void Code_C_keeps_its_people_and_the_force_its_times()
    {
        Assert.Empty(Faults(ClockName.Visit, usual => usual with { Escalations = [Later(20, CustodyInspector)] }));
        Assert.Equal("escalations", Fault(ClockName.Visit, usual => usual with { Escalations = [] }).Part);
    }

    [Fact]
    public void A_gate_goes_to_the_sergeant_and_the_inspector_at_once_whatever_it_rests_on() =>
        Assert.Equal("due.to", Fault(ClockName.ForceUsed, usual => usual with { Due = usual.Due with { To = [CustodySergeant] } }).Part);

    [Fact]
    public void A_local_duty_always_reaches_the_desk()
    {
        Assert.Empty(Faults(ClockName.Drink, usual => usual with { Warning = usual.Warning with { To = [Healthcare] }, AcknowledgementHolds = Duration.FromMinutes(60) }));
        Assert.Equal("due.to", Fault(ClockName.Drink, usual => usual with { Due = usual.Due with { To = [Healthcare] } }).Part);
    }

    [Fact]
    public void Only_where_an_authority_was_asked_can_its_desk_be_told()
    {
        Assert.DoesNotContain(DutyDesk, LadderFloor.Reachable(ClockName.Drink));
        Assert.Contains(DutyDesk, LadderFloor.Reachable(ClockName.AccommodationReply));
    }

    [Fact]
    public void A_change_holds_for_what_first_speaks_from_its_instant_on_and_for_nothing_before()
    {
        var own = AlertPolicy.Default.Usual(ClockKind.Of(ClockName.Review)) with { Escalations = [Later(1, CustodyInspector, Superintendent)] };
        var policy = AlertPolicy.Default with
        {
            Own = new DatedLadders([new(ClockName.Review, At(3, 52), own), new(ClockName.Review, At(5), null)]),
        };

        Assert.Same(own, policy.For(Review(ClockState.Warning)));
        Assert.Same(AlertPolicy.Default.For(Review(ClockState.Warning)), policy.For(Review(ClockState.Warning) with { WarnAt = At(3, 51) }));
        Assert.Same(AlertPolicy.Default.For(Review(ClockState.Warning)), policy.For(Review(ClockState.Warning) with { WarnAt = At(5) }));
    }

    [Fact]
    public void A_duty_that_speaks_at_its_start_is_judged_by_the_ladder_of_its_start_and_another_by_when_it_first_speaks()
    {
        var own = AlertPolicy.Default.Usual(ClockKind.Of(ClockName.AccommodationReply)) with { AcknowledgementHolds = Duration.FromMinutes(1) };
        var policy = AlertPolicy.Default with
        {
            Own = new DatedLadders([new(ClockName.AccommodationReply, At(0, 1), own), new(ClockName.Review, At(4), own), new(ClockName.Review, At(4), null), new(ClockName.Review, At(4), own)]),
        };
        var reply = Review(ClockState.Running) with { Name = ClockName.AccommodationReply };
        Assert.NotSame(own, policy.For(reply));
        Assert.Same(own, policy.For(reply with { StartedAt = At(0, 1) }));
        Assert.Same(own, policy.For(Review(ClockState.Running) with { WarnAt = null }));
        Assert.NotSame(own, policy.For(Review(ClockState.Running) with { WarnAt = null, DueAt = null }));
        Assert.Same(own, policy.For(Review(ClockState.Running) with { WarnAt = null, DueAt = null, StartedAt = At(4) }));
    }

    [Fact]
    public void An_acknowledgement_may_be_made_to_hold_for_another_length_of_time_everywhere()
    {
        var policy = AlertPolicy.Default.WithAcknowledgementsHolding(Duration.FromMinutes(3));
        foreach (var kind in ClockKind.All)
            Assert.Equal(AlertPolicy.Default.Usual(kind) with { AcknowledgementHolds = Duration.FromMinutes(3) }, policy.Usual(kind));
    }

    [Fact]
    public void A_ladder_may_tell_somebody_at_once_instead_of_later_and_never_from_another_instant()
    {
        Assert.Empty(Faults(ClockName.Review, usual => usual with { Due = usual.Due with { To = [CustodySergeant, CustodyInspector, Superintendent] }, Escalations = [] }));
        var food = AlertPolicy.Default.Usual(ClockKind.Of(ClockName.FoodTaken)).Escalations[0];
        Assert.Equal(2, Faults(ClockName.FoodTaken, usual => usual with { Escalations = [food with { From = EscalationFrom.Due }] }).Count());
        Assert.Equal(LadderFloor.LongestHold, Duration.FromMinutes(60));
        Assert.Empty(Faults(ClockName.Drink, usual => usual with { AcknowledgementHolds = LadderFloor.LongestHold }));
        Assert.Equal("acknowledgementMinutes", Fault(ClockName.Drink, usual => usual with { AcknowledgementHolds = LadderFloor.LongestHold + Duration.FromSeconds(1) }).Part);
        Assert.Equal("acknowledgementMinutes", Fault(ClockName.Visit, usual => usual with { AcknowledgementHolds = Duration.FromMinutes(11) }).Part);
    }

    private static LadderFault Fault(ClockName clock, Func<Ladder, Ladder> change) => Assert.Single(Faults(clock, change));

    private static IEnumerable<LadderFault> Faults(ClockName clock, Func<Ladder, Ladder> change)
    {
        var kind = ClockKind.Of(clock);
        var usual = AlertPolicy.Default.Usual(kind);
        return LadderFloor.Faults(kind, usual, change(usual));
    }

    private static Escalation Later(int minutes, params Audience[] to) => new(EscalationFrom.Due, Duration.FromMinutes(minutes), new(Severity.Critical, to));
}
