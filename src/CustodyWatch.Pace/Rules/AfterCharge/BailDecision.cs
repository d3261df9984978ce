using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.AfterCharge;

/// <summary>The custody officer decides on bail when a child is charged (PACE 1984 s38(1)).</summary>
internal static class BailDecision
{
    private static readonly Provision S381 = Provision.Local("bailDecisionMinutes", "PACE 1984 s38(1)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        if (record.ChargedAt is not { } charged) yield break;
        yield return Duty.Once(record, ClockName.BailDecision, charged, record.Numbers(charged).BailDecisionMinutes, S381,
            fact => fact is BailGranted or BailRefused, "Bail", "be decided");
    }
}
