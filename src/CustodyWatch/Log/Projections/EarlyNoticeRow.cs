using System.Data.Common;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>Early word to an authority that a place may be needed tonight, for as long as it is news.</summary>
public sealed record EarlyNoticeRow
{
    public string DetentionId { get; init; } = "";
    public string Authority { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public Instant NoticedAt { get; init; }

    private const string Columns = "detention_id, authority, force, suite, custody_record_number, noticed_at";

    private const string InsertRow = $"""
        INSERT INTO early_notices ({Columns}) VALUES (@DetentionId, @Authority, @Force, @Suite, @CustodyRecordNumber, @NoticedAt)
        """;

    private const string DeleteRows = "DELETE FROM early_notices WHERE detention_id = @detentionId";

    private const string SelectOfAuthorities =
        $"SELECT {Columns} FROM early_notices WHERE authority IN @authorities ORDER BY noticed_at DESC, detention_id";

    public static async Task<IReadOnlyList<EarlyNoticeRow>> Of(DbConnection connection, IReadOnlyCollection<string> authorities) =>
        (await connection.QueryAsync<EarlyNoticeRow>(SelectOfAuthorities, new { authorities })).AsList();

    /// <summary>Replaces the rows of a record.</summary>
    public static void Replace(Writes writes, Record record, DetentionRow detention, Instant now)
    {
        if (!record.Events.Exists(entry => entry.Fact is AccommodationLikely)) return;
        writes.Add(DeleteRows, new { detentionId = record.DetentionId });
        writes.AddEach(InsertRow, [.. Standing(record.Known(now)).Select(notice => new EarlyNoticeRow
        {
            DetentionId = record.DetentionId,
            Authority = notice.Authority,
            Force = detention.Force,
            Suite = detention.Suite,
            CustodyRecordNumber = detention.CustodyRecordNumber,
            NoticedAt = notice.At,
        })]);
    }

    // Word that no place is needed, a request, or the child's leaving ends it.
    private static IEnumerable<(string Authority, Instant At)> Standing(IReadOnlyList<CustodyEvent> entries)
    {
        var standing = new Dictionary<string, Instant>(StringComparer.Ordinal);
        if (PlaceRequests.LeftAt(entries) is not null) return [];
        foreach (var entry in entries)
            switch (entry.Fact)
            {
                case AccommodationLikely likely: standing[likely.Authority] = entry.Occurred; break;
                case AccommodationUnlikely or BailGranted: standing.Clear(); break;
                case AccommodationRequested asked: standing.Remove(asked.Authority); break;
            }
        return standing.Select(notice => (notice.Key, notice.Value));
    }
}
