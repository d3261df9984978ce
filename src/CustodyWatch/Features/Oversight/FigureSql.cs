using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>
/// What one detention adds to each count, of figures named <c>d</c> at <c>@now</c>, with <c>@hourAgo</c>: the other way to say what
/// <see cref="Totals.Add(DetentionFigures, NodaTime.Instant, int)"/> adds, so that a list of children adds up to the figure that led to it.
/// </summary>
internal static class FigureSql
{
    private const string Refused = "d.bail_refused_at IS NOT NULL", Kept = $"{Refused} AND d.transfer_minutes IS NULL AND d.bailed_after_refusal = 0",
        OvernightNow = "d.overnight_from <= @now";

    private static readonly Dictionary<Tally, string> Tallies = new()
    {
        [Tally.Detentions] = "1",
        [Tally.LookedAfter] = One("d.looked_after = 1"),
        [Tally.EthnicityStated] = One("d.ethnicity <> 'NS'"),
        [Tally.DetentionRefused] = One("d.detention_refused = 1"),
        [Tally.Authorised] = One("d.authorised_at IS NOT NULL"),
        [Tally.Overnight] = One(OvernightNow),
        [Tally.OvernightAfterCharge] = One($"{OvernightNow} AND d.charged_at <= d.overnight_from"),
        [Tally.AdultAwaited] = One("d.adult_awaited = 1"),
        // While the hour lasts nothing of it is missed yet.
        [Tally.FirstHourItems] = "CASE WHEN d.ended_at IS NULL AND d.arrived_at >= @hourAgo THEN d.first_hour_done ELSE d.first_hour_items END",
        [Tally.FirstHourDone] = "d.first_hour_done",
        [Tally.Reviews] = $"d.reviews_on_time + d.reviews_late + {One("d.review_open_due_at <= @now")}",
        [Tally.ReviewsOnTime] = "d.reviews_on_time",
        [Tally.ReviewsPostponed] = "d.reviews_postponed",
        [Tally.MealTimes] = "d.meal_times",
        [Tally.MealTimesKept] = "d.meal_times_kept",
        [Tally.Visits] = "d.visits",
        [Tally.VisitsKept] = "d.visits_kept",
        [Tally.RestPeriods] = "d.rest_periods",
        [Tally.RestPeriodsKept] = "d.rest_periods_kept",
        [Tally.StripSearched] = One("d.strip_searches > 0"),
        [Tally.StripSearches] = "d.strip_searches",
        [Tally.StripSearchesWithAdult] = "d.strip_searches_with_adult",
        [Tally.ForceUsed] = One("d.force_uses > 0"),
        [Tally.ForceUses] = "d.force_uses",
        [Tally.ForceUsesWithAdult] = "d.force_uses_with_adult",
        [Tally.ChildViews] = One("d.child_views > 0"),
        [Tally.Charged] = One("d.charged_at IS NOT NULL"),
        [Tally.BailRefused] = One(Refused),
        [Tally.Requested] = One("d.requested = 1"),
        [Tally.SecureRequested] = One("d.secure_requested = 1"),
        [Tally.Answered] = One("d.answered = 1"),
        [Tally.Accepted] = One("d.accepted = 1"),
        [Tally.OfferedOther] = One("d.offered_other = 1"),
        [Tally.Declined] = One("d.declined = 1"),
        [Tally.NoReply] = One("d.no_reply_from <= @now"),
        [Tally.Transferred] = One("d.transfer_minutes IS NOT NULL"),
        [Tally.RefusedNotSameDay] = One($"{Refused} AND d.court_same_day = 0"),
        [Tally.TransferredNotSameDay] = One("d.transfer_minutes IS NOT NULL AND d.court_same_day = 0"),
        [Tally.KeptAfterCharge] = One(Kept),
        [Tally.Certified] = One($"{Kept} AND d.certified = 1"),
        [Tally.CourtKnown] = One($"{Refused} AND d.court_outcome IS NOT NULL"),
        [Tally.CourtBailed] = One($"{Refused} AND d.court_outcome = 'bailed'"),
        [Tally.CourtRemandedToAuthority] = One($"{Refused} AND d.court_outcome = 'remanded-local-authority'"),
        [Tally.CourtRemandedToYouthDetention] = One($"{Refused} AND d.court_outcome = 'remanded-youth-detention'"),
    };

    /// <summary>What it adds to the numerator of a measure; of a length of time, whether it is known.</summary>
    public static string Numerator(Measure measure) =>
        measure.Wait is { } wait ? One($"d.{Minutes(wait)} IS NOT NULL") : Tallies[measure.Numerator!.Value];

    /// <summary>What it adds to the denominator; nought where there is none.</summary>
    public static string Denominator(Measure measure) => measure.Denominator is { } of ? Tallies[of] : "0";

    /// <summary>The column of a length of time.</summary>
    public static string Minutes(Wait wait) => wait switch
    {
        Wait.Length => "length_minutes",
        Wait.AdultAsk => "adult_ask_minutes",
        Wait.AdultArrival => "adult_arrival_minutes",
        Wait.AdultWithChild => "adult_with_child_minutes",
        Wait.Request => "request_minutes",
        Wait.Reply => "reply_minutes",
        _ => "transfer_minutes",
    };

    private static string One(string condition) => $"CASE WHEN {condition} THEN 1 ELSE 0 END";
}
