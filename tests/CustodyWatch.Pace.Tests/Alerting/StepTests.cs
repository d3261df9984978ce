using CustodyWatch.Pace.Alerting;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class StepTests
{
    [Theory]
    [InlineData(StepKind.Warning, 1, "warning")]
    [InlineData(StepKind.Warning, 3, "warning-3")]
    [InlineData(StepKind.Due, 1, "due")]
    [InlineData(StepKind.Escalation, 1, "escalation-1")]
    public void A_step_travels_under_its_contract_name(StepKind kind, int number, string name)
    {
        Assert.Equal(name, new Step(kind, number).Name);
        Assert.Equal(new Step(kind, number), Step.Parse(name));
    }

    [Theory]
    [InlineData("warning-1")]
    [InlineData("escalation-0")]
    [InlineData("escalation-")]
    [InlineData("late")]
    public void What_is_not_a_step_is_none(string name) => Assert.Null(Step.Parse(name));

    [Fact]
    public void Every_warning_comes_before_due_and_every_escalation_after()
    {
        Step[] climbing = [Step.Warning(1), Step.Warning(2), Step.Warning(3), Step.Due, Step.Escalation(1), Step.Escalation(2)];
        Assert.Equal(climbing, climbing.Reverse().Order());
    }
}
