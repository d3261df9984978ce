using System.Data.Common;
using CustodyWatch.Http;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Storage;

namespace CustodyWatch.Log.Proof;

/// <summary><c>verify</c>: walks the chain of the configured database. Ends with 1 when a link does not hold, or a row stands there that no link stands for.</summary>
public static class VerifyCommand
{
    private const string NamesDisposed = "--disposed";

    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder([.. args.Where(arg => arg != NamesDisposed)]);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        using var copy = await AsItLies(host.Services);
        var database = copy ?? host.Services.GetRequiredService<Database>();
        var finding = await Walk(database, host.Services.GetRequiredService<DailyAnchor>(), mayBeOlder: copy is not null);
        Console.WriteLine(finding.FirstBroken is { } broken
            ? broken.InWords(finding.Links)
            : $"Intact: {finding.Links} links, head {finding.Head}, {finding.Anchors} daily anchors hold.{Disposed(finding)}");
        if (finding.NoAnchors is { Count: > 0 } none) Console.WriteLine(NoAnchors(none, host.Services.GetRequiredService<DailyAnchor>().Path));
        if (args.Contains(NamesDisposed)) await Name(database);
        return finding.Intact ? 0 : 1;
    }

    // A copy that was put away as evidence is read where it lies; any other is brought to this version first.
    private static async Task<Database?> AsItLies(IServiceProvider services)
    {
        var given = services.GetRequiredService<Database>();
        try
        {
            await services.GetRequiredService<Migrations>().RunOnExisting(CancellationToken.None);
            return null;
        }
        catch (CannotStartException refusal) when (refusal.InnerException is DbException)
        {
            if (given.Dialect.AsItLies((DbException)refusal.InnerException) is not { } dialect) throw;
            var copy = new Database(dialect, given.Vault.Ring);
            await copy.Vault.Ready(CancellationToken.None);
            return copy;
        }
    }

    private static async Task<ChainFinding> Walk(Database database, DailyAnchor anchors, bool mayBeOlder)
    {
        try
        {
            return await new ChainCheck(database, anchors, mayBeOlder).Walk(CancellationToken.None);
        }
        catch (DbException exception)
        {
            throw new CannotStartException(mayBeOlder
                ? "The database seems to be of an older version, and cannot be brought to this one where it cannot be written. Copy it to where it can."
                : $"The chain cannot be read to its end: {exception.Message}", exception);
        }
    }

    private static async Task Name(Database database)
    {
        await using var connection = await database.Open(CancellationToken.None);
        try
        {
            await Name(connection);
        }
        catch (Exception exception) when (exception is DbException || Unreadable.Is(exception))
        {
            Console.WriteLine("What is said of disposals cannot be read.");
        }
    }

    private static async Task Name(DbConnection connection)
    {
        foreach (var disposal in await DisposalRow.All(connection))
            Console.WriteLine(
                $"{Rfc3339.Text(disposal.At)} record {disposal.DetentionId}, force {disposal.Force}, link {disposal.Position}: decided by " +
                $"{disposal.DecidedBy} ({disposal.DecidedRole}) on {Rfc3339.Text(disposal.DecidedAt)}, carried out by {disposal.CarriedOutBy}. " +
                $"{disposal.RuleSaid}. Links {Stretches(await DisposedLink.Of(connection, disposal.Position))}.");
    }

    private static string Stretches(IEnumerable<DisposedLink> links)
    {
        var said = new List<(long First, long Last)>();
        foreach (var position in links.Select(link => link.Position).Order())
            if (said.Count > 0 && said[^1].Last == position - 1) said[^1] = (said[^1].First, position);
            else said.Add((position, position));
        return string.Join(", ", said.Select(stretch => stretch.First == stretch.Last ? $"{stretch.First}" : $"{stretch.First} to {stretch.Last}"));
    }

    private static string NoAnchors(IReadOnlyList<int> lines, string file) =>
        $"{(lines.Count == 1 ? "Line" : "Lines")} {string.Join(", ", lines)} of {file} {(lines.Count == 1 ? "is no anchor, and was" : "are no anchors, and were")} not held against the chain.";

    private static string Disposed(ChainFinding finding) => finding.Disposed == 0 ? ""
        : $" Of {finding.Disposed} links the content has been disposed of; \"verify --disposed\" names them.";
}
