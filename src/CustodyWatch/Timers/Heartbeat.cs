using System.ComponentModel.DataAnnotations;
using CustodyWatch.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Timers;

/// <summary>The outside monitor that raises the alarm when it hears nothing; read from <c>CustodyWatch:Heartbeat</c>. None by default.</summary>
public sealed record HeartbeatOptions : IValidatableObject
{
    /// <summary>Where to post an empty message each minute.</summary>
    public string? Url { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not null && !Outgoing.IsSafe(Url)) yield return new("CustodyWatch:Heartbeat:Url must be an https address.");
    }
}

/// <summary>
/// Tells an outside monitor that all is well, and nothing at all otherwise: whatever stops this service, its silence is heard.
/// </summary>
public sealed partial class Heartbeat(
    HttpClient http, IOptions<HeartbeatOptions> options, HealthCheckService health, ILogger<Heartbeat> log)
{
    public async Task Beat(CancellationToken cancel)
    {
        if (options.Value.Url is not { } url) return;
        var report = await health.CheckHealthAsync(check => check.Tags.Contains("ready") || check.Tags.Contains("heartbeat"), cancel);
        if (report.Status != HealthStatus.Healthy) return;
        try
        {
            using var answer = await http.PostAsync(url, null, cancel);
            if (!answer.IsSuccessStatusCode) NotTaken(log, (int)answer.StatusCode, null);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            NotTaken(log, 0, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outside monitor did not take the heartbeat (status {Status}).")]
    private static partial void NotTaken(ILogger log, int status, Exception? exception);
}
