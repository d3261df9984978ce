using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// Self-defined ethnicity codes and what they become: the broad groups that are published, and the older list of 16+1
/// (Code A Annex B), which has no Gypsy or Irish Traveller, Roma or Arab and keeps Chinese under Other.
/// </summary>
public static class EthnicGroup
{
    public const string White = "White", Mixed = "Mixed", Asian = "Asian", Black = "Black", Other = "Other", NotStated = "Not stated";

    /// <summary>Every group, in the order of the census.</summary>
    public static readonly IReadOnlyList<string> All = [White, Mixed, Asian, Black, Other, NotStated];

    /// <summary>Since when 18+1 is returned; what happened before is returned by 16+1.</summary>
    public static readonly LocalDate EighteenSince = new(2022, 4, 1);

    private static readonly Dictionary<string, string> Older = new(StringComparer.Ordinal)
    {
        ["W3"] = "W9",
        ["W4"] = "W9",
        ["O2"] = "O9",
        ["A4"] = "O1",
    };

    /// <summary>The broad group of an 18+1 code.</summary>
    public static string Of(string code) => code is [var letter, ..]
        ? letter switch { 'W' => White, 'M' => Mixed, 'A' => Asian, 'B' => Black, 'O' => Other, _ => NotStated }
        : NotStated;

    /// <summary>The 16+1 code of an 18+1 code.</summary>
    public static string Sixteen(string code) => Older.GetValueOrDefault(code, code);

    /// <summary>The code to return for something that happened on a date.</summary>
    public static string Returned(string code, LocalDate date) => date >= EighteenSince ? code : Sixteen(code);
}
