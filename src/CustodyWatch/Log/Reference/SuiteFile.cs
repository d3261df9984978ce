using CustodyWatch.Access;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Log.Reference;

/// <summary>Custody suites as comma-separated values, as a force files them.</summary>
internal static class SuiteFile
{
    public const string Heading = "force,force_name,suite,name,authority,contact";

    /// <summary>The suites with the names of their forces, or what is wrong with the text.</summary>
    public static (IReadOnlyList<(KnownSuite Suite, string ForceName)>? Suites, string? Wrong) Read(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines[0] != Heading) return (null, $"the first line must be {Heading}");
        var suites = new List<(KnownSuite Suite, string ForceName)>();
        foreach (var (index, line) in lines.Index().Skip(1).Where(line => line.Item.Length > 0))
        {
            if (Wrong(Http.Csv.Fields(line), out var suite) is { } wrong) return (null, $"line {index + 1}: {wrong}");
            suites.Add(suite);
        }
        if (suites.Count == 0) return (null, "there is no suite in it");
        if (Twice(suites.Select(one => one.Suite.Code)) is { } twice) return (null, $"suite {twice} stands there twice");
        return Twice(suites.DistinctBy(one => (one.Suite.Code.Force, one.ForceName)).Select(one => one.Suite.Code.Force)) is { } force
            ? (null, $"force {force} has more than one name")
            : (suites, null);
    }

    private static string? Wrong(IReadOnlyList<string> row, out (KnownSuite, string) suite)
    {
        suite = default;
        if (row is not [var force, var forceName, var code, var name, var authority, var contact]) return "must have six columns";
        if (SourceName.Parse(SourceName.Of(new(force, code))) is null) return "force and suite must be codes, as the source of an event has them";
        if (forceName.Length == 0 || name.Length == 0) return "force_name and name must say what people call them";
        if (AuthorityCode.Refusal(authority) is { } refusal) return $"authority: {refusal}";
        suite = (new(new(force, code), name, authority, contact.Length == 0 ? null : contact), forceName);
        return null;
    }

    private static object? Twice<T>(IEnumerable<T> all) where T : notnull => all.CountBy(one => one).FirstOrDefault(one => one.Value > 1) is { Value: > 1, Key: var key } ? key : null;
}
