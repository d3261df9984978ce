using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>A number as whoever disputes it works it out.</summary>
internal sealed record Number(int Numerator, int? Denominator, double? Value, double? Completeness);

/// <summary>Every measure of the contract over a set of records, from the entries of the log alone.</summary>
internal static class Recounted
{
    private sealed record Row(
        Story Story, Beside Adult, Reviewed Reviews, Visited Visits, Fed Meals, Rested Rest, FirstHour FirstHour, Placed Place, Instant? Overnight);

    public static IReadOnlyDictionary<string, Number> Of(IEnumerable<Story> stories)
    {
        var rows = stories.Select(story => new Row(
            story, Beside.Of(story), Reviewed.Of(story), Visited.Of(story), Fed.Of(story), Rested.Of(story), FirstHour.Of(story), Placed.Of(story), Slept.FourHours(story))).ToArray();
        var numbers = new Dictionary<string, Number>();
        var held = rows.Count(row => row.Story.Ended is null && row.Story.Now - row.Story.Arrived <= Duration.FromHours(96));
        var ends = Share(rows.Count(row => row.Story.Ended is not null) + held, rows.Length);
        var (overnight, refused) = (Has(row => row.Overnight is not null), Has(row => row.Place.Refused));
        var (asked, kept) = (Has(row => row.Place.Asked), Has(row => row.Place.Kept));

        numbers["detentions"] = new(rows.Length, null, rows.Length, rows.Length == 0 ? null : 1);
        Part("lookedAfter", Has(row => row.Story.Arrival.Is("child", "lookedAfter")), rows.Length);
        Part("ethnicityStated", Has(row => row.Story.Arrival.Says("child", "selfDefinedEthnicity") != "NS"), rows.Length);
        Part("detentionRefused", Has(row => row.Story.End?.Type == "detention-refused"), rows.Length);
        Times("length", row => row.Story.Ended is { } ended ? Wall.Minutes(row.Story.Arrived, ended) : null, rows.Length, "Hours", 60, rows.Length - held);
        Part("overnight", overnight, rows.Length);
        Part("overnightAfterCharge", Has(row => row.Story.First("charged")?.Time <= row.Overnight), overnight);
        Part("firstHourCompleted", rows.Sum(row => row.FirstHour.Done), rows.Sum(row => row.FirstHour.Duties));
        Times("adultAsk", row => row.Adult.AskMinutes, rows.Length);
        Times("adultArrival", row => row.Adult.ArrivalMinutes, Has(row => row.Adult.Awaited));
        Times("adultWithChild", row => row.Adult.WithChildMinutes, Has(row => row.Story.First("detention-authorised") is not null));
        Part("reviewsOnTime", rows.Sum(row => row.Reviews.OnTime), rows.Sum(row => row.Reviews.OnTime + row.Reviews.Late));
        var postponed = rows.Sum(row => row.Reviews.Postponed);
        numbers["reviewsPostponed"] = new(postponed, null, postponed, ends);
        Part("mealsOnTime", rows.Sum(row => row.Meals.Kept), rows.Sum(row => row.Meals.Times));
        Part("visitsOnTime", rows.Sum(row => row.Visits.Kept), rows.Sum(row => row.Visits.Due));
        Part("restGiven", rows.Sum(row => row.Rest.Kept), rows.Sum(row => row.Rest.Periods));
        Part("stripSearched", Has(row => row.Story.First("strip-searched") is not null), rows.Length);
        var searches = rows.SelectMany(row => row.Story.Every("strip-searched")).ToArray();
        Part("stripSearchesWithAdult", searches.Count(search => search.Is("appropriateAdultPresent")), searches.Length);
        Part("forceUsed", Has(row => row.Adult.ForceUses > 0), rows.Length);
        Part("forceUsedWithAdult", rows.Sum(row => row.Adult.ForceUsesWithAdult), rows.Sum(row => row.Adult.ForceUses));
        Part("childViewRecorded", Has(row => row.Story.First("child-view") is not null), rows.Length);

        var charged = Has(row => row.Story.First("charged") is not null);
        Part("charged", charged, rows.Length);
        Part("bailRefused", refused, charged);
        Part("accommodationRequested", asked, refused);
        Part("secureRequested", Has(row => row.Place.Secure), asked);
        Times("request", row => row.Place.AskMinutes, refused);
        Part("accommodationAnswered", Has(row => row.Place.Answered), asked);
        Part("accepted", Has(row => row.Place.Decisions.Contains("accepted")), asked);
        Part("offeredOther", Has(row => row.Place.Decisions.Contains("offered-other")), asked);
        Part("declined", Has(row => row.Place.Decisions.Contains("declined")), asked);
        Part("noReply", Has(row => row.Place.Silent), asked);
        Times("reply", row => row.Place.ReplyMinutes, asked);
        Part("transferred", Has(row => row.Place.Moved), refused);
        Part("transferredNotSameDay", Has(row => row.Place is { Moved: true, SameDay: false }), Has(row => row.Place is { Refused: true, SameDay: false }));
        Times("transfer", row => row.Place.MoveMinutes, Has(row => row.Place.Moved));
        Part("keptAfterCharge", kept, refused);
        Part("certified", Has(row => row.Place is { Kept: true, Certified: true }), kept);
        var known = Has(row => row.Place.Ordered is not null);
        Part("courtOutcomeKnown", known, refused);
        foreach (var (name, order) in new[] { ("courtBailed", "bailed"), ("courtRemandedToAuthority", "remanded-local-authority"), ("courtRemandedToYouthDetention", "remanded-youth-detention") })
        {
            var ordered = Has(row => row.Place.Ordered == order);
            numbers[name] = new(ordered, known, Share(ordered, known), Share(known, refused));
        }
        return numbers;

        int Has(Func<Row, bool> has) => rows.Count(has);

        void Part(string name, int part, int of) => numbers[name] = new(part, of, Share(part, of), ends);

        void Times(string name, Func<Row, int?> minutes, int of, string unit = "Minutes", int inUnit = 1, int? needed = null)
        {
            var all = rows.Select(minutes).OfType<int>().Order().ToArray();
            foreach (var (which, place) in new[] { ("Median", 0.5), ("90th", 0.9), ("Longest", 1.0) })
                if (which != "Longest" || name == "length")
                    numbers[$"{name}{which}{unit}"] = new(all.Length, of, all.Length == 0 ? null : Math.Round(Between(all, place) / inUnit, 4), Share(all.Length, needed ?? of));
        }
    }

    private static double? Share(int part, int of) => of == 0 ? null : Math.Round((double)part / of, 4);

    // By straight line between the two that lie about the place, as a spreadsheet does.
    private static double Between(int[] sorted, double place)
    {
        var at = (sorted.Length - 1) * place;
        var (below, above) = (sorted[(int)at], sorted[Math.Min((int)at + 1, sorted.Length - 1)]);
        return below + (above - below) * (at - (int)at);
    }
}
