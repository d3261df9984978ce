using CustodyWatch.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CustodyWatch.Http;

/// <summary>Refusals, said the same way everywhere: problem+json with a type that never changes and a plain sentence.</summary>
public static class Problem
{
    public const string Unparseable = "urn:custodywatch:problem:unparseable";
    public const string NotSignedIn = "urn:custodywatch:problem:not-signed-in";
    public const string NotYours = "urn:custodywatch:problem:not-yours";
    public const string NotFound = "urn:custodywatch:problem:not-found";
    public const string WrongMethod = "urn:custodywatch:problem:wrong-method";
    public const string TooSlow = "urn:custodywatch:problem:too-slow";
    public const string Conflict = "urn:custodywatch:problem:conflict";
    public const string SeveralChildren = "urn:custodywatch:problem:several-children";
    public const string TooLarge = "urn:custodywatch:problem:too-large";
    public const string WrongContentType = "urn:custodywatch:problem:wrong-content-type";
    public const string NotAcceptable = "urn:custodywatch:problem:not-acceptable";
    public const string Refused = "urn:custodywatch:problem:refused";
    public const string TooMany = "urn:custodywatch:problem:too-many";
    public const string Busy = "urn:custodywatch:problem:busy";
    public const string NotKnown = "urn:custodywatch:problem:not-known";
    public const string Defect = "urn:custodywatch:problem:defect";
    private const string Other = "urn:custodywatch:problem:other";

    /// <summary>Understood and refused, naming each field that is wrong.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors, string? detail = null) =>
        Of(StatusCodes.Status422UnprocessableEntity, Refused, "This was understood and refused.", detail, errors);

    /// <summary>Understood and refused for one reason that is not about a field.</summary>
    public static ProblemHttpResult Unprocessable(string title, string? detail = null) =>
        Of(StatusCodes.Status422UnprocessableEntity, Refused, title, detail);

    /// <summary>A query or body that cannot be read, naming what.</summary>
    public static ProblemHttpResult BadRequest(string title, IReadOnlyDictionary<string, string[]>? errors = null) =>
        Of(StatusCodes.Status400BadRequest, Unparseable, title, null, errors);

    /// <summary>Not there, or not for this caller to know of.</summary>
    public static ProblemHttpResult Missing(string title = "There is no such record.") =>
        Of(StatusCodes.Status404NotFound, NotFound, title);

    /// <summary>Signed in, and not theirs to do.</summary>
    public static ProblemHttpResult Forbidden(string title = "This is not yours to do.") =>
        Of(StatusCodes.Status403Forbidden, NotYours, title);

    /// <summary>There, but in none of the forms that were asked for.</summary>
    public static ProblemHttpResult Unacceptable(string offered) =>
        Of(StatusCodes.Status406NotAcceptable, NotAcceptable, "This cannot be had in the form asked for.", $"It can be had as {offered}.");

    public static ProblemHttpResult Of(
        int status, string type, string title, string? detail = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        TypedResults.Problem(new ProblemDetails
        {
            Status = status,
            Type = type,
            Title = title,
            Detail = detail,
            Extensions = errors is null ? [] : new Dictionary<string, object?> { ["errors"] = errors },
        });

    /// <summary>The status a fault that nobody expected is answered with.</summary>
    internal static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        TimeoutException or OperationCanceledException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The type it is going to be answered with.</summary>
    internal static string TypeOf(ProblemDetailsContext context) =>
        context.ProblemDetails.Type is { } type && IsOurs(type) ? type
            : Standard(context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode, context.Exception).Type;

    internal static void Customize(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Type is { } type && IsOurs(type)) return;
        (problem.Type, problem.Title) = Standard(problem.Status ?? context.HttpContext.Response.StatusCode, context.Exception);
        problem.Extensions.Remove("exception");
        problem.Extensions.Remove("traceId");
        problem.Detail = null;
    }

    /// <summary>An answer with a status and no words gets the words.</summary>
    internal static Task ForEmptyAnswer(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var (type, title) = Standard(status);
        return Of(status, type, title).ExecuteAsync(context.HttpContext);
    }

    private static bool IsOurs(string type) => type.StartsWith("urn:custodywatch:", StringComparison.Ordinal);

    private static (string Type, string Title) Standard(int status, Exception? exception = null) => status switch
    {
        400 => (Unparseable, "This could not be read."),
        401 => (NotSignedIn, "You are not signed in."),
        403 => (NotYours, "This is not yours to do."),
        404 => (NotFound, "There is nothing here."),
        405 => (WrongMethod, "This address does not take that method."),
        408 => (TooSlow, "This came too slowly to wait for the rest."),
        409 => (Conflict, "This is already recorded with different content."),
        413 => (TooLarge, "This is too large."),
        415 => (WrongContentType, "This content type is not taken here."),
        422 => (Refused, "This was understood and refused."),
        429 => (TooMany, "This was asked too often. Wait as long as Retry-After says."),
        503 when exception is TimeoutException and not WriteLostException => (Busy, "The service is too busy to take this now. Nothing was recorded; send it again."),
        503 => (NotKnown, "This was not answered in time. What was sent may have been recorded: look before sending it again. An event is recorded once, however often it is sent."),
        >= 500 => (Defect, "Something went wrong on our side. Nothing was lost that was acknowledged."),
        _ => (Other, "This could not be done."),
    };
}
