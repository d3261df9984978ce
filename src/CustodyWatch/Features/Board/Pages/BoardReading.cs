using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>A suite's board as the screen shows it: its children with their clocks, and the alerts about them.</summary>
internal static class BoardReading
{
    public static async Task<BoardView> Read(BoardQuery query, Database database, SuiteCode suite, Caller caller, CancellationToken cancel)
    {
        var scope = Scope.Of(caller, suite.Force, suite.Suite) ?? throw new InvalidOperationException("The caller may not see this suite.");
        // Alerts first: one raised between the two reads is then told of again, and not missed.
        var alerts = await SuiteAlerts.Read(database, suite, cancel);
        var board = await query.Board(scope, suite.Suite, cancel);
        var byChild = alerts.Live.ToLookup(alert => alert.DetentionId);
        return new BoardView(suite, board.At, caller.Role, alerts.Sequence)
        {
            Children = [.. board.Children.Select(child => ChildOf(child, [.. byChild[child.Detention.Id]]))],
            OfSuite = [.. byChild[null]],
        };
    }

    private static ChildView ChildOf(BoardChild child, IReadOnlyList<AlertView> alerts) => new()
    {
        Id = child.Detention.Id,
        CustodyRecordNumber = child.Detention.CustodyRecordNumber,
        Initials = child.Detention.Initials,
        Age = child.Detention.Age,
        Sex = child.Detention.Sex,
        LookedAfter = child.Detention.LookedAfter,
        Cell = child.Detention.Cell,
        ArrivedAt = child.Detention.ArrivedAt,
        Duties = [.. child.Clocks.Select(Duty.Of)],
        Alerts = alerts,
    };
}
