using System.Globalization;
using Microsoft.Extensions.Localization;

namespace CustodyWatch.Features.Detentions.Card;

/// <summary>
/// The words of the card, from <c>CardText.resx</c> and one file more for each language: <c>CardText.cy.resx</c> is Welsh. A new
/// file is a new language; what a file leaves out is said in English.
/// </summary>
public sealed class CardText(IStringLocalizer<CardText> words)
{
    public const string English = "en";

    /// <summary>The codes of the languages there are files for, English first.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        English,
        .. Directory.GetFiles(AppContext.BaseDirectory, "CustodyWatch.resources.dll", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file))!).Order(StringComparer.Ordinal),
    ];

    /// <summary>Lets something be written in a language; English when there is no file for the one asked for.</summary>
    public T In<T>(string? language, Func<string, IStringLocalizer, T> write)
    {
        var chosen = Languages.Contains(language) ? language! : English;
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new CultureInfo(chosen);
            return write(chosen, words);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>What each language calls itself, by its code.</summary>
    public IReadOnlyList<(string Code, string Name)> Names =>
        [.. Languages.Select(language => (language, In(language, (_, text) => text["Language"].Value)))];
}
