using System.Diagnostics;
using CustodyWatch.Access;

namespace CustodyWatch.Tests.Access;

public sealed class StartingTests
{
    [Theory]
    [InlineData("Production", null, "No identity provider is configured")]
    [InlineData("Production", "true", "Demo mode lets anyone be anyone")]
    [InlineData("Development", "perhaps", "CustodyWatch:Demo must be true or false")]
    public async Task The_service_refuses_to_start_and_says_why(string environment, string? demo, string sentence)
    {
        var (exit, said) = await Start(environment, ("CUSTODYWATCH__DEMO", demo));
        Assert.NotEqual(0, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://provider.example", "custodywatch", "Authority must be the https address")]
    [InlineData("https://provider.example", null, "Audience must name")]
    public async Task A_provider_that_cannot_be_trusted_is_refused(string authority, string? audience, string sentence)
    {
        var (exit, said) = await Start(
            "Production", ("CUSTODYWATCH__IDENTITY__AUTHORITY", authority), ("CUSTODYWATCH__IDENTITY__AUDIENCE", audience));
        Assert.NotEqual(0, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oracle", "CustodyWatch:Database:Provider is 'sqlite' or 'sqlserver'.")]
    [InlineData("SqlServer", "CustodyWatch:Database:ConnectionString is needed for SQL Server.")]
    public async Task A_database_that_is_asked_for_is_never_taken_for_the_embedded_one(string provider, string sentence)
    {
        var (exit, said) = await Start("Development", ("CUSTODYWATCH__DATABASE__PROVIDER", provider));
        Assert.NotEqual(0, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dispose", "--dryrun")]
    [InlineData("verify", "--datadirectory=/x")]
    public async Task A_command_asked_wrongly_does_nothing_and_ends_with_64(params string[] command)
    {
        var (exit, said) = await Ask(command, "Development");
        Assert.Equal(64, exit);
        Assert.Contains($"Usage: {command[0]}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000", "http://127.0.0.1:5000")]
    [InlineData("http://+:8080", "http://127.0.0.1:8080")]
    [InlineData("https://[::]:5001", "https://127.0.0.1:5001")]
    [InlineData("http://custody.example:80", "http://127.0.0.1:80")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    public void Demo_mode_listens_on_this_machine_alone(string given, string narrowed) => Assert.Equal(narrowed, Loopback.Narrow(given));

    [Fact]
    public async Task Asked_for_help_the_program_names_its_commands_and_does_not_start_the_service()
    {
        var (exit, said) = await Ask(["--help"], "Development");
        Assert.Equal(0, exit);
        Assert.Contains("replay", said, StringComparison.Ordinal);
    }

    private static Task<(int Exit, string Said)> Start(string environment, params (string Name, string? Value)[] settings) =>
        Ask(["serve"], environment, settings);

    private static async Task<(int Exit, string Said)> Ask(string[] command, string environment, params (string Name, string? Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-refusal-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CustodyWatch.dll"), .. command])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            start.Environment["CUSTODYWATCH__DATADIRECTORY"] = folder.FullName;
            foreach (var (name, value) in settings.Where(setting => setting.Value is not null)) start.Environment[name] = value;
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            try
            {
                var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
                var said = command is ["--help"] ? await output : await error;
                await process.WaitForExitAsync(patience.Token);
                return (process.ExitCode, said);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
