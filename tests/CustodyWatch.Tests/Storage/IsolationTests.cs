using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Storage;

public sealed class IsolationTests
{
    private const string Count = "SELECT COUNT(*) FROM access_log WHERE subject = 'due'";

    [Fact]
    public async Task A_reader_sees_one_moment_and_waits_for_no_writer()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var database = suite.Services.GetRequiredService<Database>();

        var (first, second) = await database.Read(
            async (connection, transaction) =>
            {
                var before = await connection.ExecuteScalarAsync<long>(Count, transaction: transaction);
                await suite.As("insp-01").Read("/due?within=PT6H");
                return (before, await connection.ExecuteScalarAsync<long>(Count, transaction: transaction));
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(first, second);
        await using var after = await database.Open(TestContext.Current.CancellationToken);
        Assert.True(await after.ExecuteScalarAsync<long>(Count) > second);
    }

    [Fact]
    public void Every_test_also_runs_on_SQL_Server()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, $"No SQL Server to run on: {TestDatabase.Variable} holds no connection string.");
    }
}
