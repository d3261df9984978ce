using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CustodyWatch.Access;

/// <summary>Tokens by which systems are known to the identity provider, its claims renamed to ours.</summary>
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
                context.Principal = provider.Claims.Renamed(context.Principal!, JwtBearerDefaults.AuthenticationScheme);
                return Task.CompletedTask;
            },
            // A token that cannot be judged now may be good: the system sends again, and nothing is lost.
            OnAuthenticationFailed = async context =>
            {
                if (await ProviderSignIn.Configuration(context.Options.ConfigurationManager, context.HttpContext.RequestAborted) is null)
                    throw new TimeoutException("The identity provider does not answer.");
            },
        };
    }
}
