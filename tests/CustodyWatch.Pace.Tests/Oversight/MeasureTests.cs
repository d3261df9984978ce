using CustodyWatch.Pace.Oversight;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Oversight;

/// <summary>What one detention adds to every tally, and what measures make of a few.</summary>
public sealed class MeasureTests
{
    private static readonly Instant Came = Instant.FromUtc(2026, 6, 10, 13, 40);
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 12, 12, 0);

    private static readonly DetentionFigures Full = new()
    {
        ArrivedAt = Came,
        AuthorisedAt = Came + Duration.FromMinutes(10),
        ChargedAt = Came + Duration.FromHours(5),
        BailRefusedAt = Came + Duration.FromHours(6),
        EndedAt = Came + Duration.FromHours(20),
        Age = 15,
        Sex = "female",
        Ethnicity = "M1",
        LookedAfter = true,
        LengthMinutes = 1200,
        AdultAskMinutes = 11,
        AdultAwaited = true,
        AdultArrivalMinutes = 22,
        AdultWithChildMinutes = 33,
        ReviewsOnTime = 2,
        ReviewsLate = 3,
        ReviewsPostponed = 4,
        ReviewOpenDueAt = Now,
        FirstHourItems = 8,
        FirstHourDone = 5,
        MealTimes = 9,
        MealTimesKept = 6,
        Visits = 21,
        VisitsKept = 17,
        RestPeriods = 13,
        RestPeriodsKept = 12,
        StripSearches = 14,
        StripSearchesWithAdult = 10,
        ForceUses = 16,
        ForceUsesWithAdult = 15,
        ChildViews = 19,
        Requested = true,
        SecureRequested = true,
        Answered = true,
        Accepted = true,
        OfferedOther = true,
        Declined = true,
        NoReplyFrom = Now,
        RequestMinutes = 44,
        ReplyMinutes = 55,
        CourtSameDay = true,
        Certified = true,
        CourtOutcome = "bailed",
        OvernightFrom = Now,
    };

    [Fact]
    public void Everything_that_happened_to_a_child_is_counted_once_or_as_often_as_it_happened()
    {
        var totals = Of(Full);
        var expected = new Dictionary<Tally, int>
        {
            [Tally.Reviews] = 6,
            [Tally.ReviewsOnTime] = 2,
            [Tally.ReviewsPostponed] = 4,
            [Tally.FirstHourItems] = 8,
            [Tally.FirstHourDone] = 5,
            [Tally.MealTimes] = 9,
            [Tally.MealTimesKept] = 6,
            [Tally.Visits] = 21,
            [Tally.VisitsKept] = 17,
            [Tally.RestPeriods] = 13,
            [Tally.RestPeriodsKept] = 12,
            [Tally.StripSearches] = 14,
            [Tally.StripSearchesWithAdult] = 10,
            [Tally.ForceUses] = 16,
            [Tally.ForceUsesWithAdult] = 15,
            // Charged before the night, moved nowhere, taken to court the same day.
            [Tally.Transferred] = 0,
            [Tally.DetentionRefused] = 0,
            [Tally.RefusedNotSameDay] = 0,
            [Tally.TransferredNotSameDay] = 0,
            [Tally.CourtRemandedToAuthority] = 0,
            [Tally.CourtRemandedToYouthDetention] = 0,
        };
        Assert.Equal(
            Enum.GetValues<Tally>().Select(tally => (tally, expected.GetValueOrDefault(tally, 1))), Enum.GetValues<Tally>().Select(tally => (tally, totals[tally])));
        Assert.Equal(
            [1200, 11, 22, 33, 44, 55, null],
            Enum.GetValues<Wait>().Select(wait => totals.Quantile(wait, 0.5)));
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], Enum.GetValues<Wait>().Select(totals.Known));
    }

    [Fact]
    public void Nothing_that_did_not_happen_is_counted()
    {
        var totals = Of(new DetentionFigures { ArrivedAt = Now - Duration.FromHours(96) - Duration.FromMilliseconds(1), Sex = "not-known", Ethnicity = "NS" });
        Assert.Equal([Tally.Detentions], Enum.GetValues<Tally>().Where(tally => totals[tally] != 0));
        Assert.All(Enum.GetValues<Wait>(), wait => Assert.Equal((0, null), (totals.Known(wait), totals.Quantile(wait, 1))));
        Assert.False(totals.IsEmpty);
        Assert.True(new Totals().IsEmpty);
        Assert.Equal(("", ""), (new DetentionFigures().Sex, new DetentionFigures().Ethnicity));
    }

    [Fact]
    public void A_child_still_held_within_the_longest_lawful_time_is_no_gap_in_the_record() =>
        Assert.Equal((1, 0), (Of(new DetentionFigures { ArrivedAt = Now - Duration.FromHours(96) })[Tally.EndKnown], Of(new DetentionFigures { ArrivedAt = Now })[Tally.Ended]));

    [Fact]
    public void A_length_lacks_nothing_of_a_child_who_may_still_be_held()
    {
        var held = new DetentionFigures { ArrivedAt = Now - Duration.FromHours(96) };
        var totals = Of(Full, held);
        Assert.Equal((1, 1), (totals.EndsDue, totals.StillHeld));
        Assert.Equal((2, 1.0), (Measures.Find("lengthMedianHours")!.Of(totals).Denominator, Measures.Find("lengthMedianHours")!.Of(totals).Completeness));
        var over = Of(Full, held with { ArrivedAt = held.ArrivedAt - Duration.FromMilliseconds(1) });
        Assert.Equal((2, 0), (over.EndsDue, over.StillHeld));
        Assert.Equal(0.5, Measures.Find("length90thHours")!.Of(over).Completeness);
        Assert.Null(Measures.Find("lengthLongestHours")!.Of(Of(held)).Completeness);
    }

    [Fact]
    public void A_wait_is_known_of_as_many_as_waited_whoever_may_still_be_held()
    {
        var totals = Of(Full, Full with { ArrivedAt = Now - Duration.FromHours(96), EndedAt = null, LengthMinutes = null });
        Assert.Equal(1, totals.EndsDue);
        Assert.Equal(new Pace.Oversight.Reading(2, 2, 22, 1), Measures.Find("adultArrivalMedianMinutes")!.Of(totals));
    }

    [Fact]
    public void A_child_moved_is_not_kept_and_a_refusal_is_counted_apart_from_the_courts_day()
    {
        var totals = Of(Full with { TransferMinutes = 66, CourtSameDay = false, CourtOutcome = "remanded-local-authority", DetentionRefused = true });
        Assert.Equal((1, 1, 1, 0, 0), (totals[Tally.Transferred], totals[Tally.RefusedNotSameDay], totals[Tally.TransferredNotSameDay], totals[Tally.KeptAfterCharge], totals[Tally.Certified]));
        Assert.Equal((1, 0, 1, 0, 1), (totals[Tally.CourtKnown], totals[Tally.CourtBailed], totals[Tally.CourtRemandedToAuthority], totals[Tally.CourtRemandedToYouthDetention], totals[Tally.DetentionRefused]));
        Assert.Equal(66, totals.Quantile(Wait.Transfer, 0.5));
        Assert.Equal(1, Of(Full with { CourtOutcome = "remanded-youth-detention" })[Tally.CourtRemandedToYouthDetention]);
        var notRefused = Of(Full with { BailRefusedAt = null });
        Assert.Equal((0, 0, 0, 0), (notRefused[Tally.BailRefused], notRefused[Tally.RefusedNotSameDay], notRefused[Tally.CourtKnown], notRefused[Tally.KeptAfterCharge]));
        Assert.Equal(0, Of(Full with { Certified = false })[Tally.Certified]);
    }

    [Fact]
    public void What_only_time_decides_is_counted_from_its_instant_on()
    {
        var totals = new Totals();
        totals.Add(Full, Now - Duration.FromMilliseconds(1));
        Assert.Equal((0, 0, 0, 5), (totals[Tally.Overnight], totals[Tally.OvernightAfterCharge], totals[Tally.NoReply], totals[Tally.Reviews]));
        Assert.Equal((1, 1, 1, 6), (Of(Full)[Tally.Overnight], Of(Full)[Tally.OvernightAfterCharge], Of(Full)[Tally.NoReply], Of(Full)[Tally.Reviews]));
        Assert.Equal(1, Of(Full with { ChargedAt = Now })[Tally.OvernightAfterCharge]);
        Assert.Equal(0, Of(Full with { ChargedAt = Now + Duration.FromMilliseconds(1) })[Tally.OvernightAfterCharge]);
        Assert.Equal(0, Of(Full with { ChargedAt = null })[Tally.OvernightAfterCharge]);
    }

    [Fact]
    public void As_they_stand_at_an_instant_figures_hold_what_had_come_by_then()
    {
        var before = Full.At(Now - Duration.FromMilliseconds(1));
        Assert.Equal((null, null, 3, Now), (before.OvernightFrom, before.NoReplyFrom, before.ReviewsLate, before.ReviewOpenDueAt));
        var then = Full.At(Now);
        Assert.Equal((Now, Now, 4, null), (then.OvernightFrom, then.NoReplyFrom, then.ReviewsLate, then.ReviewOpenDueAt));
        var held = Full with { EndedAt = null };
        Assert.Equal(5, held.At(Came + Duration.FromHours(1)).FirstHourItems);
        Assert.Equal(8, held.At(Came + Duration.FromHours(1) + Duration.FromMilliseconds(1)).FirstHourItems);
        Assert.Equal(8, Full.At(Came).FirstHourItems);
    }

    [Fact]
    public void The_nights_of_a_detention_run_from_its_authorisation_to_its_end()
    {
        var late = new DetentionFigures { ArrivedAt = Instant.FromUtc(2026, 6, 10, 23, 30), AuthorisedAt = Instant.FromUtc(2026, 6, 11, 0, 0) };
        Assert.Equal([new Night(new(2026, 6, 11), 60, 0)], late.Nights(Instant.FromUtc(2026, 6, 11, 1, 0)));
        Assert.Equal([new Night(new(2026, 6, 11), 90, 0)], (late with { AuthorisedAt = null }).Nights(Instant.FromUtc(2026, 6, 11, 1, 0)));
        Assert.Equal([new Night(new(2026, 6, 11), 10, 20)], (late with { EndedAt = Instant.FromUtc(2026, 6, 11, 0, 30), ChargedAt = Instant.FromUtc(2026, 6, 11, 0, 10) }).Nights(Now));
    }

    [Fact]
    public void A_measure_is_a_count_a_share_or_a_length_with_how_much_of_it_is_known()
    {
        var totals = Of(Full, Full with { LookedAfter = false, LengthMinutes = 600, AdultArrivalMinutes = null, CourtOutcome = null }, Full with { LengthMinutes = null, EndedAt = null, ArrivedAt = Came - Duration.FromDays(10) });
        Assert.Equal(new Pace.Oversight.Reading(3, null, 3, 1), Read("detentions"));
        Assert.Equal(new Pace.Oversight.Reading(2, 3, 0.6667, 0.6667), Read("lookedAfter"));
        Assert.Equal(new Pace.Oversight.Reading(12, null, 12, 0.6667), Read("reviewsPostponed"));
        Assert.Equal(new Pace.Oversight.Reading(2, 3, 15, 0.6667), Read("lengthMedianHours"));
        Assert.Equal(new Pace.Oversight.Reading(2, 3, 19, 0.6667), Read("length90thHours"));
        Assert.Equal(new Pace.Oversight.Reading(2, 3, 20, 0.6667), Read("lengthLongestHours"));
        Assert.Equal(new Pace.Oversight.Reading(2, 3, 22, 0.6667), Read("adultArrivalMedianMinutes"));
        Assert.Equal(new Pace.Oversight.Reading(2, 2, 1, 0.6667), Read("courtBailed"));
        Assert.Equal(new Pace.Oversight.Reading(0, 0, null, null), Measures.Find("transferMedianMinutes")!.Of(new Totals()));
        Assert.Equal(new Pace.Oversight.Reading(0, 0, null, null), Measures.Find("lookedAfter")!.Of(new Totals()));
        Assert.Null(Measures.Find("unheard-of"));
        Assert.True(Measures.Find("lengthMedianHours")!.IsTime);
        Assert.False(Measures.Find("detentions")!.IsTime);

        Pace.Oversight.Reading Read(string name) => Measures.Find(name)!.Of(totals);
    }

    [Fact]
    public void How_a_length_is_worked_out_where_it_is_published_is_said_to_whoever_reads_it()
    {
        Assert.Equal(
            "The median, in hours, of the time from arrival at the station to the end of the detention. For publication it is the length of the nearest rank, to the nearest hour.",
            Measures.Find("lengthMedianHours")!.DefinitionPublished);
        Assert.Equal(
            "The median, in minutes, of the time from the first request to its first answer that decides. For publication it is the length of the nearest rank, to the nearest five minutes.",
            Measures.Find("replyMedianMinutes")!.DefinitionPublished);
        Assert.Equal(
            "The 90th percentile, in minutes, of the time from the first request to its first answer that decides: nine in ten took no longer. For publication it is the length of the nearest rank, to the nearest five minutes, of 20 lengths or more.",
            Measures.Find("reply90thMinutes")!.DefinitionPublished);
        Assert.Null(Measures.Find("overnight")!.DefinitionPublished);
    }

    [Fact]
    public void A_rule_of_what_counts_as_a_night_is_found_by_its_name()
    {
        Assert.Same(OvernightRule.AnyPart, OvernightRule.Find("any-minute-0000-0800"));
        Assert.Same(OvernightRule.FourHours, OvernightRule.Find("foi-4h-0000-0800"));
        Assert.Null(OvernightRule.Find("other"));
        Assert.True(OvernightRule.AnyPart.Counts(new Night(new(2026, 6, 11), 1, 0)));
        Assert.False(OvernightRule.AnyPart.Counts(new Night(new(2026, 6, 11), 0, 0)));
    }

    private static Totals Of(params DetentionFigures[] detentions)
    {
        var totals = new Totals();
        foreach (var one in detentions) totals.Add(one, Now);
        return totals;
    }
}
