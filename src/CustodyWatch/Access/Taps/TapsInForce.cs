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

    private const string SelectOne = """
        SELECT t.screen_id, t.user_id, t.content, t.expires_at, p.signed_in_at
        FROM taps t
        JOIN pins p ON p.user_id = t.user_id
        WHERE t.screen_id = @screen AND t.expires_at > @now AND p.signed_in_at IS NOT NULL
        """;

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
        // However often it is moved on, not beyond what the sign-in behind the PIN may last.
        var last = row.SignedInAt + Duration.FromTimeSpan(options.Session.Most);
        if (last <= now) return null;
        var until = Instant.Min(now + Minutes, last);
        if (!moves || until - row.ExpiresAt < Worth) return (person, Instant.Min(row.ExpiresAt, last));
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
        public Instant SignedInAt { get; init; }
    }
}
