using System.Diagnostics;
using System.Globalization;

namespace CustodyWatch.Pace.Mutants;

/// <summary>
/// What Stryker runs for each mutant of the law: the tests of the law up to the first that fails, in a process that stays warm. What
/// is set once for a process (a citation, a ladder, a list of phrases) is set without a mutant there; so a mutant in it is tried in a
/// process of its own, in which it is on from the first.
/// </summary>
public sealed class MutantTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120), LookAgain = TimeSpan.FromMilliseconds(200);
    private static readonly Lazy<(LawTests Tests, HashSet<int> SetOnce, string? Failure)> Warm = new(() =>
    {
        var setOnce = Mutant.SetOnce();
        var tests = new LawTests();
        return (tests, setOnce, tests.Baseline());
    });

    [Fact]
    public void The_tests_of_the_law_hold()
    {
        Assert.SkipUnless(Mutant.IsMutated, "The law has no mutants in it: ops/mutate");
        var (id, own) = Environment.GetEnvironmentVariable(Mutant.OwnVariable) is { } only ? (int.Parse(only, CultureInfo.InvariantCulture), true) : (Mutant.Wanted(), false);
        Assert.Null(Noticed(id, own));
    }

    internal static string? Noticed(int id, bool ownProcess)
    {
        if (ownProcess)
        {
            Mutant.TurnOn(id);
            return new LawTests().FirstFailure();
        }
        var (tests, setOnce, failure) = Warm.Value;
        if (id < 0 || failure is not null) return failure;
        if (setOnce.Contains(id)) return InProcessOfItsOwn(id);
        Mutant.TurnOn(id);
        failure = tests.FirstFailure();
        if (failure == LawTests.EndlessLoop) Leave();
        return failure;
    }

    // What loops without end cannot be stopped, only left: Stryker starts another process for the next mutant.
    private static void Leave() => ThreadPool.QueueUserWorkItem(_ =>
    {
        Thread.Sleep(LookAgain);
        Environment.Exit(1);
    });

    private static string? InProcessOfItsOwn(int id)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MutantTests).Assembly.Location, "-noLogo", "-noColor"]) { RedirectStandardOutput = true };
        start.Environment[Mutant.OwnVariable] = id.ToString(CultureInfo.InvariantCulture);
        using var tests = Process.Start(start)!;
        var told = tests.StandardOutput.ReadToEndAsync();
        while (!tests.WaitForExit(LookAgain))
            if (tests.TotalProcessorTime > Longest) tests.Kill(entireProcessTree: true);
        return tests.ExitCode == 0 ? null : told.GetAwaiter().GetResult();
    }
}
