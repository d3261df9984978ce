using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>Who read or changed what (DPA 2018 s62): searched by whose record it was or by who looked, and itself remembered.</summary>
public static class AccessLogEndpoints
{
    private const string IdsByNumber = "SELECT detention_id FROM records WHERE force IN @forces AND custody_record_number = @subject";

    private const string IdsByNumbers = "SELECT detention_id FROM records WHERE force IN @forces AND custody_record_number IN @numbers";

    // A record is named by its id or, as everybody else names it, by its custody record number.
    private const string OfSubject = $"(subject = @subject OR subject IN ({IdsByNumber}))";

    private const string Select = "SELECT id, at, user_id, role, force, action, subject, reason, origin FROM access_log WHERE force IN @forces";

    /// <summary>Whose record was looked at, by whom, and when; what is null is not asked.</summary>
    public sealed record AccessSearch(string? Subject, string? User, Instant? From, Instant? To)
    {
        // An id is the same in capitals.
        public string? Subject { get; } = Guid.TryParse(Subject, out var id) ? id.ToString() : Subject;
    }

    public static void MapAccessLog(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/access-log", Get).RequireAuthorization(Policies.ReadAccessLog)
            .Answers<Page<Entry>>("Who read or changed what, the latest first.")
            .Takes("subject", "Only of this record, by its id or its custody record number, or of whatever else was looked at, by its name here.", Sent.Text())
            .Takes("user", "Only by this person or system, by user id.", Sent.Text());

    /// <summary>One look at, or change of, a record.</summary>
    public sealed record Entry(
        string Id, Instant At, string User, string Role, string? Force, string Action, string Subject, string? Reason, string? Origin)
    {
        public static Entry Of(AccessRow row) =>
            new(row.Id, row.At, row.UserId, row.Role, row.Force, row.Action, row.Subject, row.Reason?.Text, row.Origin);
    }

    /// <summary>The looks that match, the latest first. The search itself is remembered.</summary>
    internal static async Task<Page<Entry>> Search(
        HttpContext http, Database database, AccessLog access, AccessSearch search, Paging paging, CancellationToken cancel)
    {
        var forces = http.User.Caller().Forces;
        await using var connection = await database.Open(cancel);
        var said = await Said(connection, search, forces);
        foreach (var force in forces)
            await access.Write(http, AccessAction.Consultation, "access-log", force, cancel, said);
        var before = paging.Text;
        var asked = Conditions.And(
            (search.Subject, OfSubject), (search.User, "user_id = @user"), (search.From, "at >= @from"), (search.To, "at < @to"), (before, "id < @before"));
        var rows = (await connection.QueryAsync<AccessRow>(
            $"{Select}{asked} ORDER BY id DESC {database.Dialect.First}",
            new { forces, subject = search.Subject, user = search.User, from = search.From, to = search.To, before, take = paging.Limit + 1 })).AsList();
        return paging.Of(rows, Entry.Of, row => row.Id);
    }

    // A record by its id, and one that has been disposed of too: its number does not outlive it in the log.
    private static async Task<string?> Said(DbConnection connection, AccessSearch search, IEnumerable<string> forces)
    {
        string[] numbers = search.Subject is { } number ? [number, .. forces.Select(force => DisposalRow.Mask(force, number))] : [];
        string[] ids = numbers.Length == 0 ? [] : [.. await connection.QueryAsync<string>(IdsByNumbers, new { forces, numbers })];
        var asked = new[]
        {
            ("subject", ids.Length == 0 ? search.Subject : string.Join(" and ", ids)), ("user", search.User),
            ("from", search.From is { } from ? Rfc3339.Text(from) : null), ("to", search.To is { } to ? Rfc3339.Text(to) : null),
        };
        return Query.Given(string.Join(", ", asked.Where(one => one.Item2 is not null).Select(one => $"{one.Item1} {one.Item2}")));
    }

    private static async Task<IResult> Get(
        HttpContext http, Database database, AccessLog access, string? subject, string? user, string? from, string? to, string? limit,
        string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsText);
        var (since, until) = query.Between(from, to);
        if (query.Refusal is { } unreadable) return unreadable;
        return TypedResults.Ok(await Search(http, database, access, new(Query.Given(subject), Query.Given(user), since, until), paging, cancel));
    }
}
