using System.Data.Common;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using Dapper;
using NodaTime;

namespace CustodyWatch.Delivery;

/// <summary>
/// One attempt to reach somebody about an alert, or the next one to be made. The screens have one row a message, told again until
/// it is known to have gone; outside the screens each attempt is a row of its own.
/// </summary>
public sealed record DeliveryRow
{
    /// <summary>To the screens that are open.</summary>
    public const string LiveChannel = "live";

    /// <summary>The channel, and what came of it, of a row that says on whose screen an alert stood drawn.</summary>
    public const string ScreenChannel = "screen", Seen = "seen";

    /// <summary>
    /// What came of telling the screens: one at least was connected to the node that told them, or none was. That it was delivered only
    /// a screen can say that has shown it.
    /// </summary>
    public const string ToldScreens = "told", NoScreenHere = "no-screen-here";

    /// <summary>Every attempt that the schedule allows was made.</summary>
    public const string GaveUp = "gave-up";

    /// <summary>How every word begins for what is never taken as it stands.</summary>
    public const string RefusedBegins = "refused-";

    /// <summary>No node had the setting to send it by; it goes once one has, while it is still news.</summary>
    public const string NotConfigured = RefusedBegins + "not-configured";

    /// <summary>Sent once more: another row says what came of that.</summary>
    public const string SentAgain = "sent-again";

    /// <summary>What came of a message for an audience that has nobody: nobody is on duty, or whoever is can only be rung.</summary>
    public const string NobodyOnDuty = "nobody-on-duty", ToBeRung = "to-be-rung";

    /// <summary>
    /// What stands for an audience whose message was refused or given up and whom nobody else was told for; the row that was refused
    /// keeps its own word.
    /// </summary>
    public const string NobodyReached = "nobody-reached";

    /// <summary>What stands for a message that is owed no more, because somebody of its audience knows or the alert is no longer theirs.</summary>
    public static readonly IReadOnlyList<string> CallsOff = [Seen, AlertRow.Word(AlertState.Acknowledged), AlertDecision.PassedOn];

    /// <summary>Every word of what found nobody, as a list of a statement.</summary>
    public const string FoundNobody = $"'{NobodyOnDuty}', '{ToBeRung}', '{NobodyReached}'";

    /// <summary>Whether a row d is of what its alert a said last, of the rows of a statement.</summary>
    public const string IsSaidLast = $"d.position = (SELECT MAX(s.position) FROM deliveries s WHERE s.alert_id = a.id AND s.channel = '{LiveChannel}')";

    /// <summary>The same, where no higher step of its cycle that stands owes its audience anything: what that says is all there is to say.</summary>
    public const string IsLatest = $"""
        {IsSaidLast}
                AND NOT EXISTS (SELECT 1 FROM alerts h
                    JOIN deliveries o ON o.alert_id = h.id
                    WHERE h.subject = a.subject AND h.clock = a.clock AND h.clock_sequence = a.clock_sequence AND h.step_rank > a.step_rank
                        AND h.{AlertRow.Standing} AND o.audience = d.audience)
        """;

    /// <summary>A row made later than now by this was made before the clock was set back: by more than the clocks of two nodes differ.</summary>
    public static readonly Duration SetBack = Duration.FromMinutes(2);

    public string Id { get; init; } = "";
    public string AlertId { get; init; } = "";
    public long Position { get; init; }
    public string Channel { get; init; } = "";
    public Instant CreatedAt { get; init; }

    /// <summary>How often the message was tried.</summary>
    public int Attempts { get; init; }

    public Instant? AttemptedAt { get; init; }
    public Instant? DeliveredAt { get; init; }
    public string? MessageId { get; init; }
    public string? Recipient { get; init; }

    /// <summary>The word of the audience it stands for, so that it can be called off when somebody of that audience has seen the alert.</summary>
    public string? Audience { get; init; }

    public Instant? NotBefore { get; init; }
    public string? Outcome { get; init; }
    public string? ReceiverId { get; init; }

    /// <summary>Whether its audience has had it, or had seen it before it went.</summary>
    public bool IsHad => DeliveredAt is not null || Outcome == Seen || Outcome == AlertRow.Word(AlertState.Acknowledged);

    /// <summary>Whether it is for the same person and audience as the other.</summary>
    public bool IsForTheSameAs(DeliveryRow other) => Recipient == other.Recipient && Audience == other.Audience;

    /// <summary>Whether it is on its way, or will be.</summary>
    public bool Waits => Outcome is null;

    /// <summary>Whether it stands for an audience that has nobody.</summary>
    public bool HasNobody => Outcome is NobodyOnDuty or ToBeRung or NobodyReached;

    /// <summary>Whether it went to somebody and never will reach them.</summary>
    public bool IsLost => Outcome == GaveUp || Outcome?.StartsWith(RefusedBegins, StringComparison.Ordinal) == true;

    public const string Columns = """
        id, alert_id, position, channel, created_at, attempts, attempted_at, delivered_at, message_id, recipient, audience, not_before,
        outcome, receiver_id
        """;

    private const string InsertRow = $"""
        INSERT INTO deliveries ({Columns})
        VALUES (@Id, @AlertId, @Position, @Channel, @CreatedAt, @Attempts, @AttemptedAt, @DeliveredAt, @MessageId, @Recipient,
            @Audience, @NotBefore, @Outcome, @ReceiverId)
        """;

