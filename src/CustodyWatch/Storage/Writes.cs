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

    /// <summary>
    /// What several are going to write, each in its own order and with like statements side by side: one that many have in common is
    /// prepared once.
    /// </summary>
    internal void AddTogether(IEnumerable<Writes> several)
    {
        var rest = several.Where(one => !one.IsEmpty).Select(one => new Queue<Statement>(one._waiting)).ToList();
        while (rest.Count > 0)
        {
            var sql = rest[0].Peek().Sql;
            foreach (var one in rest)
                while (one.TryPeek(out var next) && next.Sql == sql)
                    _waiting.Add(one.Dequeue());
            rest.RemoveAll(one => one.Count == 0);
        }
    }

    public async Task Send(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        if (dialect.IsDistant)
            foreach (var joined in Joined.Of(_waiting)) await connection.ExecuteAsync(joined.Sql, joined.Values, transaction);
        else
            foreach (var (sql, values) in Alike()) await connection.ExecuteAsync(sql, values, transaction);
        _waiting.Clear();
    }

    // Statements that follow one another and differ in their values only, as one.
    private IEnumerable<Statement> Alike()
    {
        for (var next = 0; next < _waiting.Count;)
        {
            var first = _waiting[next++];
            List<object>? rows = null;
            for (; next < _waiting.Count && IsLike(first, _waiting[next]); next++) (rows ??= [.. Rows(first)]).AddRange(Rows(_waiting[next]));
            yield return rows is null ? first : first with { Values = rows };
        }
    }

    private static bool IsLike(Statement one, Statement other) =>
        one.Sql == other.Sql && Rows(one).FirstOrDefault()?.GetType() is { } type && Rows(other).All(row => row.GetType() == type);

    private static IEnumerable<object> Rows(Statement statement) => statement.Values switch
    {
        null => [],
        IEnumerable<object> rows => rows,
        var row => [row],
    };
}
