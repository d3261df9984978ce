using CustodyWatch.Storage;

namespace CustodyWatch.Log;

/// <summary><c>rebuild</c>: throws every projection away and works it out again from the events.</summary>
public static class RebuildCommand
{
    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        await host.Services.GetRequiredService<Migrations>().Run(CancellationToken.None);
        var count = await host.Services.GetRequiredService<Rebuilding>().Run(CancellationToken.None);
        Console.WriteLine($"{count} custody records worked out again.");
        return 0;
    }
}
