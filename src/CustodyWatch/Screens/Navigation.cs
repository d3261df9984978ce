using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>Where each role goes from here; the first is its own page.</summary>
public static class Navigation
{
    public sealed record Link(string Url, string Text);

    public static IReadOnlyList<Link> For(Caller caller) => caller.Role switch
    {
        Role.CustodySergeant or Role.DetentionOfficer => [.. caller.Suites.SelectMany(suite => OfSuite(suite, caller.Role))],
        Role.CustodyInspector or Role.Superintendent => [.. caller.Forces.SelectMany(OfForce)],
        _ => [new("/welcome", "Start")],
    };

    private static IEnumerable<Link> OfSuite(SuiteCode code, Role role)
    {
        yield return new($"/suites/{code.Suite}", $"{code.Suite} board");
        yield return new($"/suites/{code.Suite}/wall", "Wall view");
    }

    private static IEnumerable<Link> OfForce(string force)
    {
        yield return new($"/forces/{force}", $"Force {force}");
    }
}
