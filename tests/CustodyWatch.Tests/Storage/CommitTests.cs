using System.Data.Common;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Tests.Storage;

/// <summary>An engine on another machine: deadlocks, failovers, and connections lost on the way there or back.</summary>
public sealed class CommitTests : IAsyncDisposable
{
    private const string Insert = "INSERT INTO presence (force, suite, seen_at) VALUES ('99', 'CENTRAL', 0)";
    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
    private int _runs;

    [Fact]
    public async Task A_deadlock_victim_is_run_again_from_the_beginning()
    {
        using var database = await Open(Losing.Nothing);

        await Write(database, () => _runs == 1 ? throw new LostException() : 0);

        Assert.Equal((2, 1), (_runs, await Rows(database)));
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_made_again()
    {
        using var database = await Open(Losing.TheCommit);

        await Write(database);

        Assert.Equal((2, 1), (_runs, await Rows(database)));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_made_twice()
    {
        using var database = await Open(Losing.TheAnswer);

        await Write(database);

        Assert.Equal((1, 1), (_runs, await Rows(database)));
    }

    [Fact]
    public async Task A_row_that_another_node_has_just_put_in_place_is_found_at_the_second_look()
    {
        using var database = await Open(Losing.Nothing);
        await Write(database);

        await database.Write(
            async (connection, transaction) =>
            {
                if (++_runs == 2) await connection.ExecuteAsync(Insert, transaction: transaction);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal((3, 1), (_runs, await Rows(database)));
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_and_nothing_is_written()
    {
        using var database = await Open(Losing.Nothing);

        await Assert.ThrowsAsync<TimeoutException>(() => Write(database, () => throw new LostException()));

        Assert.True(_runs > 3);
        Assert.Equal(0, await Rows(database));
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    private Task Write(Database database, Func<int>? then = null) => database.Write(
        async (connection, transaction) =>
        {
            _runs++;
            await connection.ExecuteAsync(Insert, transaction: transaction);
            then?.Invoke();
        },
        TestContext.Current.CancellationToken);

    private static async Task<long> Rows(Database database)
    {
        await using var connection = await database.Open(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM presence");
    }

    private async Task<Database> Open(Losing losing)
    {
        using (var first = Of(Losing.Nothing))
            await new Migrations(first, Microsoft.Extensions.Logging.Abstractions.NullLogger<Migrations>.Instance)
                .Run(TestContext.Current.CancellationToken);
        return Of(losing);
    }

    private Database Of(Losing losing) =>
        new(new FarDialect($"Data Source={Path.Combine(_folder, "far.db")}", losing), new KeyRing(Path.Combine(_folder, "keys"), new()));

    private enum Losing { Nothing, TheCommit, TheAnswer }

    private sealed class LostException() : DbException("The connection was lost.");

    /// <summary>The embedded engine, as if it stood far away.</summary>
    private sealed record FarDialect(string Address, Losing Losing) : SqliteDialect(Address)
    {
        private int _commits;

        public override bool SingleWriter => false;
        public override bool IsDistant => true;

        public override bool IsTransient(DbException exception) => exception is LostException || base.IsTransient(exception);

        public override async Task Commit(DbTransaction transaction)
        {
            if (Losing is Losing.Nothing || _commits++ > 0)
            {
                await base.Commit(transaction);
                return;
            }
            if (Losing is Losing.TheAnswer) await transaction.CommitAsync();
            else await transaction.RollbackAsync();
            throw new LostException();
        }
    }
}
