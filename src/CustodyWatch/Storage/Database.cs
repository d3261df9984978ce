using System.Data;
using System.Data.Common;
using CustodyWatch.Storage.Sealing;
using Dapper;
using Polly;
using Polly.Retry;

namespace CustodyWatch.Storage;

/// <summary>
/// The door to the records: any number of readers, and writers each in one transaction. Where the engine is another machine's, a
/// deadlock, a failover or a connection lost on the way is met by trying again; one lost on the way back from a commit, by asking
/// first whether it was written.
/// </summary>
public sealed class Database : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), BetweenWipes = TimeSpan.FromSeconds(2);
    private const int MostWipes = 15;
    private readonly Dialect _dialect;
    private readonly SemaphoreSlim _writer;
    private readonly ResiliencePipeline _again;

    // What Dapper knows of our types it knows for the whole program, however the first database of it is opened.
    static Database()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new SealedHandler());
        SqlMapper.AddTypeHandler(new SealedContentHandler());
    }

    /// <param name="ring">The keys that its records are sealed with; see <see cref="Vault"/>.</param>
    public Database(Dialect dialect, KeyRing ring)
    {
        (_dialect, _writer, _again) = (dialect, new(dialect.SingleWriter ? 1 : 32), Again(dialect));
        Vault = new(this, ring);
    }

    public Dialect Dialect => _dialect;

    public Vault Vault { get; }

    /// <summary>An open connection, for reading.</summary>
    public async Task<DbConnection> Open(CancellationToken cancel)
    {
        var connection = _dialect.Connect();
        try
        {
            await connection.OpenAsync(cancel);
            if (_dialect.Greeting is { } greeting) await connection.ExecuteAsync(greeting);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads several things as they stood at one moment.</summary>
    public async Task<T> Read<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel) =>
        await _again.ExecuteAsync(
            async stop =>
            {
                await using var connection = await Open(stop);
                await using var transaction = _dialect.BeginReading(connection);
                return await work(connection, transaction);
            },
            cancel);

    /// <summary>
    /// Fetches what was asked for: from another machine in one journey and as it stood at one moment; here the first before the
    /// others, and those at the same time.
    /// </summary>
    public async Task Fetch(IReadOnlyList<Reads> asked, CancellationToken cancel)
    {
        if (_dialect.IsDistant)
        {
            await FetchOne(Reads.Together(asked), cancel);
            return;
        }
        await FetchOne(asked[0], cancel);
        await Task.WhenAll(asked.Skip(1).Select(one => Task.Run(() => FetchOne(one, cancel), cancel)));
    }

    private async Task FetchOne(Reads reads, CancellationToken cancel) => await _again.ExecuteAsync(
        async stop =>
        {
            await using var connection = await Open(stop);
            await using var transaction = _dialect.IsDistant ? null : _dialect.BeginReading(connection);
            await reads.Fetch(connection, transaction, _dialect, atOneMoment: true);
        },
        cancel);

    /// <summary>
    /// Runs the work in a transaction of its own and commits it; when this returns, it is on disk. The work may be run again from
    /// its beginning, after everything it did was undone.
    /// </summary>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel)
    {
        await Vault.Ready(cancel);
        return await WriteOpenly(work, cancel);
    }

    /// <summary>The same, of nothing that has to be sealed.</summary>
    internal Task<T> WriteOpenly<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel) =>
        InTurn(stop => WriteOnce(work, stop), cancel);

    /// <summary>
    /// Reads, decides and writes, in as few journeys as there can be. Another machine's database is read with nothing held and told
    /// in one go, which it refuses when somebody else wrote in between; then everything is done again with the others kept out.
    /// </summary>
    /// <param name="work">Puts together what is to be written; it has a transaction when the others are kept out.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<T> Compose<T>(Func<DbConnection, DbTransaction?, Writes, Task<T>> work, CancellationToken cancel)
    {
        await Vault.Ready(cancel);
        return await InTurn(
            async stop =>
            {
                if (_dialect.IsDistant && await ComposeAtOnce(work, stop) is (true, var made)) return made!;
                return await WriteOnce(
                    async (connection, transaction) =>
                    {
                        var writes = new Writes();
                        var result = await work(connection, transaction, writes);
                        await writes.Send(connection, transaction, _dialect);
                        return result;
                    },
                    stop);
            },
            cancel);
    }

    private async Task<T> InTurn<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancel)
    {
        if (!await _writer.WaitAsync(Patience, cancel)) throw new TimeoutException("The database is too busy to take this now.");
        try
        {
            return await _again.ExecuteAsync(async stop => await write(stop), cancel);
        }
        catch (DbException exception) when (_dialect.IsTransient(exception))
        {
            throw new TimeoutException("The database is held by another.", exception);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancel) => Write(
        async (connection, transaction) =>
        {
            await work(connection, transaction);
            return true;
        },
        cancel);

    /// <summary>Rids the file of what was deleted; false when others kept it from being done to the end.</summary>
    public async Task<bool> Wipe(CancellationToken cancel)
    {
        for (var tries = 1; !await WipeOnce(cancel); tries++)
        {
            if (tries == MostWipes) return false;
            await Task.Delay(BetweenWipes, cancel);
        }
        return true;
    }

    private async Task<bool> WipeOnce(CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        try
        {
            // A checkpoint says in its first column whether somebody was in the way.
            foreach (var statement in _dialect.Wiping)
                if (await connection.ExecuteScalarAsync<long?>(statement) is > 0) return false;
            return true;
        }
        catch (DbException exception) when (_dialect.IsTransient(exception))
        {
            return false;
        }
    }

    public void Dispose()
    {
        Vault.Dispose();
        _writer.Dispose();
    }

    private async Task<T> WriteOnce<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        Vault.WriteHere();
        var result = await work(connection, transaction);
        var mark = _dialect.IsDistant ? await CommitMark.Leave(connection, transaction, _dialect) : null;
        try
        {
            await _dialect.Commit(transaction);
        }
        catch (Exception exception) when (mark is not null && exception is DbException or InvalidOperationException)
        {
            if (!await WasWritten(mark)) throw;
        }
        return result;
    }

    private async Task<(bool Done, T? Result)> ComposeAtOnce<T>(Func<DbConnection, DbTransaction?, Writes, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        Vault.WriteHere();
        var writes = new Writes();
        var result = await work(connection, null, writes);
        if (writes.IsEmpty) return (true, result);
        var mark = CommitMark.Leave(writes);
        try
        {
            return await _dialect.SendAtOnce(connection, writes) ? (true, result) : (false, default);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            if (!await WasWritten(mark)) throw;
            return (true, result);
        }
    }

    private async Task<bool> WasWritten(CommitMark mark)
    {
        try
        {
            return await _again.ExecuteAsync(
                async stop =>
                {
                    await using var connection = await Open(stop);
                    return await mark.IsThere(connection, _dialect);
                },
                CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            throw new WriteLostException(exception);
        }
    }

    private static ResiliencePipeline Again(Dialect dialect)
    {
        var again = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<DbException>(dialect.CanOnlyRead),
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            OnRetry = _ =>
            {
                dialect.OpenAnew();
                return default;
            },
        });
        if (!dialect.SingleWriter)
            again.AddRetry(new RetryStrategyOptions
            {
                // Two nodes that put the same row in place at once: the second finds it there when it looks again.
                ShouldHandle = new PredicateBuilder().Handle<DbException>(
                    exception => dialect.IsTransient(exception) || dialect.IsDuplicate(exception)),
                MaxRetryAttempts = 6,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromSeconds(3),
            });
        return again.Build();
    }
}
