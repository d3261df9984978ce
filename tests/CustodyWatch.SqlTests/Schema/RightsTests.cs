using System.Text.RegularExpressions;
using CustodyWatch.SqlTests.Statements;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>What the running service may do on SQL Server: it can add to the log and never change it.</summary>
public sealed class RightsTests
{
    private static readonly string[] Log =
    [
        "records", "chain", "events", "access_log", "inspections", "alert_entries", "local_numbers", "ladders", "silences", "silence_lifts", "holds", "hold_lifts", "retention_decisions", "certificates", "handover_items", "child_cards",
        "audit_grades",
    ];

    private static readonly IReadOnlyList<TSqlStatement> Roles = Of("sqlserver.sql"), Disposal = Of("disposal.sql");

    private static TSqlStatement[] Of(string script) =>
        [.. TSql.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "roles", script)), "roles").Statements()];

    [Fact]
    public void The_log_is_added_to_and_read_and_never_changed() => Assert.All(Log, table =>
    {
        Assert.Equal(["INSERT", "SELECT"], Granted(table));
        Assert.Equal(["DELETE", "UPDATE"], Of<DenyStatement>(table));
    });

    [Fact]
    public void Every_table_is_named_once_and_nothing_else_is()
    {
        var granted = Roles.OfType<GrantStatement>().Select(TableOf).Order().ToArray();
        Assert.Equal(SqlServerSchema.Of(Script.Of("sqlserver")).Tables.Order(), granted);
    }

    [Fact]
    public void Only_what_is_worked_out_again_may_be_deleted() =>
        Assert.All(
            Roles.OfType<GrantStatement>().Where(grant => Permissions(grant).Contains("DELETE")).Select(TableOf),
            table => Assert.DoesNotContain(table, Log));

    [Fact]
    public void The_service_reads_what_was_disposed_of_and_cannot_say_that_anything_was() => Assert.All(
        ["disposals", "disposed_links", "disposed_certificates"], table =>
        {
            Assert.Equal(["SELECT"], Granted(table));
            Assert.Contains("INSERT", Of<DenyStatement>(table));
        });

    [Fact]
    public void Who_disposes_of_records_takes_away_what_the_command_takes_away_and_no_link_of_the_chain()
    {
        var may = Disposal.OfType<GrantStatement>().Where(grant => Permissions(grant).Contains("DELETE")).Select(TableOf).ToHashSet();
        Assert.Equal(Emptied.Append("commit_marks").Order(), may.Order());
        Assert.DoesNotContain("chain", may);
        var known = SqlServerSchema.Of(Script.Of("sqlserver")).Tables.ToHashSet();
        Assert.All(Disposal.OfType<GrantStatement>().Select(TableOf), table => Assert.Contains(table, known));
    }

    [Fact]
    public void Whatever_is_kept_of_a_detention_goes_with_it_or_is_named_here_as_what_stays()
    {
        string[] stays = ["records", "disposals", "audit_grades"];
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in Script.Of("sqlite")) connection.Execute(script.Sql);
        var ofDetention = connection.Query<string>(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'detention_id'");
        Assert.Equal(ofDetention.Except(stays).Order(), ofDetention.Intersect(Emptied).Order());
    }

    // What the dispose command empties of one record.
    private static IEnumerable<string> Emptied => ProgramStatements.Constants
        .Where(one => one.Name.Contains(".Retention.Disposal.", StringComparison.Ordinal) || one.Name.EndsWith("FiguresRow.DeleteOne", StringComparison.Ordinal))
        .Select(one => Regex.Match(one.Sql, @"^DELETE FROM (\w+)").Groups[1].Value).Where(table => table.Length > 0).Distinct();

    private static IEnumerable<string> Granted(string table) => Of<GrantStatement>(table);

    private static IEnumerable<string> Of<T>(string table) where T : SecurityStatement =>
        Roles.OfType<T>().Where(statement => TableOf(statement) == table).SelectMany(Permissions).Order();

    private static IEnumerable<string> Permissions(SecurityStatement statement) =>
        statement.Permissions.SelectMany(permission => permission.Identifiers).Select(name => name.Value.ToUpperInvariant());

    private static string TableOf(SecurityStatement statement) =>
        statement.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value;
}
