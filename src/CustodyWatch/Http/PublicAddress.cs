using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Http;

/// <summary>Where people outside reach the service, for addresses that are printed; read from <c>CustodyWatch:</c>.</summary>
public sealed record PublicAddressOptions : IValidatableObject
{
    /// <summary>Such as https://custody.example.police.uk. When it is empty, the address that the request came to.</summary>
    public Uri? PublicAddress { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicAddress is not (null or { IsAbsoluteUri: true, Scheme: "https" or "http" })) yield return new("CustodyWatch:PublicAddress must be an http or https address.");
    }
}

/// <summary>The address that a court opens to check a paper, years from now.</summary>
public sealed class PublicAddress(IOptions<PublicAddressOptions> options)
{
    /// <summary>Whether an origin, as a browser names it, is this service's own.</summary>
    public bool IsOrigin(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, options.Value.PublicAddress?.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    public Uri Of(HttpRequest request) => options.Value.PublicAddress ?? new Uri($"{request.Scheme}://{request.Host}");
}
