using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>What goes to court with the child, to read, to download, and to record as produced.</summary>
internal static class CourtPackPages
{
    public static void MapCourtPack(this IEndpointRouteBuilder app)
    {
        app.MapGet("/detentions/{id}/court-pack", Show).RequireAuthorization(Policies.ReadCertificates).ExcludeFromDescription();
        app.MapGet("/detentions/{id}/court-pack.zip", Download).RequireAuthorization(Policies.GiveCertificatesOut).ExcludeFromDescription();
        app.MapPost("/detentions/{id}/court-pack", Produced).RequireAuthorization(Policies.SignCertificates).ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext http, string id, RecordDoor door, Database database, CustodyLog log, CancellationToken cancel) =>
        await door.Consult(http, id, cancel) is { } detention
            ? Page(await CourtPack.Read(database, detention, log.Now(), cancel), http)
            : Problem.Missing();

    private static async Task<IResult> Download(
        HttpContext http, string id, RecordDoor door, Database database, AccessLog access, CustodyLog log, CancellationToken cancel)
    {
        if (await door.Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing();
        await access.Write(http, AccessAction.Disclosure, detention.Id, detention.Force, cancel, "court pack");
        var pack = await CourtPack.Read(database, detention, log.Now(), cancel);
        return TypedResults.File(pack.Zip(), "application/zip", $"court-pack-{pack.Paper?.Number ?? "no-certificate"}.zip");
    }

    private static async Task<IResult> Produced(
        HttpContext http, string id, IFormCollection answers, RecordDoor door, Database database, CustodyLog log, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        if (await door.Find(caller, id, cancel) is not { } detention) return Problem.Missing();
        var pack = await CourtPack.Read(database, detention, log.Now(), cancel);
        if (pack.Paper is not { } paper) return Problem.Unprocessable("There is no certificate that stands, so there is none to produce.");
        var court = answers["court"].ToString().Trim();
        var (occurred, wrong) = DoorTime.Of(answers["at"], pack.Now, detention.ArrivedAt);
        if (wrong is not null) return Page(pack, http, answers, Wrong("at", wrong));
        if (court.Length == 0) return Page(pack, http, answers, Wrong("court", "Write the name of the court"));
        var entryId = Guid.TryParse(answers["entryId"], out var given) ? given.ToString() : null;
        var sent = OwnEntry.Of(detention, EventKind.CertificateProduced, occurred,
            new { certificateId = paper.Id, court }, caller, pack.Now, id: entryId);
        var refusal = sent.Refusal ?? (await log.Append(sent, caller, cancel)).Refusal;
        return refusal is null
            ? new LocalRedirectResult($"/detentions/{detention.Id}/court-pack")
            : Page(pack, http, answers, EntryErrors.Whole(Fields, refusal.Errors));
    }

    public static readonly Field Court = Field.Text("court", "Court");
    public static readonly Field At = Field.Text("at", "When").With("Hours and minutes, such as 09:45. Leave it empty if it was just now.").Optional();
    private static readonly Field[] Fields = [Court, At];

    private static EntryErrors Wrong(string field, string sentence) =>
        EntryErrors.Whole(Fields, new Dictionary<string, string[]> { ["data." + field] = [sentence] });

    private static RazorComponentResult<CourtPackPage> Page(CourtPack pack, HttpContext http, IFormCollection? answers = null, EntryErrors? errors = null) => Screens.Page.Of<CourtPackPage>(
        new
        {
            Pack = pack,
            Errors = errors ?? EntryErrors.None,
            Court = answers is null ? pack.Court?.Court : answers["court"].ToString(),
            At = answers?["at"].ToString(),
            MayTake = Policies.Allow(Policies.GiveCertificatesOut, http.User.Caller()),
            MayRecord = Policies.Table[Policies.SignCertificates].Contains(http.User.Caller().Role),
        },
        errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
