using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using NodaTime;
using static CustodyWatch.Pace.Alerting.Audience;

namespace CustodyWatch.Pace.Tests.Alerting;

/// <summary>Who is told at which step: whether somebody is reached outside the screens hangs on it.</summary>
public sealed class LadderTests
{
    private static readonly Rung Starts = new(Severity.Info, [DutyDesk]), Warns = new(Severity.Warning, [CustodySergeant]), Falls = new(Severity.Urgent, [CustodyInspector]);
    private static readonly Rung First = new(Severity.Critical, [CustodyInspector]), Second = new(Severity.Critical, [Superintendent], OutOfBand: true);

    private static readonly Ladder Ladder = new()
    {
        Warning = Warns,
        Due = Falls,
        Escalations = [new(EscalationFrom.Due, Duration.FromMinutes(10), First), new(EscalationFrom.Due, Duration.FromMinutes(30), Second)],
    };

    [Fact]
    public void Each_step_has_its_own_people()
    {
        Assert.Same(Warns, Ladder.At(Step.Warning(1)));
        Assert.Same(Warns, Ladder.At(Step.Warning(2)));
        Assert.Same(Falls, Ladder.At(Step.Due));
        Assert.Same(First, Ladder.At(Step.Escalation(1)));
        Assert.Same(Second, Ladder.At(Step.Escalation(2)));
    }

    [Fact]
    public void Whoever_is_told_at_the_start_is_told_by_the_first_warning_and_by_no_other()
    {
        var ladder = Ladder with { Start = Starts };
        Assert.Same(Starts, ladder.At(Step.Warning(1)));
        Assert.Same(Warns, ladder.At(Step.Warning(2)));
        Assert.Same(Falls, ladder.At(Step.Due));
    }

    [Fact]
    public void A_step_of_the_plan_tells_whom_the_ladder_names_for_it()
    {
        foreach (var kind in ClockKind.All)
        {
            var clock = Invented.Review(ClockState.Running) with { Name = kind.Name, Basis = Invented.Statute };
            var ladder = AlertPolicy.Default.Usual(kind);
            Assert.All(TimerPlan.Of(clock, ladder), planned => Assert.Same(planned.Rung, ladder.At(planned.Step)));
        }
    }
}
