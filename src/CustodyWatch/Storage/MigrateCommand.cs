using CustodyWatch.Timers;

namespace CustodyWatch.Storage;

/// <summary><c>migrate</c>: brings the database to this version and stops.</summary>
public static class MigrateCommand
{
    public static async Task<int> Run(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddStorage();
        using var host = builder.Build();
        await host.Services.GetRequiredService<Migrations>().Migrate(CancellationToken.None);
        if (host.Services.GetRequiredService<Dialect>() is SqlServerDialect sqlServer) SharedSweep.Prepare(sqlServer);
        Console.WriteLine("The database is at this version.");
        return 0;
    }
}
