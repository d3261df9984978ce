using CustodyWatch.Access;
using CustodyWatch.Features.Detentions.Card;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>A child's own page.</summary>
public static class RecordPages
{
    public static void MapRecordPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}", Show).RequireAuthorization(Policies.ReadRecords).ExcludeFromDescription();
        app.MapPost("/detentions/{id}", SayWhy).RequireAuthorization(Policies.ReadRecords).ExcludeFromDescription();
    }

    /// <param name="id">The detention.</param>
    /// <param name="at">A past instant to look at the record from; now when empty.</param>
    /// <param name="known">Only what had been received by then: what the screen showed.</param>
    /// <param name="back">The list of figures that led here.</param>
    public static async Task<IResult> Show(
        string id, string? at, string? known, string? back, HttpContext http, RecordDoor door, Database database, CardReading cards,
        IClock clock, CancellationToken cancel)
    {
        if (await door.Consult(http, id, cancel) is not { } detention) return Problem.Missing();
        var now = clock.Now();
        var when = string.IsNullOrWhiteSpace(at) ? null : Rfc3339.Parse(at) ?? LondonText.FromField(at);
        if (when >= now) when = null;
        var view = await RecordReading.Read(database, cards, detention, when, known == "then", now, http.User.Caller(), cancel);
        return Page.Of<RecordPage>(new { View = view with { Back = IsOfFigures(back) ? back : null } });
    }

    /// <summary>Why the reader looks, into the access log; nothing said changes nothing.</summary>
    public static async Task<IResult> SayWhy(
        string id, HttpContext http, IFormCollection answers, RecordDoor door, AccessLog access, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        if (AccessLog.Said(answers) is not { } said) return new LocalRedirectResult($"/detentions/{detention.Id}");
        await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel, said);
        return new LocalRedirectResult($"/detentions/{detention.Id}?recorded=yes");
    }

    private static bool IsOfFigures(string? back) => LocalRedirectResult.IsOurs(back)
        && (back.StartsWith("/oversight/", StringComparison.Ordinal) || back.StartsWith("/forecast", StringComparison.Ordinal));
}
