using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Access;
using CustodyWatch.Access.Taps;

namespace CustodyWatch.Screens;

/// <summary>
/// Whose the paper sheets are that a browser may go on keeping, by marks that name nobody: those of whoever reads a page, as far as they may
/// see by now, and those of the suite's screen that the browser is. Whatever it keeps of another goes (paper.js).
/// </summary>
internal static class SheetReaders
{
    /// <summary>The marks, that of a sheet kept now first; null on a page for nobody.</summary>
    public static string? Of(HttpContext http, AccessOptions access)
    {
        if (http.User.FindCaller() is not { } caller) return null;
        var screen = http.Request.Cookies[ScreenAuthentication.CookieOf(access)] is { } token ? "screen-" + Mark([token]) : null;
        if (SuiteOfScreen(http) is not null) return screen;
        var person = Mark(
        [
            caller.UserId, caller.Role.Word(), .. caller.Suites.Select(suite => suite.ToString()).Order(StringComparer.Ordinal),
            .. caller.Forces.Order(StringComparer.Ordinal), .. caller.Authorities.Order(StringComparer.Ordinal), caller.AllForces ? CallerClaims.Everywhere : "",
        ]);
        return screen is null ? person : $"{person} {screen}";
    }

    /// <summary>The sheet that a page has the browser keep: at a suite's screen that of its own suite and no other.</summary>
    public static string? Kept(HttpContext http, string? paperUrl) =>
        SuiteOfScreen(http) is { } own && paperUrl?.Split('/')[2] != own ? null : paperUrl;

    private static string? SuiteOfScreen(HttpContext http) => http.User.FindFirst(SuiteScreens.SuiteClaim)?.Value;

    private static string Mark(IEnumerable<string> of) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("paper\n" + string.Join('\n', of))))[..16];
}
