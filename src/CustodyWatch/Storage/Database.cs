using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage;

/// <summary>The door to the records: any number of readers, and one writer at a time in one transaction.</summary>
public sealed class Database(Dialect dialect) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _writer = new(dialect.SingleWriter ? 1 : 32);

    public Dialect Dialect => dialect;

    /// <summary>An open connection, for reading.</summary>
    public async Task<DbConnection> Open(CancellationToken cancel)
    {
        var connection = dialect.Connect();
        try
        {
            await connection.OpenAsync(cancel);
            if (dialect.Greeting is { } greeting) await connection.ExecuteAsync(greeting);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads several things as they stood at one moment.</summary>
    public async Task<T> Read<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        await using var transaction = dialect.BeginReading(connection);
        return await work(connection, transaction);
    }

    /// <summary>Runs the work in a transaction of its own and commits it; when this returns, it is on disk.</summary>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel)
    {
        if (!await _writer.WaitAsync(Patience, cancel)) throw new TimeoutException("The database is too busy to take this now.");
        try
        {
            await using var connection = await Open(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (DbException exception) when (dialect.IsTransient(exception))
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

    public void Dispose() => _writer.Dispose();
}
