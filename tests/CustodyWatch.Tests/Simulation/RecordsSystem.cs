using CustodyWatch.Log;
using CustodyWatch.Simulator;
using NodaTime;

namespace CustodyWatch.Tests.Simulation;

/// <summary>The suite's records system: it sends each entry, in order or late, once or twice, again and again until it hears that it was taken.</summary>
internal sealed class RecordsSystem
{
    private const int MostAtOnce = 10;
    private static readonly Duration Again = Duration.FromSeconds(20);

    private readonly Scenario _night;
    private readonly PriorityQueue<Parcel, (Instant, int)> _toSend = new();
    private int _order;
    private Instant _waits = Instant.MinValue;

    public RecordsSystem(Scenario night)
    {
        _night = night;
        foreach (var (number, child) in night.Children.Index())
        {
            var suite = InventedSuite.Central with { Care = child.Care };
            foreach (var entry in Detention.Invent(child.Seed, suite, $"SIM-{number + 1}", night.Begins + child.After).Where(entry => entry.Time <= night.Ends))
                Plan(entry);
        }
    }

    /// <summary>The ids of every entry that was answered as taken, each time it was.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>The ids of every entry that was answered as refused.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>When something is next to be sent.</summary>
    public Instant? Next => _toSend.TryPeek(out _, out var first) ? Speaks(Rounded(Instant.Max(first.Item1, _waits))) : null;

    public void Wait(Instant until) => _waits = until;

    /// <summary>Sends what is due, as one batch; what is not answered is sent again later.</summary>
    public async Task Send(Instant now, Func<IReadOnlyList<InventedEvent>, Task<IReadOnlyList<Outcome>>> post, Action<string> tell)
    {
        var batch = new List<Parcel>();
        while (batch.Count < MostAtOnce && _toSend.TryPeek(out var parcel, out var first) && first.Item1 <= now)
        {
            batch.Add(parcel);
            _toSend.Dequeue();
        }
        var heard = false;
        try
        {
            var fate = $"feed {batch[0].Entry.Id} {batch[0].Attempt}";
            if (Fate.Decides(_night.Seed, fate + " there", _night.FeedLoses))
            {
                tell($"{batch[0].Entry.Id} and {batch.Count - 1} more are lost on the way");
                return;
            }
            var outcomes = await post([.. batch.Select(parcel => parcel.Entry)]);
            heard = !Fate.Decides(_night.Seed, fate + " back", _night.FeedLoses);
            tell($"{string.Join(' ', batch.Select(parcel => parcel.Entry.Id))}: {string.Join(' ', outcomes.Select(outcome => outcome.Status))}{(heard ? "" : ", and the answer is lost")}");
            if (!heard) return;
            foreach (var (parcel, outcome) in batch.Zip(outcomes))
            {
                if (outcome.Status == OutcomeStatus.Quarantined) Refused.Add(parcel.Entry.Id);
                else Acknowledged.Add(parcel.Entry.Id);
            }
        }
        finally
        {
            if (!heard)
                foreach (var parcel in batch) Queue(parcel with { Attempt = parcel.Attempt + 1 }, now + Again);
        }
    }

    private Instant Rounded(Instant at) => _night.FeedEvery == Duration.Zero ? at
        : _night.Begins + (_night.FeedEvery * (long)Math.Ceiling((at - _night.Begins) / _night.FeedEvery));

    private Instant Speaks(Instant at) => at >= _night.FeedStops && at < _night.FeedStops + Scenario.FeedSilence ? _night.FeedStops.Value + Scenario.FeedSilence : at;

    private void Plan(InventedEvent entry)
    {
        var keyed = Instant.Max(entry.Time, Instant.Min(entry.Recorded ?? entry.Time, entry.Time + Duration.FromMinutes(30)));
        var at = Instant.Max(_night.Begins, keyed + Delay(entry));
        Queue(new Parcel(entry, 1), at);
        if (Fate.Decides(_night.Seed, entry.Id + " twice", _night.FeedTwice)) Queue(new Parcel(entry, 1), at + Duration.FromMinutes(1 + (30 * Fate.Of(_night.Seed, entry.Id + " when"))));
    }

    private Duration Delay(InventedEvent entry)
    {
        if (!Fate.Decides(_night.Seed, entry.Id + " late", _night.FeedLate)) return Duration.FromSeconds(1 + (10 * Fate.Of(_night.Seed, entry.Id + " way")));
        return Duration.FromMinutes(180 * Math.Pow(Fate.Of(_night.Seed, entry.Id + " by"), 3));
    }

    // What would be sent after the night's end for the first time is of another night.
    private void Queue(Parcel parcel, Instant at)
    {
        if (parcel.Attempt > 1 || at <= _night.Ends) _toSend.Enqueue(parcel, (Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), _order++));
    }

    private sealed record Parcel(InventedEvent Entry, int Attempt);
}
