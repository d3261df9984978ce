using System.IdentityModel.Tokens.Jwt;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CustodyWatch.Access;

/// <summary>People sign in at the force's identity provider: OpenID Connect, code flow, with a proof key.</summary>
public static class ProviderSignIn
{
    /// <summary>Where a browser comes back to from the provider.</summary>
    public const string Callback = "/signin-oidc";

    /// <summary>What the provider says of itself; null when it does not answer and never has.</summary>
    public static async Task<OpenIdConnectConfiguration?> Configuration(IConfigurationManager<OpenIdConnectConfiguration>? manager, CancellationToken cancel)
    {
        try
        {
            return manager is null ? null : await manager.GetConfigurationAsync(cancel);
        }
        catch (Exception exception) when (IsOfProvider(exception))
        {
            return null;
        }
    }

    /// <summary>Whether the provider answers now, so that a browser may be sent there.</summary>
    public static async Task<bool> Answers(OpenIdConnectOptions people, CancellationToken cancel)
    {
        try
        {
            using var answer = await people.Backchannel.GetAsync(people.MetadataAddress, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.IsSuccessStatusCode && await Configuration(people.ConfigurationManager, cancel) is not null;
        }
        catch (Exception exception) when (IsOfProvider(exception))
        {
            return false;
        }
    }

    // One of the readers throws a fault of its own when the provider is down, with the reason inside.
    private static bool IsOfProvider(Exception? exception) => exception switch
    {
        HttpRequestException or IOException or TaskCanceledException => true,
        InvalidOperationException { InnerException: { } inner } => IsOfProvider(inner),
        _ => false,
    };

    public static void Believe(OpenIdConnectOptions people, IdentityProvider provider)
    {
        people.Authority = provider.Authority;
        people.ClientId = provider.ClientId;
        people.ClientSecret = provider.ClientSecret;
        people.RequireHttpsMetadata = !new Uri(provider.Authority).IsLoopback;
        people.CallbackPath = Callback;
        // What a link from anywhere could ask for signs nobody out; the provider does it with a token (BackChannel).
        people.RemoteSignOutPath = PathString.Empty;
        people.ResponseType = OpenIdConnectResponseType.Code;
        people.ResponseMode = OpenIdConnectResponseMode.Query;
        people.UsePkce = true;
        people.MapInboundClaims = false;
        people.Scope.Clear();
        foreach (var scope in provider.Scopes.Prepend("openid").Distinct()) people.Scope.Add(scope);
        people.SignInScheme = people.SignOutScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        people.SignedOutRedirectUri = SignIn.Page;
        // Kept on the way out and back only, when the browser comes from the provider's pages.
        foreach (var cookie in new[] { people.CorrelationCookie, people.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
        people.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = context => IsSigned(context.SecurityToken) ? KeepOnlyTheHint(context) : Refuse(context),
            OnTicketReceived = context => Receive(context, provider),
            OnRemoteFailure = context => TurnBack(context, IsOfProvider(context.Failure) ? SignIn.Down : SignIn.Failed),
        };
    }

    // What comes straight from the provider the platform takes without a signature too, which is then nobody's word.
    private static bool IsSigned(JwtSecurityToken? token) => token?.RawSignature is { Length: > 0 };

    private static Task Refuse(TokenValidatedContext context)
    {
        context.Fail("The identity token bears no signature.");
        return Task.CompletedTask;
    }

    // The provider is told by it whom to sign out. Its other tokens are of no use here and are not kept.
    private static Task KeepOnlyTheHint(TokenValidatedContext context)
    {
        if (context.TokenEndpointResponse?.IdToken is { } token)
            context.Properties!.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = token }]);
        // By these the provider names whom it signs out by itself.
        context.Properties!.Items[Sessions.Subject] = context.Principal!.FindFirst("sub")?.Value;
        context.Properties.Items[Sessions.ProviderSession] = context.Principal.FindFirst("sid")?.Value;
        return Task.CompletedTask;
    }

    private static async Task Receive(TicketReceivedContext context, IdentityProvider provider)
    {
        context.Principal = provider.Claims.Renamed(context.Principal!, CookieAuthenticationDefaults.AuthenticationScheme);
        if (context.Principal.FindCaller() is null)
        {
            // Whoever has lost their role has lost it wherever they were still signed in.
            if (context.Properties!.Items.TryGetValue(Sessions.Subject, out var subject) && subject is not null)
                await context.HttpContext.RequestServices.GetRequiredService<Sessions>().EndAtProvider(subject, null, context.HttpContext.RequestAborted);
            await TurnBack(context, SignIn.NoRole);
            return;
        }
        // A browser that comes from the provider's pages does not yet show our cookie; from a page of ours it does.
        context.ReturnUri = SignIn.ArrivedFor(context.ReturnUri);
    }

    private static Task TurnBack<TOptions>(HandleRequestContext<TOptions> context, string problem) where TOptions : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        context.Response.Redirect($"{SignIn.Page}?problem={problem}");
        return Task.CompletedTask;
    }
}
