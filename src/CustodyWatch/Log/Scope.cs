using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Reference;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>How far a list of detentions reaches: the caller's own scope, narrowed by the filters given.</summary>
public sealed record Scope
{
    private IReadOnlyList<string> Forces { get; init; } = [];
    private SuiteCode[] Suites { get; init; } = [];
    private string? SuiteAnywhere { get; init; }
    private bool Everywhere { get; init; }

    /// <summary>The inspectorate sees only what was opened for it.</summary>
    private bool OnlyOpened { get; init; }

    /// <summary>The same reach over figures, which tell of no child: the inspectorate sees them all.</summary>
    public Scope OfFigures => this with { OnlyOpened = false };

    /// <summary>It reaches whole forces and no single suites.</summary>
    public bool IsOfWholeForces => Suites.Length == 0 && SuiteAnywhere is null;

    /// <summary>It reaches all forces.</summary>
    public bool IsEverywhere => Everywhere;

    /// <summary>The one force it lies in; null when there are several.</summary>
    public string? OnlyForce => Everywhere || SuiteAnywhere is not null
        ? null
        : Forces.Concat(Suites.Select(suite => suite.Force)).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>The same reach as far as its forces go, of which it may hold no more than some suites.</summary>
    public Scope OfItsForces => this with
    {
        Everywhere = Everywhere || SuiteAnywhere is not null,
        SuiteAnywhere = null,
        Forces = [.. Forces.Concat(Suites.Select(suite => suite.Force)).Distinct()],
        Suites = [],
    };

    /// <summary>The suites in its reach that are on file, and those of its own that are not.</summary>
    public IEnumerable<SuiteCode> OnFile => KnownSuites.Of(KnownSuites.AllForces).Where(Holds).Union(Suites);

    /// <summary>The same for the same reach.</summary>
    public string Name =>
        $"{Everywhere}|{OnlyOpened}|{SuiteAnywhere}|{string.Join(' ', Forces.Order(StringComparer.Ordinal))}|{string.Join(' ', Suites.Select(suite => suite.ToString()).Order(StringComparer.Ordinal))}";

    /// <summary>The scope, or null when a filter names what is not the caller's.</summary>
    public static Scope? Of(Caller caller, string? force, string? suite)
    {
        (force, suite) = (Query.Given(force), Query.Given(suite));
        var opened = new Scope { OnlyOpened = caller.Role == Role.Inspectorate };
        if (force is not null && !caller.MayNameForce(force)) return null;
        if (suite is not null) return OfSuite(opened, caller, force, suite);
        if (force is null)
            return opened with { Everywhere = caller.AllForces, Forces = [.. caller.Forces], Suites = [.. caller.Suites] };
        return caller.MaySeeForce(force)
            ? opened with { Forces = [force] }
            : opened with { Suites = [.. caller.Suites.Where(own => own.Force == force)] };
    }

    /// <summary>The force in which a suite of this code is the caller's to see, for an address that names no force; null when in none.</summary>
    public static string? ForceOf(Caller caller, string suite) =>
        caller.ForcesOf(suite).FirstOrDefault(force => Of(caller, force, suite) is not null);

    private static Scope? OfSuite(Scope opened, Caller caller, string? force, string suite)
    {
        if (force is null && caller.AllForces) return opened with { SuiteAnywhere = suite };
        var suites = caller.ForcesOf(suite).Append(force).Distinct()
            .Where(one => one is not null && (force is null || one == force) && caller.MaySeeSuite(one, suite))
            .Select(one => new SuiteCode(one!, suite)).ToArray();
        return suites.Length == 0 || KnownSuites.IsElsewhere(suite, suites.Select(one => one.Force)) ? null : opened with { Suites = suites };
    }

    /// <summary>Whether a suite that it reaches is on file, or may be one of a force that has none there.</summary>
    public bool IsOfKnownSuite => SuiteAnywhere is { } anywhere
        ? KnownSuites.Of(KnownSuites.AllForces).Any(known => known.Suite == anywhere)
        : Suites.Any(suite => !KnownSuites.IsUnknown(suite));

    /// <summary>Whether it reaches a suite.</summary>
    public bool Holds(SuiteCode suite) =>
        Everywhere || SuiteAnywhere == suite.Suite || Forces.Contains(suite.Force) || Suites.Contains(suite);

    /// <summary>The condition on a detention, with its parameters added to those of the statement.</summary>
    public string Where(DynamicParameters parameters, Instant now)
    {
        var any = new List<string>();
        if (Everywhere) any.Add("1 = 1");
        if (SuiteAnywhere is not null)
        {
            any.Add("d.suite = @scopeSuite");
            parameters.Add("scopeSuite", SuiteAnywhere);
        }
        if (Forces is [var only])
        {
            // Said as one, an index by force also gives the order.
            any.Add("d.force = @scopeForceAlone");
            parameters.Add("scopeForceAlone", only);
        }
        else if (Forces.Count > 0)
        {
            any.Add("d.force IN @scopeForces");
            parameters.Add("scopeForces", Forces);
        }
        foreach (var (index, suites) in Suites.GroupBy(suite => suite.Force).Index())
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            any.Add($"(d.force = @scopeForce{number} AND d.suite IN @scopeSuites{number})");
            parameters.Add("scopeForce" + number, suites.Key);
            parameters.Add("scopeSuites" + number, suites.Select(suite => suite.Suite).ToArray());
        }
        var inScope = any.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", any)})";
        if (!OnlyOpened) return inScope;
        parameters.Add("scopeNow", now);
        return inScope + " AND d.id IN (SELECT i.detention_id FROM inspections i WHERE i.until > @scopeNow)";
    }
}
