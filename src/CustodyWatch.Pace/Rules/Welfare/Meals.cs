using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>
/// At least two light meals and one main meal are offered in any period of 24 hours (Code C 8.6): from the twenty-fourth hour
/// after arrival the 24 hours up to every instant must hold three, one of them a main meal. A meal refused was offered.
/// </summary>
internal static class Meals
{
    private const int Enough = 3;
    private static readonly Duration Window = Duration.FromHours(24);
    private static readonly Duration[] Warning = [Duration.FromHours(2)];
    private static readonly Provision C86 = Provision.Code("8.6");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var arrived = record.ArrivedAt!.Value;
        var offered = new List<(Instant At, bool Main)>();
        var (start, sequence) = (arrived, 1);
        var due = arrived + Window;
        var broken = false;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Fact is not MealOffered meal || record.Events[i].Occurred < arrived) continue;
            var at = record.Events[i].Occurred;
            offered.Add((at, meal.Kind == MealKind.Main));
            if (i + 1 < record.Events.Count && record.Events[i + 1].Fact is MealOffered && record.Events[i + 1].Occurred == at) continue;
            var fails = FirstFailure(offered, arrived);
            broken |= due < at || (due == at && fails <= at);
            if (!broken)
            {
                due = fails;
            }
            else if (fails > at)
            {
                yield return ToCycle(record, sequence++, start, due, met: at);
                (start, due, broken) = (at, fails, false);
            }
        }
        yield return ToCycle(record, sequence, start, due, met: null);
    }

    /// <summary>The first instant at which the meals so far no longer make the window whole.</summary>
    private static Instant FirstFailure(List<(Instant At, bool Main)> offered, Instant arrived)
    {
        var earliest = arrived + Window;
        var lastMain = offered.FindLastIndex(meal => meal.Main);
        if (offered.Count < Enough || lastMain < 0) return earliest;
        var failure = Instant.Min(offered[^Enough].At, offered[lastMain].At) + Window;
        return Instant.Max(earliest, failure);
    }

    private static Cycle ToCycle(CustodyRecord record, int sequence, Instant start, Instant due, Instant? met) => new()
    {
        Name = ClockName.Meals,
        Sequence = sequence,
        Start = start,
        Due = due,
        WarnBefore = Warning,
        Met = met,
        Stopped = record.EndedAt,
        Provision = C86,
        Explain = clock => $"Two light meals and a main meal must be offered in any 24 hours: without another, the 24 hours to {clock.Time(due)} hold too few.",
    };
}
