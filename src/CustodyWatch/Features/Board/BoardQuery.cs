using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Board;

/// <summary>A child on the board, with every clock.</summary>
public sealed record BoardChild(DetentionSummary Detention, IReadOnlyList<ClockView> Clocks);

/// <summary>The suite screen's data: the child most failed first, then by what is due soonest.</summary>
public sealed record BoardAnswer(string Suite, Instant At, IReadOnlyList<BoardChild> Children);

/// <summary>One duty that is still to be done in time.</summary>
public sealed record DueItem(
    string DetentionId, string CustodyRecordNumber, string Force, string Suite, string Clock, string Title, string State,
    Instant? WarnAt, Instant? DueAt, int Sequence, BasisView Basis, string Explanation);

/// <summary>Reads the children who are now in a suite or a force.</summary>
public sealed class BoardQuery(Database database, IClock clock) : IDisposable
{
    // Every child held in the country, and a suite for each few of them.
    private readonly LastRead<ClocksMark, IReadOnlyList<ClockRow>> _clocks = new(3_000);
    private readonly LastRead<long, IReadOnlyList<AlertView>> _alerts = new(500);

    private const string SelectOpen = $"""
        SELECT {DetentionRow.Columns}
        FROM (SELECT o.id AS held_id FROM detentions o WHERE o.status = 'open'
            UNION SELECT c.id FROM detentions c WHERE c.changes_at <= @now) held
        JOIN detentions d ON d.id = held.held_id
        WHERE
        """;

    /// <summary>The children of a scope as they stand now, and when that is.</summary>
    public async Task<(Instant At, IReadOnlyList<Standing> Children)> Held(Scope scope, CancellationToken cancel)
    {
        var now = Now();
        return (now, await database.Read((connection, transaction) => Open(connection, transaction, scope, now), cancel));
    }

    /// <summary>The alerts of a suite that somebody still has to see to.</summary>
    public Task<SuiteAlerts> Alerts(SuiteCode suite, CancellationToken cancel) => SuiteAlerts.Read(database, suite, cancel, _alerts);

    public void Dispose()
    {
        _clocks.Dispose();
        _alerts.Dispose();
    }

    private Instant Now() => Rfc3339.Cut(clock.GetCurrentInstant());

    public Task<BoardAnswer> Board(Scope scope, string suite, CancellationToken cancel)
    {
        var now = Now();
        return database.Read(
            async (connection, transaction) =>
            {
                var standing = await Open(connection, transaction, scope, now);
                var alerts = await OpenAlerts.Of(connection, transaction, standing.Select(one => one.Detention.Id));
                var children = Standing.WorstFirst(standing)
                    .Select(one => new BoardChild(
                        DetentionSummary.Of(one, alerts.GetValueOrDefault(one.Detention.Id), now), [.. one.Clocks.Select(ClockView.Of)]));
                return new BoardAnswer(suite, now, [.. children]);
            },
            cancel);
    }

    /// <summary>What is due within a time from now, soonest first; null when the cursor cannot be read.</summary>
    public async Task<Page<DueItem>?> Due(Scope scope, Duration within, Paging paging, CancellationToken cancel)
    {
        var skip = 0;
        if (paging.After is { } cursor && (cursor.ValueKind != JsonValueKind.Number || !cursor.TryGetInt32(out skip) || skip < 0))
            return null;
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

    private async Task<IReadOnlyList<Standing>> Open(
        System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, Scope scope, Instant now)
    {
        var parameters = new DynamicParameters(new { now });
        var rows = await connection.QueryAsync<DetentionRow>($"{SelectOpen} {scope.Where(parameters, now)}", parameters, transaction);
        return [.. (await Standing.Of(connection, transaction, rows.AsList(), now, _clocks))
            .Where(one => one.Detention.Status == DetentionRow.Open)];
    }

    private static DueItem Item(DetentionRow detention, ClockRow row) => new(
        detention.Id, detention.CustodyRecordNumber, detention.Force, detention.Suite, row.Clock, row.Title, row.State, row.WarnAt,
        row.DueAt, row.Sequence, new(row.Authority, row.Citation, row.Setting), row.Explanation);
}
