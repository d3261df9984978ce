using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CustodyWatch.Live;

/// <summary>How nodes tell one another's screens; read from <c>CustodyWatch:</c>.</summary>
public sealed record LiveOptions
{
    /// <summary>Where Redis is, such as <c>redis:6379</c>; without it a node tells only the screens connected to itself.</summary>
    public string? Redis { get; init => field = Setting.Said(value); }

    /// <summary>Why it cannot be used, in one sentence; null when it can.</summary>
    public string? Problem
    {
        get
        {
            const string wanted = "CustodyWatch:Redis must say where Redis is, such as redis:6379";
            try
            {
                return Redis is null || ConfigurationOptions.Parse(Redis).EndPoints.Count > 0 ? null : wanted + ".";
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException)
            {
                return $"{wanted}: {exception.Message}";
            }
        }
    }
}

internal sealed class LiveOptionsCheck : IValidateOptions<LiveOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveOptions options) =>
        options.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
