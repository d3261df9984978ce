using CustodyWatch.Http;

namespace CustodyWatch.Access;

/// <summary>The OpenID Connect provider that is believed, and the claims of its tokens that carry role and scope.</summary>
public sealed record IdentityProvider
{
    public required string Authority { get; init; }

    /// <summary>What the tokens of systems are made out to.</summary>
    public required string Audience { get; init; }

    /// <summary>This service's own name at the provider; without it only systems can sign in.</summary>
    public string? ClientId { get; init; }

    /// <summary>Empty for a client that is known by its proof key alone.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What is asked for beside <c>openid</c>, where a provider sends roles and scopes only when asked.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public ClaimNames Claims { get; init; } = new();

    public static (IdentityProvider? Provider, string? Refusal) Read(IConfigurationSection section)
    {
        if (!section.Exists()) return (null, null);
        var (authority, audience) = (section["Authority"], section["Audience"]);
        if (authority is null || !Outgoing.IsSafe(authority))
            return (null, "CustodyWatch:Identity:Authority must be the https address of an OpenID Connect provider.");
        if (string.IsNullOrWhiteSpace(audience))
            return (null, "CustodyWatch:Identity:Audience must name the audience that tokens for this service carry.");
        var (secret, unread) = Secret(section);
        if (unread is not null) return (null, unread);
        var (claims, unknown) = ClaimNames.Read(section);
        if (claims is null) return (null, unknown);
        return (new IdentityProvider
        {
            Authority = authority,
            Audience = audience,
            ClientId = section["ClientId"] is { Length: > 0 } id ? id : null,
            ClientSecret = secret,
            Scopes = (section["Scopes"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Claims = claims,
        }, null);
    }

    // A file is how a cluster hands over a secret without showing it to whoever lists the environment.
    private static (string? Secret, string? Refusal) Secret(IConfigurationSection section)
    {
        if (section["ClientSecretFile"] is not { Length: > 0 } file) return (section["ClientSecret"] is { Length: > 0 } given ? given : null, null);
        try
        {
            return (File.ReadAllText(file).Trim(), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, "CustodyWatch:Identity:ClientSecretFile names a file that cannot be read.");
        }
    }
}
