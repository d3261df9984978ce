using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>What could not be delivered outside the screens, and sending it again.</summary>
public static class DeliveriesEndpoints
{
    private const string Select = $"""
        SELECT d.id, d.alert_id, d.position, d.channel, d.recipient, d.audience, d.message_id, d.attempts, d.created_at, d.attempted_at, d.outcome,
            a.force, a.suite, a.clock, a.step
        FROM deliveries d
        JOIN alerts a ON a.id = d.alert_id
        WHERE a.force IN @forces AND (d.outcome IN ('{DeliveryRow.GaveUp}', '{DeliveryRow.NobodyOnDuty}', '{DeliveryRow.ToBeRung}') OR d.outcome LIKE 'refused-%')
        """;

    private const string Undelivered = $"{Select} AND d.id > @after ORDER BY d.id";
    private const string One = $"{Select} AND d.id = @id";

    private const string Again = $"""
        UPDATE deliveries SET outcome = 'sent-again'
        WHERE id = @id AND (outcome = '{DeliveryRow.GaveUp}' OR outcome LIKE 'refused-%')
        """;

    public static void MapDeliveries(this IEndpointRouteBuilder app)
    {
        var deliveries = app.MapGroup("/api/v1/deliveries").RequireAuthorization(Policies.ManageSettings);
        deliveries.MapGet("/undelivered", List)
            .Answers<Page<UndeliveredRow>>("Messages outside the screens that nobody has had, and why: given up, refused, nobody on duty, or one who can only be rung.");
        deliveries.MapPost("/{id}/send-again", SendAgain)
            .Answers<SentAgain>("Sends a message again that was given up or refused.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(HttpContext http, Database database, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        return TypedResults.Ok(await Read(database, http.User.Caller(), paging, cancel));
    }

    internal static async Task<Page<UndeliveredRow>> Read(Database database, Caller caller, Paging paging, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var rows = (await connection.QueryAsync<UndeliveredRow>(
            $"{Undelivered} {database.Dialect.First}", new { forces = caller.Forces, after = paging.Text ?? "", take = paging.Limit + 1 })).AsList();
        return paging.Of(rows, row => row, row => row.Id);
    }

    internal static async Task<IResult> SendAgain(
        HttpContext http, string id, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var now = clock.Now();
        return await database.Write<IResult>(
            async (connection, transaction) =>
            {
                var before = await connection.QuerySingleOrDefaultAsync<UndeliveredRow>(
                    One, new { forces = http.User.Caller().Forces, id }, transaction);
                if (before is null) return Problem.Missing("There is no such message that waits to be sent again.");
                if (before.Recipient.Split('/') is ["rota", var turn] && before.MaySendAgain
                    && (await RotaRow.Find(connection, turn, transaction) is not { UntilAt: var until } || until <= now))
                    return Problem.Unprocessable("The turn of duty that this was for is over. Ring whoever is on duty now.");
                if (await connection.ExecuteAsync(Again, new { id }, transaction) == 0)
                    return Problem.Unprocessable("This was for nobody: nobody was on duty. Put somebody on the rota.");
                var again = new DeliveryRow
                {
                    Id = NewId.At(now),
                    AlertId = before.AlertId,
                    Position = before.Position,
                    Channel = before.Channel,
                    CreatedAt = now,
                    MessageId = before.MessageId,
                    Recipient = before.Recipient,
                    Audience = before.Audience,
                    NotBefore = now,
                };
                await again.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Disclosure, "deliveries/" + id, before.Force);
                return TypedResults.Ok(new SentAgain(again.Id));
            },
            cancel);
    }

    /// <summary>The attempt that is now to be made.</summary>
    public sealed record SentAgain(string Id);

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

        /// <summary>Whether it had somebody to go to.</summary>
        public bool MaySendAgain => Outcome is not (DeliveryRow.NobodyOnDuty or DeliveryRow.ToBeRung);
    }
}
