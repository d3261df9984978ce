using System.Data.Common;
using System.Text;
using System.Text.Json;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Refusals;

/// <summary>What was refused of one record, with what became of it.</summary>
public sealed record RefusedRow
{
    public string Id { get; init; } = "";
    public Instant Received { get; init; }
    public string? Source { get; init; }
    public string PostedBy { get; init; } = "";
    public SealedContent Content { get; init; } = SealedContent.Empty;
    public Sealed Problem { get; init; } = "";
    public string State { get; init; } = "";
    public Instant? Decided { get; init; }
    public string? DecidedBy { get; init; }
    public Sealed? Reason { get; init; }

    private const string Select = """
        SELECT id, received, source, posted_by, content, problem, state, decided, decided_by, reason FROM quarantine WHERE force = @Force ORDER BY id
        """;

    /// <summary>What was refused belongs to the record that any of its values names, however badly it was made.</summary>
    public static async Task<IReadOnlyList<RefusedRow>> Of(DbConnection connection, DbTransaction transaction, DetentionRow detention) =>
        [.. (await connection.QueryAsync<RefusedRow>(Select, new { detention.Force }, transaction)).Where(row => row.Names(detention))];

    /// <summary>Whether it says itself that it is about another record, and names this one by the way.</summary>
    public bool IsOfAnother(DetentionRow detention)
    {
        var reader = new Utf8JsonReader(Content.Bytes, new JsonReaderOptions { MaxDepth = Content.Bytes.Length });
        while (reader.Read())
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("subject"))
                return reader.Read() && reader.TokenType == JsonTokenType.String && !IsNameOf(detention, TextOf(ref reader));
        return false;
    }

    private bool Names(DetentionRow detention)
    {
        var reader = new Utf8JsonReader(Content.Bytes, new JsonReaderOptions { MaxDepth = Content.Bytes.Length });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && IsNameOf(detention, TextOf(ref reader)))
                return true;
        return false;
    }

    private static bool IsNameOf(DetentionRow detention, string text) => text.Trim() == detention.CustodyRecordNumber || text == detention.Id;

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no text, and so the number of no record.
            return "";
        }
    }
}
