using System.Collections.Frozen;
using CustodyWatch.Access;

namespace CustodyWatch.Log;

/// <summary>A custody suite: the local authority in whose area it stands, and where it is rung.</summary>
public sealed record KnownSuite(SuiteCode Code, string Name, string Authority, string? Contact);

/// <summary>The suites and forces of the reference data.</summary>
public static class KnownSuites
{
    private static readonly FrozenDictionary<SuiteCode, KnownSuite> All = Suites().ToFrozenDictionary(suite => suite.Code);

    private static readonly FrozenDictionary<string, string> Forces = Read("forces").ToFrozenDictionary(fields => fields[0], fields => fields[1]);

    /// <summary>The codes of all forces.</summary>
    public static IEnumerable<string> AllForces => Forces.Keys;

    /// <summary>The suite of a code; null when the reference data does not have it.</summary>
    public static KnownSuite? Find(SuiteCode code) => All.GetValueOrDefault(code);

    /// <summary>Whether a suite of this code is known, and only in forces other than these.</summary>
    public static bool IsElsewhere(string suite, IEnumerable<string> forces) =>
        All.Keys.Any(known => known.Suite == suite) && !forces.Any(force => All.ContainsKey(new(force, suite)));

    /// <summary>Whether the suites of its force are known and this is none of them.</summary>
    public static bool IsUnknown(SuiteCode suite) => !All.ContainsKey(suite) && All.Keys.Any(known => known.Force == suite.Force);

    /// <summary>The suites of these forces.</summary>
    public static IEnumerable<SuiteCode> Of(IEnumerable<string> forces) => All.Keys.Where(suite => forces.Contains(suite.Force));

    /// <summary>Suite and force as people say them; the codes themselves where none is filed.</summary>
    public static string NameOf(SuiteCode code) =>
        $"{Find(code)?.Name ?? code.Suite}, {Forces.GetValueOrDefault(code.Force, $"force {code.Force}")}";

    private static IEnumerable<KnownSuite> Suites() =>
        from fields in Read("suites")
        select new KnownSuite(new(fields[0], fields[1]), fields[2], fields[3], fields[4].Length == 0 ? null : fields[4]);

    private static IEnumerable<string[]> Read(string name)
    {
        using var file = typeof(KnownSuites).Assembly.GetManifestResourceStream($"db.reference.{name}.csv")
            ?? throw new InvalidOperationException($"The reference data of {name} is missing.");
        using var reader = new StreamReader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
            yield return line.Split(',');
    }
}
