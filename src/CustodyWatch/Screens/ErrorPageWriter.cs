using CustodyWatch.Http;

namespace CustodyWatch.Screens;

/// <summary>Says to a person, on a page, what a program is told as problem+json.</summary>
public sealed class ErrorPageWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => Page.IsWanted(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        var type = Problem.TypeOf(context);
        var errors = problem.Extensions.TryGetValue("errors", out var value) ? value as IReadOnlyDictionary<string, string[]> : null;
        var page = Page.Of<ErrorPage>(
            new
            {
                Status = status,
                Type = type,
                Heading = HeadingOf(status, type, problem.Title),
                problem.Detail,
                Errors = errors ?? new Dictionary<string, string[]>(),
                Kept = status == StatusCodes.Status401Unauthorized
                    ? await KeptForm.Of(context.HttpContext.Request, context.HttpContext.RequestAborted)
                    : null,
            },
            status);
        await page.ExecuteAsync(context.HttpContext);
    }

    private static string HeadingOf(int status, string type, string? title) => status switch
    {
        404 => "Page not found",
        403 => "This is not yours to do",
        503 when type == Problem.NotKnown => "The service did not answer in time",
        503 => "The service is too busy",
        >= 500 => "Sorry, there is a problem with the service",
        _ => title ?? "This could not be done",
    };
}
