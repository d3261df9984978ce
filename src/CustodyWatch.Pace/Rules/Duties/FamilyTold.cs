using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Rules.Duties;

/// <summary>
/// The person responsible for the child's welfare is told (CYPA 1933 s34(2); Code C 3.13), and for a looked-after child the
/// local authority (s34(8)).
/// </summary>
internal static class FamilyTold
{
    private static readonly Provision S34 = Provision.Local("responsiblePersonMinutes", "CYPA 1933 s34");
    private static readonly Provision S348 = Provision.Local("localAuthorityMinutes", "CYPA 1933 s34(8)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var arrived = record.ArrivedAt!.Value;
        var numbers = record.Numbers(arrived);
        yield return Duty.Once(record, ClockName.ResponsiblePerson, arrived, numbers.ResponsiblePersonMinutes, S34,
            fact => fact is ResponsiblePersonTold, "A parent or other responsible person", "be told where the child is and why");
        if (record.Child.LookedAfter)
            yield return Duty.Once(record, ClockName.LocalAuthority, arrived, numbers.LocalAuthorityMinutes, S348,
                fact => fact is LocalAuthorityTold, "The authority that looks after the child", "be told");
    }
}
