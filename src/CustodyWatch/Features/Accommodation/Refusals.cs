using CustodyWatch.Http;
using CustodyWatch.Log;
using Microsoft.AspNetCore.Http.HttpResults;
using Law = CustodyWatch.Pace.Accommodation.Refusal;

namespace CustodyWatch.Features.Accommodation;

/// <summary>Refusals of this feature, by the fields of its own calls.</summary>
internal static class Refusals
{
    private const string Data = "data.";

    /// <summary>What the law says against it, each rule with its provision.</summary>
    public static Dictionary<string, string[]> ByField(this IEnumerable<Law> refusals) =>
        refusals.GroupBy(refusal => refusal.Field).ToDictionary(group => group.Key, group => group.Select(one => one.Sentence).ToArray());

    /// <summary>What is wrong with the shape of an entry of ours, named as the call names it.</summary>
    public static ProblemHttpResult? Shape(Submission sent) => sent.Refusal is { } refusal
        ? Problem.Invalid(refusal.Errors.ToDictionary(
            error => error.Key.StartsWith(Data, StringComparison.Ordinal) ? error.Key[Data.Length..] : error.Key, error => error.Value))
        : null;

    public static ProblemHttpResult Of(string field, string sentence, string? detail = null) =>
        Problem.Invalid(new Dictionary<string, string[]> { [field] = [sentence] }, detail);
}
