using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using Dapper;

namespace CustodyWatch.Features.Accommodation;

/// <summary>Which requests a caller may see: a desk those made of its authority, the police those of their suites.</summary>
internal sealed record RequestScope(Caller Caller, string? Authority, string? Force)
{
    private bool IsDesk => Caller.Role is Role.DutyDesk or Role.DutyManager;

    /// <summary>The scope, or null when a filter names what is not the caller's.</summary>
    public static RequestScope? Of(Caller caller, string? authority, string? force)
    {
        var scope = new RequestScope(caller, Query.Given(authority), Query.Given(force));
        if (scope.IsDesk) return scope.Authority is null || caller.MaySeeAuthority(scope.Authority) ? scope : null;
        return scope.Force is null || caller.MayNameForce(scope.Force) ? scope : null;
    }

    /// <summary>The condition on a request named <c>r</c>, with its parameters added to those of the statement.</summary>
    public string Where(DynamicParameters parameters)
    {
        var all = new List<string> { Mine(parameters) };
        if (Authority is not null)
        {
            all.Add("r.authority = @scopeAuthority");
            parameters.Add("scopeAuthority", Authority);
        }
        if (Force is not null)
        {
            all.Add("r.force = @scopeForce");
            parameters.Add("scopeForce", Force);
        }
        return string.Join(" AND ", all);
    }

    private string Mine(DynamicParameters parameters)
    {
        if (Caller.AllForces) return "1 = 1";
        if (IsDesk)
        {
            parameters.Add("scopeAuthorities", Caller.Authorities);
            return "r.authority IN @scopeAuthorities";
        }
        var any = new List<string> { "r.force IN @scopeForces" };
        parameters.Add("scopeForces", Caller.Forces);
        foreach (var (index, suites) in Caller.Suites.GroupBy(suite => suite.Force).Index())
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            any.Add($"(r.force = @scopeForce{number} AND r.suite IN @scopeSuites{number})");
            parameters.Add("scopeForce" + number, suites.Key);
            parameters.Add("scopeSuites" + number, suites.Select(suite => suite.Suite).ToArray());
        }
        return $"({string.Join(" OR ", any)})";
    }
}
