using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>A suite's board as the screen shows it: its children with their clocks, and the alerts about them.</summary>
internal static class BoardReading
{
    /// <param name="query">Reads the children.</param>
    /// <param name="database">The records.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="budgets">Counts the alerts, where that is shown.</param>
    public static async Task<BoardView> Read(
        BoardQuery query, Database database, SuiteCode suite, Caller caller, CancellationToken cancel, AlertBudgets? budgets = null)
    {
        var scope = Scope.Of(caller, suite.Force, suite.Suite) ?? throw new InvalidOperationException("The caller may not see this suite.");
        // First how far alerts have come, so that one raised meanwhile is told of again and not missed.
        var (first, ofChildren, ofStands, ofAlerts, ofBudget) = (new Reads(), new Reads(), new Reads(), new Reads(), new Reads());
        var (now, sequence) = (query.Now(), SuiteAlerts.AskSequence(first));
        var (held, alerts) = (query.AskHeld(ofChildren, scope, now), query.AskAlerts(ofAlerts, suite));
        var howTheyStand = HowItStands.AskHeld(ofStands, scope, now);
        var budget = budgets?.Ask(ofBudget, suite, now);
        var refused = first.Of<long>(QuarantineRow.CountHeldOfSuite, new { suite.Force, source = SourceName.Of(suite) });
        var elsewhere = EndedElsewhere.Ask(first, suite, now);
        await database.Fetch([first, ofChildren, ofStands, ofAlerts, ofBudget], cancel);
        AlertView[] live = [.. alerts().Live.Where(alert => !alert.IsForAuthorityAlone)];
        var byChild = live.ToLookup(alert => alert.DetentionId);
        var (children, stands) = (held(), howTheyStand());
        var namesakes = Namesakes.Of(children.Select(child => child.Detention.Initials?.Text));
        return new BoardView(suite, now, caller.Role, sequence.Rows[0])
        {
            Budget = budget?.Invoke() is { } counted ? counted with { Waiting = live.Count(alert => alert is { IsOpen: true, IsHushed: false } && alert.RaisedAt > now - AlertBudget.Span) } : null,
            Children = [.. children.Select(child => ChildOf(child, [.. byChild[child.Detention.Id]], namesakes, now) with { HowItStands = stands.GetValueOrDefault(child.Detention.Id) }).OrderBy(child => child.Rank, StringComparer.Ordinal)],
            OfSuite = [.. byChild[null]],
            OfGone = AlertView.OfGone(live, children.Select(child => child.Detention.Id)),
            EndedElsewhere = await EndedElsewhere.Of(elsewhere.Rows, database, suite, now, cancel),
            Refused = refused.Rows[0],
            MadeOffer = live.Any(alert => alert.IsOfHandover) && await OfferedBy(database, suite, cancel) == caller.UserId,
        };
    }

    private static async Task<string?> OfferedBy(Database database, SuiteCode suite, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await HandoverRow.Waiting(connection, suite))?.FromUser;
    }

    private static ChildView ChildOf(Standing child, IReadOnlyList<AlertView> alerts, IReadOnlySet<string> namesakes, Instant now) => new()
    {
        Now = now,
        Id = child.Detention.Id,
        Rank = child.Rank(now),
        CustodyRecordNumber = child.Detention.CustodyRecordNumber,
        Initials = child.Detention.Initials?.Text,
        HasNamesake = child.Detention.Initials is { } initials && namesakes.Contains(initials.Text),
        Age = child.Detention.AgeAt(now),
        Sex = child.Detention.Sex,
        LookedAfter = child.Detention.LookedAfter,
        ChargedAt = child.Detention.ChargedAt,
        Cell = child.Detention.Cell,
        ArrivedAt = child.Detention.ArrivedAt,
        Away = child.Away,
        MustBeRoused = child.Detention.MustBeRoused,
        Duties = [.. child.Clocks.Select(Duty.Of)],
        Alerts = alerts,
    };
}
