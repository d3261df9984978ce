using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Tests.Storage;

/// <summary>What several write together is what they would have written one after another.</summary>
public sealed class WritesTests
{
    private const string Insert = "INSERT INTO notes (owner, text) VALUES (@owner, @text)", Change = "UPDATE notes SET text = text || @text WHERE owner = @owner",
        Delete = "DELETE FROM notes WHERE owner = @owner AND text = @text", Nothing = "UPDATE notes SET text = text WHERE 1 = 0";

    [Fact]
    public async Task Like_statements_of_several_are_sent_together_and_each_in_its_own_order()
    {
        var sent = new List<string>();
        var together = new Writes();
        together.AddTogether([
            Of("a", (Insert, "1"), (Change, "2"), (Insert, "3"), (Delete, "12")),
            Of("b", (Change, "lost"), (Insert, "4"), (Insert, "5"), (Change, "6")),
            new Writes(),
            Of("c", (Insert, "7"), (Change, "8"), (Change, "9")),
        ]);

        Assert.Equal(["a 3", "b 46", "b 56", "c 789"], await Sent(together, sent));
        Assert.True(together.IsEmpty);
        Assert.Equal(11, sent.Count);
    }

    [Fact]
    public async Task Rows_of_one_statement_and_statements_without_values_are_sent_as_they_are()
    {
        var writes = new Writes();
        writes.Add(Nothing);
        writes.Add(Nothing);
        writes.AddEach(Insert, [new { owner = "a", text = "1" }, new { owner = "a", text = "2" }]);
        writes.Add(Insert, new { owner = "b", text = "3" });
        writes.Add(Insert, new DynamicParameters(new { owner = "c", text = "4" }));
        writes.Add(Insert, new Dictionary<string, object?> { ["owner"] = "d", ["text"] = "5" });
        writes.AddEach(Insert, []);

        Assert.Equal(["a 1", "a 2", "b 3", "c 4", "d 5"], await Sent(writes, []));
    }

    private static Writes Of(string owner, params (string Sql, string Text)[] statements)
    {
        var writes = new Writes();
        foreach (var (sql, text) in statements) writes.Add(sql, new { owner, text });
        return writes;
    }

    private static async Task<List<string>> Sent(Writes writes, List<string> sent)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("CREATE TABLE notes (owner TEXT, text TEXT)");
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        sent.AddRange(writes.Waiting.Select(statement => statement.Sql));
        await writes.Send(connection, transaction, new ListeningDialect("Data Source=:memory:", _ => { }));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT owner || ' ' || text FROM notes ORDER BY 1")];
    }
}
