using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>The ledger that police, authority and inspectorate share: as a page, and as a file for a spreadsheet.</summary>
public static class LedgerPages
{
    private const int Rows = 100, RowsAtATime = 500;

    public static void MapLedgerPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ledger", Show).RequireAuthorization(Policies.ReadLedger).ExcludeFromDescription();
        app.MapGet("/ledger.csv", Download).RequireAuthorization(Policies.ReadLedger).WithRequestTimeout(CallerLimits.WholeFile).ExcludeFromDescription();
    }

    private static async Task<IResult> Show(
        HttpContext http, Database database, AccessLog access, CustodyLog log, string? from, string? to, string? authority, string? force,
        string? cursor, CancellationToken cancel)
    {
        var now = log.Now();
        var asked = LedgerFilter.Of(from, to, authority, force, now);
        if (asked.For(http.User.Caller(), asked.ShownFrom) is not { } filter) return Problem.Forbidden("That is not in your scope.");
        var query = new Query();
        var paging = query.Paging($"{Rows}", cursor, RequestQueries.Key.Is);
        if (query.Refusal is { } unreadable) return unreadable;
        var rows = await RequestQueries.Read(database, filter, paging, cancel);
        var settings = await ForceSettings.Of(database, rows.Select(row => row.Force), cancel);
        var totals = await LedgerTotals.Read(database, filter, now, cancel);
        var role = http.User.Caller().Role;
        var page = paging.Of(rows, row => new LedgerLine(LedgerRow.Of(row, now, settings[row.Force]), LedgerLine.UrlOf(row, role)), RequestQueries.Key.Of);
        await access.Write(http, AccessAction.Consultation, "accommodation-ledger", asked.Force, page.Items.Select(line => line.Row.Force), cancel);
        return Page.Of<LedgerPage>(new { View = new LedgerView(asked, totals, page.Items, page.Next, now, role) });
    }

    private static async Task<IResult> Download(
        HttpContext http, Database database, AccessLog access, CustodyLog log, string? from, string? to, string? authority, string? force,
        CancellationToken cancel)
    {
        var now = log.Now();
        var asked = LedgerFilter.Of(from, to, authority, force, now);
        if (asked.For(http.User.Caller(), asked.From) is not { } filter) return Problem.Forbidden("That is not in your scope.");
        var forces = await RequestQueries.Forces(database, filter, cancel);
        await access.Write(http, AccessAction.Disclosure, "accommodation-ledger", asked.Force, forces, cancel, $"{asked.AsQuery()} as a file");
        return TypedResults.Stream(
            async output =>
            {
                await using var writer = new StreamWriter(output);
                await writer.WriteAsync(Csv.Line(LedgerCsv.Columns));
                var paging = new Paging(RowsAtATime, null);
                while (true)
                {
                    var rows = await RequestQueries.Read(database, filter, paging, cancel);
                    var settings = await ForceSettings.Of(database, rows.Select(row => row.Force), cancel);
                    foreach (var row in rows.Take(RowsAtATime)) await writer.WriteAsync(LedgerCsv.Line(LedgerRow.Of(row, now, settings[row.Force])));
                    if (rows.Count <= RowsAtATime) break;
                    paging = paging.Behind(RequestQueries.Key.Of(rows[RowsAtATime - 1]));
                }
            },
            Csv.ContentType, $"accommodation-ledger-{asked.Text(asked.From)}-to-{asked.Text(asked.To)}.csv");
    }
}

/// <summary>What the ledger's page shows.</summary>
public sealed record LedgerView(
    LedgerFilter Filter, LedgerTotals Totals, IReadOnlyList<LedgerLine> Lines, string? Next, NodaTime.Instant Now, Role Role);

/// <summary>A row of the ledger, the same for every reader, and where this reader may read on.</summary>
public sealed record LedgerLine(LedgerRow Row, string? Url)
{
    public static string? UrlOf(PlaceRequestRow row, Role role) => role switch
    {
        Role.DutyDesk or Role.DutyManager => DeskPages.UrlOf(row.DetentionId, row.RequestId),
        Role.Inspectorate => null,
        _ => $"/detentions/{row.DetentionId}/place",
    };
}

/// <summary>The ledger as comma-separated values: the columns of the API.</summary>
internal static class LedgerCsv
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "requestId", "custodyRecordNumber", "force", "suite", "authority", "authorityName", "kind", "asked", "replyDueAt", "answered", "outcome",
        "minutesToAnswer", "minutesSilent", "minutesInPoliceDetentionAfterCharge", "transferred", "laFailure", "lateAnswer", "claimAgainst",
        "claimFrom", "claimDays", "claimPounds",
    ];

    public static string Line(LedgerRow row) => Csv.Line(
        row.RequestId, row.CustodyRecordNumber, row.Force, row.Suite, row.Authority, row.AuthorityName, row.Kind, row.Asked, row.ReplyDueAt,
        row.Answered, row.Outcome, row.MinutesToAnswer, row.MinutesSilent, row.MinutesInPoliceDetentionAfterCharge, row.Transferred,
        row.LaFailure, row.LateAnswer, row.Claim?.Against, row.Claim?.From, row.Claim?.Days, row.Claim?.Pounds);
}
