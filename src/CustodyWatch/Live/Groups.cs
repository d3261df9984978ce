using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;

namespace CustodyWatch.Live;

/// <summary>Who hears what. A screen's groups come from its user's claims; it cannot ask for more.</summary>
public static class Groups
{
    public static IReadOnlyList<string> Of(Caller caller) => caller.Role switch
    {
        Role.CustodySergeant or Role.DetentionOfficer or Role.Screen => [.. caller.Suites.Select(suite => Suite(suite.Force, suite.Suite))],
        Role.CustodyInspector or Role.Superintendent => [.. caller.Forces.Select(Force)],
        Role.DutyDesk or Role.DutyManager => [.. caller.Authorities.Select(Authority)],
        _ => [],
    };

    public static IReadOnlyList<string> For(AlertTold alert)
    {
        var groups = new List<string>(3) { Suite(alert.Force, alert.Suite) };
        if (alert.IsForForce) groups.Add(Force(alert.Force));
        if (alert.Authority is { } code) groups.Add(Authority(code));
        return groups;
    }

    public static IReadOnlyList<string> For(DetentionChanged detention) =>
        [Suite(detention.Force, detention.Suite), Force(detention.Force), .. detention.LeftSuite is { } left ? [Suite(detention.Force, left)] : Array.Empty<string>()];

    public static string Suite(string force, string suite) => $"suite:{force}/{suite}";

    public static string Force(string force) => $"force:{force}";

    public static string Authority(string code) => $"authority:{code}";
}
