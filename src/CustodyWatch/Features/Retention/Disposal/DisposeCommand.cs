using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Retention.Disposal;

/// <summary>
/// <c>dispose</c>: carries out the disposals that were decided on the page, under rights of its own, and wipes what they left in the
/// file; and takes away what refused events said whose time is over, about which nobody has to decide. Ends with 1 when a
/// record or a refused event is left alone because something of it was altered or cannot be read, and when the wiping has to be done again. With <c>--dry-run</c> it only says what it would do.
/// </summary>
public static class DisposeCommand
{
    private const string DryRun = "--dry-run";

    public static async Task<int> Run(string[] args)
    {
        var dryRun = args.Contains(DryRun);
        var builder = Host.CreateApplicationBuilder([.. args.Where(arg => arg != DryRun)]);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        var database = host.Services.GetRequiredService<Database>();
        await host.Services.GetRequiredService<Migrations>().RunOnExisting(CancellationToken.None);
        using var erasing = new Database(database.Dialect.Erasing, database.Vault.Ring);
        var disposing = ActivatorUtilities.CreateInstance<Disposing>(host.Services, erasing);
        var results = await disposing.Run(Environment.UserName, dryRun, CancellationToken.None);
        foreach (var one in results)
            Console.WriteLine(one.Left is { } left ? $"{one.DetentionId}{(one.Force.Length == 0 ? "" : $", force {one.Force}")}: left alone, {left}."
                : $"{one.DetentionId}, force {one.Force}: {(dryRun ? "would be disposed of" : "disposed of")}, {one.Links} links of the chain keep their hash and their place.");
        foreach (var left in disposing.WordsLeft) Console.WriteLine($"Words given for something else, {left}: left alone, they cannot be read.");
        var refusals = new RefusedDisposal(erasing, host.Services.GetRequiredService<IClock>().Now());
        var refused = await refusals.Run(dryRun, CancellationToken.None);
        foreach (var (id, why) in refusals.Left) Console.WriteLine($"Refused event {id}: left alone, {why}.");
        Console.WriteLine(dryRun ? $"{refused} refused events would lose what they said." : $"{refused} refused events lost what they said.");
        var gone = results.Count(one => one.Left is null);
        Console.WriteLine(dryRun ? $"{gone} records would be disposed of." : $"{gone} records disposed of.");
        var wiped = dryRun || await Wiped(erasing);
        return wiped && refusals.Left.Count == 0 && disposing.WordsLeft.Count == 0 && !results.Any(one => one.Altered) ? 0 : 1;
    }

    // Even where nothing was disposed of this time: the wiping of the last time may not have been finished.
    private static async Task<bool> Wiped(Database database)
    {
        if (await database.Wipe(CancellationToken.None)) return true;
        await Console.Error.WriteLineAsync(
            "Others were using the database, so that pages with deleted content may still lie in its file. Run dispose again when it is less busy, " +
            "or with the service stopped.");
        return false;
    }
}
