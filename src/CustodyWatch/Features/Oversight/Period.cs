using CustodyWatch.Http;
using CustodyWatch.Pace;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Oversight;

/// <summary>Detentions by when they began: from one instant, to before another; either may be open.</summary>
public sealed record Period(Instant? From, Instant? To)
{
    private static readonly YearMonthPattern Named = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    // Nothing in a record lies outside these, and the months beside them can still be counted.
    private static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0), Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    public static Period Read(Query query, string? from, string? to)
    {
        var (since, until) = query.Between(from, to);
        return new(Within(since), Within(until));
    }

    private static Instant? Within(Instant? at) => at is { } given ? Instant.Max(Earliest, Instant.Min(Latest, given)) : null;

    /// <summary>So many whole months, the last being that of an instant.</summary>
    public static Period MonthsTo(Instant now, int months)
    {
        var last = LondonTime.DateAt(now).ToYearMonth();
        return new(Start(last.PlusMonths(1 - months)), Start(last.PlusMonths(1)));
    }

    /// <summary>The months that lie in it whole, and what is left of it at either end.</summary>
    public (string First, string Last, IReadOnlyList<Period> Ends) Parts()
    {
        var (first, last, ends) = ("0000-00", "9999-99", new List<Period>());
        if (From is { } from && To is { } to && Month(from) == Month(to)) return ("1", "0", [this]);
        if (From is { } start)
        {
            var month = Month(start);
            if (Start(month) < start)
            {
                month = month.PlusMonths(1);
                ends.Add(this with { To = Start(month) });
            }
            first = Named.Format(month);
        }
        if (To is { } end)
        {
            var month = Month(end);
            if (Start(month) < end) ends.Add(this with { From = Start(month) });
            last = Named.Format(month.PlusMonths(-1));
        }
        return (first, last, ends);
    }

    /// <summary>
    /// The condition on figures named <c>d</c>, of parameters <c>@from</c> and <c>@to</c>. An end that is open is left out of it: an index
    /// cannot be searched by what may be nothing.
    /// </summary>
    public string Where => "d.arrived_at IS NOT NULL" + (From is null ? "" : " AND d.arrived_at >= @from") + (To is null ? "" : " AND d.arrived_at < @to");

    /// <summary>Every month of which any part lies in it.</summary>
    public (string First, string Last) Months() => (
        From is { } from ? Named.Format(Month(from)) : "0000-00", To is { } to ? Named.Format(Month(to - Duration.Epsilon)) : "9999-99");

    /// <summary>
    /// Every month to be told of when something is known of some: from the first of these to the end of the period or the present, and
    /// where the period has no end no further than is known. One in which nothing happened is told of too, or it would look as if it had
    /// never been; those before anything was known are not, however far back the period goes.
    /// </summary>
    /// <param name="known">Of which something is known, in any order; when there are none, none is told of.</param>
    /// <param name="now">The present.</param>
    public IEnumerable<string> EveryMonth(IEnumerable<string> known, Instant now)
    {
        var told = known.Select(month => Named.Parse(month).Value).Order().ToArray();
        if (told.Length == 0) yield break;
        var last = To is { } to ? Month(Instant.Min(to - Duration.Epsilon, now)) : told[^1];
        for (var month = told[0]; month <= last; month = month.PlusMonths(1)) yield return Named.Format(month);
    }

    private static YearMonth Month(Instant at) => LondonTime.DateAt(at).ToYearMonth();

    private static Instant Start(YearMonth month) => LondonTime.At(month.OnDayOfMonth(1), LocalTime.Midnight);
}
