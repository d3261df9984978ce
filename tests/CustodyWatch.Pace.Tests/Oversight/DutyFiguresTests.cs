using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Oversight;

/// <summary>Duties counted as kept or not once the record itself has settled them. The child came at 14:40 and detention was authorised at 15:00.</summary>
public sealed class DutyFiguresTests
{
    private static readonly Adult Mother = new(AdultKind.Parent, null, null);

    private static readonly CustodyEvent[] BookedIn =
    [
        Arrival(15),
        Entry("14:50", EventKind.SeenByCustodyOfficer, new SeenByCustodyOfficer(Sergeant)),
        Entry("15:00", EventKind.DetentionAuthorised, new DetentionAuthorised(Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])),
    ];

    [Fact]
    public void A_duty_of_the_first_hour_is_done_to_the_minute_the_hour_ends_and_the_others_are_missed()
    {
        var figures = Of(
            Entry("15:40", EventKind.RightsGiven, new RightsGiven(true)),
            Entry("15:41", EventKind.ResponsiblePersonTold, new ResponsiblePersonTold("mother", null)),
            Drink("16:00"));
        // Six apply to a boy who is not looked after: the custody officer, rights, the responsible person, the adult, risks and personal needs.
        Assert.Equal((6, 2), (figures.FirstHourItems, figures.FirstHourDone));
    }

    [Fact]
    public void A_girl_who_is_looked_after_is_owed_two_more()
    {
        var arrival = (Arrived)Arrival(15).Fact;
        var girl = Arrival(15) with { Fact = arrival with { Child = arrival.Child with { Sex = Sex.Female, LookedAfter = true, LookedAfterBy = "E08000099" } } };
        Assert.Equal(8, At([girl, .. BookedIn[1..], Drink("16:00")]).FirstHourItems);
    }

    [Theory]
    [InlineData("15:40", 2)]
    [InlineData("15:41", 6)]
    public void What_was_not_done_for_a_child_who_left_within_the_hour_is_not_counted(string left, int items) =>
        Assert.Equal((items, 2), Two(Of(
            Entry("15:10", EventKind.RightsGiven, new RightsGiven(true)), Released(left)), figures => (figures.FirstHourItems, figures.FirstHourDone)));

    [Fact]
    public void A_visit_counts_when_it_was_made_or_when_a_later_entry_shows_that_it_was_not()
    {
        Assert.Equal((3, 1), Two(Of(Visit("16:00"), Visit("17:01"), Drink("18:01")), Visits)); // on time, a minute late, and due the minute of the last entry
        Assert.Equal((2, 1), Two(Of(Visit("16:00"), Visit("17:01"), Drink("18:00")), Visits));
        Assert.Equal((0, 0), Two(Of(Drink("15:59")), Visits));
        Assert.Equal((1, 0), Two(Of(Drink("16:00")), Visits));
    }

    [Fact]
    public void A_mealtime_counts_when_a_meal_was_offered_or_when_it_had_passed()
    {
        Assert.Equal((1, 1), Two(Of(Meal("17:40")), Meals));
        Assert.Equal((1, 1), Two(Of(Meal("16:30")), Meals)); // in the minute in which the mealtime opens
        Assert.Equal((0, 0), Two(Of(Drink("18:29")), Meals));
        Assert.Equal((1, 0), Two(Of(Drink("18:30")), Meals));
    }

    [Fact]
    public void One_mealtime_counts_once_though_the_child_went_away_in_the_hour_before_it_and_came_back()
    {
        CustodyEvent[] trip =
        [
            Entry("16:40", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Evidence)),
            Entry("17:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital()),
        ];
        Assert.Equal((1, 1), Two(Of([.. trip, Meal("16:35"), Drink("18:30")]), Meals));
        Assert.Equal((1, 0), Two(Of([.. trip, Drink("18:30")]), Meals));
        Assert.Equal((1, 1), Two(Of([.. trip, Meal("17:30"), Drink("18:30")]), Meals));
    }

    [Fact]
    public void A_child_who_left_before_the_mealtime_was_over_was_not_passed_over() =>
        Assert.Equal((0, 0), Two(Of(Released("18:00")), Meals));

    [Theory]
    [InlineData(1439, 0)]
    [InlineData(1440, 1)]
    public void A_period_of_rest_counts_when_it_is_complete(int minutesOn, int periods)
    {
        var later = new CustodyEvent(Source, "later", EventKind.DrinkOffered, Given.At("14:40") + Duration.FromMinutes(minutesOn), new DrinkOffered(OfferOutcome.Accepted));
        Assert.Equal((periods, 0), Two(Of(later), Rests));
    }

    [Fact]
    public void A_rest_of_eight_hours_keeps_its_period_and_one_cut_off_by_the_end_of_the_detention_is_not_judged()
    {
        CustodyEvent[] rested =
        [
            Entry("22:00", EventKind.RestStarted, new RestStarted()),
            On(1, "06:00", EventKind.RestEnded, new RestEnded(RestEndCause.Woke)),
        ];
        Assert.Equal((1, 1), Two(Of([.. rested, On(1, "14:41", EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true))]), Rests));
        Assert.Equal((0, 0), Two(Of([.. rested, On(1, "14:40", EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true))]), Rests));
        Assert.Equal((1, 1), Two(Of([.. rested, On(1, "14:40", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted))]), Rests));
    }

    [Fact]
    public void A_review_put_off_is_counted_apart_and_the_one_that_runs_is_known_by_when_it_falls_due()
    {
        var postponed = Entry("20:59", EventKind.ReviewPostponed, new ReviewPostponed(Sergeant, PostponementGround.NoReviewOfficer, "Two stations"));
        var figures = Of(postponed, Drink("22:00"));
        Assert.Equal((0, 0, 1, null), (figures.ReviewsOnTime, figures.ReviewsLate, figures.ReviewsPostponed, figures.ReviewOpenDueAt));
        Assert.Equal((0, Given.At("21:00")), Two(Of(Drink("20:59")), one => (one.ReviewsLate, one.ReviewOpenDueAt)));
        Assert.Equal((1, null), Two(Of(Drink("21:00")), one => (one.ReviewsLate, one.ReviewOpenDueAt)));
        Assert.Equal((0, 0, null), Two(Of(Released("20:59")), one => (one.ReviewsOnTime, one.ReviewsLate, one.ReviewOpenDueAt)));
    }

    [Fact]
    public void The_wait_for_an_adult_is_only_while_none_was_there()
    {
        var figures = Of(
            Entry("14:45", EventKind.AaArrived, new AaArrived(Mother)),
            Entry("14:55", EventKind.AaRequested, new AaRequested(Mother)),
            Entry("16:00", EventKind.AaLeft, new AaLeft()),
            Entry("17:00", EventKind.AaRequested, new AaRequested(Mother)),
            Entry("17:10", EventKind.AaRequested, new AaRequested(Mother)),
            Entry("18:30", EventKind.AaArrived, new AaArrived(Mother)),
            Entry("19:30", EventKind.AaArrived, new AaArrived(Mother)));
        Assert.Equal((5, true, 90, 0), (figures.AdultAskMinutes, figures.AdultAwaited, figures.AdultArrivalMinutes, figures.AdultWithChildMinutes));
        var nobody = Of(Entry("17:00", EventKind.AaRequested, new AaRequested(Mother)), Drink("18:00"));
        Assert.Equal((140, true, null, null), (nobody.AdultAskMinutes, nobody.AdultAwaited, nobody.AdultArrivalMinutes, nobody.AdultWithChildMinutes));
        var unauthorised = At([Arrival(15), Entry("16:00", EventKind.AaArrived, new AaArrived(Mother))]);
        Assert.Equal((80, null), (unauthorised.AdultAskMinutes, unauthorised.AdultWithChildMinutes));
        Assert.Null(Of(Drink("18:00")).AdultAskMinutes);
    }

    [Fact]
    public void Searches_and_uses_of_force_are_counted_with_those_at_which_an_adult_was_there()
    {
        var force = new ForceUsed("Held by the arms", "Kicking the door");
        var figures = Of(
            Entry("15:10", EventKind.ForceUsed, force),
            Entry("15:15", EventKind.StripSearched, new StripSearched(Sergeant, "A wrap", true, false, StripSearchException.UrgentSeriousHarm)),
            Entry("15:20", EventKind.AaArrived, new AaArrived(Mother)),
            Entry("15:25", EventKind.StripSearched, new StripSearched(Sergeant, "A wrap", true, true, StripSearchException.None)),
            Entry("15:30", EventKind.ForceUsed, force),
            Entry("15:35", EventKind.AaLeft, new AaLeft()),
            Entry("15:45", EventKind.ForceUsed, force),
            Entry("15:50", EventKind.ChildView, new ChildView("I want to go home")));
        Assert.Equal((2, 1, 3, 1, 1), (figures.StripSearches, figures.StripSearchesWithAdult, figures.ForceUses, figures.ForceUsesWithAdult, figures.ChildViews));
    }

    [Fact]
    public void A_refusal_of_detention_and_who_the_child_is_are_told()
    {
        var figures = At([Arrival(15), Entry("14:59", EventKind.DetentionRefused, new DetentionRefused(Sergeant, "No grounds"))]);
        Assert.Equal((true, 19, "male", "W1", false), (figures.DetentionRefused, figures.LengthMinutes, figures.Sex, figures.Ethnicity, figures.LookedAfter));
        Assert.False(Of(Released("18:00")).DetentionRefused);
        Assert.Null(FiguresOf.Detention(PaceRules.Clocks([Drink("15:00")], LocalSettings.Default, Given.At("16:00"))));
    }

    [Theory]
    [InlineData("00:40", "04:40")]
    [InlineData(null, "04:10")]
    public void A_night_is_counted_from_authorisation_or_from_arrival_while_there_is_none(string? authorised, string reached)
    {
        List<CustodyEvent> events = [Arrival(15, "00:10"), Drink("07:00")];
        if (authorised is not null) events.Add(BookedIn[2] with { Occurred = Given.At(authorised) });
        Assert.Equal(Given.At(reached), At([.. events]).OvernightFrom);
    }

    [Fact]
    public void A_silence_is_more_than_two_hours_in_the_suite_with_nothing_entered()
    {
        var record = CustodyRecord.Fold(
            [
                Entry("10:00", EventKind.AaRequested, new AaRequested(Mother)), // on the way in: no time in the suite
                Arrival(15), Drink("16:40"), Drink("18:41"),
                Entry("18:50", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Evidence)),
                Entry("20:55", EventKind.ReturnedFromHospital, new ReturnedFromHospital()),
                Entry("21:00", EventKind.LeftForOtherStation, new LeftForOtherStation("North")),
                Visit("22:00"),
                Entry("23:10", EventKind.ArrivedAtStation, new ArrivedAtStation("North", true)),
                On(1, "01:10", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted)),
                On(1, "03:12", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Refused)),
            ], LocalSettings.Default, Given.At("14:40") + Duration.FromDays(1));
        Assert.Equal([(Given.At("18:41"), 121), (On(1, "03:12", EventKind.DrinkOffered, null!).Occurred, 122)], Silence.Of(record).Select(one => (one.EndedBy.Occurred, one.Minutes)));
        Assert.Empty(Silence.Of(CustodyRecord.Fold([Drink("16:40"), Drink("20:41")], LocalSettings.Default, Given.At("23:00"))));
    }

    private static DetentionFigures Of(params CustodyEvent[] events) => At([.. BookedIn, .. events]);

    private static DetentionFigures At(CustodyEvent[] events) =>
        FiguresOf.Detention(PaceRules.Clocks(events, LocalSettings.Default, events.Max(entry => entry.Occurred)))!;

    private static T Two<T>(DetentionFigures figures, Func<DetentionFigures, T> of) => of(figures);

    private static (int, int) Visits(DetentionFigures figures) => (figures.Visits, figures.VisitsKept);

    private static (int, int) Meals(DetentionFigures figures) => (figures.MealTimes, figures.MealTimesKept);

    private static (int, int) Rests(DetentionFigures figures) => (figures.RestPeriods, figures.RestPeriodsKept);

    private static CustodyEvent On(int days, string time, EventKind kind, Fact fact) =>
        new(Source, $"{kind}-{days}-{time}", kind, Given.At(time) + Duration.FromDays(days), fact);

    private static CustodyEvent Drink(string time) => Entry(time, EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted));

    private static CustodyEvent Meal(string time) => Entry(time, EventKind.MealOffered, new MealOffered(MealKind.Main, OfferOutcome.Refused));

    private static CustodyEvent Visit(string time) => Entry(time, EventKind.Visit, new Visit(VisitMethod.InCell, true, null));

    private static CustodyEvent Released(string time) => Entry(time, EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true));
}
