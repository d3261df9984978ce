using System.Data.Common;
using System.Text.Json.Nodes;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Retention.Disposal;

/// <summary>
/// Takes the content of one record away from everywhere it stands. What is left: the links of the chain, each with its hash and its
/// place; who looked and when, without their words; grades of a case audit, without their notes; and sums that name nobody.
/// </summary>
internal static class Erasure
{
    private const string SelectEvents = "SELECT position, source, event_id FROM events WHERE detention_id = @id";
    private const string SelectCertificates = $"SELECT {CertificateRow.Columns} FROM certificates c WHERE c.detention_id = @id";

    private const string SelectGrades = "SELECT id, areas FROM audit_grades WHERE detention_id = @id";
    private const string UpdateGrade = "UPDATE audit_grades SET note = '', areas = @Areas WHERE id = @Id";
    internal const string ForgetReasons = "UPDATE access_log SET reason = NULL WHERE subject = @subject AND reason IS NOT NULL";
    private const string DeleteQuarantine = "DELETE FROM quarantine WHERE id = @id";

    // What refers to something goes before it.
    private const string DeleteAlertItems = "DELETE FROM handover_items WHERE kind = 'alert' AND reference IN (SELECT a.id FROM alerts a WHERE a.detention_id = @id)";
    private const string DeleteItems = "DELETE FROM handover_items WHERE kind = 'detention' AND reference = @id";
    private const string DeleteDeliveries = "DELETE FROM deliveries WHERE alert_id IN (SELECT a.id FROM alerts a WHERE a.detention_id = @id)";
    private const string DeleteAlertEntries = "DELETE FROM alert_entries WHERE alert_id IN (SELECT a.id FROM alerts a WHERE a.detention_id = @id)";
    private const string DeleteAlerts = "DELETE FROM alerts WHERE detention_id = @id";
    private const string DeleteCountersignatures = "DELETE FROM countersignatures WHERE certificate_id IN (SELECT c.id FROM certificates c WHERE c.detention_id = @id)";
    private const string DeleteRetracted = "DELETE FROM certificates_retracted WHERE detention_id = @id";
    private const string DeleteVoid = "DELETE FROM certificates_void WHERE detention_id = @id";
    private const string DeleteCertificates = "DELETE FROM certificates WHERE detention_id = @id";
    private const string DeleteElsewhere = "DELETE FROM certificates_elsewhere WHERE detention_id = @id";
    private const string DeleteLifts = "DELETE FROM silence_lifts WHERE silence_id IN (SELECT s.id FROM silences s WHERE s.detention_id = @id)";
    private const string DeleteSilences = "DELETE FROM silences WHERE detention_id = @id";
    private const string DeleteHoldLifts = "DELETE FROM hold_lifts WHERE hold_id IN (SELECT h.id FROM holds h WHERE h.detention_id = @id)";
    private const string DeleteHolds = "DELETE FROM holds WHERE detention_id = @id";
    private const string DeleteDecisions = "DELETE FROM retention_decisions WHERE detention_id = @id";
    private const string DeleteRetention = "DELETE FROM retention WHERE detention_id = @id";
    private const string DeleteInspections = "DELETE FROM inspections WHERE detention_id = @id";
    private const string DeleteCards = "DELETE FROM child_cards WHERE detention_id = @id";
    private const string DeleteLinks = "DELETE FROM request_links WHERE detention_id = @id";
    private const string DeleteRequests = "DELETE FROM place_requests WHERE detention_id = @id";
    private const string DeleteNotices = "DELETE FROM early_notices WHERE detention_id = @id";
    private const string DeleteNights = "DELETE FROM nights WHERE detention_id = @id";
    private const string DeleteMarks = "DELETE FROM entry_marks WHERE detention_id = @id";
    private const string DeleteQuestions = "DELETE FROM questions WHERE detention_id = @id";
    private const string DeleteTimers = "DELETE FROM timers WHERE detention_id = @id";
    private const string DeleteClocks = "DELETE FROM clocks WHERE detention_id = @id";
    private const string DeleteEvents = "DELETE FROM events WHERE detention_id = @id";
    private const string DeleteDetention = "DELETE FROM detentions WHERE id = @id";

    private static readonly string[] Deletes =
    [
        DeleteAlertItems, DeleteItems, DeleteDeliveries, DeleteAlertEntries, DeleteAlerts, DeleteCountersignatures, DeleteRetracted, DeleteVoid, DeleteCertificates,
        DeleteElsewhere, DeleteLifts, DeleteSilences, DeleteHoldLifts, DeleteHolds, DeleteDecisions, DeleteRetention, DeleteInspections,
        DeleteCards, DeleteLinks, DeleteRequests, DeleteNotices, DeleteNights, DeleteMarks, DeleteQuestions, DeleteTimers, DeleteClocks, DeleteEvents, DeleteDetention,
    ];

    /// <summary>What is kept of the links that are about to lose their content, and of certificates.</summary>
    public static async Task<(IReadOnlyList<DisposedLink> Links, IReadOnlyList<DisposedCertificate> Certificates)> Remains(
        DbConnection connection, DbTransaction transaction, string id, IReadOnlyList<long> positions)
    {
        var events = (await connection.QueryAsync<EventRow>(SelectEvents, new { id }, transaction)).ToDictionary(one => one.Position);
        var certificates = await connection.QueryAsync<CertificateRow>(SelectCertificates, new { id }, transaction);
        return (
            [
                .. positions.Select(position => new DisposedLink
                {
                    Position = position,
                    IdentityHash = events.GetValueOrDefault(position) is { } one ? DisposedLink.Identity(one.Source, one.EventId) : null,
                }),
            ],
            [
                .. certificates.Select(one => new DisposedCertificate
                {
                    Number = one.Number,
                    CodeHash = DisposedCertificate.HashOf(one.VerificationCode),
                    ContentHash = one.ContentHash,
                    Status = one.Status,
                }),
            ]);
    }

    public static async Task Erase(DbConnection connection, DbTransaction transaction, DetentionRow detention, Instant now)
    {
        var id = detention.Id;
        await FiguresRow.Dispose(connection, transaction, id, now);
        await DisposedRequestsRow.Keep(connection, transaction, id);
        foreach (var delete in Deletes) await connection.ExecuteAsync(delete, new { id }, transaction);
        await connection.ExecuteAsync(ForgetReasons, new { subject = id }, transaction);
        foreach (var (grade, areas) in await connection.QueryAsync<(string, Sealed)>(SelectGrades, new { id }, transaction))
            await connection.ExecuteAsync(UpdateGrade, new { Id = grade, Areas = (Sealed)WithoutWords(areas.Text) }, transaction);
        foreach (var refused in await RefusedRow.IdsOf(connection, transaction, detention))
        {
            await connection.ExecuteAsync(DeleteQuarantine, new { id = refused }, transaction);
            await connection.ExecuteAsync(ForgetReasons, new { subject = "quarantine/" + refused }, transaction);
        }
    }

    private static string WithoutWords(string areas)
    {
        var graded = JsonNode.Parse(areas)!.AsObject();
        foreach (var area in graded.Select(one => one.Value).OfType<JsonObject>())
            foreach (var words in area.Select(field => field.Key).Where(name => !name.Equals("grade", StringComparison.OrdinalIgnoreCase)).ToArray())
                area[words] = "";
        return graded.ToJsonString();
    }
}
