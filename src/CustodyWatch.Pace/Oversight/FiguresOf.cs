using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>Turns a custody record and its clocks into figures.</summary>
public static class FiguresOf
{
    /// <summary>The figures of a detention; null while its arrival is not known.</summary>
    public static DetentionFigures? Detention(ClockSheet sheet)
    {
        var record = sheet.Record;
        if (record.Arrived is not { } arrived || record.ArrivedAt is not { } arrivedAt) return null;
        // Nobody is held before coming into custody: a slip in the year would have the nights of centuries counted.
        Instant? authorised = record.AuthorisedAt is { } at ? Instant.Max(at, Instant.Min(arrivedAt, record.RelevantTime!.Value)) : null;
        var figures = new DetentionFigures
        {
            ArrivedAt = arrivedAt,
            AuthorisedAt = authorised,
            ChargedAt = record.ChargedAt,
            EndedAt = record.EndedAt,
            DetentionRefused = record.End?.Fact is DetentionRefused,
            Age = arrived.Child.AgeAt(arrivedAt),
            Sex = Vocabulary<Sex>.Word(arrived.Child.Sex),
            Ethnicity = arrived.Child.SelfDefinedEthnicity,
            LookedAfter = arrived.Child.LookedAfter,
            LengthMinutes = record.EndedAt is { } ended ? Minutes(arrivedAt, ended) : null,
            ChildViews = record.Events.Count(entry => entry.Fact is ChildView),
            OvernightFrom = Night.Reaches(authorised ?? arrivedAt, record.EndedAt, OvernightRule.FourHours.LeastMinutes),
        };
        figures = AdultFigures.Add(figures, record);
        figures = DutyFigures.Add(figures, sheet);
        return record.BailRefusals.FirstOrDefault(refusal => refusal.IsChild) is { } refused
            ? PlaceFigures.Add(figures, record, refused)
            : figures;
    }

    /// <summary>Whole minutes; none where the later came first.</summary>
    internal static int Minutes(Instant from, Instant to) => to <= from ? 0 : (int)Math.Floor((to - from).TotalMinutes);
}
