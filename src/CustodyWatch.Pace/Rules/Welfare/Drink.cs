using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>
/// A drink is offered often (Code C 8.6) by a local number of hours, which do not run while the child rests and start afresh
/// when the child comes back.
/// </summary>
public static class Drink
{
    /// <summary>How long a drink waits for rest before it is asked whether the rest has ended: the 8 hours that Code C 12.2 wants unbroken.</summary>
    public static readonly Duration RestAskedAfter = Duration.FromHours(8);

    private static readonly Duration[] Warning = [Duration.FromMinutes(30)];
    private static readonly Provision C86 = Provision.Local("drinkHours", "PACE Code C 8.6");

    internal static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var cycles = new List<Cycle>();
        cycles.Add(Follow(record, cycles).ToCycle(record.EndedAt, met: null));
        return cycles;
    }

    /// <summary>When a drink has waited so long for rest that it is asked whether the rest has ended; null when none waits or it is asked already.</summary>
    internal static Instant? NextChange(CustodyRecord record) =>
        record.EndedAt is null && Follow(record, []).RestAskedAt is { } asked && asked > record.At ? asked : null;

    private static Thirst Follow(CustodyRecord record, List<Cycle> cycles)
    {
        var arrived = record.ArrivedAt!.Value;
        var thirst = new Thirst(record, 1, arrived);
        var presence = new Presence();
        Instant? restingSince = null;
        foreach (var entry in record.Events)
        {
            var at = entry.Occurred;
            if (at < arrived) continue;
            var (wasAway, wasResting) = (presence.Away, presence.Resting);
            presence.Note(entry.Fact);
            if (!wasResting && presence.Resting) restingSince = at;
            if (!wasAway && presence.Away)
            {
                if (thirst.BrokenBy(at))
                {
                    cycles.Add(thirst.ToCycle(stopped: at, met: null) with { Overtaken = true });
                    thirst = new Thirst(record, thirst.Sequence + 1, at);
                }
                thirst.Pause(at);
            }
            else if (wasAway && !presence.Away)
            {
                thirst = new Thirst(record, thirst.Sequence, at);
            }
            else if (!wasResting && presence.Resting)
            {
                thirst.Pause(at);
            }
            else if (wasResting && !presence.Resting)
            {
                thirst.Resume(at);
            }
            if (entry.Fact is not DrinkOffered) continue;
            cycles.Add(thirst.ToCycle(stopped: null, met: at));
            thirst = new Thirst(record, thirst.Sequence + 1, at);
            if (presence.Away || presence.Resting) thirst.Pause(at);
        }
        thirst.RestingSince = presence.Resting ? restingSince : null;
        return thirst;
    }

    /// <summary>One cycle, while it counts and while it is paused.</summary>
    private sealed class Thirst(CustodyRecord record, int sequence, Instant start)
    {
        private Duration _paused = Duration.Zero;
        private Instant? _pausedAt;

        public int Sequence => sequence;

        /// <summary>Since when the child rests, where the record leaves the child at rest.</summary>
        public Instant? RestingSince { get; set; }

        public Instant? RestAskedAt => RestingSince is null ? null : _pausedAt + (RestAskedAfter - _paused);

        private Duration Every => Duration.FromHours(record.Numbers(start).DrinkHours);

        private Instant Due => start + Every + _paused;

        public bool BrokenBy(Instant at) => _pausedAt is null && Due <= at;

        /// <summary>Stops counting; a cycle already broken is broken and goes on so.</summary>
        public void Pause(Instant at)
        {
            if (!BrokenBy(at)) _pausedAt ??= at;
        }

        public void Resume(Instant at)
        {
            if (_pausedAt is { } since) _paused += at - since;
            _pausedAt = null;
        }

        public Cycle ToCycle(Instant? stopped, Instant? met) => new()
        {
            Name = ClockName.Drink,
            Sequence = sequence,
            Start = start,
            Due = _pausedAt is null ? Due : null,
            Every = Every,
            WarnBefore = Warning,
            Met = met,
            Stopped = stopped,
            Paused = _pausedAt is not null,
            PausedFor = _paused + (_pausedAt is { } since ? (met ?? stopped ?? record.At) - since : Duration.Zero),
            Provision = C86,
            Explain = Sentence,
        };

        private string Sentence(Clock clock)
        {
            var sum = $"{Say.Length(clock.Cycle.Every!.Value)} from {clock.Time(clock.StartedAt)}, when one was last offered or the clock began";
            if (Say.IsSaid(clock.PausedFor)) sum += $", with {Say.Length(clock.PausedFor)} at rest or away left out";
            if (clock.DueAt is { } due) return $"The next drink {clock.Must} be offered by {clock.Time(due)}: {sum}.";
            return (clock.MetAt, clock.IsOver) switch
            {
                ({ } offered, _) => $"The next drink had to be offered {sum}; it was, at {clock.Time(offered)}, while the clock waited.",
                (null, true) => $"The next drink had to be offered {sum}; the clock was waiting when the child left.",
                _ when RestAskedAt <= record.At =>
                    $"The child has been at rest since {clock.Time(RestingSince!.Value)}, and no drink is due while it lasts. Has it ended? Record the end, and the clock goes on: {sum}.",
                _ => $"The next drink must be offered {sum}; the clock waits.",
            };
        }
    }
}
