using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage;

/// <summary>What is going to be read: put together first, then fetched, from another machine in one go.</summary>
public sealed class Reads
{
    private readonly List<Ask> _asked = [];

    private sealed record Ask(Statement Statement, Func<SqlMapper.GridReader, Task> Take, Func<bool>? Needless);

    /// <summary>The rows of a statement, once they were fetched.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="values">Of its parameters.</param>
    /// <param name="needless">Told by what was asked before: where each statement is sent by itself it is then not sent.</param>
    /// <param name="taking">How rows are made, where it is not one from each.</param>
    public Asked<T> Of<T>(string sql, object? values, Func<bool>? needless = null, Func<SqlMapper.GridReader, IEnumerable<T>>? taking = null)
    {
        var asked = new Asked<T>();
        _asked.Add(new(new(sql, values), async grid => asked.Rows = (taking is null ? await grid.ReadAsync<T>() : taking(grid)).AsList(), needless));
        return asked;
    }

    /// <summary>All of several, in order.</summary>
    internal static Reads Together(IEnumerable<Reads> several)
    {
        var together = new Reads();
        foreach (var one in several) together._asked.AddRange(one._asked);
        return together;
    }

    /// <param name="connection">Where it is read.</param>
    /// <param name="transaction">None where nothing is held meanwhile.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="atOneMoment">Everything is to be read as it stood at one moment, with no transaction begun for it.</param>
    public async Task Fetch(DbConnection connection, DbTransaction? transaction, Dialect dialect, bool atOneMoment = false)
    {
        if (dialect.IsDistant) await FetchTogether(connection, transaction, dialect, atOneMoment);
        else
            foreach (var (statement, take, needless) in _asked)
            {
                if (needless?.Invoke() == true) continue;
                await using var grid = await connection.QueryMultipleAsync(statement.Sql, statement.Values, transaction);
                await take(grid);
            }
        _asked.Clear();
    }

    private async Task FetchTogether(DbConnection connection, DbTransaction? transaction, Dialect dialect, bool atOneMoment)
    {
        var next = 0;
        foreach (var joined in Joined.Of(_asked.Select(one => one.Statement)))
        {
            var sql = atOneMoment ? dialect.AtOneMoment(joined.Sql) : joined.Sql;
            await using var grid = await connection.QueryMultipleAsync(sql, joined.Values, transaction);
            for (var last = next + joined.Texts.Count; next < last; next++) await _asked[next].Take(grid);
        }
    }
}

/// <summary>Rows that were asked for.</summary>
public sealed class Asked<T>
{
    /// <summary>Nothing before they were fetched.</summary>
    public IReadOnlyList<T> Rows { get; internal set; } = [];

    public T? Only => Rows.SingleOrDefault();
}
