using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>Times that an event tells of as past, and that cannot lie in the future.</summary>
public static class Future
{
    /// <summary>The kinds of event that tell of such times.</summary>
    public static readonly EventKind[] Kinds = [EventKind.Arrived, EventKind.RiskAssessed, EventKind.QuestionedInHospital];

    public static void Note(Fact fact, Instant latest, string path, Problems problems)
    {
        foreach (var (field, at) in PastTimes(fact))
            if (at > latest)
                problems.Add($"{path}.{field}", "lies in the future");
    }

    private static IEnumerable<(string Field, Instant? At)> PastTimes(Fact fact) => fact switch
    {
        Arrived arrived =>
        [
            ("arrestedAt", arrived.ArrestedAt),
            ("firstStationArrivedAt", arrived.FirstStationArrivedAt),
            ("enteredEnglandAndWalesAt", arrived.EnteredEnglandAndWalesAt),
        ],
        RiskAssessed assessed => [("lastAteAt", assessed.LastAteAt), ("lastSleptAt", assessed.LastSleptAt)],
        QuestionedInHospital questioned => [("from", questioned.From), ("to", questioned.To)],
        _ => [],
    };
}
