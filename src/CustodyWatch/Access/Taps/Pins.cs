using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace CustodyWatch.Access.Taps;

/// <summary>
/// The PINs by which people act at a suite's screen. A PIN says who somebody is only as long as they have signed in themselves not
/// long ago and have not signed out since: their role and scope are those of that sign-in. Wrong ones are counted before they are
/// looked at, so that however many are tried at once, few are. Six digits are few enough for whoever has their hash to try them all,
/// so that it lies sealed.
/// </summary>
public sealed class Pins(Database database, IDataProtectionProvider protection, AccessOptions options)
{
    /// <summary>After so many wrong ones in a row a PIN is of no use, until its owner signs in and sets another.</summary>
    public const int MostWrong = 5;

    public const int Digits = 6;

    /// <summary>How long a PIN may be used.</summary>
    public static readonly Duration Lasts = Duration.FromDays(90);

    private const string UpdatePin = """
        UPDATE pins
        SET pin_hash = @PinHash, set_at = @SetAt, expires_at = @ExpiresAt, wrong = 0, content = @Content, signed_in_at = @SignedInAt,
            provider_subject = @ProviderSubject
        WHERE user_id = @UserId
        """;

    private const string InsertPin = """
        INSERT INTO pins (user_id, pin_hash, set_at, expires_at, wrong, content, signed_in_at, provider_subject)
        VALUES (@UserId, @PinHash, @SetAt, @ExpiresAt, 0, @Content, @SignedInAt, @ProviderSubject)
        """;

    private const string UpdateSignIn = "UPDATE pins SET content = @content, signed_in_at = @now, provider_subject = @subject WHERE user_id = @userId";
    private const string SelectAt = "SELECT user_id FROM pins WHERE provider_subject = @subject";
    private const string ForgetSignIn = "UPDATE pins SET content = NULL, signed_in_at = NULL WHERE user_id = @userId";
    private const string SelectTaps = "SELECT screen_id, content FROM taps WHERE user_id = @userId";
    private const string DeleteTap = "DELETE FROM taps WHERE screen_id = @screen AND user_id = @userId";
    private const string DeleteTaps = "DELETE FROM taps WHERE user_id = @userId";
    private const string CountTry = "UPDATE pins SET wrong = wrong + 1 WHERE user_id = @userId AND wrong < @most";
    private const string ForgetTries = "UPDATE pins SET wrong = 0 WHERE user_id = @userId";
    private const string SelectPin = "SELECT user_id, pin_hash, set_at, expires_at, wrong, content, signed_in_at FROM pins WHERE user_id = @userId";

    private static readonly PasswordHasher<string> Hasher = new();

