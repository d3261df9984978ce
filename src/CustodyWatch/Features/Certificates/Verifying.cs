using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using CustodyWatch.Log;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Certificates;

/// <summary>What anyone with the paper may learn: whether it is genuine, whether it still stands, and its hash. Nothing else.</summary>
public sealed record Verification(bool Genuine, string? Status, string? Hash)
{
    public static readonly Verification NotGenuine = new(false, null, null);
}

/// <summary>Lets a court check a certificate by the number and the code on it.</summary>
public static class Verifying
{
    /// <summary>How often one address may ask in a minute, so that codes cannot be tried.</summary>
    private const int MostAMinute = 30;
    private const string Limited = "verify";

    public static void AddVerifying(this IHostApplicationBuilder builder) => builder.Services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(Limited, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAMinute, Window = TimeSpan.FromMinutes(1) }));
    });

    public static void MapVerifying(this IEndpointRouteBuilder app) =>
        app.MapGet("/verify/{number}", Verify).AllowAnonymous().RequireRateLimiting(Limited);

    private static async Task<IResult> Verify(Database database, string number, string? code, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return TypedResults.Ok(Judge(await CertificateRow.Find(connection, number), number, code));
    }

    private static Verification Judge(CertificateRow? row, string number, string? code)
    {
        if (row is null || row.Number != number || !SameCode(row.VerificationCode, code)) return Verification.NotGenuine;
        if (!SHA256.HashData(row.Content).AsSpan().SequenceEqual(row.ContentHash)) return Verification.NotGenuine;
        return new(true, row.SupersededBy is null ? "current" : "superseded", Convert.ToHexStringLower(row.ContentHash));
    }

    private static bool SameCode(string expected, string? given) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes((given ?? "").Trim().ToUpperInvariant()));
}
