namespace CustodyWatch.Access;

/// <summary>An invented person of the demo mode.</summary>
public sealed record Persona(string Name, string Title, string Scope, Caller Caller);

/// <summary>Everyone the demo mode knows. None of them exists.</summary>
public static class Personas
{
    private const string Force = "99";

    public static readonly IReadOnlyList<Persona> All =
    [
        OfSuite("sgt-01", Role.CustodySergeant, Force, "CENTRAL"),
        OfSuite("sgt-02", Role.CustodySergeant, Force, "NORTH"),
        OfSuite("sgt-98", Role.CustodySergeant, "98", "OTHER"),
        OfSuite("do-01", Role.DetentionOfficer, Force, "CENTRAL"),
        OfForce("insp-01", Role.CustodyInspector),
        OfForce("supt-01", Role.Superintendent),
        OfAuthority("desk-01", Role.DutyDesk, "E08000099"),
        OfAuthority("mgr-01", Role.DutyManager, "E08000099"),
        OfAuthority("desk-02", Role.DutyDesk, "E10000098"),
        new("hmi-01", Title(Role.Inspectorate), "all forces",
            new Caller { UserId = "hmi-01", Role = Role.Inspectorate, AllForces = true }),
        OfForce("admin-01", Role.Administrator),
        OfSuite("feed-01", Role.Feed, Force, "CENTRAL"),
    ];

    private static readonly Dictionary<string, Persona> ByName = All.ToDictionary(persona => persona.Name, StringComparer.Ordinal);

    public static Persona? Find(string? name) => name is not null && ByName.TryGetValue(name, out var persona) ? persona : null;

    private static Persona OfSuite(string name, Role role, string force, string suite) =>
        new(name, Title(role), $"suite {suite}, force {force}",
            new Caller { UserId = name, Role = role, Suites = new HashSet<SuiteCode> { new(force, suite) } });

    private static Persona OfForce(string name, Role role) =>
        new(name, Title(role), $"force {Force}", new Caller { UserId = name, Role = role, Forces = new HashSet<string> { Force } });

    private static Persona OfAuthority(string name, Role role, string code) =>
        new(name, Title(role), $"authority {code}",
            new Caller { UserId = name, Role = role, Authorities = new HashSet<string> { code } });

    private static string Title(Role role)
    {
        var words = role.Word().Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
