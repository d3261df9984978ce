using System.Data.Common;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>A message that is to be sent now, with what it says and to whom it goes. It says nothing that describes a child.</summary>
public sealed record OwedMessage
{
    public string Id { get; init; } = "";
    public string MessageId { get; init; } = "";
    public string AlertId { get; init; } = "";
    public long Position { get; init; }
    public string Channel { get; init; } = "";
    public string Recipient { get; init; } = "";
    public string? Audience { get; init; }

    /// <summary>How many attempts of its schedule were made before this one.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the message was tried before this, by a schedule that somebody has begun again too.</summary>
    public int TriedBefore { get; init; }

    /// <summary>How many other messages the alert had made by this channel when it spoke: one phone may be on duty in two roles.</summary>
    public int Beside { get; init; }

    /// <summary>When the alert spoke: of every attempt the same, so that a message sent again is the same message.</summary>
    public Instant SpokeAt { get; init; }

    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string? Authority { get; init; }
    public string? CustodyRecordNumber { get; init; }
    public string Clock { get; init; } = "";
    public string Step { get; init; } = "";
    public string Severity { get; init; } = "";
    public string State { get; init; } = "";

    /// <summary>Why the alert stands as it does.</summary>
    public string Reason { get; init; } = "";

    public string Title { get; init; } = "";
    public Instant? DueAt { get; init; }

    /// <summary>What came of it, where it waits for somebody to come.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether the alert stands.</summary>
    public bool IsLive => AlertRow.Stands(State);

    /// <summary>Longer than any sending takes.</summary>
    private static readonly Duration Abandoned = Duration.FromMinutes(1);

    /// <summary>
    /// How long a node leaves what it has no setting for to one that has, which looks every few seconds. It is over before what is owed
    /// counts as late.
    /// </summary>
    private static readonly Duration LeftToOthers = Duration.FromSeconds(30);

    /// <summary>How long what no node could send is still looked for: as long as a system is tried.</summary>
    private static readonly Duration StillNews = Duration.FromHours(42);

    private const string Message = """
        d.id, d.message_id, d.alert_id, d.position, d.channel, d.recipient, d.audience,
            d.attempts - CASE WHEN d.attempted_at IS NULL THEN 0 ELSE 1 END AS attempts,
            (SELECT COUNT(*) FROM deliveries o
            WHERE o.alert_id = d.alert_id AND o.message_id = d.message_id AND o.id <> d.id AND o.attempted_at IS NOT NULL) AS tried_before,
            (SELECT COUNT(DISTINCT o.message_id) FROM deliveries o
            WHERE o.alert_id = d.alert_id AND o.channel = d.channel AND o.position = d.position AND o.message_id < d.message_id) AS beside,
            e.at AS spoke_at, a.force, a.suite, a.authority,
            a.custody_record_number, a.clock, a.step, a.severity, a.state, a.reason, a.title, a.due_at, d.outcome
        FROM deliveries d
        JOIN alerts a ON a.id = d.alert_id
        JOIN alert_entries e ON e.position = d.position
        """;

    // NULLIF keeps the planner from reading all that a channel ever carried: what is owed is few.
    private const string InLane = "NULLIF(d.channel, '') IN @Channels AND (@Only IS NULL OR d.recipient = @Only) AND d.recipient NOT IN @Except";

    // Of a cycle only its highest step is still news, and of an alert what it said last.
    private const string IsNews = $"""
        a.{AlertRow.Standing} AND a.reason <> @hushed
            AND {DeliveryRow.IsLatest}
        """;

    // Whoever was tried in vain, by a schedule that was begun again too, waits for those who have had no word of it yet.
    private const string IsTriedBefore = """
        CASE WHEN d.attempts > 0 OR EXISTS (SELECT 1 FROM deliveries o
            WHERE o.alert_id = d.alert_id AND o.channel = d.channel AND o.position = d.position AND o.recipient = d.recipient
                AND o.attempts > 0 AND o.id <> d.id) THEN 1 ELSE 0 END
        """;

    private const string Gravity = "CASE a.severity WHEN 'critical' THEN 0 WHEN 'urgent' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END";

    // What was kept at an instant that is still to come was kept before the clock was set back: how long it has waited nobody knows.
    // Whoever is not there needs no setting.
    private const string Due = $"""
        SELECT {Message}
        WHERE d.outcome IS NULL AND d.attempted_at IS NULL AND {InLane}
            AND (d.not_before <= @leftTo OR (d.not_before <= @now AND d.recipient = @nobody) OR d.created_at > @ahead)
        ORDER BY {IsTriedBefore}, {Gravity}, d.not_before, d.position, d.recipient
        """;

