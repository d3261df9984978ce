namespace CustodyWatch.Access;

/// <summary>How people and systems prove who they are.</summary>
public sealed record AccessOptions
{
    public const string Section = "CustodyWatch";

    /// <summary>Anyone may be any of the invented personas, on this machine only.</summary>
    public required bool Demo { get; init; }

    public IdentityProvider? Provider { get; init; }

    /// <summary>The options, or the sentence that says why the service will not start with them.</summary>
    public static (AccessOptions? Options, string? Refusal) Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var demo = environment.IsDevelopment();
        if (configuration[$"{Section}:Demo"] is { Length: > 0 } text && !bool.TryParse(text, out demo))
            return (null, $"CustodyWatch:Demo must be true or false; it is \"{text}\".");
        var (provider, refusal) = IdentityProvider.Read(configuration.GetSection($"{Section}:Identity"));
        if (refusal is not null) return (null, refusal);
        if (environment.IsProduction() && demo)
            return (null, "Demo mode lets anyone be anyone and never runs in the Production environment. Set CustodyWatch:Demo to " +
                          "false and name an identity provider in CustodyWatch:Identity, or start in the Development environment.");
        if (environment.IsProduction() && provider is null)
            return (null, "No identity provider is configured, so nobody could sign in. Set CustodyWatch:Identity:Authority and " +
                          "CustodyWatch:Identity:Audience to the OpenID Connect provider, or start in the Development environment " +
                          "for demo mode.");
        return (new AccessOptions { Demo = demo, Provider = provider }, null);
    }
}

/// <summary>The OpenID Connect provider whose tokens are believed, and the claims that carry role and scope.</summary>
public sealed record IdentityProvider
{
    public required string Authority { get; init; }
    public required string Audience { get; init; }
    public string UserIdClaim { get; init; } = CallerClaims.UserId;
    public string RoleClaim { get; init; } = CallerClaims.Role;
    public string SuiteClaim { get; init; } = CallerClaims.Suite;
    public string ForceClaim { get; init; } = CallerClaims.Force;
    public string AuthorityClaim { get; init; } = CallerClaims.Authority;

    public static (IdentityProvider? Provider, string? Refusal) Read(IConfigurationSection section)
    {
        if (!section.Exists()) return (null, null);
        var (authority, audience) = (section["Authority"], section["Audience"]);
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback))
            return (null, "CustodyWatch:Identity:Authority must be the https address of an OpenID Connect provider.");
        if (string.IsNullOrWhiteSpace(audience))
            return (null, "CustodyWatch:Identity:Audience must name the audience that tokens for this service carry.");
        var defaults = new IdentityProvider { Authority = authority!, Audience = audience };
        return (defaults with
        {
            UserIdClaim = section["UserIdClaim"] ?? defaults.UserIdClaim,
            RoleClaim = section["RoleClaim"] ?? defaults.RoleClaim,
            SuiteClaim = section["SuiteClaim"] ?? defaults.SuiteClaim,
            ForceClaim = section["ForceClaim"] ?? defaults.ForceClaim,
            AuthorityClaim = section["AuthorityClaim"] ?? defaults.AuthorityClaim,
        }, null);
    }
}
