using NodaTime;

namespace CustodyWatch.Demo;

public static class DemoSetup
{
    private const string DataDirectory = "CustodyWatch:DataDirectory";

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
        if (configured[DataDirectory] is null)
            settings = [.. settings, $"--{DataDirectory}", Directory.CreateTempSubdirectory("custodywatch-demo-").FullName];
        return settings;
    }

    /// <summary>Sets the clock running at its speed and brings the suite to life.</summary>
    public static void AddDemo(this WebApplicationBuilder builder, DemoArguments demo)
    {
        builder.Services.AddSingleton<IClock>(new DemoClock(Time.OfTheMachine, demo.Speed));
        builder.Services.AddHostedService<DemoSuite>();
    }
}
