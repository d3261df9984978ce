using System.Data.Common;
using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>One part of what was asked about, added up.</summary>
public sealed record Part(string Name, Totals Totals)
{
    /// <summary>Of the months that the period cuts, how many detentions have been disposed of: some may belong to it.</summary>
    public int LeftOut { get; init; }
}

/// <summary>
/// Adds up the detentions of a scope and a period: whole months from their totals, and detention by detention only those still
/// going on and the ends of a period cut within a month.
/// </summary>
public static class TotalsReading
{
    public const string Force = "force", Suite = "suite", Month = "month";

    /// <summary>Every way to divide.</summary>
    public static readonly IReadOnlyList<string> Ways =
        [Force, Suite, Month, Dimensions.Ethnicity, Dimensions.Sex, Dimensions.Age, Dimensions.LookedAfter];

    private const string SelectTotals = $"""
        SELECT {TotalsRow.Columns} FROM totals d WHERE d.dimension = @dimension AND d.month >= @first AND d.month <= @last AND
        """;

    private const string SelectDisposed = $"""
        SELECT {TotalsRow.Columns} FROM disposed_totals d WHERE d.dimension = @dimension AND d.month >= @first AND d.month <= @last AND
        """;

    private const string SelectFigures = $"SELECT {FiguresRow.Columns} FROM figures d WHERE";

    private const string OfAllForces = $"d.suite = '{TotalsRow.AllForces}'";

    // What no total holds: who is still there, and whom an older version of the program counted.
    private const string Going = "d.counted = 0", Older = "d.version IN @older AND d.counted <> 0", Counted = "d.counted = 1 AND d.version = @current";

    /// <param name="by">One of <see cref="Ways"/>; null for no division.</param>
    /// <returns>The parts in order; one without a name when there is no division.</returns>
    public static Task<IReadOnlyList<Part>> Read(
        Database database, Scope scope, Period period, string? by, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var (parts, leftOut) = (new Dictionary<string, Totals>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
            var dimension = by is not null && Dimensions.Names.Contains(by) ? by : Dimensions.All;
            foreach (var row in await Months(connection, transaction, scope, period, dimension, by, now))
                Of(Key(row.Force, row.Suite, row.Month, row.Part)).Add(row.Content);
            foreach (var row in await Singly(connection, transaction, scope, period, now))
                Of(Key(row.Force, row.Suite, row.Month!, Dimensions.PartOf(dimension, row.Figures!))).Add(row.Figures!, now);
            foreach (var month in period.Parts().Ends.Select(end => FiguresRow.MonthOf(end.From!.Value)).Distinct())
                foreach (var row in await Disposed(connection, transaction, scope, (month, month), dimension, LevelOf(scope, by), now))
                {
                    var key = Key(row.Force, row.Suite, row.Month, row.Part);
                    Of(key);
                    leftOut[key] = leftOut.GetValueOrDefault(key) + Totals.FromBytes(row.Content)[Tally.Detentions];
                }
            if (by == Month)
                foreach (var month in period.EveryMonth([.. parts.Keys], now)) Of(month);
            return (IReadOnlyList<Part>)[.. InOrder(parts.Select(part => new Part(part.Key, part.Value) { LeftOut = leftOut.GetValueOrDefault(part.Key) }), by)];

            Totals Of(string key) => parts.TryGetValue(key, out var totals) ? totals : parts[key] = new Totals();

            string Key(string force, string suite, string month, string part) => by switch
            {
                Force => force,
                Suite => NameOf(scope, new(force, suite)),
                Month => month,
                _ => part,
            };
        },
        cancel);

