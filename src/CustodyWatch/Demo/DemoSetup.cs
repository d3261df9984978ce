using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Demo;

public static class DemoSetup
{
    private const string DataDirectory = "CustodyWatch:DataDirectory";
    private const string SelectLast = "SELECT MAX(received) FROM events";
    private const string CountEntries = "SELECT (SELECT COUNT(*) FROM records) + (SELECT COUNT(*) FROM chain)";

    /// <summary>
    /// The arguments with which the service serves a demonstration: demo mode on, and records that nobody need keep, unless
    /// somewhere to keep them is configured.
    /// </summary>
    public static string[] DemoSettings(this DemoArguments demo)
    {
        var configured = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(demo.Rest).Build();
        string[] settings = [.. demo.Rest, "--CustodyWatch:Demo", "true"];
        if (configured["ASPNETCORE_ENVIRONMENT"] is null && configured["DOTNET_ENVIRONMENT"] is null && configured["environment"] is null)
            settings = [.. settings, "--environment", Environments.Development];
        if (Setting.Said(configured[DataDirectory]) is null)
            settings = [.. settings, $"--{DataDirectory}", Directory.CreateTempSubdirectory("custodywatch-demo-").FullName];
        return settings;
    }

    /// <summary>Sets the clock running at its speed and brings the suite to life.</summary>
    public static void AddDemo(this WebApplicationBuilder builder, DemoArguments demo)
    {
        builder.Services.AddSingleton<IClock>(new DemoClock(Time.OfTheMachine, demo.Speed));
        builder.Services.AddHostedService<DemoSuite>();
    }

    /// <summary>Marks an empty database as one of invented records, and throws where there are records that no demonstration made.</summary>
    public static async Task KeepToInvention(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<Database>();
        var dialect = database.Dialect;
        await using var connection = await database.Open(CancellationToken.None);
        if (await connection.ExecuteScalarAsync<long>(CountEntries) == 0)
        {
            if (dialect.MarkInvented is { } mark) await connection.ExecuteAsync(mark);
        }
        else if (dialect.AskInvented is not { } ask || await connection.ExecuteScalarAsync<long>(ask) != 1)
            throw new CannotStartException(
                "The configured database holds records that no demonstration made, or cannot tell whether one did, and invented children do not belong " +
                "among others. Name an empty folder with --CustodyWatch:DataDirectory, or none; of SQL Server, an empty database.");
        else if (app.Services.GetRequiredService<IClock>() is DemoClock clock && await connection.ExecuteScalarAsync<Instant?>(SelectLast) is { } last)
            clock.GoOnFrom(last);
    }
}
