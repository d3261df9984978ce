using CustodyWatch.Storage;

namespace CustodyWatch.SqlTests.Statements;

/// <summary>What is sent to SQL Server in one go: several statements as one text, and a transaction as one text.</summary>
public sealed class JourneyTests
{
    private const string Take = "UPDATE chain_head SET position = @Position WHERE id = 1 AND position = @before";
    private const string Insert = "INSERT INTO presence (force, suite, seen_at) VALUES (@Force, @suite, @now)";

    private static readonly Statement[] Several =
    [
        new(Take, new { Position = 2L, before = 1L }),
        new(Insert, new[] { new { Force = "43", suite = "NORTH", now = 5L }, new { Force = "43", suite = "SOUTH", now = 6L } }),
        new("UPDATE alerts SET state = @state WHERE id IN @ids AND reason = 'bob@example.com' AND @@ROWCOUNT >= 0", new Dictionary<string, object?> { ["state"] = "open", ["ids"] = new[] { "a", "b" } }),
    ];

    [Fact]
    public void Each_statement_keeps_its_own_values()
    {
        var joined = Assert.Single(Joined.Of(Several));

        Assert.Equal(
            """
            UPDATE chain_head SET position = @Position_0 WHERE id = 1 AND position = @before_0;
            INSERT INTO presence (force, suite, seen_at) VALUES (@Force_1, @suite_1, @now_1);
            INSERT INTO presence (force, suite, seen_at) VALUES (@Force_2, @suite_2, @now_2);
            UPDATE alerts SET state = @state_3 WHERE id IN @ids_3 AND reason = 'bob@example.com' AND @@ROWCOUNT >= 0
            """,
            joined.Sql);
        Assert.Equal(("SOUTH", "open", 11), (joined.Values.Get<string>("suite_2"), joined.Values.Get<string>("state_3"), joined.Parameters));
    }

    [Fact]
    public void What_is_too_much_for_one_text_becomes_several()
    {
        var joined = Joined.Of(Enumerable.Repeat(Several[1], 700));

        Assert.True(joined.Count > 1 && joined.All(one => one.Parameters <= Joined.MostParameters));
        Assert.Equal(1400, joined.Sum(one => one.Texts.Count));
    }

    [Fact]
    public void A_transaction_as_one_text_is_one_SQL_Server_takes()
    {
        var texts = Joined.Of(Several.Take(2))[0].Texts;

        Assert.Empty(StatementCheck.Problems(
        [
            ("whole", SqlServerDialect.Whole(texts)),
            ("whole, only if", SqlServerDialect.WholeOnlyIf(texts[0], [.. texts.Skip(1)])),
            ("reading", new SqlServerDialect("").AtOneMoment("SELECT position FROM chain_head;\nSELECT id FROM alerts")),
        ]));
    }

    [Fact]
    public void A_wrong_statement_within_one_is_noticed() => Assert.Contains(
        StatementCheck.Problems([("whole, only if", SqlServerDialect.WholeOnlyIf(Take, ["UPDATE alerts SET colour = 1"]))]),
        problem => problem.Contains("colour", StringComparison.Ordinal));
}
