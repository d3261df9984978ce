using System.Data;
using System.Data.Common;
using Dapper;
using EvolveDb.Dialect;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CustodyWatch.Storage;

/// <summary>Everything in which the two engines differ. All other SQL is one text for both.</summary>
public abstract record Dialect
{
    /// <summary>The folder of migrations.</summary>
    public abstract string Name { get; }

    /// <summary>What migrations run on.</summary>
    public abstract DBMS Engine { get; }

    public abstract DbConnection Connect();

    /// <summary>What each new connection is told.</summary>
    public virtual string? Greeting => null;

    /// <summary>What the database is told once, before its first use.</summary>
    public virtual string? Preparation => null;

    /// <summary>The same, overwriting what it deletes.</summary>
    public virtual Dialect Erasing => this;

    /// <summary>
    /// Statements that rid the file of what was deleted, each of which may have to wait for others; none where the owner of the
    /// server sees to it.
    /// </summary>
    public virtual IReadOnlyList<string> Wiping => [];

    /// <summary>The file that holds it; none where it is another machine's, or nowhere.</summary>
    public virtual string? FilePath => null;

    /// <summary>A statement that answers 1 where there is a table <c>@table</c>, and 0 where there is none.</summary>
    public abstract string AskTable { get; }

    /// <summary>A statement that marks the file as one of invented records; none where a database is never marked.</summary>
    public virtual string? MarkInvented => null;

    /// <summary>A statement that answers 1 where the file is so marked.</summary>
    public virtual string? AskInvented => null;

    /// <summary>
    /// The same, of a file that nobody writes, where it was refused because nothing can be written there; null where that is not why.
    /// It throws where the file alone would not be the whole of it.
    /// </summary>
    public virtual Dialect? AsItLies(DbException refusal) => null;

    /// <summary>Whether one process at a time may write, so that its writers queue before the database.</summary>
    public abstract bool SingleWriter { get; }

    /// <summary>Whether the engine is another machine's: each statement is a journey, and a commit may succeed and its answer be lost.</summary>
    public virtual bool IsDistant => false;

    public virtual Task Commit(DbTransaction transaction) => transaction.CommitAsync(CancellationToken.None);

    /// <summary>Writes everything or nothing; nothing, and says so, when <see cref="Writes.OnlyIf"/> changes no row.</summary>
    public virtual async Task<bool> SendAtOnce(DbConnection connection, Writes writes)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        if (writes.OnlyIf is { } only && await connection.ExecuteAsync(only.Sql, only.Values, transaction) == 0) return false;
        await writes.Send(connection, transaction, this);
        await Commit(transaction);
        return true;
    }

    /// <summary>Statements that read, as one text that sees the database as it stood at one moment.</summary>
    public virtual string AtOneMoment(string statements) => statements;

    /// <summary>A transaction that sees the database as it stands now, and hinders no writer.</summary>
    public abstract DbTransaction BeginReading(DbConnection connection);

    /// <summary>Ends a SELECT that has an ORDER BY, keeping the first rows only: as many as the parameter <c>@take</c>.</summary>
    public abstract string First { get; }

    /// <summary>A column's instant, moved by a length of time.</summary>
    public abstract string Moved(string column, Duration by);

    /// <summary>Whether the engine refused a row that was already there.</summary>
    public abstract bool IsDuplicate(DbException exception);

    /// <summary>Whether the same statement may well succeed when tried again.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>Whether the engine refused for what the connection is, so that another may well be let write.</summary>
    public virtual bool CanOnlyRead(DbException exception) => false;

    /// <summary>Lets go of the connections that are kept open: the next is a new one.</summary>
    public virtual void OpenAnew() { }

    public static Dialect For(StorageOptions options) => options.Database.IsSqlServer
        ? new SqlServerDialect(options.Database.ConnectionString!)
        : SqliteDialect.In(options);
}

/// <summary>The embedded default: one file, write-ahead log, every commit on disk before it is answered.</summary>
public record SqliteDialect(string ConnectionString) : Dialect
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, CannotOpen = 14, UniqueViolation = 2067, PrimaryKeyViolation = 1555;

    public override string Name => "sqlite";
    public override DBMS Engine => DBMS.SQLite;
    public override bool SingleWriter => true;
    public override string First => "LIMIT @take";

    public override string Moved(string column, Duration by) => $"{column} + {(long)by.TotalMilliseconds}";

    public override string Greeting => $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;{(Erases ? " PRAGMA secure_delete = ON;" : "")}";

    private bool Erases { get; init; }

    public override Dialect Erasing => this with { Erases = true };

    // Deleted content survives in free pages and in the write-ahead log, until VACUUM and a checkpoint.
    public override IReadOnlyList<string> Wiping => ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"];

    public override string Preparation => "PRAGMA journal_mode = WAL;";

    public override string? FilePath => new SqliteConnectionStringBuilder(ConnectionString) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } source }
        && source != ":memory:" && !source.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(source) : null;

    public override string AskTable => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table";

    // The number stands in the head of the file, and means "CWDM".
    public override string MarkInvented => "PRAGMA application_id = 1129792589";
    public override string AskInvented => "SELECT application_id = 1129792589 FROM pragma_application_id";

    public override Dialect? AsItLies(DbException refusal)
    {
        if (refusal is not SqliteException { SqliteErrorCode: ReadOnly or CannotOpen } || FilePath is not { } file) return null;
        return new FileInfo(file + "-wal") is { Exists: false } or { Length: 0 }
            ? new SqliteDialect(new SqliteConnectionStringBuilder { DataSource = new Uri(file).AbsoluteUri + "?immutable=1", Mode = SqliteOpenMode.ReadOnly }.ToString())
            : throw new CannotStartException(
                $"Nothing can be written beside {file}, and its latest entries lie in {file}-wal. Copy both to where they can be written, and ask again there.", refusal);
    }

    public static SqliteDialect In(StorageOptions options) =>
        options.Database.ConnectionString is { } given ? new(given) : Of(Path.Combine(options.DataPath, "custodywatch.db"));

    public static SqliteDialect Of(string file) =>
        new(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file), DefaultTimeout = 10 }.ToString());

    public override DbConnection Connect() => new SqliteConnection(ConnectionString);

    public override DbTransaction BeginReading(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: true);

    /// <summary>Whether anybody else has the file open, here or in another process: in write-ahead mode each keeps a lock on it.</summary>
    public async Task<bool> IsInUse()
    {
        OpenAnew();
        await using var alone = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            await alone.OpenAsync();
            // One at a time: of what follows a PRAGMA that answers, a failure is not told.
            await alone.ExecuteAsync("PRAGMA locking_mode = EXCLUSIVE");
            await alone.ExecuteAsync("BEGIN IMMEDIATE; ROLLBACK;");
            return false;
        }
        catch (SqliteException exception)
        {
            return IsTransient(exception);
        }
    }

    public override bool IsDuplicate(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: UniqueViolation or PrimaryKeyViolation };

    public override bool IsTransient(DbException exception) => exception is SqliteException { SqliteErrorCode: Busy or Locked };

    // A connection that was opened while the disk could not be written, or whose write-ahead log was, only reads for as long as the pool keeps it.
    public override bool CanOnlyRead(DbException exception) => exception is SqliteException { SqliteErrorCode: ReadOnly };

    public override void OpenAnew()
    {
        using var any = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(any);
    }
}
