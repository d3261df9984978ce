using CustodyWatch.Http;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>Says on a form what a call was refused for.</summary>
internal static class FormErrors
{
    /// <summary>What is wrong, in the words of the form; null when the call was not refused.</summary>
    public static EntryErrors? Of(IResult result, IReadOnlyList<Field> fields)
    {
        if (result is not ProblemHttpResult { ProblemDetails: var problem }) return null;
        if (problem.Type == Problem.Conflict)
            return Saying(fields, "all", "Another answer came first and stands: you can read it below. Nothing of yours was recorded. To change that answer, send yours again.");
        if (!problem.Extensions.TryGetValue("errors", out var errors) || errors is not IReadOnlyDictionary<string, string[]> { Count: > 0 } byField)
            return Saying(fields, "all", $"{problem.Title} {problem.Detail}".Trim());
        return EntryErrors.Whole(fields, byField.ToDictionary(error => "data." + error.Key, error =>
            error.Key == AnswerForm.Confirm.Path ? ["Say that you understand the duty, or take the child"] : error.Value));
    }

    /// <summary>
    /// That a date and time that looks ahead cannot be meant, or whether it is, where that was not asked before; null when it may be, or
    /// none was written.
    /// </summary>
    public static EntryErrors? Slipped(IReadOnlyList<Field> fields, string path, string? written, string? askedAbout, Instant now) =>
        LondonText.FromField(written ?? "") is { } at && (Slip.In(at, now) ?? (written == askedAbout ? null : Slip.InAhead(at, now))) is { } wrong
            ? Saying(fields, path, wrong)
            : null;

    public static EntryErrors Saying(IReadOnlyList<Field> fields, string path, string sentence) =>
        EntryErrors.Whole(fields, new Dictionary<string, string[]> { ["data." + path] = [sentence] });

    public static int StatusOf(IResult result) => (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status422UnprocessableEntity;
}
