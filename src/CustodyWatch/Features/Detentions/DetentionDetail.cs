using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions;

/// <summary>One custody record.</summary>
public sealed record DetentionDetail(
    string Id,
    string CustodyRecordNumber,
    string Force,
    string Suite,
    string Status,
    string? Initials,
    int? Age,
    string? Sex,
    bool LookedAfter,
    Pace.Custody.Route? Route,
    Instant? ArrivedAt,
    Instant? RelevantTime,
    Instant? AuthorisedAt,
    Instant? ChargedAt,
    Instant? EndedAt,
    string? Cell,
    Child? Child,
    IReadOnlyList<Offence> Offences,
    IReadOnlyList<Offence> Charges,
    ClockView? Next,
    int Breaches,
    long OpenAlerts,
    long Version)
{
    public static Task<DetentionDetail> Read(Database database, string id, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var record = await Log.Record.OfId(connection, id, transaction);
            var sheet = record.Clocks(now);
            var detention = DetentionRow.Of(record, sheet);
            var standing = new Standing(detention, [.. sheet.Current.Select(clock => ClockRow.Of(id, clock))]);
            var alerts = await Log.Projections.OpenAlerts.Of(connection, transaction, [id]);
            var summary = DetentionSummary.Of(standing, alerts.GetValueOrDefault(id), now);
            var arrived = sheet.Record.Arrived;
            return new DetentionDetail(
                id, detention.CustodyRecordNumber, detention.Force, detention.Suite, detention.Status, detention.Initials?.Text, summary.Age,
                detention.Sex, detention.LookedAfter, arrived?.Route, detention.ArrivedAt, sheet.Record.RelevantTime,
                detention.AuthorisedAt, detention.ChargedAt, detention.EndedAt, detention.Cell, arrived?.Child,
                arrived?.Offences ?? [],
                [.. sheet.Record.Events.Select(one => one.Fact).OfType<Charged>().SelectMany(charge => charge.Offences)],
                summary.Next, summary.Breaches, summary.OpenAlerts, detention.Version);
        },
        cancel);
}
