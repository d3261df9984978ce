using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>Certificates under PACE 1984 s38(6): signing, the register, each one, and all of them in a file.</summary>
public static class CertificatesEndpoints
{
    private const string OfLimb = "Only those of this limb of PACE 1984 s38(6).";

    public static IHostApplicationBuilder AddCertificates(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Signing>();
        builder.Services.AddSingleton<Countersigning>();
        builder.Services.AddHostedService<FirstPaper>();
        builder.AddVerifying();
        return builder;
    }

    public static void MapCertificates(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapPost("/detentions/{id}/certificates", Sign).RequireAuthorization(Policies.SignCertificates)
            .Answers<Signed>("Signs a certificate, or a statement in its place.", StatusCodes.Status201Created);
        api.MapGet("/certificates", List).RequireAuthorization(Policies.ReadCertificates)
            .Answers<Page<RegisterRow>>("The register in the order of signing; with missing=true the children kept after charge with none.")
            .OrAnswers<Page<MissingRow>>()
            .Takes("limb", OfLimb, Sent.Word(Vocabulary<CertificateLimb>.Words))
            .Takes("missing", "The children kept after charge with no certificate, instead of the certificates.", Sent.Flag());
        api.MapGet("/certificates/export", Exporting.Export).RequireAuthorization(Policies.GiveCertificatesOut)
            .AnswersFile("The register and its papers in one file, with a manifest that proves them.", "application/zip")
            .Takes("limb", OfLimb, Sent.Word(Vocabulary<CertificateLimb>.Words))
            .WithRequestTimeout(CallerLimits.WholeFile);
        api.MapGet("/certificates/{id}", One).RequireAuthorization(Policies.ReadCertificates)
            .Answers<CertificateAnswer>("One certificate as it was signed, or what a records system told of one made elsewhere.")
            .OrAnswers<ElsewhereRow>().AlsoAs(Accepted.Pdf, Accepted.Html);
        api.MapPost("/certificates/{id}/countersign", Countersign).RequireAuthorization(Policies.Countersign)
            .Answers<Countersignature>("Puts an inspector's name to having read a certificate.").ProducesProblem(StatusCodes.Status409Conflict);
        app.MapVerifying();
    }

    private static async Task<IResult> Sign(
        HttpContext http, RecordDoor door, Signing signing, PublicAddress address, string id, CertificateBody body, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var judged = await signing.Sign(detention, body, http.User.Caller(), address.Of(http.Request), cancel);
        return judged.Result is { } signed
            ? TypedResults.Created($"/api/v1/certificates/{signed.Id}", signed)
            : Problem.Invalid(judged.Errors!, "A certificate in these terms would not be lawful.");
    }

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? from, string? to,
        string? limb, string? missing, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var onlyMissing = query.Flag("missing", missing);
        var paging = query.Paging(limit, cursor, onlyMissing ? Paging.IsText : Paging.IsNumber);
        var filter = RegisterFilter.Of(query, force, suite, from, to, limb);
        if (query.Refusal is { } unreadable) return unreadable;
        var caller = http.User.Caller();
        if (!Register.MayAsk(caller, filter)) return Problem.Forbidden("That is not in your scope.");
        if (onlyMissing)
        {
            var rows = await Register.Missing(database, caller, filter, paging.Text, clock.GetCurrentInstant(), paging.Limit + 1, cancel);
            var kept = paging.Of(rows, row => row, row => row.DetentionId);
            await access.Write(http, AccessAction.Consultation, "certificates/missing", filter.Force, kept.Items.Select(row => row.Force), cancel);
            return TypedResults.Ok(kept);
        }
        var certificates = await Register.Read(database, caller, filter, paging.Number ?? 0, paging.Limit + 1, cancel);
        var page = paging.Of(certificates, row => row, row => row.Position);
        await access.Write(http, AccessAction.Consultation, "certificates", filter.Force, page.Items.Select(row => row.Force), cancel);
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> One(HttpContext http, Database database, AccessLog access, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await Find(connection, http.User.Caller(), id) is { } row)
        {
            await access.Write(http, CertificateForms.ActionOf(http), row.DetentionId, row.Force, cancel, $"certificate {row.Number}");
            return CertificateForms.Answer(http, row, await CountersignatureRow.Find(connection, row.Id));
        }
        var elsewhere = (await ElsewhereRow.Find(connection, id)).FirstOrDefault(found => http.User.Caller().MaySeeSuite(found.Force, found.Suite));
        if (elsewhere is null) return Problem.Missing("There is no such certificate.");
        await access.Write(http, AccessAction.Consultation, elsewhere.DetentionId, elsewhere.Force, cancel, "certificate made elsewhere");
        return Accepted.Best(http.Request, Accepted.Json) is null
            ? Problem.Unacceptable("application/json: the certificate itself is kept where it was made")
            : TypedResults.Ok(elsewhere);
    }

    private static async Task<IResult> Countersign(
        HttpContext http, Database database, Countersigning countersigning, string id, CountersigningBody? body, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await Find(connection, http.User.Caller(), id) is { } row
            ? await countersigning.Countersign(http, row, body?.Note, cancel)
            : Problem.Missing("There is no such certificate.");
    }

    /// <summary>The certificate of an id or a number, when there is one and the caller may know of it.</summary>
    internal static async Task<CertificateRow?> Find(DbConnection connection, Caller caller, string name) =>
        await CertificateRow.Find(connection, name) is { } row && caller.MaySeeSuite(row.Force, row.SuiteNow) ? row : null;
}
