namespace CustodyWatch.Access;

/// <summary>How people and systems prove who they are.</summary>
public sealed record AccessOptions
{
    public const string Section = "CustodyWatch";

    /// <summary>What every page says while <see cref="Demo"/> holds.</summary>
    public const string DemoNotice = "Everyone here is invented, and anyone on this computer can sign in as anyone.";

    /// <summary>Anyone may be any of the invented personas, on this machine only.</summary>
    public required bool Demo { get; init; }

    public IdentityProvider? Provider { get; init; }

    /// <summary>Null unless some system is known by a client certificate.</summary>
    public ClientCertificates? Certificates { get; init; }

    public SessionOptions Session { get; init; } = new();

    /// <summary>People sign in at the provider. In demo mode they choose whom to be instead.</summary>
    public bool PeopleUseProvider => !Demo && Provider?.ClientId is not null;

    /// <summary>How a program may say who it is, by the names of HTTP.</summary>
    public string Schemes => string.Join(", ", new[] { Demo ? "Demo" : null, Provider is null ? null : "Bearer" }.OfType<string>());

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
        var (session, unusable) = SessionOptions.Read(configuration.GetSection($"{Section}:Session"));
        if (session is null) return (null, unusable);
        var (certificates, unreadable) = ClientCertificates.Read(configuration.GetSection($"{Section}:ClientCertificates"));
        if (unreadable is not null) return (null, unreadable);
        return (new AccessOptions { Demo = demo, Provider = provider, Certificates = certificates, Session = session }, null);
    }
}
