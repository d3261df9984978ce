using System.ComponentModel.DataAnnotations;
using StackExchange.Redis;

namespace CustodyWatch.Live;

/// <summary>How nodes tell one another's screens; read from <c>CustodyWatch:</c>.</summary>
public sealed record LiveOptions : IValidatableObject
{
    /// <summary>Where Redis is, such as <c>redis:6379</c>; without it a node tells only the screens connected to itself.</summary>
    public string? Redis { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Problem is { } problem) yield return new(problem);
    }

    private string? Problem
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
