using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>The register and each certificate, for those who sign, countersign or inspect.</summary>
public static class CertificatePages
{
    private const int OnePage = 50;

    public static void MapCertificatePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/certificates", Register).RequireAuthorization(Policies.ReadCertificates).ExcludeFromDescription();
        app.MapGet("/certificates/{id}", One).RequireAuthorization(Policies.ReadCertificates).ExcludeFromDescription();
        app.MapGet("/certificates/{id}/paper.pdf", Paper).RequireAuthorization(Policies.ReadCertificates).ExcludeFromDescription();
        app.MapPost("/certificates/{id}/countersign", Countersign).RequireAuthorization(Policies.Countersign).ExcludeFromDescription();
        app.MapLedForm();
        app.MapCourtPack();
    }

    /// <param name="view"><c>missing</c>, <c>unseen</c>, or everything.</param>
    private static async Task<IResult> Register(
        HttpContext http, Database database, AccessLog access, IClock clock, string? view, string? force, string? suite, string? from, string? to,
        string? limb, string? missing, string? after, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        var shown = missing == "true" ? RegisterView.Missing : view is RegisterView.Missing or RegisterView.Unseen ? view : RegisterView.All;
        var filter = new RegisterFilter(
            Query.Given(force), Query.Given(suite), RegisterView.Day(from, 0), RegisterView.Day(to, 1), Query.Given(limb), shown == RegisterView.Unseen);
        if (!Certificates.Register.MayAsk(caller, filter)) return Problem.Forbidden("That is not in your scope.");
        var now = clock.Now();
        var result = new RegisterView { Shown = shown, Query = http.Request.Query, Caller = caller, Now = now };
        if (shown == RegisterView.Missing)
        {
            var kept = await Certificates.Register.Missing(database, caller, filter, Query.Given(after), now, OnePage + 1, cancel);
            result = result with
            {
                MissingRows = [.. kept.Take(OnePage).OrderBy(row => row.DueAt)],
                Next = kept.Count > OnePage ? kept[OnePage - 1].DetentionId : null,
            };
        }
        else
        {
            var position = long.TryParse(after, out var given) ? given : 0;
            var rows = await Certificates.Register.Read(database, caller, filter, position, OnePage + 1, cancel);
            result = result with
            {
                Rows = [.. rows.Take(OnePage)],
                Next = rows.Count > OnePage ? rows[OnePage - 1].Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
            };
        }
        await access.Write(
            http, AccessAction.Consultation, shown == RegisterView.Missing ? "certificates/missing" : "certificates", filter.Force, result.Forces, cancel);
        return Screens.Page.Of<RegisterPage>(new { View = result });
    }

    private static async Task<IResult> One(
        HttpContext http, string id, RecordDoor door, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        await using var connection = await database.Open(cancel);
        if (await CertificatesEndpoints.Find(connection, caller, id) is not { } row)
            // One made elsewhere has no page of its own: the register says what is known of it.
            return (await ElsewhereRow.Find(connection, id)).Any(found => caller.MaySeeSuite(found.Force, found.Suite))
                ? new LocalRedirectResult("/certificates")
                : Problem.Missing("There is no such certificate.");
        await access.Write(http, AccessAction.Consultation, row.DetentionId, row.Force, cancel, $"certificate {row.Number}");
        var later = row.SupersededBy is { } laterId ? await CertificateRow.Find(connection, laterId) : null;
        return Screens.Page.Of<CertificatePage>(new
        {
            Row = row,
            Sheet = SheetOf.Certificate(row),
            Later = later?.Number,
            Seen = await CountersignatureRow.Find(connection, row.Id),
            Role = caller.Role,
            MayReadRecord = await door.Find(caller, row.DetentionId, cancel) is not null,
            Now = clock.GetCurrentInstant(),
        });
    }

    private static async Task<IResult> Paper(HttpContext http, string id, Database database, AccessLog access, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await CertificatesEndpoints.Find(connection, http.User.Caller(), id) is not { } row) return Problem.Missing("There is no such certificate.");
        await access.Write(http, AccessAction.Disclosure, row.DetentionId, row.Force, cancel, $"certificate {row.Number}");
        return CertificateForms.Paper(row);
    }

    private static async Task<IResult> Countersign(
        HttpContext http, string id, IFormCollection answers, Database database, Countersigning countersigning, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        await using var connection = await database.Open(cancel);
        if (await CertificatesEndpoints.Find(connection, caller, id) is not { } row) return Problem.Missing("There is no such certificate.");
        var outcome = await countersigning.Countersign(http, row, answers["note"], cancel);
        if (outcome is not Microsoft.AspNetCore.Http.HttpResults.Ok<Countersignature>) return outcome;
        if (answers["then"] != "next") return new LocalRedirectResult($"/certificates/{row.Id}");
        var unseen = await Certificates.Register.Read(database, caller, new RegisterFilter(null, null, null, null, null, Unseen: true), 0, 1, cancel);
        return new LocalRedirectResult(unseen is [var next] ? $"/certificates/{next.Id}" : $"/certificates?view={RegisterView.Unseen}");
    }
}
