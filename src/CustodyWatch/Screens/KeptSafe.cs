using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>What whoever looks after a child must know before anything else, each in a few words.</summary>
public static class KeptSafe
{
    // What was done to the child or is wrong with being here; what is wrong with a paper keeps nobody safe.
    private static readonly HashSet<ClockName> OfTheChild =
    [
        ClockName.MentalHealthDetention, ClockName.UnderAge, ClockName.StripSearchWithoutAdult, ClockName.StripSearch, ClockName.CellWithAdult,
        ClockName.NotFit, ClockName.ForceUsed,
    ];

    /// <param name="record">The record as it stands.</param>
    /// <param name="duties">Its clocks.</param>
    public static IReadOnlyList<string> Lines(CustodyRecord record, IEnumerable<Duty> duties)
    {
        var lines = new List<string> { Watched(record) };
        if (VisitFaults.MustRouse(record)) lines.Add("must be roused");
        lines.AddRange(duties.Where(duty => duty.IsBroken && OfTheChild.Contains(duty.Name)).OrderBy(duty => duty.Name).Select(duty => duty.Title).Distinct());
        if (record.Arrived?.Child is { } child)
        {
            lines.AddRange(child.Vulnerabilities.Select(need => Words.Sentence(Vocabulary<Vulnerability>.Word(need))));
            lines.AddRange(child.Disabilities);
            if (child.Language is { Length: > 0 } language) lines.Add($"Language: {Words.Language(language)}");
        }
        if (Healthcare(record, record.At) is { } healthcare) lines.Add(healthcare);
        return lines;
    }

    /// <summary>What healthcare found last, when, and what it asked for; null where it has not come.</summary>
    public static string? Healthcare(CustodyRecord record, Instant now) =>
        record.EventsAndAfterEnd.LastOrDefault(entry => entry.Fact is HealthcareAttended) is { Fact: HealthcareAttended found } last
            ? $"{Words.Sentence(Vocabulary<HealthcareFinding>.Word(found.Finding))}, {LondonText.Time(last.Occurred, now)}{(string.IsNullOrWhiteSpace(found.Instructions) ? "" : $": {found.Instructions}")}"
            : null;

    private static Fact? Watch(CustodyRecord record) => record.Events.LastOrDefault(entry => entry.Fact is RiskAssessed or ObservationChanged)?.Fact;

    private static string Watched(CustodyRecord record) => Watch(record) switch
    {
        RiskAssessed risk => Level(risk.ObservationLevel, null),
        ObservationChanged change => Level(change.ObservationLevel, change.IntervalMinutes),
        _ => "Risk not assessed yet",
    };

    private static string Level(int level, int? minutes) =>
        $"Observation level {level} ({LevelName(level)}){(minutes is null ? "" : $", every {minutes} minutes")}";

    private static string LevelName(int level) => level switch
    {
        1 => "general",
        2 => "intermittent",
        3 => "constant",
        _ => "close proximity",
    };
}
