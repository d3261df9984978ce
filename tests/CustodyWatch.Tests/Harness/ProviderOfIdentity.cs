using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CustodyWatch.Tests.Harness;

/// <summary>A real OpenID Connect provider on a loopback port, at which the test says who is sitting.</summary>
public sealed class ProviderOfIdentity : IAsyncDisposable
{
    public const string Client = "custodywatch-pages", Secret = "known to both and to nobody else", Audience = "custodywatch";

    private readonly WebApplication _app;

    private ProviderOfIdentity(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Who is signed in at the provider, by the provider's own claims.</summary>
    public IReadOnlyList<Claim> Sitting { get; set; } = [];

    /// <summary>The one service that may ask; nobody may before it is known where that listens.</summary>
    public Uri? ReturnsTo { get; set; }

    /// <summary>The algorithm it claims for identity tokens that it leaves unsigned; null while it signs them.</summary>
    public string? Unsigned { get; set; }

    /// <summary>What the service last asked it to ask of whoever sits there.</summary>
    public string? Prompt { get; private set; }

    /// <summary>How many were signed out here.</summary>
    public int SignedOut { get; private set; }

    public static async Task<ProviderOfIdentity> Start()
    {
        ProviderOfIdentity provider = null!;
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout");
            server.AllowAuthorizationCodeFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
            server.EnableDegradedMode();
            server.UseAspNetCore().DisableTransportSecurityRequirement()
                .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || provider.ReturnsTo is not { } service || context.RedirectUri != new Uri(service, "/signin-oidc").ToString())
                    context.Reject(Errors.InvalidClient);
                provider.Prompt = context.Request.Prompt;
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.Request.IsAuthorizationCodeGrantType() && (context.ClientId != Client || context.ClientSecret != Secret))
                    context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(context =>
            {
                if (provider.Unsigned is { } algorithm && context.Response.IdToken is { } token) context.Response.IdToken = WithoutSignature(token, algorithm);
                return default;
            }));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
        });
        var app = builder.Build();
        provider = new ProviderOfIdentity(app);
        app.UseAuthentication();
        app.MapMethods("/connect/authorize", ["GET", "POST"], () => provider.Tell());
        app.MapPost("/connect/token", (Delegate)provider.Exchange);
        app.MapMethods("/connect/logout", ["GET", "POST"], () => provider.End());
        await app.StartAsync();
        return provider;
    }

    /// <summary>The settings with which the service believes this provider.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["CustodyWatch:Demo"] = "false",
        ["CustodyWatch:Identity:Authority"] = Address.ToString(),
        ["CustodyWatch:Identity:Audience"] = Audience,
        ["CustodyWatch:Identity:ClientId"] = Client,
        ["CustodyWatch:Identity:ClientSecret"] = Secret,
        ["CustodyWatch:Identity:RoleClaim"] = "groups",
        ["CustodyWatch:Identity:SuiteClaim"] = "custody_suite",
        ["CustodyWatch:Identity:Roles:custody-sergeant:0"] = "GG-Custody-Sergeants",
        ["CustodyWatch:Identity:Roles:feed"] = "GG-Records-System",
    };

    /// <summary>A token for a system, as the provider signs it for whoever sits here.</summary>
    public async Task<string> Token(string audience = Audience)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "records",
            ["client_secret"] = "records",
            ["made_out_to"] = audience,
        }));
        var text = await answer.Content.ReadAsStringAsync();
        return System.Text.Json.Nodes.JsonNode.Parse(text)!["access_token"]?.ToString() ?? throw new InvalidOperationException(text);
    }

    /// <summary>What the provider sends a service by itself when somebody has signed out, signed with its own key.</summary>
    public string LogoutToken(
        string? subject, string? session, string audience = Client, TimeSpan age = default, bool isLogout = true, string? nonce = null, string? issuer = null)
    {
        var claims = new Dictionary<string, object> { ["jti"] = Guid.NewGuid().ToString() };
        if (subject is not null) claims["sub"] = subject;
        if (session is not null) claims["sid"] = session;
        if (nonce is not null) claims["nonce"] = nonce;
        if (isLogout) claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address.ToString(),
            Audience = audience,
            IssuedAt = Time.OfTheMachine.GetCurrentInstant().ToDateTimeUtc() - age,
            Claims = claims,
            SigningCredentials = _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials[0],
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // A hash of another token in it would be made by the algorithm that it claims.
    private static string WithoutSignature(string token, string algorithm)
    {
        var says = System.Text.Json.Nodes.JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();
        says.Remove("at_hash");
        return $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(says.ToJsonString())}.";
    }

    private IResult Tell(string? audience = null)
    {
        var identity = new ClaimsIdentity(Sitting, "provider", Claims.Name, Claims.Role);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        var user = new ClaimsPrincipal(identity);
        user.SetScopes(Scopes.OpenId);
        if (audience is not null) user.SetAudiences(audience);
        return Results.SignIn(user, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private async Task<IResult> Exchange(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType()) return Tell((string?)request["made_out_to"]);
        var coded = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(
            http, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return Results.SignIn(coded.Principal!, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private IResult End()
    {
        SignedOut++;
        return Results.SignOut(
            new() { RedirectUri = new Uri(ReturnsTo!, "/signout-callback-oidc").ToString() }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
