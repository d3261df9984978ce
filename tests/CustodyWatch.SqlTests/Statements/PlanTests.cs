using System.Text.RegularExpressions;
using CustodyWatch.SqlTests.Schema;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.SqlTests.Statements;

/// <summary>
/// On the live path no statement reads a table that grows with history from end to end: both engines have the same indexes, and
/// one of them tells its plan with no server present.
/// </summary>
public sealed partial class PlanTests
{
    private static readonly string[] LivePath =
    [
        "CustodyWatch.Log.", "CustodyWatch.Timers.", "CustodyWatch.Live.", "CustodyWatch.Delivery.", "CustodyWatch.Features.Board.",
        "CustodyWatch.Features.Alerts.", "CustodyWatch.Screens.",
    ];

    // What rebuild and renewal do once to all at once, and verify reads when it is to name every disposal.
    private static readonly HashSet<string> Rebuilding =
    [
        "CustodyWatch.Log.Projections.FiguresRow.UncountAll", "CustodyWatch.Log.Projections.TotalsRow.DeleteOthers", "CustodyWatch.Log.Projections.TotalsRow.InsertAllKept",
        "CustodyWatch.Log.Projections.TotalsRow.SelectAllCounted",
        "CustodyWatch.Log.Projections.Rebuilding.CountDisposed", "CustodyWatch.Log.Keeping.DisposalRow.SelectAll",
    ];

    // What has one row, or one for each force, suite, screen, authority, person on duty, person signed in or key.
    private static readonly HashSet<string> Small =
    [
        "authorities", "presence", "chain_head", "certificate_numbers", "sign_in_keys", "data_keys", "rota", "local_numbers", "service_runs", "screens", "sessions",
    ];

    // What somebody did by hand: looked into a record, graded it, kept it from disposal or decided about it; put an authority's contact right.
    private static readonly string[] ByHand = ["inspections", "audit_grades", "holds", "retention_decisions", "authority_changes"];

    // What renewal and rebuild do once, and cannot do by an index.
    private static readonly string[] Once = ["UPDATE figures SET counted = 0", "DELETE FROM totals WHERE dimension NOT IN"];

    [Fact]
    public void What_grows_is_found_by_an_index()
    {
        using var connection = Open();

        var written = ProgramStatements.Constants
            .Where(one => LivePath.Any(part => one.Name.StartsWith(part, StringComparison.Ordinal)) && !Rebuilding.Contains(one.Name))
            .Select(one => ProgramStatements.WithLists(one.Sql))
            .Where(sql => IsWhole(connection, sql)).ToArray();

        Assert.NotEmpty(written);
        Assert.Empty(written.SelectMany(sql => Scans(connection, sql)));
    }

    [Fact]
    public void What_grows_is_found_by_an_index_in_what_the_service_was_heard_to_send()
    {
        Assert.SkipUnless(
            ProgramStatements.HeardFile is not null, "Nobody listened to the service: CUSTODYWATCH_STATEMENTS names no file. ops/test does both.");
        using var connection = Open();

        var scans = ProgramStatements.HeardAsSent
            .Where(sql => !Once.Any(begins => sql.StartsWith(begins, StringComparison.Ordinal)))
            .SelectMany(sql => Scans(connection, sql))
            .Where(scan => !ByHand.Any(table => scan.Contains($"({table})", StringComparison.Ordinal)) && !IsOnePage(scan))
            .ToList();

        Assert.True(scans.Count == 0, string.Join("\n", scans));
    }

    [Fact]
    public void What_was_sent_is_never_looked_for_among_all_that_one_channel_ever_carried()
    {
        using var connection = Open();

        var among = ProgramStatements.Constants.Select(one => ProgramStatements.WithLists(one.Sql)).Where(sql => IsWhole(connection, sql))
            .SelectMany(sql => Plan(connection, sql).Where(IsAllOfAChannel).Select(step => $"{step}: {sql}"));

        Assert.Equal("", string.Join("\n", among));
    }

    [Fact]
    public void A_statement_that_reads_everything_is_noticed()
    {
        using var connection = Open();

        Assert.Single(Scans(connection, "SELECT id FROM alerts a WHERE a.text = @text"));
        Assert.Empty(Scans(connection, "SELECT id FROM alerts a WHERE a.id = @id"));
    }

    // A screen's row has no time of delivery, however long ago it was done with.
    private static bool IsAllOfAChannel(string step) =>
        step.EndsWith("(channel=?)", StringComparison.Ordinal) || step.Contains("delivered_at=?", StringComparison.Ordinal);

    // In the order of an index, and no further than a page of it.
    private static bool IsOnePage(string scan) => scan.Contains(" USING INDEX ", StringComparison.Ordinal) && scan.TrimEnd().EndsWith("LIMIT @take", StringComparison.Ordinal);

    private static bool IsWhole(SqliteConnection connection, string sql)
    {
        try
        {
            _ = Scans(connection, sql).Count();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in Script.Of("sqlite")) connection.Execute(script.Sql);
        return connection;
    }

    private static IEnumerable<string> Scans(SqliteConnection connection, string sql)
    {
        foreach (var step in Plan(connection, sql))
            if (Scan().Match(step) is { Success: true } scan && TableOf(scan.Groups[1].Value, sql) is { } table && !Small.Contains(table))
                yield return $"{step} ({table}): {sql}";
    }

    private static IEnumerable<string> Plan(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct()) command.Parameters.AddWithValue(name, DBNull.Value);
        using var plan = command.ExecuteReader();
        while (plan.Read()) yield return plan.GetString(3);
    }

    private static string? TableOf(string alias, string sql) => Regex.Match(sql, $@"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)\s+(?:AS\s+)?{alias}\b") is { Success: true } named
        ? named.Groups[1].Value
        : Regex.IsMatch(sql, $@"\b(?:FROM|JOIN|UPDATE|INTO)\s+{alias}\b") ? alias : null;

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^SCAN (\w+)")]
    private static partial Regex Scan();
}
