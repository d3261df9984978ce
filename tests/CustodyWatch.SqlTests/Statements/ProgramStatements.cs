using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustodyWatch.Storage;

namespace CustodyWatch.SqlTests.Statements;

/// <summary>
/// Every statement the program can send. What is written down whole is a constant beside the row it fills; what is put together
/// when it is asked was heard while the tests of the service ran, and is turned here into the other engine's words.
/// </summary>
public static partial class ProgramStatements
{
    private static readonly SqliteDialect Sqlite = new("");
    private static readonly SqlServerDialect SqlServer = new("");

    /// <summary>Where the statements are that were heard; null when nobody listened.</summary>
    public static string? HeardFile => Environment.GetEnvironmentVariable("CUSTODYWATCH_STATEMENTS") is { Length: > 0 } file && File.Exists(file) ? file : null;

    /// <summary>Constants that begin as a statement does, by the name of the constant: whole ones, and beginnings of others.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Constants { get; } =
    [
        .. from type in typeof(Database).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where field.FieldType == typeof(string) && !type.IsGenericTypeDefinition
           let text = (string?)field.GetValue(null)
           // What is asked of the embedded database alone, when it is moved away from.
           where text is not null && Beginning().IsMatch(text) && !text.Contains("sqlite_master", StringComparison.Ordinal) && !text.Contains("pragma_", StringComparison.Ordinal)
           select ($"{type.FullName}.{field.Name}", text),
    ];

    /// <summary>What was heard, as the embedded engine was sent it, but for what an engine is asked about itself in words of its own.</summary>
    public static IReadOnlyList<string> HeardAsSent { get; } = HeardFile is null
        ? []
        : [.. File.ReadLines(HeardFile).Select(line => JsonSerializer.Deserialize<string>(line)!).Where(sql => sql != Sqlite.AskTable)];

    public static IReadOnlyList<string> Heard { get; } = [.. HeardAsSent.Select(ForSqlServer).Distinct()];

    /// <summary>The same text as SQL Server is sent it, with lists of values brought to one.</summary>
    public static string ForSqlServer(string sql) =>
        Values().Replace(WithLists(sql.Replace(Sqlite.First, SqlServer.First, StringComparison.Ordinal)), "(@$1)");

    /// <summary>A list as it is sent, with one value in it.</summary>
    public static string WithLists(string sql) => List().Replace(sql, "IN (@$1)");

    [GeneratedRegex(@"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex List();

    [GeneratedRegex(@"\(@([A-Za-z]+)1(?:,@\1\d+)*\)")]
    private static partial Regex Values();
}
