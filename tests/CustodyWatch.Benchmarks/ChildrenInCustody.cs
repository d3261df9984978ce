using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Simulator;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>Invented children who are in one suite now, each with what is on a record by then, entered through the door of the log.</summary>
internal static class ChildrenInCustody
{
    private const int AtOnce = 10;
    private static readonly Caller Feed = new() { UserId = "feed-01", Role = Role.Feed };

    /// <param name="log">The door.</param>
    /// <param name="children">How many.</param>
    /// <param name="care">How much of what is owed to them is done in time, from 0 to 1.</param>
    /// <param name="now">Nothing later is entered.</param>
    public static async Task Enter(CustodyLog log, int children, double care, Instant now)
    {
        var suite = new InventedSuite("99", "CENTRAL", "E08000099", care);
        var waiting = new List<Submission>();
        for (var (seed, entered) = (1, 0); entered < children; seed++)
        {
            var events = Detention.Invent(seed, suite, $"CR-{seed}", now - Duration.FromMinutes(10 + seed * 7 % 600));
            if (events[^1].Time <= now + Duration.FromHours(1)) continue;
            waiting.AddRange(events.Where(one => one.Time <= now).Select(one => EnvelopeReader.Read(one.ToJson(), log.Now())));
            if (++entered % AtOnce != 0 && entered < children) continue;
            foreach (var outcome in await log.Append(waiting, Feed, CancellationToken.None))
                if (outcome.Status != OutcomeStatus.Accepted) throw new InvalidOperationException(string.Join("; ", outcome.Refusal!.Errors.SelectMany(error => error.Value)));
            waiting.Clear();
        }
    }
}
