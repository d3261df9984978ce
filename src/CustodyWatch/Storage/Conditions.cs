namespace CustodyWatch.Storage;

/// <summary>
/// Conditions for what was asked, and none for what was not: one that is true when its parameter is null keeps SQL Server from using
/// an index for certain.
/// </summary>
public static class Conditions
{
    /// <summary>To stand after another condition.</summary>
    public static string And(params ReadOnlySpan<(object? Asked, string Condition)> conditions)
    {
        var and = "";
        foreach (var (asked, condition) in conditions)
            if (asked is not null) and += " AND " + condition;
        return and;
    }
}
