using System.Net;
using System.Net.Sockets;
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

    /// <summary>An address that nothing listens at.</summary>
    public static Uri FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static async Task<SecureSuite> Open(Uri address, IReadOnlyDictionary<string, string> settings, string now = "2026-06-10T12:30:00Z", TimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-secure-").FullName;
        var certificate = SelfSigned("127.0.0.1");
        string[] args =
        [
            "--environment", "Production", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Error",
            .. (await TestDatabase.SettingsOf(folder)).Concat(settings).SelectMany(setting => new[] { "--" + setting.Key, setting.Value }),
        ];
        var (app, refusal) = await Program.Service(args, builder =>
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, address.Port, listen => listen.UseHttps(certificate)));
            builder.Services.AddSingleton<IClock>(new FakeClock(NodaTime.Text.InstantPattern.General.Parse(now).GetValueOrThrow()));
            if (time is not null) builder.Services.AddSingleton(time);
        });
        if (app is null) throw new InvalidOperationException(refusal);
        await app.StartAsync();
        return new SecureSuite(app, folder, certificate, address);
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
