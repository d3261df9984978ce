using System.Data.Common;
using System.Globalization;
using Dapper;
using EvolveDb;

namespace CustodyWatch.Storage;

/// <summary>Brings the database to this version: the numbered files of <c>db</c>, each once.</summary>
public sealed partial class Migrations(Database database, ILogger<Migrations> log)
{
    private const string History = "schema_history";
    private const string SelectFloor = "SELECT migration FROM schema_floor";

    // Of a table that no migration makes, and that is in no model of the schema.
    private static string SelectRun => $"SELECT name FROM {History} WHERE success = 1";

    /// <summary>How long it waits for another process that is at it.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Brings it to this version, and reads the keys that its records are sealed with.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await Migrate(cancel);
        try
        {
            await database.Vault.Ready(cancel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The folder of keys {database.Vault.Ring.Folder} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>The same for whatever looks at records or works on them: where there are none it makes no empty database, and says so.</summary>
    public Task RunOnExisting(CancellationToken cancel) => database.Dialect.FilePath is { } file && new FileInfo(file) is { Exists: false } or { Length: 0 }
        ? throw new CannotStartException(
            $"There is no database {file}. Name its folder with --CustodyWatch:DataDirectory FOLDER, or CUSTODYWATCH__DATADIRECTORY in the environment.")
        : Run(cancel);

    /// <summary>Brings it to this version without the keys, which whoever owns the schema need not have.</summary>
    public async Task Migrate(CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        using var turn = await ToDo(connection) is { Count: > 0 } && database.Dialect.FilePath is { } file
            ? await MigrationTurn.Wait(file, Patience, log, cancel) : null;
        await RefuseWhatIsOfLater(connection);
        var (toDo, evolve) = (await ToDo(connection), Plan(connection));
        try
        {
            evolve.Migrate();
        }
        catch (Exception exception) when (exception is EvolveException or DbException)
        {
            var inner = exception.GetBaseException();
            // They run in their order, and one that ran is counted.
            var script = exception is EvolveException and not EvolveSqlException && inner != exception ? toDo.Except(evolve.AppliedMigrations).FirstOrDefault() : null;
            throw new CannotStartException(
                $"The database could not be brought to this version: {(script is null ? "" : script + ": ")}{inner.Message.TrimEnd('.')}. What ran before stands; start again once mended.", inner);
        }
    }

    // Which engine it is, it is told: asked, one that only speaks as another does would answer as itself.
    internal Evolve Plan(DbConnection connection) => new(connection, message => Step(log, message), database.Dialect.Engine)
    {
        EmbeddedResourceAssemblies = [typeof(Migrations).Assembly],
        EmbeddedResourceFilters = [Folder],
        SqlMigrationSeparator = "_",
        MetadataTableName = History,
        IsEraseDisabled = true,
        OutOfOrder = true,
        // A server may build the index of a large table for long. For a file this would only say how long to wait for another writer.
        CommandTimeout = database.Dialect.IsDistant ? (int)TimeSpan.FromHours(12).TotalSeconds : null,
    };

    // The names of those that have not run, in order.
    private async Task<IReadOnlyList<string>> ToDo(DbConnection connection) =>
        [.. All.Except(await Has(connection, History) ? await connection.QueryAsync<string>(SelectRun) : [])];

    private async Task RefuseWhatIsOfLater(DbConnection connection)
    {
        if (!await Has(connection, "schema_floor")) return;
        var (known, floor) = (int.Parse(All[^1].AsSpan(1, 4), CultureInfo.InvariantCulture), await connection.ExecuteScalarAsync<int>(SelectFloor));
        if (floor > known)
            throw new CannotStartException(
                $"The database is of a later version of CustodyWatch, and this one cannot work on it any more: it knows migrations up to {known:0000}, and has to know {floor:0000}. " +
                "Start the later version, or restore a backup made before it: see Going back, in ops/upgrade.md.");
    }

    private async Task<bool> Has(DbConnection connection, string table) => await connection.ExecuteScalarAsync<int>(database.Dialect.AskTable, new { table }) > 0;

    private string Folder => $"db.{database.Dialect.Name}.";

    private IReadOnlyList<string> All => [.. typeof(Migrations).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]).Order(StringComparer.Ordinal)];

    private async Task<DbConnection> Open(CancellationToken cancel)
    {
        var file = database.Dialect.FilePath;
        DbConnection? connection = null;
        try
        {
            if (file is not null) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            connection = await database.Open(cancel);
            if (database.Dialect.Preparation is { } preparation) await connection.ExecuteAsync(preparation);
            return connection;
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            if (connection is not null) await connection.DisposeAsync();
            throw new CannotStartException($"{(file is null ? "The database" : $"The database {file}")} cannot be used: {exception.Message}", exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Migration: {Message}")]
    private static partial void Step(ILogger log, string message);
}
