using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CustodyWatch.Http;

/// <summary>A list as it is answered: some of it, and where to go on.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which part of a list is asked for.</summary>
public sealed record Paging(int Limit, JsonElement? After)
{
    private const int Usual = 50, Most = 500;

    /// <summary>The part asked for, or null when the limit or the cursor cannot be read. A larger limit than the most is the most.</summary>
    public static Paging? Read(string? limit, string? cursor)
    {
        var count = Usual;
        if (limit is not null && (!int.TryParse(limit, out count) || count < 1)) return null;
        if (cursor is null) return new(Math.Min(count, Most), null);
        try
        {
            return new(Math.Min(count, Most), JsonSerializer.Deserialize<JsonElement>(WebEncoders.Base64UrlDecode(cursor)));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The page of rows read with one more than the limit, which tells whether there are more.</summary>
    public Page<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, Func<TRow, TItem> item, Func<TRow, object> key) => new(
        [.. rows.Take(Limit).Select(item)],
        rows.Count > Limit ? Cursor(key(rows[Limit - 1])) : null);

    public static string Cursor(object key) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key)));
}
