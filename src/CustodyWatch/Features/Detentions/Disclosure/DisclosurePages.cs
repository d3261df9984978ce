using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;
using FromFormAttribute = Microsoft.AspNetCore.Mvc.FromFormAttribute;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>A record given out: redacted, to custody visitors; whole, to the child it is about. Both are disclosures, and logged as such.</summary>
public static class DisclosurePages
{
    public static IHostApplicationBuilder AddDisclosure(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubjectAccess>();
        return builder;
    }

    public static void MapDisclosure(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/redacted", ShowRedacted).RequireAuthorization(Policies.ShowVisitors).ExcludeFromDescription();
        // A form of its own: who asked is a name, and stands in no address.
        app.MapPost("/detentions/{id}/subject-access", GiveWholeToWhoAsked).RequireAuthorization(Policies.DiscloseRecords).ExcludeFromDescription();
        app.MapGet("/api/v1/detentions/{id}/subject-access", GiveWhole).RequireAuthorization(Policies.DiscloseRecords)
            .WithSummary("Everything held about one child, as a ZIP to read and to keep. Say why in `reason`.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/zip")
            .Takes("reason", "Why it is given out, and to whom; it is kept with the disclosure.", Sent.Text(Worded.Longest), required: true);
    }

    private static async Task<IResult> ShowRedacted(
        HttpContext http, string id, RecordDoor door, Database database, AccessLog access, IClock clock, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        var record = await RedactedRecord.Read(database, detention, clock.Now(), cancel);
        await access.Write(http, AccessAction.Disclosure, detention.Id, detention.Force, cancel, "redacted, for custody visitors");
        return Page.Of<RedactedPage>(new { Record = record, Url = $"/detentions/{detention.Id}" });
    }

    private static Task<IResult> GiveWholeToWhoAsked(
        HttpContext http, string id, [FromForm] string? reason, RecordDoor door, SubjectAccess subject, AccessLog access, IClock clock, CancellationToken cancel) =>
        GiveWhole(http, id, reason, door, subject, access, clock, cancel);

    private static async Task<IResult> GiveWhole(
        HttpContext http, string id, string? reason, RecordDoor door, SubjectAccess subject, AccessLog access, IClock clock, CancellationToken cancel)
    {
        var query = new Query();
        if (Worded.Reason(reason) is { } wrong) query.Wrong("reason", wrong);
        if (query.Refusal is { } unreadable) return unreadable;
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        await access.Write(http, AccessAction.Disclosure, detention.Id, detention.Force, cancel, $"subject access: {reason!.Trim()}");
        var bundle = await subject.Bundle(detention, clock.Now(), cancel);
        return TypedResults.File(bundle, "application/zip", $"subject-access-{detention.Id}.zip");
    }
}
