using System.Security.Claims;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Access;

/// <summary>Under which names a provider's tokens carry who someone is, their role and their scopes, and its words for our roles.</summary>
public sealed record ClaimNames
{
    public string UserId { get; init; } = CallerClaims.UserId;
    public string Role { get; init; } = CallerClaims.Role;
    public string Suite { get; init; } = CallerClaims.Suite;
    public string Force { get; init; } = CallerClaims.Force;
    public string Authority { get; init; } = CallerClaims.Authority;

    /// <summary>The provider's word, such as the name of a group, for each of our roles. Where there is any, no other word is a role.</summary>
    public IReadOnlyDictionary<string, Role> RoleWords { get; init; } = new Dictionary<string, Role>();

    public static (ClaimNames? Names, string? Refusal) Read(IConfigurationSection section)
    {
        var words = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var line in section.GetSection("Roles").GetChildren())
        {
            // Some systems allow no hyphen in the name of a setting.
            if (Vocabulary<Role>.Parse(line.Key.Replace('_', '-').ToLowerInvariant()) is not { } role || role == Access.Role.Screen) return (null, $"CustodyWatch:Identity:Roles names {line.Key}, which is none of the roles.");
            foreach (var word in line.GetChildren().Select(child => child.Value).Prepend(line.Value).Select(Setting.Said).OfType<string>())
                if (!words.TryAdd(word, role) && words[word] != role) return (null, $"CustodyWatch:Identity:Roles gives {word} two roles.");
        }
        var usual = new ClaimNames();
        return (new ClaimNames
        {
            UserId = Setting.Said(section["UserIdClaim"]) ?? usual.UserId,
            Role = Setting.Said(section["RoleClaim"]) ?? usual.Role,
            Suite = Setting.Said(section["SuiteClaim"]) ?? usual.Suite,
            Force = Setting.Said(section["ForceClaim"]) ?? usual.Force,
            Authority = Setting.Said(section["AuthorityClaim"]) ?? usual.Authority,
            RoleWords = words,
        }, null);
    }

    /// <summary>The same person under our names, with nothing else the token said of them.</summary>
    public ClaimsPrincipal Renamed(ClaimsPrincipal user, string scheme) =>
        new(new ClaimsIdentity(user.Claims.SelectMany(Renamed), scheme, CallerClaims.UserId, CallerClaims.Role));

    // One claim of the provider may stand for several of ours, such as a group that gives both role and suite.
    private IEnumerable<Claim> Renamed(Claim claim)
    {
        if (claim.Type == UserId) yield return new(CallerClaims.UserId, claim.Value);
        if (claim.Type == Suite) yield return new(CallerClaims.Suite, claim.Value);
        if (claim.Type == Force) yield return new(CallerClaims.Force, claim.Value);
        if (claim.Type == Authority) yield return new(CallerClaims.Authority, claim.Value);
        if (claim.Type == Role && RoleWord(claim.Value) is { } role) yield return new(CallerClaims.Role, role);
    }

    private string? RoleWord(string theirs) =>
        RoleWords.Count == 0 ? Vocabulary<Role>.Parse(theirs) == Access.Role.Screen ? null : theirs : RoleWords.TryGetValue(theirs, out var role) ? role.Word() : null;
}
