using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules;

/// <summary>When an allowance of time runs out, excluded time left out of account (PACE 1984 s41(6)).</summary>
internal static class Countdown
{
    /// <summary>
    /// The instant at which an allowance that starts at an instant is used up; null while excluded time goes on and it is
    /// not. What happens from <paramref name="stopped"/> on is left out of account. Excluded time starts after the instant
    /// of leaving, so an allowance that ends on that instant is used up there; one used up before its start was never stopped.
    /// </summary>
    public static Instant? Due(Instant start, Duration allowance, IReadOnlyList<Excluded> excluded, Instant? stopped = null)
    {
        var due = start + allowance;
        if (allowance <= Duration.Zero) return due;
        foreach (var part in excluded)
        {
            if (part.From >= due || part.From >= stopped) break;
            if (Duty.Earlier(part.To, stopped) is not { } to) return null;
            if (to > start) due += to - Instant.Max(part.From, start);
        }
        return due;
    }
}
