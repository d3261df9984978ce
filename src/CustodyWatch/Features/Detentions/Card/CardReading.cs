using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Card;

/// <summary>A child's card with what is known of the one they were given.</summary>
public sealed record CardView(DetentionRow Detention, ChildCard Card, Instant Now)
{
    /// <summary>The card the child holds.</summary>
    public CardRow? Given { get; init; }

    /// <summary>Something on the card they hold is no longer so.</summary>
    public bool IsOutOfDate { get; init; }

    public long AlertSequence { get; init; }

    public required IReadOnlyList<(string Code, string Name)> Languages { get; init; }

    public string Name => Detention.Initials?.Text ?? Detention.CustodyRecordNumber;
}

/// <summary>Writes a child's card as it is true now, and remembers the ones that were given.</summary>
public sealed class CardReading(Database database, CardText texts, AccessLog access, IClock clock)
{
    /// <summary>Null while nobody has said that the child has arrived.</summary>
    public async Task<CardView?> Read(DetentionRow detention, string? language, CancellationToken cancel)
    {
        var now = clock.Now();
        var alerts = await SuiteAlerts.Read(database, detention.SuiteCode, cancel);
        await using var connection = await database.Open(cancel);
        var sheet = (await Log.Record.OfId(connection, detention.Id)).Clocks(now);
        if (sheet.Record.Arrived is null) return null;
        var given = await CardRow.Latest(connection, database.Dialect.First, detention.Id);
        return new CardView(detention, Write(sheet, language ?? given?.Language), now)
        {
            Given = given,
            IsOutOfDate = IsOutOfDate(given, sheet),
            AlertSequence = alerts.Sequence,
            Languages = texts.Names,
        };
    }

    /// <summary>The card a child holds, when something on it is no longer so.</summary>
    public async Task<CardRow?> OutOfDate(DbConnection connection, string detentionId, ClockSheet sheet) =>
        await CardRow.Latest(connection, database.Dialect.First, detentionId) is { } given && IsOutOfDate(given, sheet) ? given : null;

    /// <summary>Remembers that the card on the screen was given to the child.</summary>
    public async Task Give(HttpContext http, CardView view, CancellationToken cancel)
    {
        var row = new CardRow
        {
            Id = NewId.At(view.Now),
            DetentionId = view.Detention.Id,
            Language = view.Card.Language,
            Digest = view.Card.Digest,
            GivenAt = view.Now,
            GivenBy = http.User.Caller().UserId,
        };
        await database.Write(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(CardRow.InsertRow, row, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Disclosure, view.Detention.Id, view.Detention.Force, "card given to the child");
            },
            cancel);
    }

    private bool IsOutOfDate(CardRow? given, ClockSheet sheet) =>
        given is not null && sheet.Record is { Arrived: not null, EndedAt: null } && Write(sheet, given.Language).Digest != given.Digest;

    private ChildCard Write(ClockSheet sheet, string? language) =>
        texts.In(language, (chosen, text) => new CardWriter(sheet, text).Write(chosen));
}
