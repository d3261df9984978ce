namespace CustodyWatch.Http;

/// <summary>What is wrong with a text that somebody gives in their own words; null when nothing is.</summary>
internal static class Worded
{
    /// <summary>The most characters of a reason or a note.</summary>
    public const int Longest = 1000;

    /// <summary>Why somebody does what is kept under their name.</summary>
    public static string? Reason(string? reason) => Required(reason, Longest);

    public static string? Required(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? "is required" : TooLong(text, longest);

    public static string? TooLong(string? text, int longest = Longest) => text?.Length > longest ? $"may be at most {longest} characters" : null;
}
