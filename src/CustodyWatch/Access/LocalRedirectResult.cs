namespace CustodyWatch.Access;

/// <summary>Back to a page of ours; any other address becomes the start page, so that a link cannot send someone away.</summary>
public sealed class LocalRedirectResult(string? url) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = IsOurs(url) ? url : "/";
        return Task.CompletedTask;
    }

    public static bool IsOurs([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(c => char.IsControl(c) || c > '~');
}
