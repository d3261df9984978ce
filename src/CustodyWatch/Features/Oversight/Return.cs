using System.Globalization;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>A column of a return: its heading, what stands in it, and what spoils a row of it.</summary>
/// <param name="Gap">What is missing where the cell cannot be filled; null when an empty cell is an answer.</param>
public sealed record Column(string Heading, Func<FiguresRow, DetentionFigures, string> Cell, Gap? Gap = null);

/// <summary>A sheet with one row a detention and nothing that says whose.</summary>
public sealed record Return(string Name, string Title, string About, IReadOnlyList<Column> Columns)
{
    public const string Detail = "detail";
    private const string Yes = "yes", No = "no", Unknown = "not recorded";

    private static readonly Column Force = new("force", (row, _) => row.Force);
    private static readonly Column Suite = new("suite", (row, _) => row.Suite);
    private static readonly Column Month = new("month", (row, _) => row.Month!);
    private static readonly Column FinancialYear = new("financialYear", (_, one) => FinancialYearOf(one));
    private static readonly Column Age = new("age", (_, one) => Number(one.Age));
    private static readonly Column AgeBand = new("ageGroup", (_, one) => one.Age < 14 ? "10 to 13" : "14 to 17");
    private static readonly Column Sex = new("sex", (_, one) => one.Sex, Gap.Sex);
    private static readonly Column Group = new("ethnicGroup", (_, one) => EthnicGroup.Of(one.Ethnicity), Gap.Ethnicity);
    private static readonly Column Eighteen = new("ethnicity18", (_, one) => one.Ethnicity, Gap.Ethnicity);
    private static readonly Column Sixteen = new("ethnicity16", (_, one) => EthnicGroup.Sixteen(one.Ethnicity));
    private static readonly Column LookedAfter = new("lookedAfter", (_, one) => Flag(one.LookedAfter));
    private static readonly Column Overnight = new("overnight", (_, one) => Flag(one.OvernightFrom is not null));
    private static readonly Column OvernightCharge = new("overnightChargeStatus", (_, one) => one.OvernightFrom is null ? "" : one.ChargedAt <= one.OvernightFrom ? "post-charge" : "pre-charge");
    private static readonly Column Length = new("lengthMinutes", (_, one) => Number(one.LengthMinutes), Gap.End);
    private static readonly Column StripSearches = new("stripSearches", (_, one) => Number(one.StripSearches));
    private static readonly Column StripSearchesWithAdult = new("stripSearchesWithAdult", (_, one) => Number(one.StripSearchesWithAdult));
    private static readonly Column Charged = new("charged", (_, one) => Flag(one.ChargedAt is not null));
    private static readonly Column BailRefused = new("bailRefused", (_, one) => Flag(one.BailRefused));
    private static readonly Column AdultCalled = new("appropriateAdultCalled", (_, one) => one.AdultAskMinutes is null ? Unknown : Yes, Gap.Adult);
    private static readonly Column AdultAsk = new("adultAskMinutes", (_, one) => Number(one.AdultAskMinutes), Gap.Adult);
    private static readonly Column AdultArrival = new("adultArrivalMinutes", (_, one) => Number(one.AdultArrivalMinutes));
    private static readonly Column AdultWithChild = new("adultWithChildMinutes", (_, one) => Number(one.AdultWithChildMinutes));
    private static readonly Column Requested = new("accommodationRequested", (_, one) => one.BailRefused ? Flag(one.Requested) : "");
    private static readonly Column SecureRequested = new("secureRequested", (_, one) => one.BailRefused ? Flag(one.SecureRequested) : "");
    private static readonly Column Transferred = new("transferred", (_, one) => one.BailRefused ? Flag(one.Transferred) : "");
    private static readonly Column Certified = new("certified", (_, one) => one.BailRefused ? Flag(one.Certified) : "");
    private static readonly Column Court = new("courtOutcome", (_, one) => one.BailRefused ? one.CourtOutcome ?? Unknown : "", Gap.Court);

