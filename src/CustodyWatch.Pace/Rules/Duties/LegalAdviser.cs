using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Duties;

/// <summary>A legal adviser asked for comes without delay (PACE 1984 s58).</summary>
internal static class LegalAdviser
{
    private static readonly Duration Warning = Duration.FromMinutes(60);
    private static readonly Provision S58 = Provision.Local("legalAdviserMinutes", "PACE 1984 s58");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        Cycle? waiting = null;
        var sequence = 0;
        foreach (var entry in record.Events)
        {
            if (entry.Fact is LegalAdviserRequested && waiting is null)
            {
                waiting = Duty.Once(record, ClockName.LegalAdviser, entry.Occurred, record.Numbers(entry.Occurred).LegalAdviserMinutes, S58,
                    null, "The legal adviser the child asked for", "be here", Warning) with
                {
                    Sequence = ++sequence,
                };
            }
            else if (entry.Fact is LegalAdviserArrived or LegalAdviserDeclined && waiting is not null)
            {
                yield return waiting with { Met = entry.Occurred };
                waiting = null;
            }
        }
        if (waiting is not null) yield return waiting;
    }
}
