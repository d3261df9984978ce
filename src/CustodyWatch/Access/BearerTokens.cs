using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CustodyWatch.Access;

/// <summary>Tokens of the identity provider, its claims renamed to ours.</summary>
public static class BearerTokens
{
    public static void Believe(JwtBearerOptions bearer, IdentityProvider provider)
    {
        bearer.Authority = provider.Authority;
        bearer.Audience = provider.Audience;
        bearer.RequireHttpsMetadata = !new Uri(provider.Authority).IsLoopback;
        bearer.MapInboundClaims = false;
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                context.Principal = Renamed(context.Principal!, provider);
                return Task.CompletedTask;
            },
        };
    }

    private static ClaimsPrincipal Renamed(ClaimsPrincipal user, IdentityProvider provider)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [provider.UserIdClaim] = CallerClaims.UserId,
            [provider.RoleClaim] = CallerClaims.Role,
            [provider.SuiteClaim] = CallerClaims.Suite,
            [provider.ForceClaim] = CallerClaims.Force,
            [provider.AuthorityClaim] = CallerClaims.Authority,
        };
        var claims = user.Claims.Where(claim => names.ContainsKey(claim.Type)).Select(claim => new Claim(names[claim.Type], claim.Value));
        return new ClaimsPrincipal(new ClaimsIdentity(
            claims, JwtBearerDefaults.AuthenticationScheme, CallerClaims.UserId, CallerClaims.Role));
    }
}
