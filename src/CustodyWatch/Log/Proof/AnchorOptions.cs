using System.ComponentModel.DataAnnotations;
using CustodyWatch.Http;

namespace CustodyWatch.Log.Proof;

/// <summary>Where the daily anchors of the chain go; read from <c>CustodyWatch:Anchors:</c>.</summary>
public sealed record AnchorOptions : IValidatableObject
{
    /// <summary>The file each node adds a line to every day; without it <c>anchors.ndjson</c> among the data.</summary>
    public string? File { get; init; }

    /// <summary>Whoever outside the force keeps the anchors; each is posted there as JSON until it is taken.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent as a bearer token with each.</summary>
    public string? Token { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not null && !Outgoing.IsSafe(Url))
            yield return new ValidationResult("CustodyWatch:Anchors:Url must be an https address.");
    }
}
