using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
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
        // What is published of one force is chosen beside the others.
        var asked = new { authorities = authorities.ToArray(), force = publication ? null : force, from = period.From, to = period.To, first, last };
        await using var connection = await database.Open(cancel);
        var within = Conditions.And((asked.force, "force = @force"), (period.From, "asked_at >= @from"), (period.To, "asked_at < @to"));
        var every = (await connection.QueryAsync<PlaceRequestRow>(Select + within, asked)).AsList();
        var disposed = (await connection.QueryAsync<DisposedRequestsRow>(SelectDisposed + Conditions.And((asked.force, "d.force = @force")), asked)).AsList();
        var (rows, gone) = (every.Where(row => force is null || row.Force == force).ToArray(), disposed.Where(one => force is null || one.Force == force).ToArray());
        var whole = new Group("", rows, gone.Sum(one => one.Requests));
        var groups = by is null ? [] : Divided(rows, gone, by, period, now).ToArray();
        if (!publication)
            return new(
                [.. Exactly(whole)], [.. groups.Select(group => new GroupAnswer(group.Key, [.. Exactly(group)]))], [.. LeftOut(whole.Gone, publication)]);
        groups = [.. WithEvery(groups, by, force)];
        var hidden = Hidden([.. groups.Select(group => group.Rows), rows], now, Elsewhere(every, groups, by, force, now));
        return new(
            [.. Published(whole, hidden.InAll)],
            [.. groups.Select((group, i) => new GroupAnswer(group.Key, [.. Published(group, count => hidden.InPart(count, i))]))],
            [.. LeftOut(whole.Gone, publication)]);

        IEnumerable<MeasureAnswer> Exactly(Group of) => Kinds.Select(kind => Answer(kind, of, now)).Concat(Times(of, publication));

        // How many were disposed of may be few, and completeness would tell it.
        IEnumerable<MeasureAnswer> Published(Group of, Func<string, bool> hides) =>
            Kinds.Select(kind => Answer(kind, of with { Gone = 0 }, now).Hiding(hides(kind.Name), hides(Kinds[0].Name))).Concat(Times(of, publication));
    }

    // A request has one outcome at most.
    private static HiddenCounts Hidden(IReadOnlyList<IReadOnlyList<PlaceRequestRow>> parts, Instant now, Func<string, int, bool>? elsewhere) => new(
        [.. Kinds.Select(kind => new PublishedCount(kind.Name, [.. parts.Select(part => Count(kind, part, now))], kind == Kinds[0] ? [] : [Kinds[0].Name]))],
        [new(Kinds[0].Name, [.. Kinds.Where(kind => kind.IsOutcome).Select(kind => kind.Name)])],
        elsewhere: elsewhere);

    // A suite or a force is left out where it is beside the others, also in an answer about one force alone.
    private static Func<string, int, bool> Elsewhere(
        IReadOnlyList<PlaceRequestRow> every, IReadOnlyList<Group> groups, string? by, string? force, Instant now)
    {
        var bySuite = every.ToLookup(row => new SuiteCode(row.Force, row.Suite));
        var areas = new HiddenAreas<IReadOnlyList<PlaceRequestRow>>(
            [.. bySuite.Select(suite => (suite.Key, (IReadOnlyList<PlaceRequestRow>)[.. suite]))],
            parts => [.. parts.SelectMany(part => part)],
            (parts, all, elsewhere) => Hidden([.. parts, all], now, elsewhere));
        var slots = groups.Select(group => by == TotalsReading.Month ? _ => false : areas.Of(suite => KeyOf(by!, suite.Force, suite.Suite, "") == group.Key))
            .Append(areas.Of(suite => force is null || suite.Force == force)).ToArray();
        return (count, slot) => slots[slot](count);
    }

    private static IEnumerable<Group> WithEvery(IReadOnlyList<Group> groups, string? by, string? force) =>
        by is TotalsReading.Force or TotalsReading.Suite && groups.Any(group => Suppression.IsSmall(group.Rows.Count))
            ? groups.Concat(OnFile(force).Select(suite => KeyOf(by, suite.Force, suite.Suite, "")).Except(groups.Select(group => group.Key)).Select(key => new Group(key, [], 0)))
                .OrderBy(group => group.Key, StringComparer.Ordinal)
            : groups;

    private static IEnumerable<SuiteCode> OnFile(string? force) => KnownSuites.Of(force is null ? KnownSuites.AllForces : [force]);

    private static int Count(Kind kind, IReadOnlyList<PlaceRequestRow> of, Instant now) => of.Count(row => kind.Counts(row, now));

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
        var counted = Count(kind, of.Rows, now);
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
