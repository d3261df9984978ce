using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>Who read or changed what, searched on a page.</summary>
public static class AccessLogPages
{
    private const int Shown = 100;

    public static void MapAccessLogPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/access-log", Show).RequireAuthorization(Policies.ReadAccessLog).ExcludeFromDescription();
        app.MapGet("/access-log/unusual", Unusual).RequireAuthorization(Policies.ReadAccessLog).ExcludeFromDescription();
    }

    public static async Task<IResult> Unusual(
        HttpContext http, Database database, AccessLog access, IClock clock, string? from, string? to, CancellationToken cancel)
    {
        var query = new Query();
        var now = clock.Now();
        var (since, until) = AnomaliesEndpoints.Stretch(query, LondonText.FromField(from ?? ""), LondonText.FromField(to ?? ""), now);
        if (query.Refusal is { } unreadable) return unreadable;
        var found = await AnomaliesEndpoints.Read(http, database, access, since, until, cancel);
        return Page.Of<AnomaliesPage>(new { Found = found, From = since, To = until, Now = now });
    }

    private const string SelectNumbers = "SELECT detention_id, custody_record_number FROM records WHERE detention_id IN @ids";

    // Whoever reads the log knows a record by its number.
    private static async Task<IReadOnlyDictionary<string, string>> Numbers(Database database, IEnumerable<string> subjects, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var ids = subjects.Where(subject => Guid.TryParse(subject, out _)).Distinct().ToArray();
        return (await connection.QueryAsync<(string Id, string Number)>(SelectNumbers, new { ids }))
            .Where(row => !DisposalRow.IsMask(row.Number)).ToDictionary(row => row.Id, row => row.Number);
    }

    /// <param name="subject">Whose record, by its number or its id; or a place, such as <c>suites/CENTRAL</c>.</param>
    /// <param name="user">Who looked.</param>
    /// <param name="from">Not before, as written in a field for a date and time.</param>
    /// <param name="to">Before, likewise.</param>
    /// <param name="cursor">Where the page before ended.</param>
    public static async Task<IResult> Show(
        HttpContext http, Database database, AccessLog access, IClock clock, string? subject, string? user, string? from, string? to,
        string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging($"{Shown}", cursor, Paging.IsText);
        if (query.Refusal is { } unreadable) return unreadable;
        var search = new AccessLogEndpoints.AccessSearch(
            Query.Given(subject?.Trim()), Query.Given(user?.Trim()), LondonText.FromField(from ?? ""), LondonText.FromField(to ?? ""));
        var page = await AccessLogEndpoints.Search(http, database, access, search, paging, cancel);
        var numbers = await Numbers(database, page.Items.Select(look => look.Subject), cancel);
        return Page.Of<AccessLogPage>(new { Found = page, Search = search, Numbers = numbers, Now = clock.GetCurrentInstant() });
    }
}
