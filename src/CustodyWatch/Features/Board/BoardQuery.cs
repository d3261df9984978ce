using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Board;

/// <summary>A child on the board, with every clock.</summary>
/// <param name="Detention">Who, and how things stand.</param>
/// <param name="Clocks">Every clock.</param>
/// <param name="Note">What to know first: that no arrival is on the record; null when there is nothing.</param>
public sealed record BoardChild(DetentionSummary Detention, IReadOnlyList<ClockView> Clocks, string? Note);

/// <summary>The suite screen's data: the child most failed first, then by what is due soonest.</summary>
public sealed record BoardAnswer(string Suite, Instant At, IReadOnlyList<BoardChild> Children);

/// <summary>One duty that is still to be done in time.</summary>
public sealed record DueItem(
    string DetentionId, string CustodyRecordNumber, string Force, string Suite, string Clock, string Title, string State,
    Instant? WarnAt, Instant? DueAt, int Sequence, BasisView Basis, string Explanation);

/// <summary>Reads the children who are now in a suite or a force.</summary>
public sealed class BoardQuery(Database database, IClock clock) : IDisposable
{
    private readonly ClocksKept _clocks = new();
    private readonly LastRead<long, IReadOnlyList<AlertView>> _alerts = new(500);

    /// <summary>The instant as which a board that is asked for now is read.</summary>
    public Instant Now() => clock.Now();

    /// <summary>The children of a scope as they stand now, and when that is.</summary>
    public async Task<(Instant At, IReadOnlyList<Standing> Children)> Held(Scope scope, CancellationToken cancel)
    {
        var (reads, now) = (new Reads(), Now());
        var held = AskHeld(reads, scope, now);
        await database.Fetch([reads], cancel);
        return (now, held());
    }

    // A database of several nodes may be written to by one of a version that leaves the stamp as it was: there all clocks are read each time.
    internal Func<IReadOnlyList<Standing>> AskHeld(Reads reads, Scope scope, Instant now) =>
        Standing.AskHeld(reads, scope, now, database.Dialect.IsDistant ? null : _clocks);

    /// <summary>Asks for the alerts of a suite that somebody still has to see to.</summary>
    internal Func<SuiteAlerts> AskAlerts(Reads reads, SuiteCode suite) => SuiteAlerts.Ask(reads, suite.Force, suite.Suite, _alerts);

    public void Dispose()
    {
        _clocks.Dispose();
        _alerts.Dispose();
    }

    public async Task<BoardAnswer> Board(Scope scope, string suite, CancellationToken cancel)
    {
        var (reads, now) = (new Reads(), Now());
        var (held, counts) = (AskHeld(reads, scope, now), OpenAlerts.AskHeld(reads, scope, now));
        await database.Fetch([reads], cancel);
        var alerts = counts();
        return new BoardAnswer(suite, now, [.. Standing.WorstFirst(held(), now).Select(one => new BoardChild(
            DetentionSummary.Of(one, alerts.GetValueOrDefault(one.Detention.Id), now), [.. one.Clocks.Select(ClockView.Of)],
            one.Detention.Status == DetentionRow.Awaited ? DetentionRow.NoArrival : null))]);
    }

    /// <summary>Whether it is a place in the list of what is due: how many came before.</summary>
    internal static bool IsPlace(JsonElement place) => place.ValueKind == JsonValueKind.Number && place.TryGetInt32(out var skip) && skip >= 0;

    /// <summary>What is due within a time from now, soonest first.</summary>
    public async Task<Page<DueItem>> Due(Scope scope, Duration within, Paging paging, CancellationToken cancel)
    {
        var skip = (int)(paging.Number ?? 0);
        var (now, held) = await Held(scope, cancel);
        var due = DueBy(held, now + within).Skip(skip).Take(paging.Limit + 1).ToArray();
        return paging.Of(due, one => one, _ => skip + paging.Limit);
    }

    /// <summary>What is to be done for these children by an instant, soonest first.</summary>
    internal static IEnumerable<DueItem> DueBy(IEnumerable<Standing> held, Instant until) => held
        .SelectMany(one => one.Ahead.Select(row => (one.Detention, Clock: row)))
        .Where(one => one.Clock.DueAt <= until)
        .OrderBy(one => one.Clock.DueAt).ThenBy(one => one.Detention.Id, StringComparer.Ordinal).ThenBy(one => one.Clock.Clock, StringComparer.Ordinal)
        .Select(one => Item(one.Detention, one.Clock));

    private static DueItem Item(DetentionRow detention, ClockRow row) => new(
        detention.Id, detention.CustodyRecordNumber, detention.Force, detention.Suite, row.Clock, row.Title, row.State, row.WarnAt,
        row.DueAt, row.Sequence, new(row.Authority, row.Citation, row.Setting), row.Explanation);
}