    private const string InsertSight = $"""
        INSERT INTO deliveries (id, alert_id, position, channel, created_at, attempts, attempted_at, delivered_at, recipient, outcome)
        SELECT @id, @alertId, @position, '{ScreenChannel}', @now, 1, @now, @now, @recipient, '{Seen}'
        WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE alert_id = @alertId AND position = @position AND recipient = @recipient)
        """;

    private const string MarkTold = """
        UPDATE deliveries SET attempts = attempts + 1, attempted_at = @now, outcome = @outcome WHERE id IN @ids
        """;

    // What was for nobody may still go to whoever comes on duty; what is on its way says itself how it ended, and is not tried again.
    private const string CallOffRows = $"""
        UPDATE deliveries SET outcome = @outcome
        WHERE alert_id = @alertId AND position <= @upTo AND audience IS NOT NULL AND (@audience IS NULL OR audience = @audience)
            AND (outcome IS NULL OR outcome IN ({FoundNobody}))
        """;

    private const string MarkReached = $"""
        UPDATE deliveries SET outcome = @outcome
        WHERE alert_id = @alertId AND position = @position AND audience = @audience AND outcome = '{NobodyReached}'
        """;

    private const string MarkSentAgain = $"""
        UPDATE deliveries SET outcome = '{SentAgain}'
        WHERE id = @id AND (outcome = '{GaveUp}' OR outcome LIKE '{RefusedBegins}%')
        """;

    private const string MarkBegunAgain = $"""
        UPDATE deliveries SET outcome = '{SentAgain}'
        WHERE alert_id = @AlertId AND message_id = @MessageId AND (outcome = '{GaveUp}' OR outcome LIKE '{RefusedBegins}%')
        """;

    private const string SelectSpoken = $"SELECT {Columns} FROM deliveries WHERE alert_id = @alertId AND position = @position ORDER BY id";

    private const string SelectLastSpoke = $"SELECT MAX(position) FROM deliveries WHERE alert_id = @alertId AND channel = '{LiveChannel}'";

    private const string SelectAlerts = $"SELECT {Columns} FROM deliveries WHERE alert_id IN @alertIds ORDER BY id";

    public static DeliveryRow Live(string alertId, long position, Instant now) => new()
    {
        Id = NewId.At(now),
        AlertId = alertId,
        Position = position,
        Channel = LiveChannel,
        CreatedAt = now,
    };

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>Keeps, once, that what an alert said when it spoke at a feed number stood drawn on somebody's screen.</summary>
    public static Task SeenBy(DbConnection connection, DbTransaction transaction, string alertId, long position, string userId, Instant now) =>
        connection.ExecuteAsync(InsertSight, new { id = NewId.At(now), alertId, position, recipient = "user/" + userId, now }, transaction);

    public static async Task Told(
        DbConnection connection, DbTransaction transaction, IReadOnlyCollection<string> ids, string outcome, Instant now)
    {
        // However many fell due while the service did not run: SQL Server takes no more than 2,100 parameters in a statement.
        foreach (var some in ids.Chunk(500)) await connection.ExecuteAsync(MarkTold, new { ids = some, outcome, now }, transaction);
    }

    /// <summary>
    /// Calls off what an alert still owed an audience, every person when none is named, when it stood at a feed number: an alert that
    /// has changed since it spoke is the same alert.
    /// </summary>
    public static Task CallOff(
        DbConnection connection, DbTransaction transaction, string alertId, long upTo, string? audience, string outcome) =>
        connection.ExecuteAsync(CallOffRows, new { alertId, upTo, audience, outcome }, transaction);

    /// <summary>Somebody of an audience has had what an alert said when it spoke at a feed number: it waits for nobody else.</summary>
    public static Task Reached(
        DbConnection connection, DbTransaction transaction, string alertId, long position, string audience, string outcome) =>
        connection.ExecuteAsync(MarkReached, new { alertId, position, audience, outcome }, transaction);

    /// <summary>Another attempt is made of one that was given up or refused: whether it was either.</summary>
    public static async Task<bool> SendAgain(DbConnection connection, DbTransaction transaction, string id) =>
        await connection.ExecuteAsync(MarkSentAgain, new { id }, transaction) == 1;

    /// <summary>Inserts this row. If it repeats a message that was given up or refused, that earlier row is marked as sent again.</summary>
    public async Task BeginAgain(DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync(MarkBegunAgain, this, transaction);
        await Insert(connection, transaction);
    }

    /// <summary>Everything that was owed for one speaking of an alert.</summary>
    public static async Task<IReadOnlyList<DeliveryRow>> Spoken(DbConnection connection, DbTransaction transaction, string alertId, long position) =>
        (await connection.QueryAsync<DeliveryRow>(SelectSpoken, new { alertId, position }, transaction)).AsList();

    /// <summary>The feed number at which an alert last spoke.</summary>
    public static Task<long?> LastSpoke(DbConnection connection, DbTransaction transaction, string alertId) =>
        connection.ExecuteScalarAsync<long?>(SelectLastSpoke, new { alertId }, transaction);

    public static async Task<ILookup<string, DeliveryRow>> OfAlerts(DbConnection connection, IReadOnlyCollection<string> alertIds) =>
        (await connection.QueryAsync<DeliveryRow>(SelectAlerts, new { alertIds })).ToLookup(row => row.AlertId);
}
