using System.Text.Json;
using CustodyWatch.Http;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CustodyWatch.Access;

/// <summary>The provider ends somebody's sessions here by itself (OpenID Connect Back-Channel Logout 1.0).</summary>
public static class BackChannel
{
    public const string Path = "/signout-backchannel";

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int MostBytes = 20_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);
    private static readonly JsonWebTokenHandler Reader = new() { MapInboundClaims = false };

    public static void MapBackChannel(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, End).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> End(
        [FromForm(Name = "logout_token")] string? token, IOptionsMonitor<OpenIdConnectOptions> options, AccessOptions access, Sessions sessions,
        TimeProvider time, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token) || token.Length > MostBytes) return Refused();
        var provider = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
        if (await ProviderSignIn.Configuration(provider.ConfigurationManager, cancel) is not { } known) return Problem.Of(
            StatusCodes.Status503ServiceUnavailable, Problem.Busy, "The identity provider’s keys could not be read. Send this again.");
        var read = await Reader.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = known.Issuer,
            ValidAudience = access.Provider!.ClientId,
            IssuerSigningKeys = known.SigningKeys,
            RequireSignedTokens = true,
            // Of the two times that say how old it is, one is always there.
            RequireExpirationTime = false,
        });
        if (!read.IsValid || read.SecurityToken is not JsonWebToken logout || !IsLogout(logout, time.GetUtcNow())) return Refused();
        var (subject, session) = (Text(logout, "sub"), Text(logout, "sid"));
        if (subject is null && session is null) return Refused();
        await sessions.EndAtProvider(subject, session, cancel);
        return TypedResults.Ok();
    }

    // A token that was meant for signing in has a nonce, and one for signing out never.
    private static bool IsLogout(JsonWebToken token, DateTimeOffset now) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(Event, out _)
        && !token.TryGetPayloadValue<string>("nonce", out _)
        && token.TryGetPayloadValue<long>("iat", out var issued) && (now - DateTimeOffset.FromUnixTimeSeconds(issued)).Duration() <= Fresh;

    private static string? Text(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var value) && !string.IsNullOrEmpty(value) ? value : null;

    private static ProblemHttpResult Refused() => Problem.BadRequest("This is no logout token of the provider’s for this service, or it is too old.");
}
