using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage.Sealing;

/// <summary>The columns of one table that are kept sealed, to be sealed anew.</summary>
/// <param name="Key">Its key, by which it is walked.</param>
/// <param name="Second">The rest of its key, where it has two parts.</param>
internal sealed record SealedColumns(string Table, string Key, string[] Columns, string? Second = null)
{
    private const int Stretch = 500;

    /// <summary>Everything in the database that holds initials, a birth date, what somebody wrote or what a PIN could be guessed from.</summary>
    public static readonly IReadOnlyList<SealedColumns> All =
    [
        new("events", "position", ["content"]),
        new("quarantine", "id", ["content", "problem", "reason"]),
        new("certificates", "position", ["content"]),
        new("countersignatures", "position", ["note"]),
        new("alert_entries", "position", ["note"]),
        new("silences", "position", ["reason"]),
        new("silence_lifts", "position", ["reason"]),
        new("holds", "position", ["reason"]),
        new("hold_lifts", "position", ["reason"]),
        new("retention_decisions", "position", ["reason"]),
        new("inspections", "id", ["reason"]),
        new("access_log", "id", ["reason"]),
        new("audit_grades", "id", ["note", "areas"]),
        new("local_numbers", "id", ["reason"]),
        new("ladders", "id", ["reason"]),
        new("authority_changes", "id", ["reason"]),
        new("rota", "id", ["ended_reason"]),
        new("detentions", "id", ["initials", "birth"]),
        new("retention", "detention_id", ["birth"]),
        new("place_requests", "detention_id", ["worker"], "request_id"),
        new("pins", "user_id", ["pin_hash"]),
    ];

    private string Names => string.Join(", ", new[] { Key, Second }.OfType<string>().Concat(Columns));

    // Bytes are kept in the columns of that name, and text in all others.
    private string Older => string.Join(" OR ", Columns.Select(column => column == "content"
        ? "SUBSTRING(content, 1, @contentLength) <> @contentBegin"
        : $"({column} <> '' AND SUBSTRING({column}, 1, @textLength) <> @textBegin)"));

    /// <summary>Seals under the newest key whatever lies open or under another.</summary>
    public async Task<long> Reseal(Database database, CancellationToken cancel)
    {
        var (count, passes) = (0L, 0L);
        // What others wrote meanwhile is found by the next pass.
        do count += passes = await Pass(database, cancel);
        while (passes > 0);
        return count;
    }

    private async Task<long> Pass(Database database, CancellationToken cancel)
    {
        var (count, after) = (0L, (object?)null);
        while (true)
        {
            var (read, changed, last) = await database.Write((connection, transaction) => ResealStretch(connection, transaction, database, after), cancel);
            (count, after) = (count + changed, last);
            if (read < Stretch) return count;
        }
    }

    private async Task<(int Read, int Changed, object? Last)> ResealStretch(
        DbConnection connection, DbTransaction transaction, Database database, object? after)
    {
        var (text, content) = database.Vault.Beginnings();
        var asked = new { after, textBegin = text, textLength = text.Length, contentBegin = content, contentLength = content.Length, take = Stretch };
        var select = $"SELECT {Names} FROM {Table} WHERE {(after is null ? "" : $"{Key} > @after AND ")}({Older}) ORDER BY {Key}";
        var rows = (await connection.QueryAsync($"{select} {database.Dialect.First}", asked, transaction))
            .Select(row => (IDictionary<string, object?>)row).ToArray();
        var changed = 0;
        foreach (var row in rows)
            foreach (var column in Columns)
                if (Anew(row[column], database.Vault) is { } anew)
                    changed += await connection.ExecuteAsync(
                        $"UPDATE {Table} SET {column} = @anew WHERE {Key} = @key{(Second is null ? "" : $" AND {Second} = @second")} AND {column} = @old",
                        new { anew, key = row[Key], second = Second is null ? null : row[Second], old = row[column] },
                        transaction);
        return (rows.Length, changed, rows.Length == 0 ? null : rows[^1][Key]);
    }

    private static object? Anew(object? stored, Vault vault) => stored switch
    {
        string { Length: > 0 } text when !text.StartsWith(vault.Beginnings().Text, StringComparison.Ordinal) => Sealed.ToStore(Sealed.Stored(text).Text, vault),
        byte[] { Length: > 0 } bytes when !bytes.AsSpan().StartsWith(vault.Beginnings().Content) => SealedContent.ToStore(SealedContent.Stored(bytes).Bytes, vault),
        _ => null,
    };
}
