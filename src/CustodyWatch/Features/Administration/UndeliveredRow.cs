using System.Data.Common;
using System.Text.Json.Serialization;
using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>A message that nobody has had.</summary>
public sealed record UndeliveredRow
{
    public string Id { get; init; } = "";
    public string AlertId { get; init; } = "";
    public long Position { get; init; }
    public string Channel { get; init; } = "";
    public string Recipient { get; init; } = "";
    public string? Audience { get; init; }
    public string MessageId { get; init; } = "";
    public int Attempts { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant? AttemptedAt { get; init; }
    public string Outcome { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Clock { get; init; } = "";
    public string Step { get; init; } = "";

    /// <summary>Whether it is still tried.</summary>
    [JsonIgnore]
    public bool IsTried => Outcome == InVain;

    /// <summary>Whether it had somebody to go to.</summary>
    public bool MaySendAgain => !IsTried && Outcome is not (DeliveryRow.NobodyOnDuty or DeliveryRow.ToBeRung);

    // What stands for one that is still tried.
    private const string InVain = "tried-in-vain";

    private const string Select = $"""
        SELECT d.id, d.alert_id, d.position, d.channel, d.recipient, d.audience, d.message_id, d.attempts, d.created_at, d.attempted_at,
            COALESCE(d.outcome, '{InVain}') AS outcome, a.force, a.suite, a.clock, a.step
        FROM deliveries d
        JOIN alerts a ON a.id = d.alert_id
        WHERE a.force IN @forces
            AND (d.outcome IN ('{DeliveryRow.GaveUp}', '{DeliveryRow.NobodyOnDuty}', '{DeliveryRow.ToBeRung}') OR d.outcome LIKE '{DeliveryRow.RefusedBegins}%'
                OR (a.{AlertRow.Standing} AND d.channel <> '{Routing.Webhook}' AND {Late.InVain}))
        """;

    private const string Undelivered = $"{Select} AND d.id > @after ORDER BY d.id";
    private const string One = $"{Select} AND d.id = @id";

    public static async Task<Page<UndeliveredRow>> Read(Database database, Caller caller, Paging paging, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var rows = (await connection.QueryAsync<UndeliveredRow>(
            $"{Undelivered} {database.Dialect.First}", new { forces = caller.Forces, after = paging.Text ?? "", take = paging.Limit + 1, since = now - Late.Long })).AsList();
        return paging.Of(rows, row => row, row => row.Id);
    }

    public static Task<UndeliveredRow?> Find(DbConnection connection, DbTransaction transaction, Caller caller, string id, Instant now) =>
        connection.QuerySingleOrDefaultAsync<UndeliveredRow>(One, new { forces = caller.Forces, id, since = now - Late.Long }, transaction);

    /// <summary>The attempt that is now to be made.</summary>
    public DeliveryRow Again(Instant now) => new()
    {
        Id = NewId.At(now),
        AlertId = AlertId,
        Position = Position,
        Channel = Channel,
        CreatedAt = now,
        MessageId = MessageId,
        Recipient = Recipient,
        Audience = Audience,
        NotBefore = now,
    };
}
