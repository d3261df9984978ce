using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CustodyWatch.Http;

/// <summary>A list as it is answered: some of it, and where to go on.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="After">The place in the list at which the part before ended; null for the first.</param>
public sealed record Paging(int Limit, JsonElement? After)
{
    /// <summary>How many are answered when nothing is asked for, and at most.</summary>
    public const int Usual = 50, Most = 500;

    /// <summary>The place in a list whose places are texts.</summary>
    public string? Text => After?.GetString();

    /// <summary>The place in a list whose places are numbers.</summary>
    public long? Number => After?.GetInt64();

    public static bool IsText(JsonElement place) => place.ValueKind == JsonValueKind.String;

    public static bool IsNumber(JsonElement place) => place.ValueKind == JsonValueKind.Number && place.TryGetInt64(out _);

    /// <summary>Milliseconds that are a time of the calendar, as part of a place; null when they are none.</summary>
    public static long? Milliseconds(JsonElement part) =>
        part.ValueKind == JsonValueKind.Number && part.TryGetInt64(out var count) && count is >= -62_135_596_800_000 and <= 253_402_300_799_999
            ? count
            : null;

    /// <summary>How many are asked for, or null when that cannot be read. More than the most is the most.</summary>
    public static int? Count(string? limit) =>
        limit is null ? Usual : int.TryParse(limit, out var count) && count > 0 ? Math.Min(count, Most) : null;

    /// <summary>The place that a cursor holds, with every text in it whole; null when it cannot be read.</summary>
    public static JsonElement? Place(string cursor)
    {
        try
        {
            var json = WebEncoders.Base64UrlDecode(cursor);
            return JsonFault.In(json) is null ? JsonSerializer.Deserialize<JsonElement>(json) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The part after a place.</summary>
    public Paging Behind(object key) => this with { After = JsonSerializer.SerializeToElement(key) };

    /// <summary>The page of rows read with one more than the limit, which tells whether there are more.</summary>
    public Page<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, Func<TRow, TItem> item, Func<TRow, object> key) => new(
        [.. rows.Take(Limit).Select(item)],
        rows.Count > Limit ? Cursor(key(rows[Limit - 1])) : null);

    public static string Cursor(object key) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key)));
}
