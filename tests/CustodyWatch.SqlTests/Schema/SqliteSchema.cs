using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>What the SQLite migrations come to, as SQLite itself tells it: one sentence for each thing.</summary>
public static class SqliteSchema
{
    private const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    private const string Columns = """SELECT name, type, "notnull" AS required, pk FROM pragma_table_info(@table)""";
    private const string Keys = """SELECT "table" AS other, "from" AS mine, "to" AS theirs FROM pragma_foreign_key_list(@table)""";
    private const string Indexes = """SELECT name, "unique" AS once FROM pragma_index_list(@table) WHERE origin = 'c'""";
    private const string IndexColumns = "SELECT name FROM pragma_index_info(@index) ORDER BY seqno";
    private const string IndexSql = "SELECT sql FROM sqlite_master WHERE name = @index";

    public static IReadOnlySet<string> Of(IEnumerable<Script> scripts)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in scripts) connection.Execute(script.Sql);
        return connection.Query<string>(Tables).SelectMany(table => Sentences(connection, table).ToArray()).ToHashSet();
    }

    private static IEnumerable<string> Sentences(SqliteConnection connection, string table)
    {
        var columns = connection.Query<Column>(Columns, new { table }).AsList();
        foreach (var column in columns) yield return Say.Column(table, column.Name, column.Type, column.Required == 0);
        yield return Say.PrimaryKey(table, columns.Where(column => column.Pk > 0).OrderBy(column => column.Pk).Select(column => column.Name));
        foreach (var key in connection.Query<Key>(Keys, new { table })) yield return Say.ForeignKey(table, key.Mine, key.Other, key.Theirs);
        foreach (var index in connection.Query<Index>(Indexes, new { table }))
        {
            var names = connection.Query<string>(IndexColumns, new { index = index.Name });
            var sql = connection.QuerySingle<string>(IndexSql, new { index = index.Name });
            var where = sql.IndexOf(" WHERE ", StringComparison.OrdinalIgnoreCase);
            yield return Say.Index(index.Name, index.Once == 1, table, names, where < 0 ? null : sql[(where + " WHERE ".Length)..].Trim());
        }
    }

    private sealed record Column
    {
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public long Required { get; init; }
        public long Pk { get; init; }
    }

    private sealed record Key
    {
        public string Other { get; init; } = "";
        public string Mine { get; init; } = "";
        public string Theirs { get; init; } = "";
    }

    private sealed record Index
    {
        public string Name { get; init; } = "";
        public long Once { get; init; }
    }
}
