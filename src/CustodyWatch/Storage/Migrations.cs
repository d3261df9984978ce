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
        await database.Vault.Ready(cancel);
    }

    /// <summary>The same without the keys, which whoever owns the schema need not have.</summary>
    public async Task Migrate(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (database.Dialect.Preparation is { } preparation) await connection.ExecuteAsync(preparation);
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "Migration: {Message}")]
    private static partial void Step(ILogger log, string message);
}
