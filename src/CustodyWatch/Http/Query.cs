using System.Text.Json;
using CustodyWatch.Pace;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Http;

/// <summary>Reads the parts of a query, and remembers which could not be read.</summary>
public sealed class Query
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>The answer when something could not be read; null when all was well.</summary>
    public ProblemHttpResult? Refusal => _errors.Count == 0 ? null : Problem.BadRequest("The query cannot be read.", _errors);

    /// <summary>What could not be read, for a page that says so beside the field.</summary>
    public IEnumerable<(string Name, string Sentence)> Errors => _errors.Select(error => (error.Key, error.Value[0]));

    public void Wrong(string name, string sentence) => _errors[name] = [sentence];

    /// <summary>What was given; an empty value is none.</summary>
    public static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public Instant? Instant(string name, string? text) => Instant(name, text, "must be an instant with an offset, such as 2026-06-10T19:52:00Z");

    private Instant? Instant(string name, string? text, string sentence)
    {
        if (Given(text) is null) return null;
        var instant = Rfc3339.Parse(text);
        if (instant is null) Wrong(name, sentence);
        return instant;
    }

    /// <summary>An instant, or a date for its local midnight.</summary>
    public Instant? InstantOrDate(string name, string? text) =>
        Given(text) is { } given && LocalDatePattern.Iso.Parse(given) is { Success: true, Value: var date }
            ? LondonTime.At(date, LocalTime.Midnight)
            : Instant(name, text, "must be a date, or an instant with an offset, such as 2026-06-10T19:52:00Z");

    /// <summary>From one instant to before another, either of which may be open; a date is its local midnight.</summary>
    public (Instant? From, Instant? To) Between(string? from, string? to)
    {
        var (since, until) = (InstantOrDate("from", from), InstantOrDate("to", to));
        if (since >= until) Wrong("to", "must be later than from");
        return (since, until);
    }

    public bool Flag(string name, string? text)
    {
        if (text is not (null or "" or "true" or "false")) Wrong(name, "must be true or false");
        return text == "true";
    }

    /// <summary>A length of time from nothing to a week.</summary>
    public Duration Within(string name, string? text, Duration usual)
    {
        if (Given(text) is null) return usual;
        if (Pace.Custody.Reading.Rfc3339.TryDuration(text!, out var duration) && duration <= Duration.FromDays(7)) return duration;
        Wrong(name, "must be a duration of at most a week, such as PT6H");
        return usual;
    }

    /// <param name="limit">How many are asked for.</param>
    /// <param name="cursor">Where to go on.</param>
    /// <param name="isPlace">Whether what a cursor holds is a place in this list.</param>
    public Paging Paging(string? limit, string? cursor, Func<JsonElement, bool> isPlace)
    {
        var count = Http.Paging.Count(Given(limit));
        if (count is null) Wrong("limit", "cannot be read");
        if (Given(cursor) is not { } given) return new(count ?? 1, null);
        if (Http.Paging.Place(given) is { } place && isPlace(place)) return new(count ?? 1, place);
        Wrong("cursor", "cannot be read");
        return new(count ?? 1, null);
    }
}