    private const string Unfinished = $"""
        SELECT {Message}
        WHERE d.outcome IS NULL AND (d.attempted_at <= @before OR d.attempted_at > @ahead) AND d.not_before IS NOT NULL AND {InLane}
        ORDER BY d.not_before, d.position, d.recipient
        """;

    // A person only as long as nobody of their audience has it: what stands for them says so.
    private const string NeverSent = $"""
        SELECT {Message}
        WHERE d.outcome = '{DeliveryRow.NotConfigured}' AND d.attempted_at > @since AND {InLane}
            AND (d.audience IS NULL OR (EXISTS (SELECT 1 FROM deliveries t
                    WHERE t.alert_id = d.alert_id AND t.position = d.position AND t.audience = d.audience AND t.outcome = '{DeliveryRow.NobodyReached}')
                AND {IsNews}))
        ORDER BY d.not_before, d.position, d.recipient
        """;

    // By way of the alerts that stand, however many found nobody in years. Where somebody was on duty and had nothing, it is for whoever
    // was not tried yet (a turn stands after 'rota/'), and after a while for whoever was tried in vain. An authority's contact by night
    // comes on duty where that by day goes, and no row of the rota says so.
    private const string Unheard = $"""
        SELECT {Message}
        WHERE {IsNews} AND NULLIF(d.outcome, '') IN ({DeliveryRow.FoundNobody})
            AND (EXISTS (SELECT 1 FROM rota r
                    WHERE r.audience = d.audience AND {RotaRow.IsNow}
                        AND (r.authority = a.authority OR (r.force = a.force AND (r.suite IS NULL OR r.suite = a.suite)))
                        AND (d.outcome <> '{DeliveryRow.NobodyReached}' OR NOT EXISTS (SELECT 1 FROM deliveries t
                            WHERE t.alert_id = d.alert_id AND t.position = d.position AND t.audience = d.audience
                                AND SUBSTRING(t.recipient, 6, 36) = r.id)))
                OR (d.audience IN ({OnDuty.OfAuthorities})
                    AND EXISTS (SELECT 1 FROM authority_changes c WHERE c.code = a.authority AND c.changed_at > d.created_at))
                OR (d.audience IN ({OnDuty.ByDayAndNight}) AND NOT EXISTS (SELECT 1 FROM deliveries t
                    WHERE t.alert_id = d.alert_id AND t.position = d.position AND t.audience = d.audience AND t.recipient LIKE @contact))
                OR (d.outcome = '{DeliveryRow.NobodyReached}' AND d.created_at <= @again
                    AND EXISTS (SELECT 1 FROM deliveries g
                        WHERE g.alert_id = d.alert_id AND g.position = d.position AND g.audience = d.audience AND g.outcome = '{DeliveryRow.GaveUp}')))
            AND (d.position > @position OR (d.position = @position AND d.id > @id))
        ORDER BY d.position, d.id
        """;

    private const string CountLatest = $"SELECT COUNT(*) FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.id = @Id AND {DeliveryRow.IsLatest}";

    private const string PassOnRow = $"UPDATE deliveries SET outcome = @passedOn WHERE id = @Id AND outcome IN ({DeliveryRow.FoundNobody})";

    private const string SendAgainRow = $"UPDATE deliveries SET outcome = '{DeliveryRow.SentAgain}' WHERE id = @Id AND outcome = '{DeliveryRow.NotConfigured}'";

    private const string ClaimRow = """
        UPDATE deliveries SET attempts = attempts + 1, attempted_at = @now WHERE id = @Id AND outcome IS NULL AND attempted_at IS NULL
        """;

    // What was called off while it was on its way.
    private const string SelectCalledOff = "SELECT outcome FROM deliveries WHERE id = @Id AND outcome IN @words";

    private const string SettleRow = """
        UPDATE deliveries SET outcome = @outcome, delivered_at = @deliveredAt, receiver_id = @ReceiverId
        WHERE id = @Id AND (outcome IS NULL OR outcome = @calledOff)
        """;

    public static async Task<IReadOnlyList<OwedMessage>> ToSend(
        DbConnection connection, Dialect dialect, Lane lane, Instant now, int take) =>
        (await connection.QueryAsync<OwedMessage>(
            $"{Due} {dialect.First}",
            new
            {
                now,
                leftTo = lane.IsSet ? now : now - LeftToOthers,
                nobody = OnDuty.Nobody.Recipient,
                ahead = now + DeliveryRow.SetBack,
                take,
                lane.Channels,
                lane.Only,
                lane.Except,
            })).AsList();

