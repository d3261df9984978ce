using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Access;

/// <summary><c>Authorization: Demo sgt-01</c>: whoever the caller says they are, of the invented personas.</summary>
public sealed class DemoAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Demo";
    private const string Prefix = SchemeName + " ";

    public static bool Speaks(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Speaks(Context)) return Task.FromResult(AuthenticateResult.NoResult());
        var name = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        return Task.FromResult(Personas.Find(name) is { } persona
            ? AuthenticateResult.Success(new AuthenticationTicket(persona.Caller.Principal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("There is no such persona."));
    }
}
