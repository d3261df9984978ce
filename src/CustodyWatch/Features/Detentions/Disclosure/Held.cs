using System.Data.Common;
using System.Text.Json.Serialization;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>What is held about a child beside the entries of the record and its clocks: what was noted, decided and worked out.</summary>
public sealed record Held
{
    public required IReadOnlyList<AlertRow> Alerts { get; init; }
    public required IReadOnlyList<HeldAlertEntry> AlertEntries { get; init; }
    public required IReadOnlyList<HeldDelivery> Deliveries { get; init; }
    public required IReadOnlyList<SilenceRow> Silences { get; init; }
    public required IReadOnlyList<PlaceRequestRow> PlaceRequests { get; init; }
    public required IReadOnlyList<HeldLink> RequestLinks { get; init; }
    public required IReadOnlyList<HeldNotice> EarlyNotices { get; init; }
    public required IReadOnlyList<HeldCertificate> Certificates { get; init; }
    public required IReadOnlyList<HeldElsewhere> CertificatesElsewhere { get; init; }
    public required IReadOnlyList<HeldCountersignature> Countersignatures { get; init; }
    public required IReadOnlyList<HeldCard> ChildCards { get; init; }
    public required IReadOnlyList<HeldHandover> Handovers { get; init; }
    public required IReadOnlyList<HeldInspection> Inspections { get; init; }
    public required IReadOnlyList<HeldRefusal> Quarantine { get; init; }
    public required IReadOnlyList<HeldGrade> AuditGrades { get; init; }
    public required RetentionRow? Retention { get; init; }
    public required IReadOnlyList<HoldRow> Holds { get; init; }
    public required IReadOnlyList<RetentionDecisionRow> RetentionDecisions { get; init; }
    public required DetentionFigures? Figures { get; init; }
    public required IReadOnlyList<HeldNight> Nights { get; init; }
    public required IReadOnlyList<HeldQuestion> Questions { get; init; }

    /// <summary>Looks and changes; they have files of their own.</summary>
    [JsonIgnore]
    public IReadOnlyList<HeldLook> Looks { get; init; } = [];

    private const string SelectSilences = $"SELECT {SilenceRow.WithLift} WHERE d.force = @force AND d.detention_id = @id ORDER BY d.position";
    private const string SelectRequests = $"SELECT {PlaceRequestRow.Columns} FROM place_requests WHERE detention_id = @id ORDER BY asked_at, request_id";

    /// <summary>The tables that stand in no file, and why; the page says so too.</summary>
    internal static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["timers"] = "When the program looks at the record next: worked out from the clocks, and says nothing of you.",
        ["entry_marks"] = "Marks by which the program finds the same words in two records: they are made of the entries, and hold no words.",
    };

    public static Task<Held> Read(Database database, DetentionRow detention, CancellationToken cancel) =>
        database.Read((connection, transaction) => Read(connection, transaction, detention), cancel);

    private static async Task<Held> Read(DbConnection connection, DbTransaction transaction, DetentionRow detention)
    {
        var (id, force) = (detention.Id, detention.Force);
        async Task<IReadOnlyList<T>> All<T>(string select) => (await connection.QueryAsync<T>(select, new { id, force }, transaction)).AsList();
        var refused = await RefusedRow.Of(connection, transaction, detention);
        string[] subjects = [id, .. refused.Where(row => row.Content is not null).Select(row => "quarantine/" + row.Id)];
        return new Held
        {
            Alerts = await AlertRow.OfSubject(connection, id, transaction),
            AlertEntries = await All<HeldAlertEntry>(HeldAlertEntry.Select),
            Deliveries = await All<HeldDelivery>(HeldDelivery.Select),
            Silences = await All<SilenceRow>(SelectSilences),
            PlaceRequests = await All<PlaceRequestRow>(SelectRequests),
            RequestLinks = await All<HeldLink>(HeldLink.Select),
            EarlyNotices = await All<HeldNotice>(HeldNotice.Select),
            Certificates = [.. (await All<CertificateRow>(HeldCertificate.Select)).Select(HeldCertificate.Of)],
            CertificatesElsewhere = await All<HeldElsewhere>(HeldElsewhere.Select),
            Countersignatures = await All<HeldCountersignature>(HeldCountersignature.Select),
            ChildCards = await All<HeldCard>(HeldCard.Select),
            Handovers = await All<HeldHandover>(HeldHandover.Select),
            Inspections = await All<HeldInspection>(HeldInspection.Select),
            Quarantine = [.. refused.Select(HeldRefusal.Of)],
            AuditGrades = await All<HeldGrade>(HeldGrade.Select),
            Retention = await RetentionRow.Find(connection, id, transaction),
            Holds = await HoldRow.Of(connection, [id], transaction),
            RetentionDecisions = await RetentionDecisionRow.Of(connection, [id], transaction),
            Figures = (await FiguresRow.Find(connection, transaction, id))?.Figures,
            Nights = await All<HeldNight>(HeldNight.Select),
            Questions = await All<HeldQuestion>(HeldQuestion.Select),
            Looks = (await connection.QueryAsync<HeldLook>(HeldLook.Select, new { subjects }, transaction)).AsList(),
        };
    }
}
