using CustodyWatch.Access;
using CustodyWatch.Features.Oversight.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits.Pages;

/// <summary>The pages of case audit.</summary>
public static class AuditPages
{
    public static void MapAuditPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/oversight/audits").RequireAuthorization(Policies.Audit).ExcludeFromDescription();
        pages.MapGet("", Sample);
        pages.MapGet("/{id}", Case);
        pages.MapPost("/{id}", GradeCase);
    }

    private static async Task<IResult> Sample(
        string? size, string? seed, HttpContext http, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        var query = new Query();
        var asked = SampleRequest.Read(query, size, seed, null, null) with { From = view.Period.From, To = view.Period.To };
        (string, string)[] errors = [.. query.Errors.Select(error => (error.Name, $"{(error.Name == "size" ? "How many" : "The seed")} {error.Sentence}"))];
        var sample = errors.Length > 0 ? new SampleAnswer(asked.Size, asked.Seed, []) : await SampleAnswer.Read(database, view.Scope.OfFigures, asked, GradeRow.SideOf(view.Caller), view.Now, cancel);
        if (errors.Length == 0)
            await access.Write(
                http, AccessAction.Consultation, "audits/sample", view.Force, sample.Items.Select(item => item.Force), cancel, $"seed {asked.Seed}, size {asked.Size}");
        return Page.Of<AuditsPage>(new
        {
            View = view,
            Errors = errors,
            Size = size ?? asked.Size.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Sample = sample,
            Agreement = await AgreementAnswer.Read(database, view.Scope.OfFigures, null, null, view.Now, cancel),
        }, errors.Length > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Case(
        string id, HttpContext http, Database database, Grading grading, RecordDoor door, IClock clock, CancellationToken cancel) =>
        await Show(id, http, database, grading, door, clock, new(null, null), new Dictionary<string, string[]>(), cancel);

    private static async Task<IResult> GradeCase(
        string id, HttpContext http, Database database, Grading grading, RecordDoor door, IClock clock, CancellationToken cancel)
    {
        if (await grading.Find(http.User.Caller(), id, cancel) is null) return Problem.Missing("There is no such case.");
        // A page takes no grade for a case that it did not show.
        if (await door.Find(http.User.Caller(), id, cancel) is null) return Problem.Forbidden("The record is not open to you.");
        if (!http.Request.HasFormContentType) return Problem.Of(StatusCodes.Status415UnsupportedMediaType, Problem.WrongContentType, "Send the form.");
        var answers = await http.Request.ReadFormAsync(cancel);
        var body = new GradeBody(answers["grade"], answers["note"], Areas.All.Keys
            .Where(area => Query.Given(answers[$"areas.{area}.grade"]) is not null)
            .ToDictionary(area => area, area => new AreaGrade(answers[$"areas.{area}.grade"], answers[$"areas.{area}.reason"])));
        var errors = Grading.Errors(body);
        if (string.IsNullOrWhiteSpace(body.Note)) errors["note"] = ["Write why"];
        if (errors.ContainsKey("grade")) errors["grade"] = ["Choose a grade"];
        if (errors.Count > 0) return await Show(id, http, database, grading, door, clock, body, errors, cancel);
        var answer = await grading.Grade(http, id, body, cancel);
        return answer is Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult ? answer : new LocalRedirectResult($"/oversight/audits/{id}");
    }

    private static async Task<IResult> Show(
        string id, HttpContext http, Database database, Grading grading, RecordDoor door, IClock clock, GradeBody body,
        Dictionary<string, string[]> errors, CancellationToken cancel)
    {
        if (OversightView.Read(http, clock) is not { } view) return Problem.Forbidden("That is not in your scope.");
        if (await grading.Find(view.Caller, id, cancel) is not { } detention) return Problem.Missing("There is no such case.");
        // Who may audit a case may still not read it: the inspectorate waits until the force has opened it.
        var readable = await door.Consult(http, id, cancel) is not null;
        var page = await CaseView.Read(database, detention, readable, view, cancel);
        return Page.Of<CasePage>(
            new { Case = page with { Given = body, Errors = errors } },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
