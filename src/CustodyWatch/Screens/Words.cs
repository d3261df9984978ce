using System.Globalization;
using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>The field's words for what the program calls something else.</summary>
public static class Words
{
    public static string Of(Role role) => role.Word().Replace('-', ' ');

    /// <summary>A word of an event as a person would write it: <c>in-cell</c> is "In cell".</summary>
    public static string Sentence(string kebab) => kebab switch
    {
        "pnc" => "Police National Computer",
        "childrens-home" => "Children’s home",
        "non-secure" => "Non-secure",
        "outside-england-and-wales" => "Outside England and Wales",
        "remanded-local-authority" => "Remanded to local authority accommodation",
        "remanded-youth-detention" => "Remanded to youth detention accommodation",
        _ => Capital(kebab.Replace('-', ' ')),
    };

    /// <summary>A language in English; its code where it has no name there.</summary>
    public static string Language(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code, predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    public static string Capital(string text) => text is [var first, ..] ? char.ToUpperInvariant(first) + text[1..] : text;

    /// <summary>Whole hours, or minutes where it is not whole hours.</summary>
    public static string Long(TimeSpan time) => time.Minutes == 0
        ? Count((int)time.TotalHours, "hour", "hours")
        : Count((int)time.TotalMinutes, "minute", "minutes");

    public static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";
}
