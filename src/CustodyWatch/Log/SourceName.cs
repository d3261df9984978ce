using System.Text.RegularExpressions;
using CustodyWatch.Access;

namespace CustodyWatch.Log;

/// <summary>The name of a sending suite: <c>/forces/{force}/suites/{suite}</c>.</summary>
public static partial class SourceName
{
    /// <summary>How it is written, in the words of a pattern that any language reads.</summary>
    internal const string Written = $"^/forces/{Force}/suites/{Suite}$";

    private const string Force = "[A-Za-z0-9_-]{1,20}", Suite = "[A-Za-z0-9_-]{1,40}";

    public static string Of(SuiteCode suite) => $"/forces/{suite.Force}/suites/{suite.Suite}";

    public static SuiteCode? Parse(string? source) =>
        source is not null && Pattern().Match(source) is { Success: true } match
            ? new SuiteCode(match.Groups["force"].Value, match.Groups["suite"].Value)
            : null;

    [GeneratedRegex($@"^/forces/(?<force>{Force})/suites/(?<suite>{Suite})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
