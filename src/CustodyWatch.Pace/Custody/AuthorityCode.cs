using System.Text.RegularExpressions;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Custody;

/// <summary>The nine-character GSS codes of local authorities with children's services.</summary>
public static partial class AuthorityCode
{
    private const string Written = "^(E06|E08|E09|E10|W06)[0-9]{6}";

    internal static readonly TextRule Rule = new(null, Written + "$", Refusal);

    /// <summary>Why a text is no such code; null when it is one.</summary>
    public static string? Refusal(string code) =>
        Pattern().IsMatch(code) ? null
        : code.StartsWith("E07", StringComparison.Ordinal)
            ? $"{code} is a district council, which has no children's services: name the county (E10)"
            : "must be an authority code: E06, E08, E09, E10 or W06 and six digits";

    [GeneratedRegex(Written + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
