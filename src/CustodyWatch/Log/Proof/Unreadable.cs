using System.Data;
using System.Data.Common;

namespace CustodyWatch.Log.Proof;

/// <summary>What is thrown where a value is not of the type, or beyond the range, of its column: SQLite keeps any value in any column.</summary>
internal static class Unreadable
{
    /// <summary>Never what was lost on the way from another machine.</summary>
    public static bool Is(Exception exception) => exception is InvalidCastException or FormatException or OverflowException or ArgumentException
        or DataException { InnerException: not (DbException or IOException or OperationCanceledException) };
}
