using System.Diagnostics;

namespace CustodyWatch.Tests.Harness;

/// <summary>Another program, run to its end; one that does not come to it is ended.</summary>
public static class OtherProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program under test.</summary>
    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "CustodyWatch.dll");

    /// <summary>How it ended, and what it said.</summary>
    public sealed record Ended(int Exit, string Output, string Error);

    /// <summary>A command of the program under test.</summary>
    public static Task<Ended> CustodyWatch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        Run("dotnet", [Dll, .. arguments], environment);

    public static async Task<Ended> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var enough = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await process.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end. It said: {await output}{await error}");
        }
        return new(process.ExitCode, await output, await error);
    }
}
