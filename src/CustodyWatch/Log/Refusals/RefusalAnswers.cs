using CustodyWatch.Http;

namespace CustodyWatch.Log.Refusals;

/// <summary>A refusal as it is answered and kept.</summary>
public sealed record RefusalProblem(
    string Type, string Title, int Status, IReadOnlyDictionary<string, string[]> Errors);

public static class RefusalAnswers
{
    public static RefusalProblem ToProblem(this Refusal refusal) =>
        new(TypeOf(refusal), refusal.Title, StatusOf(refusal), refusal.Errors);

    public static IResult ToResult(this Refusal refusal) =>
        Problem.Of(StatusOf(refusal), TypeOf(refusal), refusal.Title, errors: refusal.Errors);

    private static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.NotYours => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string TypeOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Conflict => Problem.Conflict,
        RefusalKind.NotYours => Problem.NotYours,
        _ => Problem.Refused,
    };
}
