using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A custody record at an instant: what its events say in order of time, corrections applied.</summary>
public sealed class CustodyRecord
{
    /// <summary>The events that count at this instant, in order; empty of anything taken back.</summary>
    public required IReadOnlyList<CustodyEvent> Events { get; init; }

    /// <summary>The arrival event's fact; null until the arrival is known.</summary>
    public Arrived? Arrived { get; init; }

    /// <summary>Arrival for the clocks: the time of the arrival, or of the arrest for one who came of their own accord.</summary>
    public Instant? ArrivedAt { get; init; }

    /// <summary>When the 24-hour limit starts (PACE 1984 s41(2)); null until the arrival is known.</summary>
    public Instant? RelevantTime { get; init; }

    /// <summary>When detention was first authorised.</summary>
    public Instant? AuthorisedAt { get; init; }

    /// <summary>When the child was first charged.</summary>
    public Instant? ChargedAt { get; init; }

    /// <summary>When the detention ended: released, refused, or handed over.</summary>
    public Instant? EndedAt { get; init; }
}
