using System.Text.Json;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Features.Certificates.Document.Pdf;
using CustodyWatch.Features.Certificates.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>A certificate as JSON: what the register says of it and what it says itself.</summary>
public sealed record CertificateAnswer(
    string Id, string Number, string Limb, string Status, string? WhyVoid, string? Supersedes, string? SupersededBy, string ContentHash,
    string VerificationCode, Countersignature? Countersigned, CertificateContent Content);

/// <summary>The forms in which one certificate can be had.</summary>
internal static class CertificateForms
{
    public static IResult Answer(HttpContext http, CertificateRow row, CountersignatureRow? seen) =>
        Form(http) switch
        {
            Accepted.Json => TypedResults.Ok(new CertificateAnswer(
                row.Id, row.Number, row.Limb, row.Status, row.WhyVoid, row.Supersedes, row.SupersededBy, Convert.ToHexStringLower(row.ContentHash),
                row.VerificationCode, Countersignature.Of(seen), Content(row))),
            Accepted.Pdf => Paper(row),
            Accepted.Html => Screens.Page.Of<PaperPage>(new { Sheet = SheetOf.Certificate(row) }),
            _ => Problem.Unacceptable("application/json, application/pdf or text/html"),
        };

    /// <summary>A paper is given out; what a screen or a system shows is looked at.</summary>
    public static AccessAction ActionOf(HttpContext http) => Form(http) == Accepted.Pdf ? AccessAction.Disclosure : AccessAction.Consultation;

    public static IResult Paper(CertificateRow row) => new Inline(Pdf(row), FileName(row));

    /// <summary>What the paper is called as a file.</summary>
    public static string FileName(CertificateRow row) => $"{(row.IsStatement ? "statement" : "certificate")}-{row.Number}.pdf";

    public static byte[] Pdf(CertificateRow row) => PdfSheet.Write(SheetOf.Certificate(row), row.SignedAt.ToDateTimeUtc());

    public static CertificateContent Content(CertificateRow row) =>
        JsonSerializer.Deserialize<CertificateContent>(row.Content.Bytes, Json.Options)
            ?? throw new InvalidDataException($"Certificate {row.Number} cannot be read.");

    private static string? Form(HttpContext http) => Accepted.Best(http.Request, Accepted.Json, Accepted.Pdf, Accepted.Html);

    // Shown in the browser, and kept under a name that says what it is.
    private sealed class Inline(byte[] content, string name) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
            return TypedResults.Bytes(content, Accepted.Pdf).ExecuteAsync(http);
        }
    }
}
