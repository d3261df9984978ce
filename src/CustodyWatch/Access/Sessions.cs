using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using CustodyWatch.Access.Taps;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace CustodyWatch.Access;

/// <summary>
/// Who is signed in, kept with the records: the browser holds only the number of its session, so that ending a session ends it on
/// every node at once.
/// </summary>
public sealed class Sessions(
    Database database, IDataProtectionProvider protection, Pins pins, AccessOptions options, IClock clock, TimeProvider time) : ITicketStore
{
    /// <summary>Names the session among the claims of whoever is signed in by one.</summary>
    public const string Claim = "session";

    /// <summary>Name in the properties of a sign-in whom the provider calls the person, and their session there.</summary>
    public const string Subject = "provider-subject", ProviderSession = "provider-session";

    private const string Select = "SELECT content FROM sessions WHERE id = @id";
    private const string Update = "UPDATE sessions SET user_id = @UserId, content = @Content, expires_at = @ExpiresAt WHERE id = @Id";
    private const string Delete = "DELETE FROM sessions WHERE id = @id";
    private const string SelectOf = "SELECT id, content FROM sessions WHERE user_id = @userId";
    private const string DeleteOf = "DELETE FROM sessions WHERE user_id = @userId";
    private const string DeleteExpired = "DELETE FROM sessions WHERE expires_at < @now";
    private const string SelectUsersAt = """
        SELECT user_id FROM sessions WHERE provider_subject = @subject AND @session IS NULL
        UNION
        SELECT user_id FROM sessions WHERE provider_session = @session AND (@subject IS NULL OR provider_subject = @subject)
        """;

    private const string DeleteAt = "DELETE FROM sessions WHERE provider_session = @session AND (@subject IS NULL OR provider_subject = @subject)";
    private const string SelectOpen = "SELECT id, expires_at FROM sessions WHERE id IN @ids AND expires_at > @now AND started_at > @since";

    private const string Insert = """
        INSERT INTO sessions (id, user_id, content, started_at, expires_at, provider_subject, provider_session)
        VALUES (@Id, @UserId, @Content, @StartedAt, @ExpiresAt, @ProviderSubject, @ProviderSession)
        """;

    private readonly IDataProtector _seal = protection.CreateProtector("CustodyWatch.Sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var row = Row(Guid.NewGuid().ToString("N"), ticket);
        await database.Write(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(DeleteExpired, new { now = row.StartedAt }, transaction);
                await connection.ExecuteAsync(Insert, row, transaction);
            },
            CancellationToken.None);
        return row.Id;
    }

    // One that was ended meanwhile stays ended.
    public Task RenewAsync(string key, AuthenticationTicket ticket) => database.Write(
        (connection, transaction) => connection.ExecuteAsync(Update, Row(key, ticket), transaction), CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var connection = await database.Open(CancellationToken.None);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(Select, new { id = key }) is { } content ? Opened(content) : null;
    }

    // Whoever comes back from the provider begins a session of their own, and the one this browser still had ends: it may be another's.
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (httpContext.Request.Path != ProviderSignIn.Callback) return await RetrieveAsync(key);
        await RemoveAsync(key);
        return null;
    }

    public Task RemoveAsync(string key) => database.Write(
        (connection, transaction) => connection.ExecuteAsync(Delete, new { id = key }, transaction), CancellationToken.None);

    /// <summary>
    /// Notes that somebody has just signed in. What they began before with another role or scope ends, at suites' screens too: that was
    /// taken from them since, or was never this person's.
    /// </summary>
    public Task NoteSignIn(ClaimsPrincipal person, string? subject, CancellationToken cancel) => person.FindCaller() is not { } caller
        ? Task.CompletedTask
        : database.Write(
            async (connection, transaction) =>
            {
                foreach (var (id, content) in await connection.QueryAsync<(string, byte[])>(SelectOf, new { userId = caller.UserId }, transaction))
                    if (Opened(content)?.Principal.FindCaller()?.StandsLike(caller) != true)
                        await connection.ExecuteAsync(Delete, new { id }, transaction);
                await pins.NoteSignIn(connection, transaction, person, subject, clock.GetCurrentInstant());
            },
            cancel);

    /// <summary>Signs a person out wherever they are signed in, at suites' screens too.</summary>
    public Task EndAllOf(string userId, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync(DeleteOf, new { userId }, transaction);
            await Pins.End(connection, transaction, userId);
        },
        cancel);

    /// <summary>
    /// Ends what the provider says has ended: one session of its own, or every one of a person, by its name for them; and with either
    /// what their PIN may do.
    /// </summary>
    public Task EndAtProvider(string? subject, string? session, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            var users = await connection.QueryAsync<string>(SelectUsersAt, new { subject, session }, transaction);
            foreach (var userId in users)
            {
                if (session is null) await connection.ExecuteAsync(DeleteOf, new { userId }, transaction);
                await Pins.End(connection, transaction, userId);
            }
            if (session is not null) await connection.ExecuteAsync(DeleteAt, new { subject, session }, transaction);
            if (subject is not null) await Pins.EndAt(connection, transaction, subject);
        },
        cancel);

    /// <summary>
    /// Which of these sessions have not ended. Behind each stands a page that keeps itself up to date, which is use of it: half used
    /// up, it begins its time again, though never beyond what a session may last in all.
    /// </summary>
    public async Task<IReadOnlySet<string>> InUse(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var since = now - Duration.FromTimeSpan(options.Session.Most);
        var open = new List<SessionRow>();
        await using (var connection = await database.Open(cancel))
            foreach (var some in ids.Chunk(500)) open.AddRange(await connection.QueryAsync<SessionRow>(SelectOpen, new { ids = some, now, since }));
        var idle = Duration.FromTimeSpan(options.Session.Idle);
        foreach (var session in open.Where(session => session.ExpiresAt - now < idle / 2)) await Renew(session.Id, now, now + idle);
        return open.Select(session => session.Id).ToHashSet();
    }

    private AuthenticationTicket? Opened(byte[] content)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_seal.Unprotect(content));
        }
        catch (CryptographicException)
        {
            // Sealed by a key that is gone: whoever it was signs in again.
            return null;
        }
    }

    private async Task Renew(string key, Instant now, Instant until)
    {
        if (await RetrieveAsync(key) is not { } ticket) return;
        (ticket.Properties.IssuedUtc, ticket.Properties.ExpiresUtc) = (now.ToDateTimeOffset(), until.ToDateTimeOffset());
        await RenewAsync(key, ticket);
    }

    private SessionRow Row(string id, AuthenticationTicket ticket)
    {
        if (ticket.Principal is { Identity: ClaimsIdentity who } && who.FindFirst(Claim) is null)
            who.AddClaims([new(Claim, id), new(CallerClaims.SignedInAt, clock.GetCurrentInstant().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))]);
        return new SessionRow
        {
            Id = id,
            UserId = ticket.Principal.FindFirstValue(CallerClaims.UserId) ?? "",
            Content = _seal.Protect(TicketSerializer.Default.Serialize(ticket)),
            StartedAt = Instant.FromDateTimeOffset(ticket.Properties.IssuedUtc!.Value),
            ExpiresAt = Instant.FromDateTimeOffset(ticket.Properties.ExpiresUtc!.Value),
            ProviderSubject = ticket.Properties.Items.TryGetValue(Subject, out var subject) ? subject : null,
            ProviderSession = ticket.Properties.Items.TryGetValue(ProviderSession, out var session) ? session : null,
        };
    }

    private sealed record SessionRow
    {
        public string Id { get; init; } = "";
        public string UserId { get; init; } = "";
        public byte[] Content { get; init; } = [];
        public Instant StartedAt { get; init; }
        public Instant ExpiresAt { get; init; }
        public string? ProviderSubject { get; init; }
        public string? ProviderSession { get; init; }
    }
}
