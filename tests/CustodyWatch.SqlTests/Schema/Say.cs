namespace CustodyWatch.SqlTests.Schema;

/// <summary>Each thing of a schema in one sentence, the same for both engines.</summary>
public static class Say
{
    public static string Column(string table, string column, string type, bool nullable) =>
        $"{table}.{column} is {type}{(nullable ? " or null" : "")}";

    public static string PrimaryKey(string table, IEnumerable<string> columns) => $"{table} is known by {string.Join(", ", columns)}";

    public static string ForeignKey(string table, string column, string other, string theirs) => $"{table}.{column} is one of {other}.{theirs}";

    public static string Index(string name, bool unique, string table, IEnumerable<string> columns, string? where) =>
        $"{name} orders {table} by {string.Join(", ", columns)}{(unique ? ", each once" : "")}{(where is null ? "" : $", where {where}")}";
}