    /// <summary>
    /// What records that were disposed of still add to whole months: they are in every figure, and in no list of children.
    /// </summary>
    /// <param name="by">A dimension or the month, and which part of it; null for all.</param>
    public static async Task<Totals> Disposed(
        Database database, Scope scope, Period period, string? by, string? part, Instant now, CancellationToken cancel)
    {
        var (first, last, _) = period.Parts();
        var dimension = by is null or Month ? Dimensions.All : by;
        await using var connection = await database.Open(cancel);
        var totals = new Totals();
        foreach (var row in await Disposed(connection, null, scope, by == Month ? (part!, part!) : (first, last), dimension, LevelOf(scope, by), now))
            if (by is null or Month || row.Part == part)
                totals.Add(row.Content);
        return totals;
    }

    /// <summary>What a suite is called among the parts of a scope: by its own code where there is one force alone.</summary>
    public static string NameOf(Scope scope, SuiteCode suite) => scope.OnlyForce is null ? suite.ToString() : suite.Suite;

    /// <summary>Parts in the order in which they are told of.</summary>
    public static IEnumerable<Part> InOrder(IEnumerable<Part> parts, string? by) =>
        parts.OrderBy(part => Order(by, part.Name)).ThenBy(part => part.Name, StringComparer.Ordinal);

    /// <summary>Parts put together again.</summary>
    public static Totals Together(IEnumerable<Part> parts) => Totals.Of(parts.Select(part => part.Totals));

    /// <summary>One by one, the detentions of a period that no whole month holds.</summary>
    private static async Task<List<FiguresRow>> Singly(
        DbConnection connection, DbTransaction transaction, Scope scope, Period period, Instant now)
    {
        var rows = new List<FiguresRow>();
        foreach (var (which, span) in period.Parts().Ends.Select(end => (Counted, end)).Prepend((Older, period)).Prepend((Going, period)))
        {
            var parameters = new DynamicParameters(new { current = FiguresRow.Current, older = FiguresRow.Older, from = span.From, to = span.To });
            rows.AddRange(await FiguresRow.Read(connection, $"{SelectFigures} {which} AND {span.Where} AND {scope.Where(parameters, now)}", parameters, transaction));
        }
        return rows;
    }

    private static async Task<IReadOnlyList<TotalsRow>> Months(
        DbConnection connection, DbTransaction transaction, Scope scope, Period period, string dimension, string? by, Instant now)
    {
        var (first, last, _) = period.Parts();
        var level = LevelOf(scope, by);
        // Of all forces together there are few enough months, and a breakdown by month needs each.
        var spans = dimension == Dimensions.All && by != Month && level != OfAllForces ? Spans.Of(first, last) : [new Span(dimension, first, last)];
        var rows = new List<TotalsRow>();
        foreach (var span in spans)
        {
            var parameters = new DynamicParameters(new { dimension = Dimensions.Kept(span.Dimension), first = span.First, last = span.Last });
            rows.AddRange(await connection.QueryAsync<TotalsRow>($"{SelectTotals} {level} AND {scope.Where(parameters, now)}", parameters, transaction));
        }
        return rows;
    }

    // Disposal is rare, so months are few.
    private static Task<IEnumerable<TotalsRow>> Disposed(
        DbConnection connection, DbTransaction? transaction, Scope scope, (string First, string Last) months, string dimension, string level, Instant now)
    {
        var parameters = new DynamicParameters(new { dimension, first = months.First, last = months.Last });
        return connection.QueryAsync<TotalsRow>($"{SelectDisposed} {level} AND {scope.Where(parameters, now)}", parameters, transaction);
    }

    private static string LevelOf(Scope scope, string? by) =>
        by == Suite || !scope.IsOfWholeForces ? $"d.suite NOT IN ('{TotalsRow.WholeForce}', '{TotalsRow.AllForces}')"
        : by == Force || !scope.IsEverywhere ? $"d.suite = '{TotalsRow.WholeForce}'"
        : OfAllForces;

    private static int Order(string? by, string part) => by switch
    {
        Dimensions.Ethnicity => EthnicGroup.All.ToList().IndexOf(part),
        Dimensions.Age => int.Parse(part, CultureInfo.InvariantCulture),
        _ => 0,
    };
}
