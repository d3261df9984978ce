using System.Globalization;
using System.Security.Claims;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Access;

/// <summary>A suite is known by its force and its own code together.</summary>
public readonly record struct SuiteCode(string Force, string Suite)
{
    public override string ToString() => $"{Force}/{Suite}";

    public static SuiteCode? Parse(string text) =>
        text.IndexOf('/') is > 0 and var slash && slash < text.Length - 1 ? new(text[..slash], text[(slash + 1)..]) : null;
}

/// <summary>Who is calling, and how far they may see. The role says what they may do, the scopes where.</summary>
public sealed record Caller
{
    public required string UserId { get; init; }
    public required Role Role { get; init; }
    public IReadOnlySet<SuiteCode> Suites { get; init; } = new HashSet<SuiteCode>();
    public IReadOnlySet<string> Forces { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Authorities { get; init; } = new HashSet<string>();
    public bool AllForces { get; init; }

    /// <summary>Until when somebody who tapped in with a PIN acts at a suite's screen; null for who signed in.</summary>
    public string? TappedUntil { get; init; }

    /// <summary>The network address they call from.</summary>
    public string? Origin { get; init; }

    /// <summary>When the session in which they call began; null for a machine, which has none.</summary>
    public Instant? SignedInAt { get; init; }

    /// <summary>Whether somebody has the same role as this caller, and may see just as far.</summary>
    public bool StandsLike(Caller other) => Role == other.Role && AllForces == other.AllForces
        && Suites.SetEquals(other.Suites) && Forces.SetEquals(other.Forces) && Authorities.SetEquals(other.Authorities);

    public bool MaySeeForce(string force) => AllForces || Forces.Contains(force);

    public bool MaySeeSuite(string force, string suite) => MaySeeForce(force) || Suites.Contains(new(force, suite));

    public bool MaySeeAuthority(string code) => Authorities.Contains(code);

    /// <summary>Whether a list may be filtered by this force: some of it is theirs. What is listed is still their scope only.</summary>
    public bool MayNameForce(string force) => MaySeeForce(force) || Suites.Any(suite => suite.Force == force);

    /// <summary>The forces in which a suite of this code could be theirs, for a path that names no force.</summary>
    public IReadOnlyList<string> ForcesOf(string suite) =>
        [.. Suites.Where(own => own.Suite == suite).Select(own => own.Force).Concat(Forces).Distinct()];
}

public static class CallerClaims
{
    public const string UserId = "sub";
    public const string Role = "role";
    public const string Suite = "suite";
    public const string Force = "force";
    public const string Authority = "authority";
    public const string Origin = "origin";
    public const string SignedInAt = "signed-in-at";
    public const string TappedUntil = "tapped-until";
    public const string Everywhere = "*";

    /// <summary>The caller the claims describe. Only to be asked behind a policy, which has seen that there is one.</summary>
    public static Caller Caller(this ClaimsPrincipal user) =>
        user.FindCaller() ?? throw new InvalidOperationException("No policy stood before this: the claims name no user with one role.");

    public static Caller? FindCaller(this ClaimsPrincipal user)
    {
        var id = user.FindFirstValue(UserId);
        var roles = user.FindAll(Role).Select(claim => Vocabulary<Role>.Parse(claim.Value)).OfType<Role>().Distinct().ToArray();
        if (user.Identity?.IsAuthenticated is not true || string.IsNullOrEmpty(id) || roles is not [var role]) return null;
        var forces = user.FindAll(Force).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return new Caller
        {
            UserId = id,
            Role = role,
            AllForces = forces.Remove(Everywhere) && role == Access.Role.Inspectorate,
            Forces = forces,
            Suites = user.FindAll(Suite).Select(claim => SuiteCode.Parse(claim.Value)).OfType<SuiteCode>().ToHashSet(),
            Origin = user.FindFirstValue(Origin),
            SignedInAt = user.FindFirstValue(SignedInAt) is { } began
                ? Instant.FromUnixTimeMilliseconds(long.Parse(began, CultureInfo.InvariantCulture))
                : null,
            TappedUntil = user.FindFirstValue(TappedUntil),
            Authorities = user.FindAll(Authority).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal),
        };
    }

    public static ClaimsPrincipal Principal(this Caller caller, string scheme)
    {
        var claims = new List<Claim> { new(UserId, caller.UserId), new(Role, caller.Role.Word()) };
        claims.AddRange(caller.Suites.Select(suite => new Claim(Suite, suite.ToString())));
        claims.AddRange(caller.Forces.Select(force => new Claim(Force, force)));
        claims.AddRange(caller.Authorities.Select(code => new Claim(Authority, code)));
        if (caller.AllForces) claims.Add(new Claim(Force, Everywhere));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, UserId, Role));
    }
}
