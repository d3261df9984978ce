using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.AfterCharge;

/// <summary>The local authority is warned in good time, by day if it can be, that a place may be needed tonight; a local level.</summary>
internal static class EarlyNotice
{
    private static readonly Duration Warning = Duration.FromMinutes(60);
    private static readonly Duration AtLeast = Duration.FromHours(1);
    private static readonly Provision ByHours = Provision.Local("earlyNoticeHours");
    private static readonly Provision ByTime = Provision.Local("earlyNoticeLocalTime");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        if (record.Arrived!.Route == Route.MentalHealth) yield break;
        var arrived = record.ArrivedAt!.Value;
        var numbers = record.Numbers(arrived);
        var byHours = arrived + Duration.FromHours(numbers.EarlyNoticeHours);
        var byTime = FirstLocal(numbers.EarlyNoticeLocalTime, arrived + AtLeast);
        var due = Instant.Min(byHours, byTime);
        yield return new Cycle
        {
            Name = ClockName.EarlyNotice,
            Start = arrived,
            Due = due,
            WarnBefore = [Warning],
            Met = Duty.FirstDone(record, fact => fact is AccommodationLikely or AccommodationUnlikely or AccommodationRequested),
            Lapsed = AfterRefusal.BailGrantedAfter(record, -1),
            Stopped = record.EndedAt,
            Provision = byHours <= byTime ? ByHours : ByTime,
            Explain = clock =>
            {
                var time = Say.Times(arrived, due, byTime);
                var what = clock.IsOver
                    ? $"By {time(due)} it had to be said whether the local authority might have to find a place that night"
                    : $"Say by {time(due)} whether the local authority may have to find a place tonight";
                return $"{what}: the earlier of {Say.Count(numbers.EarlyNoticeHours, "hour")} from {time(arrived)} and {time(byTime)}.";
            },
        };
    }

    private static Instant FirstLocal(LocalTime time, Instant from)
    {
        var today = LondonTime.DateAt(from);
        if (LondonTime.At(today, time) is var first && first >= from) return first;
        // Where the clocks go back over it, it comes again.
        if (LondonTime.Zone.MapLocal(today + time) is { Count: 2 } twice && twice.Last().ToInstant() is var again && again >= from) return again;
        return LondonTime.At(today.PlusDays(1), time);
    }
}

/// <summary>What ends the duties after charge before they are done.</summary>
internal static class AfterRefusal
{
    /// <summary>When bail was first granted, after a refusal, past a place in the record; null when it was not.</summary>
    public static Instant? BailGrantedAfter(CustodyRecord record, int index)
    {
        foreach (var refusal in record.BailRefusals)
            if (refusal.GrantedAt is { } granted && refusal.GrantedIndex > index)
                return granted;
        return null;
    }

    /// <summary>The refusals at which the detained person was a child, numbered from 1.</summary>
    public static IEnumerable<(BailRefusal Refusal, int Sequence)> OfAChild(CustodyRecord record)
    {
        var sequence = 0;
        foreach (var refusal in record.BailRefusals)
            if (refusal.IsChild)
                yield return (refusal, ++sequence);
    }
}
