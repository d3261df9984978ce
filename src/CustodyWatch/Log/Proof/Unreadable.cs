using System.Data;
using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CustodyWatch.Log.Proof;

/// <summary>What is thrown where a value is not of the type, or beyond the range, of its column: SQLite keeps any value in any column.</summary>
internal static partial class Unreadable
{
    /// <summary>Never what was lost on the way from another machine.</summary>
    public static bool Is(Exception exception) => exception is InvalidCastException or FormatException or OverflowException or ArgumentException or JsonException
        or DataException { InnerException: not (DbException or IOException or OperationCanceledException) } || IsNoValue(exception);

    // A word that is none of its list, or JSON of another kind.
    private static bool IsNoValue(Exception exception) =>
        exception is InvalidOperationException { Source: "System.Private.CoreLib" or "System.Text.Json" } and not ObjectDisposedException;

    /// <summary>Reads something that many records depend on, such as a force's numbers; if it cannot be read, the error names its table.</summary>
    public static async Task<T> Of<T>(string table, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (Is(exception))
        {
            throw new OfTable($"something in {table} cannot be read{Column(exception)}", exception);
        }
    }

    /// <summary>What cannot be read of something, with its column where that is known and never its value.</summary>
    public static string InWords(Exception exception) =>
        exception is OfTable ? exception.Message : $"something that is said to be of it cannot be read{Column(exception)}";

    private static string Column(Exception exception) => ColumnIn().Match(exception.Message) is { Success: true } column ? $" ({column.Groups[1]})" : "";

    private sealed class OfTable(string words, Exception inner) : DataException(words, inner);

    // Dapper names it in the words of its message, and nowhere else.
    [GeneratedRegex(@"^Error parsing column \d+ \((\w+)=")]
    private static partial Regex ColumnIn();
}
