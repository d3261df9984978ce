using CustodyWatch.Log;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>What a duty desk sees: the measures of requests addressed to its authority, one by one as its ledger has them.</summary>
internal static class LedgerStatistics
{
    private const string RuleVersion = "ledger-1";

    public static readonly IReadOnlyList<string> Ways = [TotalsReading.Force, TotalsReading.Suite, TotalsReading.Month];

    private const string Select = $"""
        SELECT {PlaceRequestRow.Columns} FROM place_requests
        WHERE authority IN @authorities AND (@force IS NULL OR force = @force)
            AND (@from IS NULL OR asked_at >= @from) AND (@to IS NULL OR asked_at < @to)
        """;

    private sealed record Kind(string Name, string Title, string Definition, Func<PlaceRequestRow, Instant, bool> Counts);

    private static readonly IReadOnlyList<Kind> Kinds =
    [
        new("accommodationRequested", "Places asked for", "Requests for a place addressed to the authority.", (_, _) => true),
        new("secureRequested", "Secure places asked for", "Requests for a secure place.", (row, _) => row.Kind == Vocabulary<AccommodationKind>.Word(AccommodationKind.Secure)),
        Outcome("accepted", "Accepted", PlaceOutcome.Accepted),
        Outcome("offeredOther", "Other place offered", PlaceOutcome.OfferedOther),
        Outcome("declined", "Declined", PlaceOutcome.Declined),
        Outcome("noReply", "No reply", PlaceOutcome.NoReply),
        Outcome("withdrawn", "Withdrawn", PlaceOutcome.Withdrawn),
        new("transferred", "Moved", "Requests for a child who was handed over to the local authority.", (row, _) => row.Transferred),
    ];

    public static async Task<StatisticsAnswer> Read(
        Database database, IEnumerable<string> authorities, string? force, Period period, string? by, bool publication, Instant now,
        CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var rows = (await connection.QueryAsync<PlaceRequestRow>(
            Select, new { authorities = authorities.ToArray(), force, from = period.From, to = period.To })).AsList();
        var groups = by is null ? [] : rows.GroupBy(row => KeyOf(row, by)).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var counts = Kinds.Select(kind =>
        {
            var cells = groups.Select(group => group.Count(row => kind.Counts(row, now))).ToArray();
            var all = rows.Count(row => kind.Counts(row, now));
            return (Kind: kind, Cells: cells, All: all, Hidden: Suppression.Of(cells, all));
        }).ToArray();
        return new(
            [.. counts.Select(count => Answer(count.Kind, count.All, rows.Count).Hiding(publication && count.Hidden.Total, publication && counts[0].Hidden.Total)),
                .. Times(rows, publication)],
            [.. groups.Select((group, i) => new GroupAnswer(group.Key,
                [.. counts.Select(count => Answer(count.Kind, count.Cells[i], group.Count())
                    .Hiding(publication && (count.Hidden.Cells[i] || counts[0].Hidden.Cells[i]), publication && counts[0].Hidden.Cells[i])),
                    .. Times([.. group], publication)]))],
            []);
    }

    private static MeasureAnswer Answer(Kind kind, int counted, int all) => new(
        kind.Name, kind.Title, kind.Definition, counted, kind == Kinds[0] ? null : all,
        kind == Kinds[0] ? counted : all == 0 ? null : Math.Round((double)counted / all, 4), RuleVersion, 1, false);

    private static IEnumerable<MeasureAnswer> Times(List<PlaceRequestRow> rows, bool publication)
    {
        var totals = new Totals();
        foreach (var row in rows)
            totals.Add(new DetentionFigures { ReplyMinutes = row.AnsweredAt is { } answered ? (int)(answered - row.AskedAt).TotalMinutes : null }, Instant.MinValue);
        foreach (var measure in Measures.All.Where(measure => measure.Wait == Wait.Reply))
            yield return (MeasureAnswer.Of(measure, totals) with
            {
                Definition = $"{measure.Title}: minutes from each request to its first answer that decides.",
                Denominator = rows.Count,
                Completeness = rows.Count == 0 ? null : Math.Round((double)totals.Known(Wait.Reply) / rows.Count, 4),
                RuleVersion = RuleVersion,
            }).Hiding(publication, publication);
    }

    private static Kind Outcome(string name, string title, PlaceOutcome outcome) => new(
        name, title, $"Requests whose outcome in the ledger is {Vocabulary<PlaceOutcome>.Word(outcome)}.",
        (row, now) => row.OutcomeAt(now) == Vocabulary<PlaceOutcome>.Word(outcome));

    private static string KeyOf(PlaceRequestRow row, string by) => by switch
    {
        TotalsReading.Force => row.Force,
        TotalsReading.Suite => $"{row.Force}/{row.Suite}",
        _ => FiguresRow.MonthOf(row.AskedAt),
    };
}
