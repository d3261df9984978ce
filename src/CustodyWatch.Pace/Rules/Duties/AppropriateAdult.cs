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
        var late = new List<Promise>();
        var cycles = Follow(record, late);
        cycles.AddRange(late.Select((promise, number) => TooLate(record, promise, number + 1)));
        return cycles;
    }

    private static List<Cycle> Follow(CustodyRecord record, List<Promise> late)
    {
        var arrived = record.ArrivedAt!.Value;
        var cycles = new List<Cycle>
        {
            Duty.Once(record, ClockName.AdultRequested, arrived, record.Numbers(arrived).AdultRequestedMinutes, Requested,
                fact => fact is AaRequested or AaArrived, "An appropriate adult", "be asked to come"),
        };
        var (present, sequence) = (false, 0);
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
                    late.Add(new(i, accepted.ExpectedAt, due));
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

    private static Cycle TooLate(CustodyRecord record, Promise promise, int sequence)
    {
        var (index, expected, due) = promise;
        var (at, remedied) = (record.Events[index].Occurred, Remedied(record, promise));
        return Duty.Gate(ClockName.AdultExpectedLate, sequence, at, remedied, Late, Words);

        string Words(Instant now)
        {
            var time = Say.Times(now, expected, due);
            return (remedied ?? record.EndedAt, expected <= record.At) switch
            {
                (not null, _) => $"The adult was expected at {time(expected)}, but one had to be here by {time(due)}.",
                (_, true) => $"The adult was expected at {time(expected)} and has not come, and one had to be here by {time(due)}: find another now.",
                _ => $"The adult is expected at {time(expected)}, but one {(record.At < due ? "must" : "had to")} be here by {time(due)}: find another who can come sooner.",
            };
        }
    }

    /// <summary>The soonest later instant at which an adult who said they would come too late was to come.</summary>
    public static Instant? NextChange(CustodyRecord record)
    {
        if (record.EndedAt is not null) return null;
        var late = new List<Promise>();
        Follow(record, late);
        Instant? soonest = null;
        foreach (var promise in late)
            if (promise.Expected > record.At && Remedied(record, promise) is null)
                soonest = Duty.Earlier(soonest, promise.Expected);
        return soonest;
    }

    private static Instant? Remedied(CustodyRecord record, Promise promise) =>
        Duty.FirstDoneAfter(record, promise.Index, fact => fact is AaArrived || (fact is AaAccepted other && other.ExpectedAt <= promise.Due));

    /// <summary>To come at a time past the one by which an adult must be here.</summary>
    private readonly record struct Promise(int Index, Instant Expected, Instant Due);
}
