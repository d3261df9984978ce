using System.Data.Common;
using System.Globalization;
using Dapper;
using NodaTime;

namespace CustodyWatch.Storage.Importing;

/// <summary>Copies one table, as many rows in one statement as an engine takes.</summary>
internal sealed class TableCopy(DbConnection source, DbTransaction reading, DbConnection target, DbTransaction writing)
{
    private const int MostParameters = 2000, MostRows = 500;

    public async Task<long> Copy(SourceTable table)
    {
        var columns = string.Join(", ", table.Columns);
        var kinds = await Kinds(table.Name, columns);
        // Rows that a migration has put there are those of an empty database.
        await target.ExecuteAsync($"DELETE FROM {table.Name}", transaction: writing);
        var (atOnce, rows, count) = (Math.Min(MostRows, MostParameters / table.Columns.Count), new List<object?[]>(), 0L);
        await using var reader = await source.ExecuteReaderAsync($"SELECT {columns} FROM {table.Name}", transaction: reading);
        while (await reader.ReadAsync())
        {
            rows.Add([.. kinds.Select((kind, index) => Value(reader, index, kind))]);
            if (rows.Count == atOnce) await Put();
        }
        if (rows.Count > 0) await Put();
        return count;

        async Task Put()
        {
            await Insert($"INSERT INTO {table.Name} ({columns}) VALUES", rows);
            count += rows.Count;
            rows.Clear();
        }
    }

    private async Task Insert(string insert, List<object?[]> rows)
    {
        var parameters = new DynamicParameters();
        var values = new List<string>(rows.Count);
        foreach (var (row, cells) in rows.Index())
        {
            var names = cells.Select((_, column) => string.Create(CultureInfo.InvariantCulture, $"v{row}_{column}")).ToArray();
            for (var column = 0; column < cells.Length; column++) parameters.Add(names[column], cells[column]);
            values.Add($"({string.Join(", ", names.Select(name => "@" + name))})");
        }
        await target.ExecuteAsync($"{insert} {string.Join(", ", values)}", parameters, writing);
    }

    // What the other side keeps in each column.
    private async Task<IReadOnlyList<Type>> Kinds(string table, string columns)
    {
        await using var reader = await target.ExecuteReaderAsync($"SELECT {columns} FROM {table} WHERE 1 = 0", transaction: writing);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
    }

    private static object? Value(DbDataReader reader, int column, Type kind) =>
        reader.IsDBNull(column) ? null
        : kind == typeof(DateTime) ? Instant.FromUnixTimeMilliseconds(reader.GetInt64(column))
        : kind == typeof(bool) ? reader.GetInt64(column) != 0
        : reader.GetValue(column);
}
