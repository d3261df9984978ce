using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;

namespace CustodyWatch.Tests.Harness;

/// <summary>Everything that is worked out from the log, row by row.</summary>
internal static class Projected
{
    private static readonly string[] Projections = ["detentions", "clocks", "figures", "totals", "nights", "entry_marks", "questions"];

    // What is there of the totals of another version nobody reads, and it is not made again.
    private static readonly string OfThisVersion = $" WHERE dimension LIKE '{FiguresRow.Current}:%'";

    public static async Task<List<string>> Everything(Dialect dialect)
    {
        await using var connection = dialect.Connect();
        await connection.OpenAsync();
        var rows = new List<string>();
        foreach (var table in Projections)
            foreach (IDictionary<string, object> row in await connection.QueryAsync($"SELECT * FROM {table}{(table == "totals" ? OfThisVersion : "")}"))
                rows.Add(table + "|" + string.Join('|', row.Where(column => column.Key is not ("change" or "stamp")).Select(column => $"{column.Key}={Shown(column.Value)}")));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    // What is sealed is sealed otherwise each time.
    private static object Shown(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        string text => Sealed.Stored(text).Text,
        _ => value,
    };
}
