using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>
/// Visits at least every hour, at least every half hour with rousing where there is a concern (Code C 9.3). A camera is no
/// visit; where rousing is required, nor is a look through the hatch.
/// </summary>
internal static class Visits
{
    private static readonly Provision C93 = Provision.Code("9.3");
    private static readonly Provision Impossible = Provision.Local(null);

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var cycles = new List<Cycle>();
        Follow(record, cycles, []);
        return cycles;
    }

    /// <summary>The visits on a record that count for nothing, with why.</summary>
    public static IReadOnlyList<(CustodyEvent Entry, VisitFault Fault)> Uncounted(CustodyRecord record)
    {
        var uncounted = new List<(CustodyEvent, VisitFault)>();
        if (record.Arrived is not null) Follow(record, [], uncounted);
        return uncounted;
    }

    /// <summary>When the interview under way has gone on so long that it is asked whether it has ended; null when none is or it is asked already.</summary>
    public static Instant? NextChange(CustodyRecord record) =>
        record.EndedAt is null && InterviewedSince(record) + VisitCycle.LongestWithoutBreak is { } asked && asked > record.At ? asked : null;

    /// <summary>Since when the child, who is here, has been in an interview that nobody has ended; null when in none.</summary>
    public static Instant? InterviewedSince(CustodyRecord record) => Open(record).InterviewedSince;

    private static (Instant? InterviewedSince, Instant? RestingSince) Open(CustodyRecord record)
    {
        var presence = new Presence();
        Instant? since = null, resting = null;
        foreach (var entry in record.Events)
        {
            if (entry.Occurred >= record.ArrivedAt) presence.Note(entry.Fact);
            since = !presence.Interviewed ? null : entry.Fact is InterviewStarted ? entry.Occurred : since;
            resting = presence.Resting ? resting ?? entry.Occurred : null;
        }
        return presence.Away ? (null, null) : (since, resting);
    }

    private static void Follow(CustodyRecord record, List<Cycle> cycles, List<(CustodyEvent, VisitFault)> uncounted)
    {
        var presence = new Presence();
        var watch = new Watch(1, false, null);
        VisitCycle? open = null;
        var impossible = 0;
        foreach (var entry in record.Events)
        {
            var (at, fact) = (entry.Occurred, entry.Fact);
            var wasPaused = presence.Away || presence.Interviewed;
            if (at >= record.ArrivedAt) presence.Note(fact);
            var paused = presence.Away || presence.Interviewed;
            if (open is not null && !wasPaused && paused)
            {
                if (open.BrokenBy(at))
                {
                    cycles.Add(open.ToCycle(record, stopped: at, met: null) with { Overtaken = true });
                    open = new VisitCycle(open.Sequence + 1, at, watch);
                }
                open = open with { PausedAt = at };
            }
            else if (open is not null && wasPaused && !paused)
            {
                open = new VisitCycle(open.Sequence, at, watch);
            }
            switch (fact)
            {
                case DetentionAuthorised or CellPlaced when open is null:
                    open = new VisitCycle(1, at, watch) { PausedAt = paused ? at : null };
                    break;
                case RiskAssessed assessed:
                    watch = new Watch(assessed.ObservationLevel, assessed.Rouse, null);
                    open = open?.Changed(watch, at);
                    break;
                case ObservationChanged changed:
                    watch = new Watch(changed.ObservationLevel, changed.Rouse, changed.IntervalMinutes);
                    open = open?.Changed(watch, at);
                    break;
                case Visit when at < record.ArrivedAt:
                    uncounted.Add((entry, VisitFault.BeforeArrival));
                    break;
                case Visit when presence.Away:
                    uncounted.Add((entry, VisitFault.Away));
                    cycles.Add(Duty.Gate(ClockName.ImpossibleCheck, ++impossible, at, null, Impossible,
                        now => $"A visit is recorded at {Say.Time(at, now)}, when the child was not there."));
                    break;
                case Visit when paused:
                    uncounted.Add((entry, VisitFault.Interviewed));
                    break;
                case Visit visit when watch.FaultOf(visit) is { } fault:
                    uncounted.Add((entry, fault));
                    break;
                case Visit when open is not null:
                    cycles.Add(open.ToCycle(record, stopped: null, met: at));
                    open = new VisitCycle(open.Sequence + 1, at, watch);
                    break;
            }
        }
        if (open is null) return;
        var (interviewedSince, restingSince) = Open(record);
        cycles.Add((open.PausedAt is null ? open : open with { InterviewedSince = interviewedSince, RestingSince = restingSince }).ToCycle(record, record.EndedAt, met: null));
    }

    public static Provision Provision => C93;
}

