using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Refusals;
using Dapper;
using NodaTime;

namespace CustodyWatch.Storage.Sealing;

/// <summary>
/// <c>reseal</c>: seals under the newest key whatever lies open or under an older one, wraps every key by the ring's newest, and says
/// which keys of the ring are wanted no more. With <c>--new-key</c> it goes on to new keys first. The service may go on meanwhile.
/// </summary>
public static class ResealCommand
{
    private const string NewKey = "--new-key";
    private const int Again = 1, NotOurs = 1;
    // Every node reads the keys each hour, and seals under the newest from then on.
    private static readonly Duration UntilEveryNodeKnows = Duration.FromTicks(KeyRenewal.Every.Ticks) * 2;

    private const string CountOpen = """
        SELECT (SELECT COUNT(*) FROM detentions WHERE date_of_birth IS NOT NULL) + (SELECT COUNT(*) FROM retention WHERE birth IS NULL)
        """;

    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder([.. args.Where(arg => arg != NewKey)]);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        var (given, migrations) = (host.Services.GetRequiredService<Database>(), host.Services.GetRequiredService<Migrations>());
        if (args.Contains(NewKey) && given.Vault.Ring.IsAnothers)
        {
            await Console.Error.WriteLineAsync(
                $"The keys in {given.Vault.Ring.Folder} are another user's, and the service could not open one made by this. Run it as the owner of that folder. Nothing was changed.");
            return NotOurs;
        }
        await migrations.RunOnExisting(CancellationToken.None);
        using var database = new Database(given.Dialect.Erasing, given.Vault.Ring);
        await Seal(database, args.Contains(NewKey));
        var rebuilding = host.Services.GetRequiredService<Rebuilding>();
        if (await LeftOpen(database))
            Console.WriteLine($"{await rebuilding.Run(CancellationToken.None)} custody records worked out again, with their birth dates sealed.");
        var now = host.Services.GetRequiredService<IClock>().GetCurrentInstant();
        Say(database.Vault.Ring, await database.Vault.Rewrap(retireBefore: now - UntilEveryNodeKnows, CancellationToken.None));
        var left = RebuildCommand.SayLeft(rebuilding);
        if (await database.Wipe(CancellationToken.None)) return left ? Again : 0;
        await Console.Error.WriteLineAsync("Others were using the database, so that what lay open may still be in its free pages. Run reseal again when it is less busy.");
        return Again;
    }

    private static async Task Seal(Database database, bool newKey)
    {
        if (newKey) database.Vault.Ring.Renew();
        await database.Vault.Ready(CancellationToken.None);
        await database.Vault.Renew(newKey || !database.Vault.Seals, CancellationToken.None);
        foreach (var columns in SealedColumns.All)
            if (await columns.Reseal(database, CancellationToken.None) is > 0 and var count)
                Console.WriteLine($"{columns.Table}: {count} values sealed anew.");
        if (await QuarantineRow.ForgetClaims(database, CancellationToken.None) is > 0 and var claims)
            Console.WriteLine($"quarantine: {claims} sources that are no names are left in the sealed content alone.");
    }

    private static async Task<bool> LeftOpen(Database database)
    {
        await using var connection = await database.Open(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(CountOpen) > 0;
    }

    private static void Say(KeyRing ring, int kept)
    {
        Console.WriteLine($"Everything is sealed under the newest key, which the key {ring.Current} of {ring.Folder} wraps.");
        if (kept > 0) Console.WriteLine($"{kept} older keys are kept for now, because another node may still seal under one: run reseal again tomorrow.");
        foreach (var key in ring.Former())
            Console.WriteLine($"Wanted no more, but to open a backup of the database made before now: key-{key}.xml.");
    }
}
