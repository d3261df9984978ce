using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using Dapper;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Storage.Importing;

/// <summary>
/// <c>import FOLDER</c>: moves an embedded database, whole, into SQL Server, which must be empty. The chain is walked before and
/// after, and must end in the same link. Nobody may use the embedded one meanwhile: what is entered then would be left behind.
/// </summary>
public static class ImportCommand
{
    private const int Refused = 1, WronglyAsked = 64, InUse = 75;
    private const string CountEntries = "SELECT (SELECT COUNT(*) FROM chain) + (SELECT COUNT(*) FROM records) + (SELECT COUNT(*) FROM access_log)";

    public static Task<int> Run(string[] args) => Run(args, intoAnyEngine: false);

    /// <param name="args">The folder, and settings.</param>
    /// <param name="intoAnyEngine">Into an embedded database too.</param>
    internal static async Task<int> Run(string[] args, bool intoAnyEngine)
    {
        if (args is not [{ } folder, .. var rest] || folder.StartsWith('-'))
            return Say("Name the data directory of the embedded database: import FOLDER.", WronglyAsked);
        var file = Path.Combine(folder, "custodywatch.db");
        if (!File.Exists(file)) return Say($"There is no custodywatch.db in {folder}.", WronglyAsked);
        if (new FileInfo(file).Length == 0) return Say($"{file} is empty, and no database.", WronglyAsked);

        var builder = Host.CreateApplicationBuilder(rest);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        var ring = host.Services.GetRequiredService<KeyRing>();
        // The keys of an embedded database lie beside it, unless one folder was named for both.
        var beside = Path.Combine(Path.GetFullPath(folder), "keys");
        using var ringFrom = Directory.Exists(beside) ? new KeyRing(beside, host.Services.GetRequiredService<IOptions<StorageOptions>>().Value.Keys) : null;
        var source = SqliteDialect.Of(file);
        using var from = new Database(source, ringFrom ?? ring);
        var into = host.Services.GetRequiredService<Database>();
        if (into.Dialect == from.Dialect) return Say("The configured database is the one to be moved.", WronglyAsked);
        if (!intoAnyEngine && !into.Dialect.IsDistant)
            return Say("The configured database is no SQL Server: name it in CustodyWatch:Database:Provider and CustodyWatch:Database:ConnectionString.", WronglyAsked);
        if (await source.IsInUse()) return Say($"The service, or another program, still uses {file}. Stop it first.", InUse);
        await new Migrations(from, host.Services.GetRequiredService<ILogger<Migrations>>()).Run(CancellationToken.None);
        await host.Services.GetRequiredService<Migrations>().Migrate(CancellationToken.None);
        var exit = await Move(from, into, source);
        if (exit == 0) MoveAnchors(folder, host.Services.GetRequiredService<DailyAnchor>().Path);
        return exit;
    }

    private static async Task<int> Move(Database from, Database into, SqliteDialect source)
    {
        await using (var connection = await into.Open(CancellationToken.None))
            if (await connection.ExecuteScalarAsync<long>(CountEntries) > 0)
                return Say("The configured database is not empty, and nothing was moved.", Refused);
        var before = await new ChainCheck(from).Walk(CancellationToken.None);
        if (before.FirstBroken is { } broken)
            return Say($"The chain of the embedded database is broken at {broken.Position}: {broken.Reason} Nothing was moved.", Refused);

        await into.WriteOpenly((connection, transaction) => Copy(from, connection, transaction, into.Vault.Ring), CancellationToken.None);
        await into.Vault.Ready(CancellationToken.None);

        var after = await new ChainCheck(into).Walk(CancellationToken.None);
        if (!after.Intact || (after.Links, after.Head) != (before.Links, before.Head))
            return Say($"The chain does not hold where it was moved to: {after.FirstBroken?.Reason ?? "it ends in another link."} Do not use it.", Refused);
        return await Links(from) == before.Links && !await source.IsInUse()
            ? Say($"Moved. The chain is intact on both sides: {after.Links} links, head {after.Head}.", 0)
            : Say("Somebody used the embedded database while it was moved, and what was entered there meanwhile may have been left behind. Do not use the other: empty it and begin again.", Refused);
    }

    private static async Task<long> Links(Database from)
    {
        await using var connection = await from.Open(CancellationToken.None);
        return (await ChainLink.Head(connection)).Position;
    }

    // The chain is the same, and so are the places and hashes that were noted of it.
    private static void MoveAnchors(string folder, string into)
    {
        var from = Path.GetFullPath(Path.Combine(folder, "anchors.ndjson"));
        if (from == into) return;
        try
        {
            if (!File.Exists(from)) Say($"There are no daily anchors in {folder}. Where they lie elsewhere, add their lines to {into}.", Refused);
            else if (new FileInfo(into) is { Exists: true, Length: > 0 }) Say($"There are daily anchors in {into} already. Add the lines of {from} to them.", Refused);
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(into)!);
                File.Copy(from, into, overwrite: true);
                // The last of them that was taken outside.
                if (File.Exists(from + ".sent")) File.Copy(from + ".sent", into + ".sent", overwrite: true);
                Say($"The daily anchors lie in {into} too.", 0);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Say($"The daily anchors could not be copied: {exception.Message} Add the lines of {from} to {into}.", Refused);
        }
    }

    private static async Task<bool> Copy(Database from, DbConnection target, DbTransaction writing, KeyRing ring)
    {
        await using var source = await from.Open(CancellationToken.None);
        await using var reading = from.Dialect.BeginReading(source);
        var copy = new TableCopy(source, reading, target, writing);
        foreach (var table in await SourceTable.All(source, reading))
            Console.WriteLine($"{table.Name}: {await copy.Copy(table)}");
        // What is sealed is moved as it is, and its keys are wrapped by the ring of the database they come into.
        foreach (var key in await DataKeyRow.All(target, writing))
            await (key with { Content = ring.Wrap(from.Vault.Ring.Unwrap(key.Content)) }).Update(target, writing);
        return true;
    }

    private static int Say(string sentence, int exit)
    {
        (exit == 0 ? Console.Out : Console.Error).WriteLine(sentence);
        return exit;
    }
}
