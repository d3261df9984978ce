using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage.Importing;

/// <summary>A table of the embedded database, with those it refers to.</summary>
internal sealed record SourceTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> RefersTo)
{
    private const string SelectTables = """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('schema_history', 'commit_marks')
        ORDER BY name
        """;

    private const string SelectColumns = "SELECT name FROM pragma_table_info(@table) ORDER BY cid";
    private const string SelectReferences = """SELECT DISTINCT "table" FROM pragma_foreign_key_list(@table)""";

    /// <summary>Every table, each after all that it refers to.</summary>
    public static async Task<IReadOnlyList<SourceTable>> All(DbConnection source, DbTransaction transaction)
    {
        var waiting = new List<SourceTable>();
        foreach (var table in await source.QueryAsync<string>(SelectTables, transaction: transaction))
            waiting.Add(new(
                table,
                (await source.QueryAsync<string>(SelectColumns, new { table }, transaction)).AsList(),
                [.. (await source.QueryAsync<string>(SelectReferences, new { table }, transaction)).Where(other => other != table)]));
        var ordered = new List<SourceTable>(waiting.Count);
        while (waiting.Find(table => table.RefersTo.All(other => ordered.Exists(done => done.Name == other))) is { } next)
        {
            ordered.Add(next);
            waiting.Remove(next);
        }
        return waiting.Count == 0 ? ordered : throw new InvalidDataException($"Tables refer to one another in a circle: {waiting[0].Name}.");
    }
}
