using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Access;

/// <summary>A system that shows a client certificate to the proxy, and to nobody else.</summary>
public sealed class CertificateAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessOptions access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ClientCertificate";

    /// <summary>Whether a certificate that is known came with the request.</summary>
    public static bool Speaks(AccessOptions access, HttpContext http) => Caller(access, http) is not null;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Caller(access, Context) is { } caller
        ? AuthenticateResult.Success(new AuthenticationTicket(caller.Principal(SchemeName), SchemeName))
        : AuthenticateResult.NoResult());

    private static Caller? Caller(AccessOptions access, HttpContext http) => access.Certificates is { } known && http.Connection.ClientCertificate is { } shown
        ? known.Find(shown, http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant().ToDateTimeOffset())
        : null;
}

public static class CertificateForwarding
{
    public static void AddForwardedCertificates(this WebApplicationBuilder builder, ClientCertificates certificates) =>
        builder.Services.AddCertificateForwarding(options =>
        {
            options.CertificateHeader = certificates.Header;
            options.HeaderConverter = ClientCertificates.Decode;
        });

    /// <summary>Goes before anything that asks who is calling. From anybody but a proxy the header counts for nothing.</summary>
    public static void UseForwardedCertificates(this WebApplication app, ClientCertificates certificates)
    {
        app.Use((http, next) =>
        {
            if (!certificates.IsProxy(PeerOf(http))) http.Request.Headers.Remove(certificates.Header);
            return next(http);
        });
        app.UseCertificateForwarding();
    }

    // The machine at the other end of the connection itself, whatever a header says of whom it speaks for.
    private static IPAddress? PeerOf(HttpContext http) =>
        (http.Features.Get<IConnectionSocketFeature>()?.Socket.RemoteEndPoint as IPEndPoint)?.Address ?? http.Connection.RemoteIpAddress;
}
