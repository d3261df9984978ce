using System.Security.Cryptography;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>The way in for a desk without an account: a link, a code, one request, one answer.</summary>
public static class LinkPages
{
    internal const int MostAMinute = 30;
    internal const string Limited = "link";
    private const string Cookie = "custodywatch-link", Purpose = "CustodyWatch.RequestLink";
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(30);

    public static void MapLinkPages(this IEndpointRouteBuilder app)
    {
        var link = app.MapGroup(RequestLinks.Path + "{token}").AllowAnonymous().RequireRateLimiting(Limited).ExcludeFromDescription();
        link.MapGet("", Ask);
        link.MapPost("", Enter);
        link.MapGet("/request", Show);
        link.MapPost("/request", Answer);
    }

    private static async Task<IResult> Ask(string token, RequestLinks links, CancellationToken cancel) =>
        await links.Find(token, cancel) is null ? Dead() : Page.Of<LinkPage>(new { Url = RequestLinks.Path + token });

    private static async Task<IResult> Enter(
        string token, IFormCollection answers, HttpContext http, RequestLinks links, IDataProtectionProvider protection,
        CancellationToken cancel)
    {
        if (await links.Open(token, answers["code"], cancel) is not { } link)
            return await links.Find(token, cancel) is null
                ? Dead()
                : Page.Of<LinkPage>(new { Url = RequestLinks.Path + token, Wrong = answers["code"].ToString() }, StatusCodes.Status422UnprocessableEntity);
        KeepOpen(token, link, http, protection);
        return new LocalRedirectResult($"{RequestLinks.Path}{token}/request");
    }

    private static async Task<IResult> Show(
        string token, HttpContext http, RequestLinks links, IDataProtectionProvider protection, Database database, AccessLog access,
        CustodyLog log, CancellationToken cancel)
    {
        if (await Opened(token, http, links, protection, cancel) is not { } link) return new LocalRedirectResult(RequestLinks.Path + token);
        if (await Find(link, database, cancel) is not { } row) return Dead();
        KeepOpen(token, link, http, protection);
        await Looked(http, access, link, row, cancel);
        return await Draw(token, row, AnswerForm.Empty(null, row.Decision), database, log, StatusCodes.Status200OK, cancel);
    }

    private static async Task<IResult> Answer(
        string token, IFormCollection form, HttpContext http, RequestLinks links, IDataProtectionProvider protection,
        Database database, Answering answering, AccessLog access, CustodyLog log, CancellationToken cancel)
    {
        var filled = AnswerForm.Filled(form);
        var link = await Opened(token, http, links, protection, cancel);
        var again = link is null;
        if (again && form.TryGetValue("code", out var code)) link = await links.Open(token, code, cancel);
        if (link is null)
            return await links.Find(token, cancel) is null
                ? Dead()
                : Page.Of<LinkPage>(new { Url = $"{RequestLinks.Path}{token}/request", Kept = filled, Wrong = form.TryGetValue("code", out var wrong) ? wrong.ToString() : null }, StatusCodes.Status422UnprocessableEntity);
        if (await Find(link, database, cancel) is not { } row) return Dead();
        KeepOpen(token, link, http, protection);
        if (again) await Looked(http, access, link, row, cancel);
        if (filled.Incomplete(log.Now()) is { } missing)
            return await Draw(token, row, filled with { Errors = missing }, database, log, StatusCodes.Status422UnprocessableEntity, cancel);
        var answer = await answering.Answer(
            row, filled.ToBody(), RequestLinks.CallerOf(link), cancel, act => RequestLinks.UseUp(link, act));
        if (FormErrors.Of(answer, AnswerForm.All) is not { } errors)
        {
            http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = RequestLinks.Path + token });
            return Page.Of<LinkPage>(new { Answered = true });
        }
        if (await links.Find(token, cancel) is null || await Find(link, database, cancel) is not { } stands) return Dead();
        return await Draw(token, stands, filled with { Errors = errors, InsteadOf = stands.Decision }, database, log, FormErrors.StatusOf(answer), cancel);
    }

    private static async Task<IResult> Draw(
        string token, PlaceRequestRow row, AnswerForm form, Database database, CustodyLog log, int status, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return Page.Of<RequestPage>(new
        {
            View = new RequestView
            {
                Request = DeskRequest.Of(row, await Record.OfId(connection, row.DetentionId), log.Now()),
                Form = form,
                Now = log.Now(),
                Url = $"{RequestLinks.Path}{token}/request",
            },
        }, status);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<LinkPage> Dead() => Page.Of<LinkPage>(new { Dead = true }, StatusCodes.Status410Gone);

    private static void KeepOpen(string token, LinkRow link, HttpContext http, IDataProtectionProvider protection) =>
        http.Response.Cookies.Append(Cookie, Seal(protection).Protect(link.Id, OpenFor), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = RequestLinks.Path + token,
        });

    private static Task Looked(HttpContext http, AccessLog access, LinkRow link, PlaceRequestRow row, CancellationToken cancel) => access.Write(
        http, AccessAction.Consultation, row.DetentionId, row.Force, cancel, $"request {row.RequestId}", RequestLinks.CallerOf(link));

    /// <summary>The link, when its code was given in this browser and the request shown there a short while ago.</summary>
    private static async Task<LinkRow?> Opened(
        string token, HttpContext http, RequestLinks links, IDataProtectionProvider protection, CancellationToken cancel)
    {
        if (http.Request.Cookies[Cookie] is not { } sealedId || await links.Find(token, cancel) is not { } link) return null;
        try
        {
            return Seal(protection).Unprotect(sealedId) == link.Id ? link : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static async Task<PlaceRequestRow?> Find(LinkRow link, Database database, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await RequestQueries.Of(connection, link.DetentionId)).FirstOrDefault(link.IsOf);
    }

    private static ITimeLimitedDataProtector Seal(IDataProtectionProvider protection) =>
        protection.CreateProtector(Purpose).ToTimeLimitedDataProtector();
}
