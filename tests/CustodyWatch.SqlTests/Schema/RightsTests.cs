using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>What the running service may do on SQL Server: it can add to the log and never change it.</summary>
public sealed class RightsTests
{
    private static readonly string[] Log =
    [
        "records", "chain", "events", "access_log", "inspections", "alert_entries", "local_numbers", "ladders", "silences", "silence_lifts", "certificates", "handover_items", "child_cards",
        "audit_grades",
    ];

    private static readonly IReadOnlyList<TSqlStatement> Roles =
        [.. TSql.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "roles", "sqlserver.sql")), "roles").Statements()];

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

    private static IEnumerable<string> Granted(string table) => Of<GrantStatement>(table);

    private static IEnumerable<string> Of<T>(string table) where T : SecurityStatement =>
        Roles.OfType<T>().Where(statement => TableOf(statement) == table).SelectMany(Permissions).Order();

    private static IEnumerable<string> Permissions(SecurityStatement statement) =>
        statement.Permissions.SelectMany(permission => permission.Identifiers).Select(name => name.Value.ToUpperInvariant());

    private static string TableOf(SecurityStatement statement) =>
        statement.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value;
}
