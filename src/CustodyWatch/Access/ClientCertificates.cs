using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CustodyWatch.Access;

/// <summary>Systems that are known by a client certificate, which a proxy has checked and passes on.</summary>
public sealed record ClientCertificates
{
    /// <summary>A certificate, by its SHA-256 thumbprint or its whole subject, and the system that shows it.</summary>
    private sealed record Known(string? Thumbprint, string? Subject, Caller Caller);

    public required string Header { get; init; }

    private IReadOnlyList<IPNetwork> Proxies { get; init; } = [];
    private IReadOnlyList<Known> Systems { get; init; } = [];

    /// <summary>Whether a connection comes from one of the proxies that are believed.</summary>
    public bool IsProxy(IPAddress? peer) =>
        peer is not null && Proxies.Any(network => network.Contains(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer));

    /// <summary>The system that a certificate stands for, at a time at which it is in force; null for any other.</summary>
    public Caller? Find(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now < certificate.NotBefore || now > certificate.NotAfter) return null;
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        return Systems.FirstOrDefault(system => string.Equals(system.Thumbprint, thumbprint, StringComparison.OrdinalIgnoreCase)
            || (system.Subject is not null && system.Subject == certificate.Subject))?.Caller;
    }

    /// <summary>A certificate as proxies write it: base64 of its bytes, or PEM, with its lines as they are, folded or escaped.</summary>
    public static X509Certificate2 Decode(string header)
    {
        var text = header.Contains('%', StringComparison.Ordinal) ? WebUtility.UrlDecode(header.Replace("+", "%2B", StringComparison.Ordinal)) : header;
        foreach (var frame in new[] { "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----" }) text = text.Replace(frame, "", StringComparison.Ordinal);
        return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)))));
    }

    /// <summary>What is configured; null with no refusal when nothing is.</summary>
    public static (ClientCertificates? Certificates, string? Refusal) Read(IConfigurationSection section)
    {
        const string where = "CustodyWatch:ClientCertificates";
        if (!section.Exists()) return (null, null);
        if (section["Header"] is not { Length: > 0 } header || !header.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            return (null, $"{where}:Header must name the header in which the proxy passes a client certificate on.");
        var proxies = new List<IPNetwork>();
        foreach (var proxy in section.GetSection("Proxies").GetChildren().Select(child => child.Value ?? ""))
        {
            if (IPAddress.TryParse(proxy, out var address)) proxies.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(proxy, out var network)) proxies.Add(network);
            else return (null, $"{where}:Proxies must be network addresses, such as 10.0.0.7 or 10.0.0.0/28; one is \"{proxy}\".");
        }
        if (proxies.Count == 0) return (null, $"{where}:Proxies must name the proxies that are believed.");
        var systems = new List<Known>();
        foreach (var (index, system) in section.GetSection("Systems").GetChildren().Index())
        {
            if (System(system) is not { } known)
                return (null, string.Create(CultureInfo.InvariantCulture,
                    $"{where}:Systems:{index} must have a UserId, Suites such as 99/CENTRAL, and a SHA-256 Thumbprint or a Subject."));
            systems.Add(known);
        }
        return (new ClientCertificates { Header = header, Proxies = proxies, Systems = systems }, null);
    }

    private static Known? System(IConfigurationSection section)
    {
        var thumbprint = section["Thumbprint"]?.Replace(":", "", StringComparison.Ordinal).Trim();
        var subject = section["Subject"] is { Length: > 0 } named ? named : null;
        var suites = section.GetSection("Suites").GetChildren().Select(child => SuiteCode.Parse(child.Value ?? "")).ToArray();
        if (thumbprint is { Length: > 0 } && (thumbprint.Length != SHA256.HashSizeInBytes * 2 || !thumbprint.All(char.IsAsciiHexDigit))) return null;
        if (string.IsNullOrWhiteSpace(thumbprint) && subject is null) return null;
        if (section["UserId"] is not { Length: > 0 } user || suites.Length == 0 || suites.Contains(null)) return null;
        return new(thumbprint is { Length: > 0 } ? thumbprint : null, subject, new Caller { UserId = user, Role = Role.Feed, Suites = suites.OfType<SuiteCode>().ToHashSet() });
    }
}
