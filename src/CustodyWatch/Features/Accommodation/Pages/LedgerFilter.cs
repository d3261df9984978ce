using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Pace;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>Which stretch of the ledger a page shows: whole days, the last four weeks unless others are asked for.</summary>
public sealed record LedgerFilter(LocalDate From, LocalDate To, string? Authority, string? Force)
{
    private const int UsualDays = 28;

    /// <summary>The dates as asked for; what is no date counts as not asked for.</summary>
    public static LedgerFilter Of(string? from, string? to, string? authority, string? force, Instant now)
    {
        var today = LondonTime.DateAt(now);
        var last = Date(to) ?? today;
        return new(Date(from) ?? last.PlusDays(-UsualDays), last, Query.Given(authority?.Trim()), Query.Given(force?.Trim()));
    }

    /// <summary>The first day a page shows: no page counts more than a year. A file holds all that was asked for.</summary>
    public LocalDate ShownFrom => LocalDate.Max(From, To.PlusYears(-1));

    /// <summary>As a filter of the caller's own requests; null when it names what is not theirs.</summary>
    internal RequestFilter? For(Caller caller, LocalDate from) => RequestScope.Of(caller, Authority, Force) is { } scope
        ? new(scope, null, LondonTime.Zone.AtStartOfDay(from).ToInstant(), LondonTime.Zone.AtStartOfDay(To.PlusDays(1)).ToInstant())
        : null;

    public string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    public string AsQuery(string? cursor = null) => QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("from", Text(From)), new("to", Text(To)), new("authority", Authority), new("force", Force), new("cursor", cursor),
    }.Where(part => part.Value is not null)).Value!;

    private static LocalDate? Date(string? text) =>
        text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: > 2000 and < 2200 } date } ? date : null;
}
