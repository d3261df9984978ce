using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Features.Certificates.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
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
    private const int MostAMinute = 30;
    private const string Limited = "verify";

    public static void AddVerifying(this IHostApplicationBuilder builder) => builder.AddRateLimit(Limited, MostAMinute);

    public static void MapVerifying(this IEndpointRouteBuilder app)
    {
        app.MapGet("/verify", Ask).AllowAnonymous().RequireRateLimiting(Limited).ExcludeFromDescription();
        app.MapGet("/verify/{number}", Verify).AllowAnonymous().RequireRateLimiting(Limited)
            .Answers<Verification>("Whether a certificate is genuine and still stands, for whoever has the paper.")
            .Takes("number", "The number on the certificate.", Sent.Text())
            .Takes("code", "The code on the certificate, in capitals or not; without it none is genuine.", Sent.Text())
            .AlsoAs(Accepted.Html).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    // The form of the page sends the number as a field; its answer is at the address printed on the paper.
    private static IResult Ask(string? number, string? code) => string.IsNullOrWhiteSpace(number)
        ? Screens.Page.Of<VerifyPage>(new { Number = (string?)null, Answer = (Verification?)null })
        : new Access.LocalRedirectResult($"/verify/{Uri.EscapeDataString(number.Trim())}?code={Uri.EscapeDataString(code ?? "")}");

    private static async Task<IResult> Verify(HttpRequest request, Database database, string number, string? code, CancellationToken cancel)
    {
        var form = Accepted.Best(request, Accepted.Json, Accepted.Html);
        if (form is null) return Problem.Unacceptable("application/json or text/html");
        await using var connection = await database.Open(cancel);
        var answer = await CertificateRow.Find(connection, number) is { } row ? await Judge(connection, row, number, code)
            : Judge(await DisposedCertificate.Find(connection, number), code);
        return form == Accepted.Html
            ? Screens.Page.Of<VerifyPage>(new { Number = number, Answer = string.IsNullOrWhiteSpace(code) ? null : answer })
            : TypedResults.Ok(answer);
    }

    // Whether it was retracted the record itself is asked: a court is not to be told that it stands because a row is missing.
    private static async Task<Verification> Judge(DbConnection connection, CertificateRow row, string number, string? code)
    {
        if (row.Number != number || !SameCode(row.VerificationCode, code)) return Verification.NotGenuine;
        if (!SHA256.HashData(row.Content.Hashed).AsSpan().SequenceEqual(row.ContentHash)) return Verification.NotGenuine;
        var asked = row with { Retracted = row.Retracted || !(await Record.OfId(connection, row.DetentionId)).HoldsCertificate(row.Id) };
        return new(true, asked.Status, Convert.ToHexStringLower(row.ContentHash));
    }

    // The paper outlives the record it was made from.
    private static Verification Judge(DisposedCertificate? gone, string? code) =>
        gone is null || !CryptographicOperations.FixedTimeEquals(gone.CodeHash, DisposedCertificate.HashOf(Typed(code)))
            ? Verification.NotGenuine
            : new(true, gone.Status, Convert.ToHexStringLower(gone.ContentHash));

    private static string Typed(string? code) => (code ?? "").Trim().ToUpperInvariant();

    private static bool SameCode(string expected, string? given) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(Typed(given)));
}
