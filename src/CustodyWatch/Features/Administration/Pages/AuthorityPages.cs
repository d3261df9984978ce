using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>One local authority on a page: whom to ring there, a form to change it, and every change there was.</summary>
public static class AuthorityPages
{
    private const string Url = "/administration/authorities";

    private static readonly IReadOnlyList<Field> Fields =
    [
        Field.Text("name", "Name"),
        Field.Text("nightContact", "Whom to ring by night").With("The emergency duty team, evenings, weekends and bank holidays. A mobile number or an email address is sent messages; anything else is for the sergeant to ring").Optional(),
        Field.Text("dayContact", "Whom to ring by day").With("Monday to Friday, 9:00 to 17:00").Optional(),
        Field.Text("headOfServiceContact", "Head of service").With("Told when a request has gone unanswered an hour past its time").Optional(),
        Field.Date("lastTested", "Last tried").With("When somebody last rang these numbers and was answered").Optional(),
        Field.LongText("reason", "Why it changes"),
    ];

    private static readonly Field Code = Field.Text("code", "The code") with { Id = "code" };

    public static void MapAuthorityPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Choose).RequireAuthorization(Policies.ManageAuthorities).ExcludeFromDescription();
        app.MapGet(Url + "/{code}", Show).RequireAuthorization(Policies.ManageAuthorities).ExcludeFromDescription();
        app.MapPost(Url + "/{code}", Change).RequireAuthorization(Policies.ManageAuthorities).ExcludeFromDescription();
    }

    private static async Task<IResult> Choose(HttpContext http, Authorities authorities, string? code, CancellationToken cancel)
    {
        if (Query.Given(code?.Trim().ToUpperInvariant()) is not { } given) return new LocalRedirectResult("/administration/reference");
        return AuthorityCode.Refusal(given) is { } wrong
            ? Page.Of<ReferencePage>(new
            {
                Authorities = await authorities.All(cancel),
                Forces = http.User.Caller().Forces,
                Code = code,
                Errors = new EntryErrors([Code], new Dictionary<string, string[]> { ["data." + Code.Path] = [wrong] }),
            }, StatusCodes.Status422UnprocessableEntity)
            : new LocalRedirectResult($"{Url}/{given}");
    }

    private static async Task<IResult> Show(Authorities authorities, string code, CancellationToken cancel) =>
        AuthorityCode.Refusal(code) is { } refusal
            ? Problem.Missing($"The code {refusal}.")
            : Page.Of<AuthorityPage>(new { View = await Read(authorities, code, cancel) });

    private static async Task<IResult> Change(
        HttpContext http, Authorities authorities, Database database, AccessLog access, CustodyLog log, string code, IFormCollection answers,
        CancellationToken cancel)
    {
        var body = new AuthorityBody(
            answers["name"], answers["dayContact"], answers["nightContact"], answers["headOfServiceContact"], answers["lastTested"], answers["reason"].ToString().Trim());
        var row = body.ToRow(code);
        var errors = AuthorityRules.Errors(row, body.Reason, log.Now());
        var view = await Read(authorities, code, cancel);
        if (answers.TryGetValue("seen", out var seen) && seen != view.Seen)
            errors["changes"] = ["it was changed while this page was open. Look under “Every change”, and send this again if it is still what you want"];
        if (errors.Count == 0)
        {
            await AuthoritiesEndpoints.Save(http, database, access, log, row, body.Reason!, cancel);
            return new LocalRedirectResult($"{Url}/{code}?changed=yes");
        }
        if (AuthorityCode.Refusal(code) is { } refusal) return Problem.Missing($"The code {refusal}.");
        return Page.Of<AuthorityPage>(new
        {
            View = view with
            {
                Given = path => answers[path],
                Errors = new EntryErrors(Fields, errors.ToDictionary(error => "data." + error.Key, error => error.Value)),
            },
        }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<AuthorityView> Read(Authorities authorities, string code, CancellationToken cancel)
    {
        var row = await authorities.Find(code, cancel);
        return new AuthorityView
        {
            Code = code,
            Row = row,
            History = await authorities.History(code, cancel),
            Fields = Fields,
            Given = path => path switch
            {
                "name" => row?.Name,
                "nightContact" => row?.NightContact,
                "dayContact" => row?.DayContact,
                "headOfServiceContact" => row?.HeadOfServiceContact,
                "lastTested" => row?.LastTested,
                _ => null,
            },
        };
    }
}
