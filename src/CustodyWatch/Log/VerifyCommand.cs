using CustodyWatch.Storage;

namespace CustodyWatch.Log;

/// <summary><c>verify</c>: walks the chain of the configured database. Ends with 1 when a link does not hold.</summary>
public static class VerifyCommand
{
    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        await host.Services.GetRequiredService<Migrations>().Run(CancellationToken.None);
        var finding = await host.Services.GetRequiredService<ChainCheck>().Walk(CancellationToken.None);
        Console.WriteLine(finding.FirstBroken is { } broken
            ? $"Broken at link {broken.Position} of {finding.Links} ({broken.Kind}): {broken.Reason}"
            : $"Intact: {finding.Links} links, head {finding.Head}, {finding.Anchors} daily anchors hold.");
        return finding.Intact ? 0 : 1;
    }
}
