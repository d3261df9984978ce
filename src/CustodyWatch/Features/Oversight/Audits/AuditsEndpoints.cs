using CustodyWatch.Access;
using CustodyWatch.Features.Oversight.Audits.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits;

/// <summary>Case audit by HMIC's method: a sample drawn by lot, graded by the force and by the inspectorate, and how far they agree.</summary>
public static class AuditsEndpoints
{
    public static IHostApplicationBuilder AddAudits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Grading>();
        return builder;
    }

    public static void MapAudits(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/audits").RequireAuthorization(Policies.Audit);
        api.MapGet("/sample", Sample).Answers<SampleAnswer>("A sample of cases drawn by lot, the same for the same seed.")
            .Takes("size", "How many cases.", Sent.Number(1, SampleRequest.Most, SampleRequest.Usual))
            .Takes("seed", "What the lot is drawn by; 1 when it is left out.", Sent.Text(SampleRequest.LongestSeed))
            .Takes("limit", "How many at most; all that were drawn when it is left out.", Sent.Number(1, Paging.Most))
            .Takes("publication", Publication.Refused, Sent.Flag());
        api.MapPost("/{id}/grade", GradeCase).Answers<Graded>("Grades a case: an inspector as the force itself, the inspectorate as the inspector.");
        api.MapGet("/agreement", Agreement).Answers<AgreementAnswer>("How far the force and the inspectorate agree.")
            .Takes("publication", "Refused when true: grades of single cases are not for publication.", Sent.Flag());
        app.MapAuditPages();
    }

    private static async Task<IResult> Sample(
        HttpContext http, Database database, AccessLog access, IClock clock, string? size, string? seed, string? force, string? suite,
        string? from, string? to, string? limit, string? cursor, string? publication, CancellationToken cancel)
    {
        var query = new Query();
        Publication.Refuse(query, publication);
        // Whoever asks for a hundred cases is given a hundred.
        var paging = query.Paging(Query.Given(limit) ?? $"{Paging.Most}", cursor, Paging.IsNumber);
        var asked = SampleRequest.Read(query, size, seed, from, to);
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var sample = await SampleAnswer.Read(database, scope.OfFigures, asked, GradeRow.SideOf(http.User.Caller()), clock.GetCurrentInstant(), cancel);
        var part = sample.Part(paging);
        await access.Write(
            http, AccessAction.Consultation, "audits/sample", force, part.Items.Select(item => item.Force), cancel, $"seed {asked.Seed}, size {asked.Size}");
        return TypedResults.Ok(part);
    }

    private static async Task<IResult> GradeCase(HttpContext http, Grading grading, string id, GradeBody body, CancellationToken cancel) =>
        await grading.Grade(http, id, body, cancel);

    private static async Task<IResult> Agreement(
        HttpContext http, Database database, IClock clock, string? force, string? suite, string? from, string? to, string? publication,
        CancellationToken cancel)
    {
        var query = new Query();
        Publication.Refuse(query, publication, "grades of single cases");
        var (since, until) = query.Between(from, to);
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        return TypedResults.Ok(await AgreementAnswer.Read(database, scope.OfFigures, since, until, clock.GetCurrentInstant(), cancel));
    }
}
