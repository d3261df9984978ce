using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace CustodyWatch.Log.Proof;

/// <summary>What is thrown where a value is not of the type, or beyond the range, of its column: SQLite keeps any value in any column.</summary>
internal static partial class Unreadable
{
    /// <summary>Never what was lost on the way from another machine.</summary>
    public static bool Is(Exception exception) => exception is InvalidCastException or FormatException or OverflowException or ArgumentException
        or DataException { InnerException: not (DbException or IOException or OperationCanceledException) };

    /// <summary>What cannot be read of something, with its column where that is known and never its value.</summary>
    public static string InWords(Exception exception) =>
        $"something that is said to be of it cannot be read{(ColumnIn().Match(exception.Message) is { Success: true } column ? $" ({column.Groups[1]})" : "")}";

    // Dapper names it in the words of its message, and nowhere else.
    [GeneratedRegex(@"^Error parsing column \d+ \((\w+)=")]
    private static partial Regex ColumnIn();
}
