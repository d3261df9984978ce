using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>What waits for a duty desk, the longest overdue first, and what it was lately asked.</summary>
public sealed record DeskView
{
    private const int Most = 200;
    private static readonly Duration Lately = Duration.FromHours(48);

    // Nobody lawfully held is there for longer.
    private static readonly Duration Longest = Duration.FromDays(30);
    private static readonly string Declines = Vocabulary<AccommodationDecision>.Word(AccommodationDecision.Declined);

    private const string SelectSequence = """
        SELECT COALESCE(MAX(latest), 0) FROM (
            SELECT MAX(sequence) AS latest FROM alerts WHERE authority IN @authorities
            UNION ALL
            SELECT MAX(position) AS latest FROM alert_entries WHERE left_authority IN @authorities) happened
        """;

    public required IReadOnlyList<DeskRequest> Open { get; init; }
    public required IReadOnlyList<(EarlyNoticeRow Notice, string About, string Reason)> Notices { get; init; }
    public required IReadOnlyList<DeskRequest> Others { get; init; }

    /// <summary>What was declined last of each child who is still in police detention, and for whom nothing else was asked or said since.</summary>
    public required IReadOnlyList<DeskRequest> Declined { get; init; }

    public required long Sequence { get; init; }
    public required Instant Now { get; init; }

    /// <summary>The force of each child on the page.</summary>
    public IEnumerable<string> Forces => Open.Concat(Others).Concat(Declined).Select(request => request.Force).Concat(Notices.Select(said => said.Notice.Force));

    internal static async Task<DeskView> Read(Database database, Caller caller, Instant now, CancellationToken cancel)
    {
        var sequence = await SequenceOf(database, caller, cancel);
        var scope = RequestScope.Of(caller, null, null)!;
        var open = await RequestQueries.Read(database, new(scope, "open", null, null), new Paging(Most, null), cancel);
        var lately = await RequestQueries.Read(database, new(scope, null, now - Lately, null), new Paging(Most, null), cancel);
        var answered = await RequestQueries.Read(database, new(scope, "answered", now - Longest, null), new Paging(Most, null), cancel);
        // Of each child what was asked last: newest first.
        var declined = open.Concat(answered).OrderByDescending(row => row.AskedAt).DistinctBy(row => row.DetentionId).Where(row => row.Decision == Declines).ToArray();
        await using var connection = await database.Open(cancel);
        var notices = await EarlyNoticeRow.Of(connection, [.. caller.Authorities]);
        var others = lately.Where(row => row.IsClosed || row.Decision is not null).ToArray();
        var records = new Dictionary<string, Record>(StringComparer.Ordinal);
        foreach (var id in open.Concat(others).Concat(declined).Select(row => row.DetentionId).Concat(notices.Select(notice => notice.DetentionId)).Distinct())
            records[id] = await Record.OfId(connection, id);
        return new DeskView
        {
            Open = [.. open.OrderBy(row => row.ReplyDueAt).Select(row => DeskRequest.Of(row, records[row.DetentionId], now))],
            Others = [.. others.Select(row => DeskRequest.Of(row, records[row.DetentionId], now))],
            Declined = [.. declined.Select(row => DeskRequest.Of(row, records[row.DetentionId], now))],
            Notices = [.. notices.Select(notice => Said(notice, ShownToDesk.Of(records[notice.DetentionId].Known(now)), now))],
            Sequence = sequence,
            Now = now,
        };
    }

    internal static async Task<long> SequenceOf(Database database, Caller caller, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.ExecuteScalarAsync<long>(SelectSequence, new { authorities = caller.Authorities });
    }

    private static (EarlyNoticeRow, string, string) Said(EarlyNoticeRow notice, IReadOnlyList<CustodyEvent> entries, Instant now) =>
        (notice, RequestView.Child(Needs.Of(entries, now)),
            entries.Last<AccommodationLikely>(likely => likely.Authority == notice.Authority)?.Fact.Reason ?? "");
}
