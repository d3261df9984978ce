using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>What on the records is worth a question.</summary>
internal static class IntegrityEndpoints
{
    public static async Task<IResult> Integrity(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? from, string? to,
        string? kind, string? limit, string? cursor, string? publication, CancellationToken cancel)
    {
        var query = new Query();
        Publication.Refuse(query, publication);
        var paging = query.Paging(limit, cursor, Questions.Key.Is);
        var period = Period.Read(query, from, to);
        var named = Query.Given(kind);
        if (named is not null && !Questions.Kinds.Contains(named)) query.Wrong("kind", "must be one of " + string.Join(", ", Questions.Kinds));
        if (query.Refusal is { } unreadable) return unreadable;
        if (Scope.Of(http.User.Caller(), force, suite) is not { } scope) return Problem.Forbidden("That is not in your scope.");
        var page = await Questions.Read(database, scope.OfFigures, period, named is null ? Questions.Usual : [named], paging, clock.GetCurrentInstant(), cancel);
        await access.Write(http, AccessAction.Combination, "integrity", force, page.Items.Select(question => question.Force), cancel);
        return TypedResults.Ok(page);
    }
}
