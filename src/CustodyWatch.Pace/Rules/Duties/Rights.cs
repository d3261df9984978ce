using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Duties;

/// <summary>Rights are given when detention is authorised (Code C 3.1), and again with the appropriate adult there (3.17).</summary>
internal static class Rights
{
    private static readonly Provision C31 = Provision.Local("rightsMinutes", "PACE Code C 3.1");
    private static readonly Provision C317 = Provision.Local("rightsWithAdultMinutes", "PACE Code C 3.17");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        if (record.AuthorisedAt is { } authorised)
            yield return Duty.Once(record, ClockName.Rights, authorised, record.Numbers(authorised).RightsMinutes, C31,
                fact => fact is RightsGiven, "The child", "be told their rights");
        if (WithAdultFrom(record) is { } start)
            yield return Duty.Once(record, ClockName.RightsWithAdult, start, record.Numbers(start).RightsWithAdultMinutes, C317,
                fact => fact is RightsGiven { AppropriateAdultPresent: true }, "The child", "be told their rights again with the adult there");
    }

    // The later of the adult's arrival and the first rights given without one, if the adult is there then.
    private static Instant? WithAdultFrom(CustodyRecord record)
    {
        var (present, given) = (false, false);
        foreach (var entry in record.Events)
        {
            switch (entry.Fact)
            {
                case AaArrived:
                    present = true;
                    break;
                case AaLeft:
                    present = false;
                    break;
                case RightsGiven { AppropriateAdultPresent: false }:
                    given = true;
                    break;
            }
            if (present && given) return entry.Occurred;
        }
        return null;
    }
}
