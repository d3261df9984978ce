using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Administration;

/// <summary>What an administrator makes of an authority's name and contacts, and why.</summary>
public sealed record AuthorityBody(
    string? Name, [MayBeLeftOut] string? DayContact, [MayBeLeftOut] string? NightContact, [MayBeLeftOut] string? HeadOfServiceContact, [MayBeLeftOut] string? LastTested,
    string? Reason)
{
    public AuthorityRow ToRow(string code) => new()
    {
        Code = code,
        Name = Name?.Trim() ?? "",
        DayContact = Query.Given(DayContact?.Trim()),
        NightContact = Query.Given(NightContact?.Trim()),
        HeadOfServiceContact = Query.Given(HeadOfServiceContact?.Trim()),
        LastTested = Query.Given(LastTested?.Trim()),
    };
}

/// <summary>An authority as it stands, and its changes, the latest first.</summary>
public sealed record AuthorityAnswer(AuthorityRow Authority, IReadOnlyList<AuthorityChangeRow> History);

/// <summary>The local authorities with children's services: whom to ring by day and by night, and when that was last tried.</summary>
public static class AuthoritiesEndpoints
{
    public static void MapAuthorities(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/authorities", List).RequireAuthorization(Policies.ReadAuthorities)
            .Answers<Page<AuthorityRow>>("The local authorities with children's services, and whom to ring.");
        app.MapGet("/api/v1/authorities/{code}", One).RequireAuthorization(Policies.ManageAuthorities)
            .Answers<AuthorityAnswer>("One authority, and every change of its name and contacts.");
        app.MapPost("/api/v1/authorities/{code}", Change).RequireAuthorization(Policies.ManageAuthorities)
            .Answers<AuthorityRow>("Changes an authority's name and contacts, with the reason.");
    }

    private static async Task<IResult> List(Authorities authorities, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        var rows = (await authorities.All(cancel)).OrderBy(row => row.Code, StringComparer.Ordinal)
            .Where(row => string.CompareOrdinal(row.Code, paging.Text) > 0).Take(paging.Limit + 1).ToArray();
        return TypedResults.Ok(paging.Of(rows, row => row, row => row.Code));
    }

    private static async Task<IResult> One(Authorities authorities, string code, CancellationToken cancel) =>
        await authorities.Find(code, cancel) is { } row
            ? TypedResults.Ok(new AuthorityAnswer(row, await authorities.History(code, cancel)))
            : Problem.Missing("There is no such authority.");

    private static async Task<IResult> Change(
        HttpContext http, Authorities authorities, Database database, AccessLog access, CustodyLog log, string code, AuthorityBody body,
        CancellationToken cancel)
    {
        var row = body.ToRow(code);
        var errors = AuthorityRules.Errors(row, body.Reason, log.Now());
        if (errors.Count > 0) return Problem.Invalid(errors);
        await Save(http, database, access, log, row, body.Reason!, cancel);
        return TypedResults.Ok(await authorities.Find(code, cancel));
    }

    /// <summary>Keeps a change, and who made it, in one transaction: for every force, since each sends its texts there.</summary>
    internal static Task Save(
        HttpContext http, Database database, AccessLog access, CustodyLog log, AuthorityRow row, string reason, CancellationToken cancel) =>
        database.Write(
            async (connection, transaction) =>
            {
                if (!await Authorities.Change(connection, transaction, row, log.Now(), http.User.Caller().UserId, reason)) return;
                foreach (var force in http.User.Caller().Forces.Union(KnownSuites.AllForces).Order(StringComparer.Ordinal))
                    await access.Keep(http, connection, transaction, AccessAction.Alteration, $"authorities/{row.Code}", force, reason);
            },
            cancel);
}
