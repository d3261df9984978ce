using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A time away from the suite: at hospital, or between stations.</summary>
/// <param name="From">When the child left; away from that instant.</param>
/// <param name="To">When the child was back, and no longer away; null while still away.</param>
/// <param name="Purpose">Why at hospital; null between stations.</param>
public sealed record Absence(Instant From, Instant? To, HospitalPurpose? Purpose)
{
    /// <summary>Whether the child is away at an instant; the instant of return is not away.</summary>
    public bool Covers(Instant at) => From <= at && (To is null || at < To);

    /// <summary>
    /// The absences of a record, in order of leaving. A second leaving with no return between, and a return with no leaving,
    /// count for nothing; nor does leaving before arriving.
    /// </summary>
    public static IReadOnlyList<Absence> Of(Timeline events, Instant arrivedAt)
    {
        List<Absence>? absences = null;
        foreach (var entry in events)
        {
            switch (entry.Fact)
            {
                case LeftForHospital left when entry.Occurred >= arrivedAt:
                    Leave(new Absence(entry.Occurred, null, left.Purpose));
                    break;
                case LeftForOtherStation when entry.Occurred >= arrivedAt:
                    Leave(new Absence(entry.Occurred, null, null));
                    break;
                case ReturnedFromHospital:
                    Return(entry.Occurred, fromHospital: true);
                    break;
                case ArrivedAtStation:
                    Return(entry.Occurred, fromHospital: false);
                    break;
            }
        }
        return absences ?? (IReadOnlyList<Absence>)[];

        void Leave(Absence absence)
        {
            absences ??= [];
            if (Open(absence.Purpose is not null) < 0) absences.Add(absence);
        }

        void Return(Instant at, bool fromHospital)
        {
            var open = Open(fromHospital);
            if (open >= 0) absences![open] = absences[open] with { To = at };
        }

        int Open(bool atHospital) => absences?.FindIndex(absence => absence.To is null && absence.Purpose is not null == atHospital) ?? -1;
    }
}

/// <summary>
/// Time that does not count towards the limits: at hospital for treatment, with the way there and back, less any time
/// there spent questioning (PACE 1984 s41(6)).
/// </summary>
/// <param name="From">Excluded from just after this instant.</param>
/// <param name="To">Until this instant; null while it goes on.</param>
public sealed record Excluded(Instant From, Instant? To)
{
    /// <summary>The excluded time of a record, in order.</summary>
    public static IReadOnlyList<Excluded> Of(IReadOnlyList<Absence> absences, Timeline events)
    {
        List<Excluded>? excluded = null;
        foreach (var absence in absences)
        {
            if (absence.Purpose != HospitalPurpose.Treatment) continue;
            excluded ??= [];
            excluded.AddRange(WithoutQuestioning(absence, events));
        }
        return excluded ?? (IReadOnlyList<Excluded>)[];
    }

    private static IEnumerable<Excluded> WithoutQuestioning(Absence absence, Timeline events)
    {
        var from = absence.From;
        var questioned = events.Select(entry => entry.Fact).OfType<QuestionedInHospital>().OrderBy(fact => fact.From);
        foreach (var fact in questioned)
        {
            if (fact.To <= from || (absence.To is { } back && fact.From >= back)) continue;
            if (fact.From > from) yield return new Excluded(from, fact.From);
            from = fact.To;
        }
        if (absence.To is null || from < absence.To) yield return new Excluded(from, absence.To);
    }

    /// <summary>How much of a stretch of time is excluded.</summary>
    public static Duration Within(IReadOnlyList<Excluded> excluded, Instant from, Instant to)
    {
        var total = Duration.Zero;
        foreach (var part in excluded)
        {
            var start = Instant.Max(part.From, from);
            var end = part.To is { } until ? Instant.Min(until, to) : to;
            total += Duration.Max(end - start, Duration.Zero);
        }
        return total;
    }
}
