using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>How long since the child last ate, time before arrival included: a refused meal was offered, but it feeds nobody. The hours are local.</summary>
internal static class FoodTaken
{
    private static readonly Duration[] Warning = [Duration.FromHours(2)];
    // At 24 hours healthcare and the inspector are told; no setting of any force may put that off.
    private const int MostHours = 24;

    private static readonly Provision Level = Provision.Local("foodTakenHours");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var arrived = record.ArrivedAt!.Value;
        Instant? ate = null;
        var (start, sequence) = (arrived, 1);
        foreach (var entry in record.Events)
        {
            var at = entry.Occurred;
            switch (entry.Fact)
            {
                case RiskAssessed { LastAteAt: { } last } when ate is null || last > ate:
                    ate = last;
                    // A clock already broken stays broken until a meal is taken; before arrival there is none.
                    if (at <= arrived || at < Due(record, start)) start = last;
                    break;
                case MealOffered { Outcome: OfferOutcome.Accepted } when at >= arrived:
                    yield return ToCycle(record, sequence++, start, met: at);
                    ate = ate is { } earlier ? Instant.Max(earlier, at) : at;
                    start = ate.Value;
                    break;
            }
        }
        yield return ToCycle(record, sequence, start, met: null);
    }

    private static Instant Due(CustodyRecord record, Instant start) => start + Duration.FromHours(Math.Min(record.Numbers(start).FoodTakenHours, MostHours));

    private static Cycle ToCycle(CustodyRecord record, int sequence, Instant start, Instant? met)
    {
        var due = Due(record, start);
        return new Cycle
        {
            Name = ClockName.FoodTaken,
            Sequence = sequence,
            Start = start,
            Due = due,
            WarnBefore = Warning,
            Met = met,
            Stopped = record.EndedAt,
            Provision = Level,
            Explain = clock => $"The child was last known to eat, or arrived, at {clock.Time(start)}; {Say.Length(due - start)} later is {clock.Time(due)}.",
        };
    }
}
