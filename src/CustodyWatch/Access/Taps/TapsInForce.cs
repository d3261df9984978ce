using System.Data.Common;
using System.Security.Claims;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Access.Taps;

/// <summary>Who stands at which screen: one person at a time, for some minutes after the last thing they did.</summary>
public sealed class TapsInForce(Database database, Pins pins, AccessOptions options)
{
    // To move its end by less is not worth a write.
    private static readonly Duration Worth = Duration.FromSeconds(20);

    private const string DeleteOf = "DELETE FROM taps WHERE screen_id = @screen";

    private const string InsertRow = """
        INSERT INTO taps (screen_id, user_id, content, tapped_at, expires_at) VALUES (@ScreenId, @UserId, @Content, @TappedAt, @ExpiresAt)
        """;

    private const string SelectOne = "SELECT screen_id, user_id, content, tapped_at, expires_at FROM taps WHERE screen_id = @screen AND expires_at > @now";
    private const string Move = "UPDATE taps SET expires_at = @until WHERE screen_id = @screen AND expires_at > @now";

    private Duration Minutes => Duration.FromTimeSpan(options.Session.Tap);

    public async Task In(DbConnection connection, DbTransaction transaction, string screen, ClaimsPrincipal person, Instant now)
    {
        await connection.ExecuteAsync(DeleteOf, new { screen }, transaction);
        await connection.ExecuteAsync(
            InsertRow,
            new TapRow { ScreenId = screen, UserId = person.Caller().UserId, Content = pins.Sealed(person), TappedAt = now, ExpiresAt = now + Minutes },
            transaction);
    }

    public Task Out(string screen, CancellationToken cancel) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(DeleteOf, new { screen }, transaction), cancel);

    /// <summary>The person at a screen and until when, moved on when they have just done something; null when there is nobody.</summary>
    public async Task<(ClaimsPrincipal Person, Instant Until)?> At(string screen, bool moves, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await connection.QuerySingleOrDefaultAsync<TapRow>(SelectOne, new { screen, now }) is not { } row) return null;
        if (pins.Opened(row.Content) is not { } person) return null;
        // However often it is moved on, not beyond what a session may last.
        var until = Instant.Min(now + Minutes, row.TappedAt + Duration.FromTimeSpan(options.Session.Most));
        if (!moves || until - row.ExpiresAt < Worth) return (person, row.ExpiresAt);
        await database.Write((writing, transaction) => writing.ExecuteAsync(Move, new { screen, now, until }, transaction), cancel);
        return (person, until);
    }

    private sealed record TapRow
    {
        public string ScreenId { get; init; } = "";
        public string UserId { get; init; } = "";
        public byte[] Content { get; init; } = [];
        public Instant TappedAt { get; init; }
        public Instant ExpiresAt { get; init; }
    }
}
