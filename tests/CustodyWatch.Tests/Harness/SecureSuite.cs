using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace CustodyWatch.Tests.Harness;

/// <summary>The whole service as a force runs it: over TLS, demo mode off, in the Production environment.</summary>
public sealed class SecureSuite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly X509Certificate2 _certificate;

    private SecureSuite(WebApplication app, string folder, X509Certificate2 certificate, Uri address) =>
        (_app, _folder, _certificate, Address) = (app, folder, certificate, address);

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="provider">The provider that signs its people in, and from here on sends them back to it.</param>
    /// <param name="time">What sessions and tokens are counted by.</param>
    public static async Task<SecureSuite> Open(ProviderOfIdentity provider, TimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-secure-").FullName;
        var certificate = SelfSigned("127.0.0.1");
        string[] args =
        [
            "--environment", "Production", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Error",
            .. (await TestDatabase.SettingsOf(folder)).Concat(provider.Settings).SelectMany(setting => new[] { "--" + setting.Key, setting.Value }),
        ];
        var (app, refusal) = await Program.Service(args, builder =>
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
            builder.Services.AddSingleton<IClock>(new FakeClock(Instant.FromUtc(2026, 6, 10, 12, 30)));
            if (time is not null) builder.Services.AddSingleton(time);
            CustodySuite.Unhurried(builder);
        });
        if (app is null) throw new InvalidOperationException(refusal);
        await app.StartAsync();
        provider.ReturnsTo = new Uri(app.Urls.First());
        return new SecureSuite(app, folder, certificate, provider.ReturnsTo);
    }

    /// <summary>A browser with its own cookies, which follows where it is sent.</summary>
    public HttpClient Browser(CookieContainer? cookies = null) => new(new Follows(Handler(cookies ?? new()))) { BaseAddress = Address };

    public HttpClientHandler Handler(CookieContainer cookies) => new()
    {
        AllowAutoRedirect = false,
        CookieContainer = cookies,
        ServerCertificateCustomValidationCallback = (_, shown, _, _) => IsOurs(shown),
    };

    public bool IsOurs(X509Certificate? shown) => shown is not null && shown.GetCertHashString() == _certificate.GetCertHashString();

    public static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(150));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await TestDatabase.Remove(_folder);
        _certificate.Dispose();
    }

    // As a browser does, also to a provider on this machine that has no TLS; the client of .NET does not.
    private sealed class Follows(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            for (var hops = 0; hops < 10 && (int)answer.StatusCode is >= 301 and <= 303 && answer.Headers.Location is { } to; hops++)
            {
                var next = new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri!, to));
                answer.Dispose();
                answer = await base.SendAsync(request = next, cancellationToken);
            }
            return answer;
        }
    }
}
