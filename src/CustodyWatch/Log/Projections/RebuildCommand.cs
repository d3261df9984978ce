using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// <c>rebuild</c>: throws every projection away and works it out again from the events. Ends with 1, with all of them left as they
/// are, when the chain does not hold, and with 1 when a record is left as it was because something of it cannot be read.
/// </summary>
public static class RebuildCommand
{
    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        await host.Services.GetRequiredService<Migrations>().RunOnExisting(CancellationToken.None);
        if (await host.Services.GetRequiredService<ChainCheck>().Walk(CancellationToken.None) is { FirstBroken: { IsWorkedOut: false } broken } finding)
        {
            Console.Error.WriteLine($"{broken.InWords(finding.Links)} Nothing was worked out again, since what was altered would look like the record.");
            return 1;
        }
        var rebuilding = host.Services.GetRequiredService<Rebuilding>();
        try
        {
            Console.WriteLine($"{await rebuilding.Run(CancellationToken.None)} custody records worked out again.");
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            Console.Error.WriteLine($"Not all was worked out again: {Unreadable.InWords(exception)}.");
            return 1;
        }
        if (await rebuilding.Disposed(CancellationToken.None) is > 0 and var gone)
            Console.WriteLine(
                $"{gone} have been disposed of: they stand in the totals of whole months, and nowhere else. Their nights, and their part of a " +
                "period cut within a month, cannot be worked out again.");
        return SayLeft(rebuilding) ? 1 : 0;
    }

    /// <summary>Names the records that were left as they were, and says whether there are any.</summary>
    public static bool SayLeft(Rebuilding rebuilding)
    {
        foreach (var (id, why) in rebuilding.Left.OrderBy(one => one.Key, StringComparer.Ordinal))
            Console.Error.WriteLine($"Record {id} cannot be worked out again, and is left as it was: {why}.");
        return rebuilding.Left.Count > 0;
    }
}
