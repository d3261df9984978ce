using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Replay.Keeping;

/// <summary>What is noted of a custody record while its lines go by: enough to see that nothing in it is in doubt.</summary>
internal struct RecordNotes
{
    private int _arrivals;
    private bool _doubtful;
    private long _begun;
    private long _ended;

    public static RecordNotes None => new() { _begun = long.MinValue, _ended = long.MaxValue };

    /// <summary>Whether every line surely stands: one arrival, of a child who was born by then, before the end, and nothing put right.</summary>
    public readonly bool IsBeyondDoubt => !_doubtful && _arrivals <= 1 && _ended >= _begun;

    public void Note(in StoredEvent kept)
    {
        switch (kept.Kind)
        {
            case EventKind.Arrived:
                var arrived = (Arrived)kept.Fact;
                _arrivals++;
                var arrival = Instant.FromUnixTimeMilliseconds(kept.Occurred);
                _doubtful |= ImpossibleArrival.Of(arrived, arrival) is not null;
                _begun = Math.Max(kept.Occurred, arrived.ArrestedAt?.ToUnixTimeMilliseconds() ?? long.MinValue);
                break;
            case EventKind.Corrected:
                _doubtful = true;
                break;
            case var kind when kind.IsEnd():
                _ended = Math.Min(_ended, kept.Occurred);
                break;
        }
    }

    /// <summary>The same with what another reader noted of the same record.</summary>
    public readonly RecordNotes With(RecordNotes other) => new()
    {
        _arrivals = _arrivals + other._arrivals,
        _doubtful = _doubtful || other._doubtful,
        _begun = Math.Max(_begun, other._begun),
        _ended = Math.Min(_ended, other._ended),
    };
}