    /// <summary>Those that somebody began to send and never finished: whether they went, nobody knows.</summary>
    public static async Task<IReadOnlyList<OwedMessage>> Unended(
        DbConnection connection, Dialect dialect, Lane lane, Instant now, int take) =>
        (await connection.QueryAsync<OwedMessage>(
            $"{Unfinished} {dialect.First}",
            new { before = now - Abandoned, ahead = now + DeliveryRow.SetBack, take, lane.Channels, lane.Only, lane.Except })).AsList();

    /// <summary>Those that no node had the setting to send, and that somebody still waits for.</summary>
    public static async Task<IReadOnlyList<OwedMessage>> Unsent(DbConnection connection, Dialect dialect, Lane lane, Instant now, int take) =>
        (await connection.QueryAsync<OwedMessage>(
            $"{NeverSent} {dialect.First}",
            new { since = now - StillNews, take, hushed = Hush.Reason, lane.Channels, lane.Only, lane.Except })).AsList();

    /// <summary>Those that found nobody, of alerts that stand, for whom somebody may be reached now; the next after one of them.</summary>
    public static async Task<IReadOnlyList<OwedMessage>> WithSomebodyNow(
        DbConnection connection, Dialect dialect, OwedMessage? after, Instant now, int take) => (await connection.QueryAsync<OwedMessage>(
            $"{Unheard} {dialect.First}",
            new
            {
                now,
                take,
                hushed = Hush.Reason,
                again = now - Retries.BegunAgain,
                contact = OnDuty.ContactNow(now),
                position = after?.Position ?? 0,
                id = after?.Id ?? "",
            })).AsList();

    /// <summary>Whether it is what its alert said last, and no higher step of the cycle is owed to its audience.</summary>
    public async Task<bool> IsLatest(DbConnection connection) => await connection.ExecuteScalarAsync<long>(CountLatest, new { Id }) == 1;

    /// <summary>Whether what found nobody is ours to pass on.</summary>
    public async Task<bool> IsPassedOn(DbConnection connection, DbTransaction transaction) => await connection.ExecuteAsync(
        PassOnRow, new { Id, passedOn = Sent.PassedOn.Outcome }, transaction) == 1;

    /// <summary>Has what no node could send sent now, in the place of the attempt that was none.</summary>
    public async Task SendAgain(DbConnection connection, DbTransaction transaction, Instant now)
    {
        if (await connection.ExecuteAsync(SendAgainRow, new { Id }, transaction) == 1) await Next(Attempts, now, now).Insert(connection, transaction);
    }

    /// <summary>Whether somebody was to have it and will not.</summary>
    public bool IsLost(Sent sent) => Channel != Routing.Webhook && (sent.IsRefused || IsGivenUp(sent));

    /// <summary>Whether this was the last attempt, and in vain.</summary>
    public bool IsGivenUp(Sent sent) => !sent.IsDelivered && !sent.IsFinal && Retries.After(Channel, Attempts + 1) is null;

    /// <summary>Whether it is ours to send.</summary>
    public async Task<bool> IsClaimed(DbConnection connection, DbTransaction transaction, Instant now) =>
        await connection.ExecuteAsync(ClaimRow, new { Id, now }, transaction) == 1;

    /// <summary>
    /// Writes what came of it; when that was nothing and there is to be another attempt, the next one's row, which says so when it was
    /// called off meanwhile. Whether anything follows from it: nobody had written it before, and nobody had called it off.
    /// </summary>
    public async Task<bool> Settle(DbConnection connection, DbTransaction transaction, Sent sent, Instant now)
    {
        var next = sent.IsDelivered || sent.IsFinal ? null : Retries.After(Channel, Attempts + 1);
        var outcome = IsGivenUp(sent) ? DeliveryRow.GaveUp : sent.Outcome;
        var deliveredAt = sent.IsDelivered ? now : (Instant?)null;
        string? calledOff = null;
        if (!await IsWritten())
        {
            calledOff = await connection.ExecuteScalarAsync<string?>(SelectCalledOff, new { Id, words = DeliveryRow.CallsOff }, transaction);
            if (calledOff is null || !await IsWritten()) return false;
        }
        if (next is not { } wait) return calledOff is null;
        await (Next(Attempts + 1, now, now + wait) with { Outcome = calledOff }).Insert(connection, transaction);
        return calledOff is null;

        async Task<bool> IsWritten() =>
            await connection.ExecuteAsync(SettleRow, new { Id, outcome, deliveredAt, sent.ReceiverId, calledOff }, transaction) == 1;
    }

    private DeliveryRow Next(int attempts, Instant now, Instant notBefore) => new()
    {
        Id = NewId.At(now),
        AlertId = AlertId,
        Position = Position,
        Channel = Channel,
        CreatedAt = now,
        Attempts = attempts,
        MessageId = MessageId,
        Recipient = Recipient,
        Audience = Audience,
        NotBefore = notBefore,
    };
}
