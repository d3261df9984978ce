using System.Collections.Frozen;
using CustodyWatch.Access;

namespace CustodyWatch.Log.Reference;

/// <summary>A custody suite: the local authority in whose area it stands, and where it is rung.</summary>
public sealed record KnownSuite(SuiteCode Code, string Name, string Authority, string? Contact);

/// <summary>The suites and forces that are on file: those of the demonstration, until a file of a force's own takes their place at the start.</summary>
public static class KnownSuites
{
    public const string Setting = "CustodyWatch:SuitesFile";
    private const string InProgram = "db.reference.suites.csv";

    private static FrozenDictionary<SuiteCode, KnownSuite> _all;
    private static FrozenDictionary<string, string> _forces;

    static KnownSuites()
    {
        using var file = typeof(KnownSuites).Assembly.GetManifestResourceStream(InProgram)
            ?? throw new InvalidOperationException("The reference data of suites is missing.");
        using var reader = new StreamReader(file);
        (_all, _forces) = Filed(SuiteFile.Read(reader.ReadToEnd()) is { Suites: { } suites } ? suites : throw new InvalidOperationException("The reference data of suites is wrong."));
    }

    /// <summary>The codes of all forces.</summary>
    public static IEnumerable<string> AllForces => _forces.Keys;

    /// <summary>Takes what a file holds in the place of what is on file; the sentence that says what is wrong with it, if anything is.</summary>
    /// <param name="path">The file; null or empty for what came with the program.</param>
    public static string? Load(string? path)
    {
        if (CustodyWatch.Setting.Said(path) is not { } file) return null;
        if (!File.Exists(file)) return $"{Setting} names a file that is not there: {file}";
        var (suites, wrong) = SuiteFile.Read(File.ReadAllText(file));
        if (suites is null) return $"{Setting}, {file}: {wrong}";
        (_all, _forces) = Filed(suites);
        return null;
    }

    /// <summary>The suite of a code; null when it is not on file.</summary>
    public static KnownSuite? Find(SuiteCode code) => _all.GetValueOrDefault(code);

    /// <summary>Whether a suite of this code is known, and only in forces other than these.</summary>
    public static bool IsElsewhere(string suite, IEnumerable<string> forces) =>
        _all.Keys.Any(known => known.Suite == suite) && !forces.Any(force => _all.ContainsKey(new(force, suite)));

    /// <summary>Whether the suites of its force are known and this is none of them.</summary>
    public static bool IsUnknown(SuiteCode suite) => !_all.ContainsKey(suite) && _all.Keys.Any(known => known.Force == suite.Force);

    /// <summary>
    /// Whether there is no such suite to show. A code mistyped is not a suite where no child is held; one taken off the file while a child
    /// is there still shows the child.
    /// </summary>
    /// <param name="suite">The suite's code.</param>
    /// <param name="children">How many are held there.</param>
    public static bool IsNowhere(SuiteCode suite, int children) => children == 0 && IsUnknown(suite);

    /// <summary>The suites of these forces.</summary>
    public static IEnumerable<SuiteCode> Of(IEnumerable<string> forces) => _all.Keys.Where(suite => forces.Contains(suite.Force));

    /// <summary>Suite and force as people say them; the codes themselves where none is filed.</summary>
    public static string NameOf(SuiteCode code) =>
        $"{Find(code)?.Name ?? code.Suite}, {_forces.GetValueOrDefault(code.Force, $"force {code.Force}")}";

    private static (FrozenDictionary<SuiteCode, KnownSuite>, FrozenDictionary<string, string>) Filed(IReadOnlyList<(KnownSuite Suite, string ForceName)> suites) => (
        suites.ToFrozenDictionary(one => one.Suite.Code, one => one.Suite),
        suites.DistinctBy(one => one.Suite.Code.Force).ToFrozenDictionary(one => one.Suite.Code.Force, one => one.ForceName));
}