    public static readonly IReadOnlyList<Return> All =
    [
        new(Detail, "Every figure", "One row a detention with every figure that statistics are made of, for analysis.",
        [
            Force, Suite, Month, Age, Sex, Eighteen, Group, LookedAfter, Length, Overnight, OvernightCharge, AdultAsk, AdultArrival,
            AdultWithChild, new("adultAwaited", (_, one) => Flag(one.AdultAwaited)), new("authorised", (_, one) => Flag(one.AuthorisedAt is not null)),
            Charged, BailRefused, Requested, SecureRequested,
            new("accepted", (_, one) => Flag(one.Accepted)), new("offeredOther", (_, one) => Flag(one.OfferedOther)),
            new("declined", (_, one) => Flag(one.Declined)), new("answered", (_, one) => Flag(one.Answered)), new("noReply", (_, one) => Flag(one.NoReplyFrom is not null)), Transferred,
            new("requestMinutes", (_, one) => Number(one.RequestMinutes)), new("replyMinutes", (_, one) => Number(one.ReplyMinutes)),
            new("transferMinutes", (_, one) => Number(one.TransferMinutes)), new("courtSameDay", (_, one) => Flag(one.CourtSameDay)),
            new("keptAfterCharge", (_, one) => Flag(one.KeptAfterCharge)), Certified, Court,
            new("reviewsOnTime", (_, one) => Number(one.ReviewsOnTime)), new("reviewsLate", (_, one) => Number(one.ReviewsLate)),
            new("reviewsPostponed", (_, one) => Number(one.ReviewsPostponed)), new("firstHourItems", (_, one) => Number(one.FirstHourItems)),
            new("firstHourDone", (_, one) => Number(one.FirstHourDone)), new("mealTimes", (_, one) => Number(one.MealTimes)),
            new("mealTimesKept", (_, one) => Number(one.MealTimesKept)), new("visits", (_, one) => Number(one.Visits)),
            new("visitsKept", (_, one) => Number(one.VisitsKept)), new("restPeriods", (_, one) => Number(one.RestPeriods)),
            new("restPeriodsKept", (_, one) => Number(one.RestPeriodsKept)), StripSearches, StripSearchesWithAdult,
            new("forceUses", (_, one) => Number(one.ForceUses)), new("forceUsesWithAdult", (_, one) => Number(one.ForceUsesWithAdult)),
            new("childViews", (_, one) => Number(one.ChildViews)), new("detentionRefused", (_, one) => Flag(one.DetentionRefused)),
        ]),
        new("home-office", "Home Office custody return",
            "Children in police custody as the annual return of police custody and pre-charge bail counts them: by the financial year of arrival, with 18+1 ethnicity codes from April 2022 and 16+1 before. The Home Office's own rule for overnight is not published in what we have read; the column says which rule it follows.",
        [
            FinancialYear, Force, AgeBand, Age, Sex, new("ethnicity", (_, one) => Returned(one), Gap.Ethnicity), Group,
            AdultCalled, AdultWithChild, Overnight, new("overnightRule", (_, _) => OvernightRule.FourHours.Name), OvernightCharge,
            StripSearches, new("heldOver24Hours", (_, one) => one.LengthMinutes is { } length ? Flag(length > 24 * 60) : "", Gap.End),
            Charged,
        ]),
        new("inspectorate", "Inspectorate data request", "What inspectors of custody ask a force for before they come, for children.",
        [
            Month, Force, Suite, Age, Sex, Sixteen, Eighteen, LookedAfter, Length, AdultAsk, AdultArrival, Overnight, OvernightCharge,
            StripSearches, StripSearchesWithAdult, new("forceUses", (_, one) => Number(one.ForceUses)), BailRefused, Requested,
            SecureRequested, Transferred, Certified,
            new("reviewsOnTime", (_, one) => Number(one.ReviewsOnTime)), new("reviewsLate", (_, one) => Number(one.ReviewsLate)),
        ]),
        new("youth-justice", "Youth justice report", "For the youth justice partnership: children held, kept after charge and moved, and what the court then did.",
        [
            Month, Force, Suite, Age, Sex, Eighteen, Group, LookedAfter, Length, Overnight, Charged, BailRefused, Requested, Transferred,
            Certified, Court, new("childViewRecorded", (_, one) => Flag(one.ChildViews > 0), Gap.View),
        ]),
    ];

    public static Return? Find(string name) => All.FirstOrDefault(known => known.Name == name);

    /// <summary>What can be missing of its rows.</summary>
    public IReadOnlyList<Gap> Gaps => [.. Columns.Select(column => column.Gap).OfType<Gap>().Distinct()];

    /// <summary>What share of the cells that have to be filled are, from 0 to 1; null when there are none.</summary>
    /// <param name="totals">Of the period.</param>
    /// <param name="disposed">The part in them of records that were disposed of, for which there is no row.</param>
    public double? Quality(Totals totals, Totals disposed)
    {
        var needed = Gaps.Sum(gap => gap.Needed(totals) - gap.Needed(disposed));
        return needed == 0 ? null : 1 - (double)Gaps.Sum(gap => gap.Missing(totals) - gap.Missing(disposed)) / needed;
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Flag(bool value) => value ? Yes : No;

    private static string Returned(DetentionFigures one) => EthnicGroup.Returned(one.Ethnicity, LondonTime.DateAt(one.ArrivedAt));

    private static string FinancialYearOf(DetentionFigures one)
    {
        var date = LondonTime.DateAt(one.ArrivedAt);
        var start = date.Month >= 4 ? date.Year : date.Year - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{start}/{(start + 1) % 100:00}");
    }
}