    // Held against whatever is typed for somebody who has no PIN, so that it takes as long to say no.
    private static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword("", "none"));

    private readonly IDataProtector _seal = protection.CreateProtector("CustodyWatch.Taps");

    /// <summary>Why a PIN is too easily guessed, or none at all; null when it will do.</summary>
    public static string? Weakness(string pin) =>
        pin.Length != Digits || !pin.All(char.IsAsciiDigit) ? $"must be {Digits} digits"
        : pin.Distinct().Count() < 3 || IsRun(pin) ? "is too easily guessed: use at least three different digits, not in a row"
        : null;

    /// <summary>Sets the PIN of somebody who has signed in themselves, and ends what was begun with the one before.</summary>
    public Task Set(ClaimsPrincipal person, Instant signedInAt, string? subject, string pin, Instant now, CancellationToken cancel)
    {
        var row = new PinRow
        {
            UserId = person.Caller().UserId,
            PinHash = Hasher.HashPassword("", pin),
            SetAt = now,
            ExpiresAt = now + Lasts,
            Content = Sealed(person),
            SignedInAt = signedInAt,
            ProviderSubject = subject,
        };
        return database.Write(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteAsync(UpdatePin, row, transaction) == 0) await connection.ExecuteAsync(InsertPin, row, transaction);
                await connection.ExecuteAsync(DeleteTaps, new { userId = row.UserId }, transaction);
            },
            cancel);
    }

    /// <summary>When the PIN of somebody was set and until when it may be used; null when they have none.</summary>
    public async Task<(Instant SetAt, Instant ExpiresAt, bool Locked)?> Of(string userId, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<PinRow>(SelectPin, new { userId }) is { } row ? (row.SetAt, row.ExpiresAt, row.Wrong >= MostWrong) : null;
    }

    /// <summary>
    /// Notes with a PIN that its owner has just signed in, as what and where; where they are tapped in as anything else, that ends.
    /// </summary>
    internal async Task NoteSignIn(DbConnection connection, DbTransaction transaction, ClaimsPrincipal person, string? subject, Instant now)
    {
        var caller = person.Caller();
        await connection.ExecuteAsync(UpdateSignIn, new { userId = caller.UserId, content = Sealed(person), subject, now }, transaction);
        foreach (var (screen, content) in await connection.QueryAsync<(string, byte[])>(SelectTaps, new { userId = caller.UserId }, transaction))
            if (Opened(content)?.FindCaller()?.StandsLike(caller) != true)
                await connection.ExecuteAsync(DeleteTap, new { screen, userId = caller.UserId }, transaction);
    }

    /// <summary>Signing out ends what a PIN may do, at every screen.</summary>
    public static async Task End(DbConnection connection, DbTransaction transaction, string userId)
    {
        await connection.ExecuteAsync(DeleteTaps, new { userId }, transaction);
        await connection.ExecuteAsync(ForgetSignIn, new { userId }, transaction);
    }

    /// <summary>The same, for whomever the provider calls by this name.</summary>
    public static async Task EndAt(DbConnection connection, DbTransaction transaction, string subject)
    {
        foreach (var userId in (await connection.QueryAsync<string>(SelectAt, new { subject }, transaction)).AsList())
            await End(connection, transaction, userId);
    }

    /// <inheritdoc cref="End(DbConnection, DbTransaction, string)"/>
    public Task End(string userId, CancellationToken cancel) =>
        database.Write((connection, transaction) => End(connection, transaction, userId), cancel);

    /// <summary>The person, as they last signed in; null for a wrong PIN, a locked or old one, and for who is not signed in.</summary>
    public async Task<ClaimsPrincipal?> Check(string userId, string pin, Instant now, CancellationToken cancel)
    {
        var counted = await database.Write(
            (connection, transaction) => connection.ExecuteAsync(CountTry, new { userId, most = MostWrong }, transaction), cancel) == 1;
        await using var connection = await database.Open(cancel);
        var row = counted ? await connection.QuerySingleOrDefaultAsync<PinRow>(SelectPin, new { userId }) : null;
        var hash = row is null ? null : SealedContent.Sound(() => row.PinHash.Text);
        var right = Hasher.VerifyHashedPassword("", hash ?? Nobodys.Value, pin) != PasswordVerificationResult.Failed;
        if (!right || hash is null) return null;
        await database.Write((writing, transaction) => writing.ExecuteAsync(ForgetTries, new { userId }, transaction), cancel);
        var recent = row!.SignedInAt + Duration.FromTimeSpan(options.Session.Most) > now;
        return recent && row.ExpiresAt > now && row.Content is { } content ? Opened(content) : null;
    }

    internal byte[] Sealed(ClaimsPrincipal person)
    {
        const string scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        return _seal.Protect(TicketSerializer.Default.Serialize(new AuthenticationTicket(person.Caller().Principal(scheme), scheme)));
    }

    internal ClaimsPrincipal? Opened(byte[] content)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_seal.Unprotect(content))?.Principal;
        }
        catch (CryptographicException)
        {
            // Sealed by a key that is gone: whoever it was signs in again.
            return null;
        }
    }

    private static bool IsRun(string pin) =>
        pin.Zip(pin.Skip(1), (one, next) => next - one).Distinct().ToArray() is [1 or -1];

    private sealed record PinRow
    {
        public string UserId { get; init; } = "";
        public Sealed PinHash { get; init; } = "";
        public Instant SetAt { get; init; }
        public Instant ExpiresAt { get; init; }
        public int Wrong { get; init; }
        public byte[]? Content { get; init; }
        public Instant? SignedInAt { get; init; }
        public string? ProviderSubject { get; init; }
    }
}
