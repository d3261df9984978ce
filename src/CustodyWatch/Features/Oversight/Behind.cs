using System.Globalization;
using CustodyWatch.Http;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;
using Dapper;

namespace CustodyWatch.Features.Oversight;

/// <summary>Which detentions behind which number.</summary>
/// <param name="Rest">Those who were not counted, or not wholly, and could have been.</param>
/// <param name="By">How the number was divided; null when it was not.</param>
/// <param name="Part">Which part of that.</param>
public sealed record Behind(Measure Measure, bool Rest, string? By, string? Part)
{
    /// <summary>As an address says that the rest is asked for.</summary>
    public const string TheRest = "rest";

    // What the rest is called where the opposite of the measure has a name.
    private static readonly Dictionary<string, string> RestTitles = new()
    {
        ["ethnicityStated"] = "Ethnicity not stated",
        ["firstHourCompleted"] = "First hour not completed",
        ["reviewsOnTime"] = "With a review late or overdue",
        ["mealsOnTime"] = "With a mealtime without a meal offered",
        ["visitsOnTime"] = "With a visit late or missed",
        ["restGiven"] = "Without eight hours' rest",
        ["stripSearchesWithAdult"] = "Strip searched without the adult",
        ["forceUsedWithAdult"] = "Force used without an adult there",
        ["childViewRecorded"] = "View not recorded",
        ["accommodationRequested"] = "Refused bail and no place asked for",
        ["accommodationAnswered"] = "No answer to the request",
        ["certified"] = "Kept after charge without a certificate",
        ["courtOutcomeKnown"] = "Court's order not recorded",
    };

    /// <summary>It counts things done, of which a child may have several.</summary>
    public bool IsOfThings => Measure.Numerator is Tally.FirstHourDone or Tally.ReviewsOnTime or Tally.ReviewsPostponed or Tally.MealTimesKept
        or Tally.VisitsKept or Tally.RestPeriodsKept or Tally.StripSearchesWithAdult or Tally.ForceUsesWithAdult;

    /// <summary>Some could have been counted and were not.</summary>
    public bool HasRest => Measure.Denominator is not null;

    public string Title => Rest ? RestTitle : Measure.IsTime ? $"{Measure.Title}: the longest first" : Measure.Title;

    public string RestTitle => RestTitles.GetValueOrDefault(Measure.Name, Measure.IsTime ? $"{Measure.Title}: not known" : $"{Measure.Title}: the others");

    /// <summary>Of an address, or null when it names no part.</summary>
    public static Behind? Read(Measure measure, string? who, string? by, string? part)
    {
        (by, part) = (Query.Given(by), Query.Given(part));
        var one = new Behind(measure, who == TheRest, by, part);
        return (one.Rest && !one.HasRest) || (by is not null && (part is null || one.InPart(new DynamicParameters()) is null)) ? null : one;
    }

    /// <summary>How much of the number, or of the rest, a set of detentions makes up.</summary>
    public int Counted(Totals totals)
    {
        var (numerator, denominator, _, _) = Measure.Of(totals);
        return Rest ? (denominator ?? 0) - numerator : numerator;
    }

    /// <summary>The condition on figures named <c>d</c>; null when there is no such part.</summary>
    public string? InPart(DynamicParameters parameters)
    {
        if (By is null) return "1 = 1";
        if (By == Dimensions.Ethnicity) return EthnicGroup.All.Contains(Part!) ? OfGroup(Part!) : null;
        object? value = By switch
        {
            TotalsReading.Month or Dimensions.Sex => Part,
            Dimensions.Age => int.TryParse(Part, NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? age : null,
            Dimensions.LookedAfter => Part switch { "true" => true, "false" => false, _ => null },
            _ => null,
        };
        parameters.Add("part", value);
        return value is null ? null : By switch
        {
            TotalsReading.Month => "d.month = @part",
            Dimensions.Sex => "d.sex = @part",
            Dimensions.Age => "d.age = @part",
            _ => "d.looked_after = @part",
        };
    }

    private static string OfGroup(string group) => group == EthnicGroup.NotStated
        ? string.Join(" AND ", EthnicGroup.All.Where(one => one != EthnicGroup.NotStated).Select(one => $"d.ethnicity NOT LIKE '{one[0]}%'"))
        : $"d.ethnicity LIKE '{group[0]}%'";
}
