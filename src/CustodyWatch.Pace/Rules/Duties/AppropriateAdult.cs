using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Duties;

/// <summary>
/// The appropriate adult is told and asked to come as soon as practicable (Code C 3.15). An adult who agrees to come
/// tomorrow has not come: agreeing moves nothing, and raises a gate when it would be too late.
/// </summary>
internal static class AppropriateAdult
{
    private static readonly Duration ArrivalWarning = Duration.FromMinutes(60);
    private static readonly Provision Requested = Provision.Local("adultRequestedMinutes", "PACE Code C 3.15");
    private static readonly Provision Arrival = Provision.Local("adultArrivalMinutes", "PACE Code C 3.15");
    private static readonly Provision Late = Provision.Local(null);

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var arrived = record.ArrivedAt!.Value;
        var cycles = new List<Cycle>
        {
            Duty.Once(record, ClockName.AdultRequested, arrived, record.Numbers(arrived).AdultRequestedMinutes, Requested,
                fact => fact is AaRequested or AaArrived, "An appropriate adult", "be asked to come"),
        };
        var (present, sequence, late) = (false, 0, 0);
        Cycle? waiting = null;
        for (var i = 0; i < record.Events.Count; i++)
        {
            var (at, fact) = (record.Events[i].Occurred, record.Events[i].Fact);
            switch (fact)
            {
                case AaRequested when !present && waiting is null:
                    waiting = Coming(record, at, ++sequence);
                    break;
                case AaAccepted accepted when waiting?.Due is { } due && accepted.ExpectedAt > due:
                    cycles.Add(TooLate(record, i, ++late, accepted, due));
                    break;
                case AaArrived:
                    present = true;
                    if (waiting is not null) cycles.Add(waiting with { Met = at });
                    waiting = null;
                    break;
                case AaLeft:
                    present = false;
                    break;
            }
        }
        if (waiting is not null) cycles.Add(waiting);
        return cycles;
    }

    private static Cycle Coming(CustodyRecord record, Instant asked, int sequence) => Duty.Once(
        record, ClockName.AdultArrival, asked, record.Numbers(asked).AdultArrivalMinutes, Arrival, null,
        "The appropriate adult", "be here", ArrivalWarning) with
    {
        Sequence = sequence,
    };

    private static Cycle TooLate(CustodyRecord record, int index, int sequence, AaAccepted accepted, Instant due)
    {
        var at = record.Events[index].Occurred;
        var remedied = Duty.FirstDoneAfter(record, index, fact => fact is AaArrived || (fact is AaAccepted other && other.ExpectedAt <= due));
        var time = Say.Times(at, accepted.ExpectedAt, due);
        return Duty.Gate(ClockName.AdultExpectedLate, sequence, at, remedied, Late, remedied is null && record.EndedAt is null
            ? $"The adult is expected at {time(accepted.ExpectedAt)}, but one must be here by {time(due)}: find another who can come sooner."
            : $"The adult was expected at {time(accepted.ExpectedAt)}, but one had to be here by {time(due)}.");
    }
}
