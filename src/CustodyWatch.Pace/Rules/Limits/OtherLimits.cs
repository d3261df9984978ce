using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>A long time in custody, by a local number; never moved by excluded time.</summary>
internal static class SoftLimit
{
    private static readonly Duration Warning = Duration.FromMinutes(60);
    private static readonly Provision Level = Provision.Local("softLimitHours");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        if (record.Arrived!.Route == Route.MentalHealth) yield break;
        var start = record.RelevantTime!.Value;
        var hours = record.Numbers(start).SoftLimitHours;
        yield return new Cycle
        {
            Name = ClockName.SoftLimit,
            Start = start,
            Due = start + Duration.FromHours(hours),
            WarnBefore = [Warning],
            Stopped = record.EndedAt,
            Provision = Level,
            Explain = clock =>
            {
                var (due, time) = (clock.Cycle.Due!.Value, Say.Times(start, clock.Cycle.Due, FromRelevantTime.Mentioned(record)));
                return $"{FromRelevantTime.Words(record, Duration.FromHours(hours), time)}: reached at {time(due)}, a local level at which to ask why a child is still in custody.";
            },
        };
    }
}

/// <summary>A child taken first to a station that is not designated is moved within six hours (PACE 1984 s30(6)).</summary>
internal static class DesignatedStation
{
    private static readonly Duration Within = Duration.FromHours(6);
    private static readonly Duration Warning = Duration.FromMinutes(60);
    private static readonly Provision S30 = Provision.Statute("PACE 1984 s30(6)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        Instant? start = null, designated = null;
        foreach (var (at, isDesignated) in StationsReached(record))
        {
            if (!isDesignated) start ??= at;
            else if (at >= start) designated ??= at;
        }
        if (start is not { } first) yield break;
        yield return new Cycle
        {
            Name = ClockName.DesignatedStation,
            Start = first,
            Due = first + Within,
            WarnBefore = [Warning],
            Met = designated,
            Stopped = record.EndedAt,
            Provision = S30,
            Explain = clock => $"6 hours from the arrival at {clock.Time(first)} at a station that is not designated: the child {clock.Must} be at a designated one by {clock.Time(first + Within)}.",
            WhenBroken = clock => clock.IsOver
                ? "Past that time the child was held at a station that had no power to keep them."
                : "Past that time the child is held at a station that has no power to keep them.",
        };
    }

    // In the order of the record, where a small station may come before the one at which it was opened.
    private static IEnumerable<(Instant At, bool IsDesignated)> StationsReached(CustodyRecord record)
    {
        foreach (var entry in record.Events)
        {
            if (entry.Fact is ArrivedAtStation station) yield return (entry.Occurred, station.DesignatedStation);
            else if (ReferenceEquals(entry.Fact, record.Arrived)) yield return (record.ArrivedAt!.Value, record.Arrived.DesignatedStation);
        }
    }
}
