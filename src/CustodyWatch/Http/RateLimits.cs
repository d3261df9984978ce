using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CustodyWatch.Http;

/// <summary>How often one address may ask what nobody has to sign in for, so that codes cannot be tried.</summary>
public static class RateLimits
{
    /// <param name="name">What is limited: the name that an endpoint requires.</param>
    /// <param name="mostAMinute">How often one address may ask in a minute.</param>
    public static void AddRateLimit(this IHostApplicationBuilder builder, string name, int mostAMinute) =>
        builder.Services.AddRateLimiter(limits =>
        {
            limits.SayWhen();
            limits.AddPolicy(name, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = mostAMinute, Window = TimeSpan.FromMinutes(1) }));
        });

    /// <summary>Whoever is turned away is told when to come again.</summary>
    public static void SayWhen(this RateLimiterOptions limits)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }
}
