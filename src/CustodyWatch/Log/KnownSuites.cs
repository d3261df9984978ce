using System.Collections.Frozen;
using CustodyWatch.Access;

namespace CustodyWatch.Log;

/// <summary>The suites of the reference data.</summary>
public static class KnownSuites
{
    private static readonly FrozenSet<SuiteCode> All = Read().ToFrozenSet();

    /// <summary>Whether a suite of this code is known, and only in forces other than these.</summary>
    public static bool IsElsewhere(string suite, IEnumerable<string> forces) =>
        All.Any(known => known.Suite == suite) && !forces.Any(force => All.Contains(new(force, suite)));

    /// <summary>Whether the suites of its force are known and this is none of them.</summary>
    public static bool IsUnknown(SuiteCode suite) => !All.Contains(suite) && All.Any(known => known.Force == suite.Force);

    /// <summary>The suites of these forces.</summary>
    public static IEnumerable<SuiteCode> Of(IEnumerable<string> forces) => All.Where(suite => forces.Contains(suite.Force));

    private static IEnumerable<SuiteCode> Read()
    {
        using var file = typeof(KnownSuites).Assembly.GetManifestResourceStream("db.reference.suites.csv")
            ?? throw new InvalidOperationException("The reference data of suites is missing.");
        using var reader = new StreamReader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
            if (line.Split(',') is [var force, var code, ..])
                yield return new SuiteCode(force, code);
    }
}
