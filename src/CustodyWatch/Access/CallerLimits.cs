using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Threading.RateLimiting;
using CustodyWatch.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Access;

/// <summary>
/// How often one caller may ask, and how many may be connected; read from <c>CustodyWatch:Limits:</c>. Wide enough for a feed that
/// catches up after an outage and for every screen of a force, so that only a caller gone wrong meets it; batches are there for more.
/// </summary>
public sealed record LimitOptions
{
    [Range(1, int.MaxValue)]
    public int RequestsPerMinute { get; init; } = 60_000;

    /// <summary>For everyone at one address who is not signed in.</summary>
    [Range(1, int.MaxValue)]
    public int AnonymousPerMinute { get; init; } = 6_000;

    /// <summary>How many connections a node holds open at once, a browser's six and a sender's one; the next is closed.</summary>
    [Range(1, int.MaxValue)]
    public int Connections { get; init; } = 16_384;

    /// <summary>How many live screens a node holds open at once, beside those; the next is told by slower ways.</summary>
    [Range(1, int.MaxValue)]
    public int LiveConnections { get; init; } = 8_192;
}

public static class CallerLimits
{
    private const int Parts = 60;

    /// <summary>The limit for files written as they are read, such as thousands of certificates.</summary>
    public const string WholeFile = nameof(WholeFile);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2), LongestFile = TimeSpan.FromHours(1);

    /// <summary>Limits on how often a caller may ask, on how long an answer may take, and on how many are connected.</summary>
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<LimitOptions>("CustodyWatch:Limits");
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) =>
            (kestrel.Limits.MaxConcurrentConnections, kestrel.Limits.MaxConcurrentUpgradedConnections) = (limits.Value.Connections, limits.Value.LiveConnections));
        builder.Services.AddRequestTimeouts(timeouts =>
        {
            timeouts.DefaultPolicy = new() { Timeout = Longest, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable };
            timeouts.AddPolicy(WholeFile, LongestFile);
        });
        builder.Services.AddRateLimiter(limiter => limiter.SayWhen());
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.User.FindFirstValue(CallerClaims.UserId) is { } user
                    ? Bucket($"user {user}", limits.Value.RequestsPerMinute)
                    : Bucket($"address {http.Connection.RemoteIpAddress}", limits.Value.AnonymousPerMinute)));
    }

    private static RateLimitPartition<string> Bucket(string caller, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / Parts),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / Math.Min(perMinute, Parts)),
        QueueLimit = 0,
    });
}
