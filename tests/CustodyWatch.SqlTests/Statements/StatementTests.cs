namespace CustodyWatch.SqlTests.Statements;

/// <summary>A statement that SQL Server would refuse fails here, with no server present.</summary>
public sealed class StatementTests
{
    [Fact]
    public void Every_statement_written_down_whole_is_one_SQL_Server_takes()
    {
        var whole = ProgramStatements.Constants.Where(IsWhole).Select(one => (one.Name, ProgramStatements.ForSqlServer(one.Sql))).ToArray();

        Assert.True(whole.Length > 50, $"Only {whole.Length} statements were found; where have they gone?");
        Assert.Empty(StatementCheck.Problems(whole));
    }

    [Fact]
    public void Every_statement_the_service_was_heard_to_send_is_one_SQL_Server_takes()
    {
        Assert.SkipUnless(
            ProgramStatements.HeardFile is not null, "Nobody listened to the service: CUSTODYWATCH_STATEMENTS names no file. ops/test does both.");

        Assert.NotEmpty(ProgramStatements.Heard);
        Assert.Empty(StatementCheck.Problems(ProgramStatements.Heard.Select(sql => ("heard", sql))));
    }

    [Theory]
    [InlineData("SELECT colour FROM alerts", "colour")]
    [InlineData("SELECT a.id FROM alert a WHERE a.id = @id", "alert")]
    [InlineData("SELECT id FROM alerts WHERE id = @id LIMIT 1", "LIMIT")]
    [InlineData("UPDATE alerts SET colour = @colour WHERE id = @id", "colour")]
    [InlineData("DELETE FROM alerts WHERE colour = @colour", "colour")]
    [InlineData("SELECT e.position FROM alert_entries e JOIN alerts a ON a.identity_of_it = e.alert_id", "identity_of_it")]
    [InlineData("INSERT INTO presence (force, suite) VALUES (@force, @suite)", "seen_at")]
    [InlineData("INSERT INTO presence (force, suite, seen_at) VALUES (@force, @suite)", "as many values")]
    [InlineData("INSERT INTO presence (force, suite, seen_at) VALUES (@force, @suite, @now) ON CONFLICT DO NOTHING", "ON")]
    [InlineData("SELECT id FROM alerts WITH (UPDLOCK) WHERE id = @id", "hint")]
    public void A_wrong_statement_is_noticed(string sql, string what)
    {
        Assert.Contains(StatementCheck.Problems([("wrong", sql)]), problem => problem.Contains(what, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_differs_is_put_into_the_other_engines_words() => Assert.Equal(
        "SELECT id FROM alerts WHERE id IN (@ids) ORDER BY id OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY",
        ProgramStatements.ForSqlServer("SELECT id FROM alerts WHERE id IN (@ids1,@ids2,@ids3) ORDER BY id LIMIT @take"));

    private static bool IsWhole((string Name, string Sql) one) => StatementCheck.CanBeRead(ProgramStatements.ForSqlServer(one.Sql), out _, out _);
}
