using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>What an oversight page is about: whose figures, and of how many months.</summary>
public sealed record OversightView(Caller Caller, Scope Scope, string? Force, string? Suite, int Months, Instant Now)
{
    public static readonly IReadOnlyList<int> Spans = [3, 6, 12, 24, 36];
    private const int Usual = 12;

    /// <summary>The page itself, for a way back to it, as a query holds it.</summary>
    public string Here { get; init; } = "";

    /// <summary>The suites that can be chosen; none where they are not known, and whoever asks writes one.</summary>
    public IReadOnlyList<string> SuiteChoices
    {
        get
        {
            if (Scope.OnlyForce is not { } force) return [];
            var suites = Caller.Suites.Count > 0 ? Caller.Suites : KnownSuites.Of([force]);
            var known = suites.Where(suite => suite.Force == force).Select(suite => suite.Suite).Order(StringComparer.Ordinal).ToArray();
            return Suite is null || known.Contains(Suite) ? known : [];
        }
    }

    public Period Period => Period.MonthsTo(Now, Months);

    /// <summary>Whole forces about the suites that it is about; null when the caller may not see all of a force.</summary>
    public Scope? OfWholeForces => Scope.Of(Caller, Scope.OnlyForce ?? Force, null) is { IsOfWholeForces: true } whole ? whole : null;

    public bool MayAudit => Policies.Table[Policies.Audit].Contains(Caller.Role);

    /// <summary>The inspectorate may read records only once they are opened for it.</summary>
    public bool ReadsEveryRecord => Caller.Role != Role.Inspectorate;

    public string Of => Suite ?? (Force is { } force ? $"force {force}" : Caller switch
    {
        { AllForces: true } => "all forces",
        { Suites.Count: > 0 } => string.Join(", ", Caller.Suites.Select(suite => suite.Suite)),
        _ => "force " + string.Join(", ", Caller.Forces),
    });

    /// <summary>The view, or null when a filter names what is not the caller's.</summary>
    public static OversightView? Read(HttpContext http, IClock clock)
    {
        var query = http.Request.Query;
        var (force, suite) = (Query.Given(query["force"]), Query.Given(query["suite"]));
        var months = int.TryParse(query["months"], out var given) && Spans.Contains(given) ? given : Usual;
        var caller = http.User.Caller();
        return Scope.Of(caller, force, suite) is { } scope
            ? new(caller, scope, force, suite, months, clock.Now()) { Here = Uri.EscapeDataString(http.Request.Path + http.Request.QueryString) }
            : null;
    }

    /// <summary>Another page about one suite, named as figures divided by suite name it.</summary>
    public string OfSuite(string name, string path) => name.IndexOf('/') is > 0 and var slash
        ? (this with { Force = name[..slash], Suite = name[(slash + 1)..] }).Url(path)
        : (this with { Suite = name }).Url(path);

    /// <summary>Another page about the same.</summary>
    public string Url(string path, params (string Name, string? Value)[] more) => QueryHelpers.AddQueryString(path,
        new[] { ("force", Force), ("suite", Suite), ("months", Months == Usual ? null : Months.ToString(System.Globalization.CultureInfo.InvariantCulture)) }
            .Concat(more).Where(one => one.Item2 is not null).Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
}
