using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage;

/// <summary>What a transaction is going to write, in order: put together first, then sent, to another machine in one go.</summary>
public sealed class Writes
{
    private readonly List<Statement> _waiting = [];

    /// <summary>Changes one row, or else nothing of this may be written: somebody else was quicker.</summary>
    public Statement? OnlyIf { get; set; }

    public bool IsEmpty => _waiting.Count == 0;

    internal IReadOnlyList<Statement> Waiting => _waiting;

    public void Add(string sql, object? values = null) => _waiting.Add(new(sql, values));

    /// <summary>The same statement for each row.</summary>
    public void AddEach(string sql, IReadOnlyCollection<object> rows)
    {
        if (rows.Count > 0) _waiting.Add(new(sql, rows));
    }

    public async Task Send(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        if (dialect.IsDistant)
            foreach (var joined in Joined.Of(_waiting)) await connection.ExecuteAsync(joined.Sql, joined.Values, transaction);
        else
            foreach (var (sql, values) in _waiting) await connection.ExecuteAsync(sql, values, transaction);
        _waiting.Clear();
    }
}
