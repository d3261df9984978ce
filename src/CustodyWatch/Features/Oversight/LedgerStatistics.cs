using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
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

    private const string Select = $"SELECT {PlaceRequestRow.Columns} FROM place_requests WHERE authority IN @authorities";

    private const string SelectDisposed = $"""
        SELECT {DisposedRequestsRow.Columns} FROM disposed_requests d WHERE d.authority IN @authorities AND d.month >= @first AND d.month <= @last
        """;

    private sealed record Kind(string Name, string Title, string Definition, Func<PlaceRequestRow, Instant, bool> Counts, bool IsOutcome = false);

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

    // Requests of one part, and how many more there may have been whose records were disposed of.
    private sealed record Group(string Key, IReadOnlyList<PlaceRequestRow> Rows, int Gone)
    {
        public double? Complete(int known) => Rows.Count + Gone == 0 ? null : Math.Round((double)known / (Rows.Count + Gone), 4);
    }

    public static async Task<StatisticsAnswer> Read(
        Database database, IEnumerable<string> authorities, string? force, Period period, string? by, bool publication, Instant now,
        CancellationToken cancel)
    {
        var (first, last) = period.Months();
        var asked = new { authorities = authorities.ToArray(), force, from = period.From, to = period.To, first, last };
        await using var connection = await database.Open(cancel);
        var within = Conditions.And((force, "force = @force"), (period.From, "asked_at >= @from"), (period.To, "asked_at < @to"));
        var rows = (await connection.QueryAsync<PlaceRequestRow>(Select + within, asked)).AsList();
        var gone = (await connection.QueryAsync<DisposedRequestsRow>(SelectDisposed + Conditions.And((force, "d.force = @force")), asked)).AsList();
        var whole = new Group("", rows, gone.Sum(one => one.Requests));
        var groups = by is null ? [] : Divided(rows, gone, by, period, now).ToArray();
        var hidden = Hidden([.. groups, whole], now);
        return new(
            [.. Kinds.Select(kind => Answer(kind, whole, now).Hiding(publication && hidden.InAll(kind.Name), publication && hidden.InAll(Kinds[0].Name))),
                .. Times(whole, publication)],
            [.. groups.Select((group, i) => new GroupAnswer(group.Key,
                [.. Kinds.Select(kind => Answer(kind, group, now)
                    .Hiding(publication && hidden.InPart(kind.Name, i), publication && hidden.InPart(Kinds[0].Name, i))),
                    .. Times(group, publication)]))],
            [.. LeftOut(whole.Gone, publication)]);
    }

    // A request has one outcome at most.
    private static HiddenCounts Hidden(IReadOnlyList<Group> groups, Instant now) => new(
        [.. Kinds.Select(kind => new PublishedCount(kind.Name, [.. groups.Select(group => Count(kind, group, now))], kind == Kinds[0] ? [] : [Kinds[0].Name]))],
        [new(Kinds[0].Name, [.. Kinds.Where(kind => kind.IsOutcome).Select(kind => kind.Name)])]);

    private static int Count(Kind kind, Group of, Instant now) => of.Rows.Count(row => kind.Counts(row, now));

    private static IEnumerable<Group> Divided(IReadOnlyList<PlaceRequestRow> rows, IReadOnlyList<DisposedRequestsRow> gone, string by, Period period, Instant now)
    {
        var standing = rows.ToLookup(row => KeyOf(by, row.Force, row.Suite, FiguresRow.MonthOf(row.AskedAt)));
        var disposed = gone.ToLookup(row => KeyOf(by, row.Force, row.Suite, row.Month), row => row.Requests);
        var keys = standing.Select(group => group.Key).Union(disposed.Select(group => group.Key)).ToArray();
        return keys.Union(by == TotalsReading.Month ? period.EveryMonth(keys, now) : []).Order(StringComparer.Ordinal)
            .Select(key => new Group(key, [.. standing[key]], disposed[key].Sum()));
    }

    private static IEnumerable<string> LeftOut(int requests, bool publication)
    {
        if (requests > 0)
            yield return $"{(publication ? "Some requests" : Screens.Words.Count(requests, "request", "requests"))} of the months asked about had their records disposed of when their time of keeping was over. Nothing is left of them to count, so they are missing here.";
    }

    private static MeasureAnswer Answer(Kind kind, Group of, Instant now)
    {
        var counted = Count(kind, of, now);
        return new(
            kind.Name, kind.Title, kind.Definition, counted, kind == Kinds[0] ? null : of.Rows.Count,
            kind == Kinds[0] ? counted : of.Rows.Count == 0 ? null : Math.Round((double)counted / of.Rows.Count, 4), RuleVersion,
            of.Complete(of.Rows.Count) ?? 1, false);
    }

    private static IEnumerable<MeasureAnswer> Times(Group of, bool publication)
    {
        var totals = new Totals();
        foreach (var row in of.Rows)
            totals.Add(new DetentionFigures { ReplyMinutes = row.AnsweredAt is { } answered ? (int)(answered - row.AskedAt).TotalMinutes : null }, Instant.MinValue);
        foreach (var measure in Measures.All.Where(measure => measure.Wait == Wait.Reply))
            yield return (MeasureAnswer.Of(measure, totals) with
            {
                Definition = $"{measure.Title}: minutes from each request to its first answer that decides.",
                Denominator = of.Rows.Count,
                Completeness = of.Complete(totals.Known(Wait.Reply)),
                RuleVersion = RuleVersion,
            }).Hiding(publication, publication);
    }

    private static Kind Outcome(string name, string title, PlaceOutcome outcome) => new(
        name, title, $"Requests whose outcome in the ledger is {Vocabulary<PlaceOutcome>.Word(outcome)}.",
        (row, now) => row.OutcomeAt(now) == Vocabulary<PlaceOutcome>.Word(outcome), IsOutcome: true);

    private static string KeyOf(string by, string force, string suite, string month) => by switch
    {
        TotalsReading.Force => force,
        TotalsReading.Suite => $"{force}/{suite}",
        _ => month,
    };
}
