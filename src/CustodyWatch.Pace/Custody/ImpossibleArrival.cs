using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>
/// What cannot be true of an arrival: that of someone who is no child (PACE 1984 s37(15)), or a time before the child was born or
/// the Act in force. A slip in the year would have the clocks go round for centuries.
/// </summary>
public static class ImpossibleArrival
{
    // 1 January 1986 (SI 1985/1934).
    private static readonly Instant InForce = Instant.FromUtc(1986, 1, 1, 0, 0);

    /// <summary>Which field cannot be true, and why; null when all can.</summary>
    /// <param name="arrived">What was told of the arrival.</param>
    /// <param name="arrival">When it was.</param>
    public static (string Field, string Why)? Of(Arrived arrived, Instant arrival)
    {
        if (arrived.Child.DateOfBirth > LondonTime.DateAt(arrival)) return ("data.child.dateOfBirth", "lies after the arrival");
        if (arrived.Child.AgeAt(arrival) >= Ages.Adult)
            return (arrived.Child.DateOfBirth is null ? "data.child.apparentAge" : "data.child.dateOfBirth", "is 18 or over on arrival, so not a child");
        (string Field, Instant? At)[] times =
        [
            ("time", arrival),
            ("data.arrestedAt", arrived.ArrestedAt),
            ("data.firstStationArrivedAt", arrived.FirstStationArrivedAt),
            ("data.enteredEnglandAndWalesAt", arrived.EnteredEnglandAndWalesAt),
        ];
        foreach (var (field, at) in times)
        {
            if (at < InForce) return (field, "lies before 1986, when the Police and Criminal Evidence Act 1984 came into force: check the year");
            if (at is { } known && arrived.Child.DateOfBirth > LondonTime.DateAt(known)) return (field, "lies before the child was born: check the year");
        }
        return null;
    }
}
