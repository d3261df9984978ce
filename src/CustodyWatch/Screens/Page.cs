using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Screens;

/// <summary>A page as the answer of an endpoint.</summary>
public static class Page
{
    public static RazorComponentResult<TPage> Of<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        (parameters is null ? new RazorComponentResult<TPage>() : new RazorComponentResult<TPage>(parameters)).With(status);

    private static RazorComponentResult<TPage> With<TPage>(this RazorComponentResult<TPage> result, int status) where TPage : IComponent
    {
        result.StatusCode = status;
        return result;
    }

    /// <summary>Whether the request is a person's browser asking for a page, rather than a program.</summary>
    public static bool IsWanted(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs") &&
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an open page asks for a part of itself again.</summary>
    public static bool IsPart(HttpRequest request) => request.Headers.ContainsKey("X-Part");
}
