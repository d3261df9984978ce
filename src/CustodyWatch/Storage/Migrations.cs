using System.Data.Common;
using Dapper;
using EvolveDb;

namespace CustodyWatch.Storage;

/// <summary>Brings the database to this version: the numbered files of <c>db</c>, each once.</summary>
public sealed partial class Migrations(Database database, ILogger<Migrations> log)
{
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
        var evolve = new Evolve(connection, message => Step(log, message))
        {
            EmbeddedResourceAssemblies = [typeof(Migrations).Assembly],
            EmbeddedResourceFilters = [$"db.{database.Dialect.Name}."],
            SqlMigrationSeparator = "_",
            MetadataTableName = "schema_history",
            IsEraseDisabled = true,
            OutOfOrder = true,
        };
        evolve.Migrate();
    }

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
