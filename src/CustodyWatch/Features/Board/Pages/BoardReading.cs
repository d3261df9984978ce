using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>A suite's board as the screen shows it: its children with their clocks, and the alerts about them.</summary>
internal static class BoardReading
{
    public static async Task<BoardView> Read(BoardQuery query, Database database, SuiteCode suite, Caller caller, CancellationToken cancel)
    {
        var scope = Scope.Of(caller, suite.Force, suite.Suite) ?? throw new InvalidOperationException("The caller may not see this suite.");
        // First how far alerts have come, so that one raised meanwhile is told of again and not missed; then both halves at once,
        // because the embedded database reads on the thread that asks.
        var sequence = await SuiteAlerts.SequenceNow(database, cancel);
        var reading = Task.Run(() => query.Alerts(suite, cancel), cancel);
        var (now, held) = await query.Held(scope, cancel);
        var alerts = await reading;
        var byChild = alerts.Live.ToLookup(alert => alert.DetentionId);
        return new BoardView(suite, now, caller.Role, sequence)
        {
            Children = [.. held.Select(child => ChildOf(child, [.. byChild[child.Detention.Id]], now)).OrderBy(child => child.Rank, StringComparer.Ordinal)],
            OfSuite = [.. byChild[null]],
        };
    }

    private static ChildView ChildOf(Standing child, IReadOnlyList<AlertView> alerts, Instant now) => new()
    {
        Now = now,
        Id = child.Detention.Id,
        CustodyRecordNumber = child.Detention.CustodyRecordNumber,
        Initials = child.Detention.Initials?.Text,
        Age = child.Detention.AgeAt(now),
        Sex = child.Detention.Sex,
        LookedAfter = child.Detention.LookedAfter,
        Cell = child.Detention.Cell,
        ArrivedAt = child.Detention.ArrivedAt,
        Duties = [.. child.Clocks.Select(Duty.Of)],
        Alerts = alerts,
    };
}
