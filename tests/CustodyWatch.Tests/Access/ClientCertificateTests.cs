using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.Configuration;

namespace CustodyWatch.Tests.Access;

public sealed class ClientCertificateTests
{
    private const string Header = "X-Client-Cert";

    [Theory]
    [InlineData("thumbprint", "base64")]
    [InlineData("subject", "escaped")]
    public async Task A_system_that_the_proxy_vouches_for_posts_for_its_own_suites_and_does_nothing_else(string known, string written)
    {
        using var shown = Certificate("records");
        await using var suite = await Open(shown, known);
        using var system = As(suite, written == "base64" ? Convert.ToBase64String(shown.RawData) : Uri.EscapeDataString(shown.ExportCertificatePem()));

        await system.Taken(Told.Arrived("2026-06-10T12:00:00Z"));

        Assert.Equal(HttpStatusCode.Forbidden, (await system.Tell(Told.Arrived("2026-06-10T12:00:00Z", record: "CR-2", source: Told.North))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await system.Read("/detentions")).Status);
    }

    [Theory]
    [InlineData("another")]
    [InlineData("the same subject from elsewhere")]
    [InlineData("out of date")]
    [InlineData("absent")]
    [InlineData("nonsense")]
    public async Task A_certificate_that_is_not_the_one_configured_is_nothing(string what)
    {
        using var known = Certificate("records", expired: what == "out of date");
        using var other = Certificate(what == "another" ? "another" : "records");
        await using var suite = await Open(known, "thumbprint");
        using var system = As(suite, what switch
        {
            "absent" => null,
            "nonsense" => "%%%-not-a-certificate",
            "out of date" => Convert.ToBase64String(known.RawData),
            _ => Convert.ToBase64String(other.RawData),
        });
        Assert.Equal(HttpStatusCode.Unauthorized, (await system.Tell(Told.Arrived("2026-06-10T12:00:00Z"))).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task From_anybody_but_a_known_proxy_the_header_counts_for_nothing_whatever_it_says_of_where_it_comes_from(bool forwarding)
    {
        using var shown = Certificate("records");
        await using var suite = await Open(shown, "thumbprint", proxy: "10.0.0.7", forwarding);
        using var system = As(suite, Convert.ToBase64String(shown.RawData));
        if (forwarding) system.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.7");

        var status = (await system.Tell(Told.Arrived("2026-06-10T12:00:00Z"))).Status;

        Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, status.ToString());
        Assert.Empty((await suite.As("insp-01").Read("/detentions")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_is_read_of_such_a_header_unless_it_is_configured()
    {
        using var shown = Certificate("records");
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        using var system = As(suite, Convert.ToBase64String(shown.RawData));
        Assert.Equal(HttpStatusCode.Unauthorized, (await system.Tell(Told.Arrived("2026-06-10T12:00:00Z"))).Status);
    }

    [Theory]
    [InlineData("Header", "not a header")]
    [InlineData("Proxies:0", "the proxy")]
    [InlineData("Proxies:0", null)]
    [InlineData("Systems:0:Thumbprint", "abc")]
    [InlineData("Systems:0:UserId", null)]
    [InlineData("Systems:0:Suites:0", "CENTRAL")]
    public void What_cannot_be_meant_keeps_the_service_from_starting(string setting, string? value)
    {
        using var shown = Certificate("records");
        var settings = Settings(shown, "thumbprint", "127.0.0.1").ToDictionary(one => one.Key, one => (string?)one.Value);
        settings["CustodyWatch:ClientCertificates:" + setting] = value;
        var (_, refusal) = ClientCertificates.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("CustodyWatch:ClientCertificates"));
        Assert.Contains("CustodyWatch:ClientCertificates", refusal, StringComparison.Ordinal);
    }

    private static Task<CustodySuite> Open(X509Certificate2 certificate, string known, string proxy = "127.0.0.0/8", bool forwarding = false)
    {
        var settings = Settings(certificate, known, proxy);
        if (forwarding) settings["ForwardedHeaders_Enabled"] = "true";
        return CustodySuite.Open("2026-06-10T12:30:00Z", settings: settings);
    }

    private static Dictionary<string, string> Settings(X509Certificate2 certificate, string known, string proxy) => new()
    {
        ["CustodyWatch:ClientCertificates:Header"] = Header,
        ["CustodyWatch:ClientCertificates:Proxies:0"] = proxy,
        [$"CustodyWatch:ClientCertificates:Systems:0:{(known == "subject" ? "Subject" : "Thumbprint")}"] =
            known == "subject" ? certificate.Subject : certificate.GetCertHashString(HashAlgorithmName.SHA256),
        ["CustodyWatch:ClientCertificates:Systems:0:UserId"] = "records-central",
        ["CustodyWatch:ClientCertificates:Systems:0:Suites:0"] = "99/CENTRAL",
    };

    private static HttpClient As(CustodySuite suite, string? header)
    {
        var client = suite.As();
        if (header is not null) client.DefaultRequestHeaders.TryAddWithoutValidation(Header, header);
        return client;
    }

    private static X509Certificate2 Certificate(string name, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}, O=Force 99", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(expired ? 50 : 150));
    }
}
