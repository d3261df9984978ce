using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Handover.Pages;

/// <summary>What changed in a suite since an instant: who came and went, what was raised and broken, what was put right.</summary>
internal static class ShiftChanges
{
    // The entries that change how a child is held. Drinks, meals and visits are on the child's own page.
    private static readonly string[] Told =
    [
        .. new[]
        {
            EventKind.DetentionAuthorised, EventKind.RiskAssessed, EventKind.ObservationChanged, EventKind.HealthcareAttended,
            EventKind.StripSearched, EventKind.ForceUsed, EventKind.CellPlaced, EventKind.CellLeft, EventKind.WomanAssigned,
            EventKind.WomanUnassigned, EventKind.LeftForHospital, EventKind.ReturnedFromHospital, EventKind.LeftForOtherStation,
            EventKind.ArrivedAtStation, EventKind.ReviewHeld, EventKind.ReviewPostponed, EventKind.ExtensionAuthorised,
            EventKind.WarrantApplied, EventKind.WarrantGranted, EventKind.WarrantExtended, EventKind.WarrantRefused, EventKind.AaArrived,
            EventKind.AaLeft, EventKind.Charged, EventKind.BailGranted, EventKind.BailRefused, EventKind.AccommodationRequested,
            EventKind.AccommodationAnswered, EventKind.AccommodationWithdrawn, EventKind.CourtListed, EventKind.CertificateIssued,
            EventKind.Corrected,
        }.Select(kind => kind.TypeName()),
    ];

    private const string SelectCame = """
        SELECT arrived_at AS at, id AS detention_id, initials, custody_record_number AS number, 'Arrived' AS what
        FROM detentions WHERE force = @Force AND suite = @Suite AND arrived_at >= @since
        UNION ALL
        SELECT ended_at AS at, id AS detention_id, initials, custody_record_number AS number, 'Left' AS what
        FROM detentions WHERE force = @Force AND suite = @Suite AND ended_at >= @since
        """;

    private const string SelectTold = """
        SELECT e.occurred AS at, e.detention_id, d.initials, d.custody_record_number AS number, e.type AS what, e.source, e.event_id,
            CASE WHEN e.type IN (@Certificate, @Answer, @Review) THEN e.content END AS content
        FROM events e INNER JOIN detentions d ON d.id = e.detention_id
        WHERE e.force = @Force AND e.suite IN @senders AND e.received >= @since AND e.type IN @Told AND d.suite = @Suite
        """;

    private const string SelectPutRight = "SELECT DISTINCT e.detention_id FROM events e WHERE e.detention_id IN @ids AND e.type = @Corrected";

    private const string SelectRaised = """
        SELECT a.raised_at AS at, a.detention_id, d.initials, COALESCE(a.custody_record_number, a.suite) AS number, a.title AS what
        FROM alerts a LEFT JOIN detentions d ON d.id = a.detention_id
        WHERE a.force = @Force AND a.suite = @Suite AND a.raised_at >= @since AND a.step = 'due' AND a.state NOT IN ('muted', 'retracted')
            AND (d.ended_at IS NULL OR d.ended_at >= @since)
        """;

    /// <summary>What was entered, and the alerts that were raised about whoever was here: both the latest first.</summary>
    public static async Task<(IReadOnlyList<ShiftChange> Changes, IReadOnlyList<ShiftChange> Raised)> Read(
        DbConnection connection, SuiteCode suite, Instant since, Instant now)
    {
        // Any suite of the force may enter something on the suite's records.
        var senders = KnownSuites.Of([suite.Force]).Append(suite).Select(one => one.Suite).Distinct().ToArray();
        var asked = new
        {
            suite.Force,
            suite.Suite,
            senders,
            since,
            Told,
            Certificate = EventKind.CertificateIssued.TypeName(),
            Answer = EventKind.AccommodationAnswered.TypeName(),
            Review = EventKind.ReviewHeld.TypeName(),
        };
        var came = await connection.QueryAsync<Row>(SelectCame, asked);
        var told = (await connection.QueryAsync<Row>(SelectTold, asked)).AsList();
        var (entries, putRight) = await PutRight(connection, told.Select(row => row.DetentionId!).Distinct());
        return (
            LatestFirst(came.Concat(told.Select(row => row with { What = Said(row) }))),
            LatestFirst(await connection.QueryAsync<Row>(SelectRaised, asked)));

        // What was taken back or put right is not told as if it stood.
        string Said(Row row)
        {
            var said = entries.GetValueOrDefault((row.Source, row.EventId))?.Fact is Corrected { Corrects: var corrects } correction
                && entries.GetValueOrDefault((row.Source, corrects)) is { } wrong
                ? $"{TitleOf(row)}: {Lower(EventTitles.Of(wrong.Kind))} {LondonText.Time(wrong.Occurred, now)} is {HowPutRight(correction)}"
                : TitleOf(row);
            return putRight.TryGetValue((row.Source, row.EventId), out var by) ? $"{said} ({HowPutRight(by)} since)" : said;
        }
    }

    /// <summary>The entries of the records on which anything was put right, and the correction that counts of each that has one.</summary>
    private static async Task<(Dictionary<(string Source, string Id), CustodyEvent> Entries, Dictionary<(string Source, string Id), Corrected> PutRight)> PutRight(
        DbConnection connection, IEnumerable<string> detentions)
    {
        var (entries, putRight) = (new Dictionary<(string, string), CustodyEvent>(), new Dictionary<(string, string), Corrected>());
        foreach (var ids in detentions.Chunk(500))
            foreach (var id in (await connection.QueryAsync<string>(SelectPutRight, new { ids, Corrected = EventKind.Corrected.TypeName() })).AsList())
            {
                CustodyEvent[] record = [.. (await EventRow.ToldOf(connection, id)).Select(row => row.ToEvent())];
                foreach (var entry in record) entries[(entry.Source, entry.Id)] = entry;
                foreach (var (entry, by) in Corrections.InForce(record)) putRight[entry] = by;
            }
        return (entries, putRight);
    }

    private static string HowPutRight(Corrected correction) => correction.Action == CorrectionAction.Retract ? "taken back" : "put right";

    private static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];

    private static ShiftChange[] LatestFirst(IEnumerable<Row> rows) =>
        [.. rows.OrderByDescending(row => row.At).Select(row => new ShiftChange(row.At, row.DetentionId, row.Who, row.What))];

    private static string TitleOf(Row row)
    {
        var kind = EventKinds.Parse(row.What)!.Value;
        if (row.Content is null) return EventTitles.Of(kind);
        using var sent = JsonDocument.Parse(row.Content.Bytes);
        var data = sent.RootElement.TryGetProperty("data", out var told) ? told : default(JsonElement?);
        return kind == EventKind.ReviewHeld && data?.TryGetProperty("outcome", out var outcome) == true && outcome.ValueEquals("release")
            ? $"{EventTitles.Of(kind)}: release"
            : EventTitles.Of(kind, data);
    }

    private sealed record Row
    {
        public Instant At { get; init; }
        public string? DetentionId { get; init; }
        public Sealed? Initials { get; init; }
        public string Number { get; init; } = "";
        public string What { get; init; } = "";
        public string Source { get; init; } = "";
        public string EventId { get; init; } = "";

        /// <summary>Of a certificate, whose limb says what it is, of an answer about a place, which may ask for facts, and of a review, which may decide on release.</summary>
        public SealedContent? Content { get; init; }

        // Initials may be those of two children.
        public string Who => Initials is null ? Number : $"{Initials.Text}, {Number}";
    }
}