/// <summary>How closely the child is watched.</summary>
/// <param name="Level">Observation level, 1 to 4.</param>
/// <param name="Rouse">Whether each visit must rouse.</param>
/// <param name="IntervalMinutes">A shorter interval than the level's, in minutes.</param>
internal sealed record Watch(int Level, bool Rouse, int? IntervalMinutes)
{
    private const int Hourly = 60;
    private const int HalfHourly = 30;
    private static readonly Duration[] FiveMinutes = [Duration.FromMinutes(5)], TenMinutes = [Duration.FromMinutes(10)];

    public Duration Interval
    {
        get
        {
            var minutes = Level >= 2 || Rouse ? HalfHourly : Hourly;
            return Duration.FromMinutes(Math.Min(minutes, IntervalMinutes ?? minutes));
        }
    }

    public IReadOnlyList<Duration> Warning => Interval <= Duration.FromMinutes(HalfHourly) ? FiveMinutes : TenMinutes;

    /// <summary>Why a visit so made does not count; null when it counts.</summary>
    public VisitFault? FaultOf(Visit visit) => visit switch
    {
        { Method: VisitMethod.Camera } => VisitFault.ByCamera,
        { Method: VisitMethod.InCell, Roused: true } => null,
        _ => Rouse ? VisitFault.NotRoused : null,
    };
}

/// <summary>A visit that is next due.</summary>
internal sealed record VisitCycle(int Sequence, Instant Start, Watch Watch)
{
    // Code C 12.8 has an interview break at mealtimes and about every two hours: one that goes on longer may have ended with nobody to say so.
    public static readonly Duration LongestWithoutBreak = Duration.FromHours(2);

    public Instant? PausedAt { get; init; }

    /// <summary>Since when the child, who is here, has been in an interview that nobody has ended.</summary>
    public Instant? InterviewedSince { get; init; }

    /// <summary>Since when the child rests, though that interview is open.</summary>
    public Instant? RestingSince { get; init; }

    /// <summary>The last change of observation in this cycle, before which a visit is never due.</summary>
    private Instant? ChangedAt { get; init; }

    /// <summary>Whether the level itself was changed then, or something else of how the child is watched.</summary>
    private bool LevelChanged { get; init; }

    private Instant Due => ChangedAt is { } changed ? Instant.Max(changed, Start + Watch.Interval) : Start + Watch.Interval;

    public bool BrokenBy(Instant at) => PausedAt is null && Due <= at;

    /// <summary>A change counts from the start of a cycle not yet broken; one broken stays as it is.</summary>
    public VisitCycle Changed(Watch watch, Instant at) => BrokenBy(at) ? this : this with { Watch = watch, ChangedAt = at, LevelChanged = watch.Level != Watch.Level };

    public Cycle ToCycle(CustodyRecord record, Instant? stopped, Instant? met) => new()
    {
        Name = ClockName.Visit,
        Sequence = Sequence,
        Start = Start,
        Due = PausedAt is null ? Due : null,
        Every = Watch.Interval,
        WarnBefore = Watch.Warning,
        Met = met,
        Stopped = stopped,
        Paused = PausedAt is not null,
        PausedFor = PausedAt is { } since ? (stopped ?? record.At) - since : Duration.Zero,
        Provision = Visits.Provision,
        Explain = clock => Sentence(clock, record.At),
    };

    private string Sentence(Clock clock, Instant at)
    {
        if (clock.DueAt is not { } due)
            return clock.IsOver ? "No visit was due when the child left: the child was away or being interviewed."
                : InterviewedSince is not { } since ? "The child is away: visits start again when that is over."
                : RestingSince is { } rest ? $"The child has been at rest since {clock.Time(rest)}, but an interview begun at {clock.Time(since)} is still open, and no visit is due while it lasts. Has it ended? Record the end, and visits start again."
                : at - since < LongestWithoutBreak ? $"The child has been in an interview since {clock.Time(since)}: visits start again when its end is recorded."
                : $"The child has been in an interview since {clock.Time(since)}, and no visit is due while it lasts. Interviews break at mealtimes and about every two hours (Code C 12.8). Has it ended? Record the end, and visits start again.";
        var (how, be) = (Watch.Rouse ? "A visit that rouses the child" : "A visit to the cell", clock.IsOver ? "was" : "is");
        var sum = $"{how} {be} due every {Say.Every(Watch.Interval)} at observation level {Watch.Level}: ";
        return due == Start + Watch.Interval
            ? $"{sum}from {clock.Time(Start)}, by {clock.Time(due)}."
            : $"{sum}{Say.Length(Watch.Interval)} from {clock.Time(Start)} had passed when the {(LevelChanged ? "level" : "way of watching")} was changed at {clock.Time(due)}, so it {be} due by then.";
    }
}
