using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Rules.Limits;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Pace.Settings;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Clocks;

/// <summary>
/// What the rules make of entries at an edge: in the minute in which something begins or ends, told twice, or before it counts. Of a
/// child who came in at 14:40 on 10 June 2026, unless it is said otherwise.
/// </summary>
public sealed class RuleEdgesTests
{
    private static readonly LeftForHospital Treatment = new(HospitalPurpose.Treatment);
    private static readonly Officer Inspector = new("901", Rank.Inspector), Superintendent = new("902", Rank.Superintendent), Constable = new("1", Rank.Constable);

    private static readonly Offence Burglary = new(null, "Burglary", OffenceClass.EitherWay, null, false);

    [Fact]
    public void What_is_given_in_the_minute_of_arrival_counts()
    {
        var sheet = Sheet(
            "15:00", Arrival(15), Entry("14:40", EventKind.DetentionAuthorised, Authorised), Entry("14:40", EventKind.Visit, Seen),
            Entry("14:40", EventKind.DrinkOffered, Drink), Entry("14:40", EventKind.MealOffered, Meal), Entry("14:40", EventKind.ExerciseOffered, Exercise));
        foreach (var name in new[] { ClockName.Visit, ClockName.Drink, ClockName.FoodTaken, ClockName.Exercise })
            Assert.Equal((2, At("14:40")), (Last(sheet, name).Sequence, Last(sheet, name).StartedAt));
        Assert.Equal(At("22:40"), Last(Sheet("22:50", Arrival(15), Entry("14:40", EventKind.RestStarted, new RestStarted())), ClockName.Rest).MetAt);
    }

    [Fact]
    public void What_a_volunteer_was_given_before_the_arrest_does_not_count()
    {
        CustodyEvent[] entries =
        [
            ArrestedThere("16:00"), Entry("15:00", EventKind.DrinkOffered, Drink), Entry("15:00", EventKind.ExerciseOffered, Exercise),
            Entry("15:00", EventKind.MealOffered, Meal), Entry("15:00", EventKind.RestStarted, new RestStarted()),
        ];
        Assert.Null(Last(Sheet("23:30", entries), ClockName.Rest).MetAt);
        var sheet = Sheet("17:00", entries);
        foreach (var name in new[] { ClockName.Drink, ClockName.FoodTaken, ClockName.Exercise })
            Assert.Equal((1, At("16:00"), ClockState.Running), (Last(sheet, name).Sequence, Last(sheet, name).StartedAt, Last(sheet, name).State));
        Assert.Equal(At("20:00"), Last(sheet, ClockName.Drink).DueAt);
    }

    [Fact]
    public void A_drink_that_waits_for_rest_goes_on_waiting_from_then_when_the_child_is_taken_away()
    {
        CustodyEvent[] entries =
        [
            Arrival(15), Entry("21:00", EventKind.DrinkOffered, Drink), Entry("22:00", EventKind.RestStarted, new RestStarted()), Entry("23:00", EventKind.LeftForHospital, Treatment),
        ];
        Assert.Equal(Duration.FromMinutes(90), Last(Sheet("23:30", entries), ClockName.Drink).PausedFor);
        Assert.Equal(Duration.FromMinutes(80), Last(Sheet("23:50", [.. entries, Gone("23:20")]), ClockName.Drink).PausedFor);
    }

    [Fact]
    public void A_visit_waits_no_longer_than_the_child_was_there()
    {
        var sheet = Sheet(
            "20:00", Arrival(15), Entry("14:50", EventKind.DetentionAuthorised, Authorised), Entry("15:00", EventKind.InterviewStarted, new InterviewStarted(true, null)), Gone("15:20"));
        Assert.Equal(Duration.FromMinutes(20), Last(sheet, ClockName.Visit).PausedFor);
    }

    [Fact]
    public void The_last_time_the_child_ate_is_the_latest_that_anybody_was_told()
    {
        var sheet = Sheet("18:00", Arrival(15), Ate("15:00", "10:00"), Ate("16:00", "12:00"), Ate("17:00", "11:00"));
        Assert.Equal(At("12:00"), Last(sheet, ClockName.FoodTaken).StartedAt);
        // Twelve hours from the arrival were over in that minute: it stays broken.
        var due = ArrivedAt + Duration.FromHours(12);
        CustodyEvent late = Ate("15:00", "23:00") with { Occurred = due };
        Assert.Equal((ArrivedAt, ClockState.Breached), (Food(late).StartedAt, Food(late).State));
        Assert.Equal(At("23:00"), Food(late with { Occurred = due - Duration.FromMinutes(1) }).StartedAt);

        Clock Food(CustodyEvent told) => Last(PaceRules.Clocks([Arrival(15), told], LocalSettings.Default, due), ClockName.FoodTaken);
        static CustodyEvent Ate(string time, string last) => Entry(time, EventKind.RiskAssessed, new RiskAssessed(1, false, At(last), null));
    }

    [Fact]
    public void What_a_child_ate_last_is_put_right_in_the_minute_of_arrival_though_the_hours_from_what_was_told_first_are_over()
    {
        var yesterday = At("20:00") - Duration.FromHours(24);
        CustodyEvent[] told = [Arrival(15), Ate("a", yesterday), Ate("b", At("12:00"))];
        Assert.Equal((At("12:00"), ClockState.Running), (Last(Sheet("15:00", told), ClockName.FoodTaken).StartedAt, Last(Sheet("15:00", told), ClockName.FoodTaken).State));

        static CustodyEvent Ate(string id, Instant last) => Entry("14:40", EventKind.RiskAssessed, new RiskAssessed(1, false, last, null)) with { Id = id };
    }

    [Fact]
    public void Rest_that_is_whole_in_the_minute_in_which_the_day_ends_belongs_to_that_day()
    {
        var record = new[] { Arrival(15), Later(16, EventKind.RestStarted, new RestStarted()), Later(25, EventKind.RestEnded, new RestEnded(RestEndCause.Woke)) };
        var rests = PaceRules.Clocks(record, LocalSettings.Default, ArrivedAt + Duration.FromHours(30)).History.Where(clock => clock.Name == ClockName.Rest).ToList();
        Assert.Equal([(ClockState.Met, (Instant?)(ArrivedAt + Duration.FromHours(24))), (ClockState.Running, null)], rests.Select(rest => (rest.State, rest.MetAt)));
    }

    [Fact]
    public void Rest_cut_short_by_leaving_is_not_made_whole_by_time_that_passes_after()
    {
        CustodyEvent[] entries = [Arrival(15), Entry("22:00", EventKind.RestStarted, new RestStarted()), Gone("23:30")];
        var later = PaceRules.Clocks(entries, LocalSettings.Default, At("22:00") + Duration.FromHours(12));
        Assert.Equal((ClockState.Ended, null), (Last(later, ClockName.Rest).State, Last(later, ClockName.Rest).MetAt));
    }

    [Fact]
    public void Rest_changes_by_itself_when_it_is_whole_when_it_is_too_late_for_one_and_when_a_day_is_over()
    {
        CustodyEvent[] resting = [Arrival(15), Entry("22:00", EventKind.RestStarted, new RestStarted())];
        var whole = At("22:00") + Duration.FromHours(8);
        Assert.Equal(whole, Rest.NextChange(Record(At("23:00"), resting)));
        Assert.Equal(ArrivedAt + Duration.FromHours(24), Rest.NextChange(Record(whole, resting)));
        Assert.Equal(ArrivedAt + Duration.FromHours(40), Rest.NextChange(Record(ArrivedAt + Duration.FromHours(24), Arrival(15))));
        Assert.Equal(ArrivedAt + Duration.FromHours(48), Rest.NextChange(Record(ArrivedAt + Duration.FromHours(40), Arrival(15))));
        Assert.Null(Rest.NextChange(Record(At("23:50"), [.. resting, Gone("23:30")])));
    }

    [Fact]
    public void A_mealtime_opens_for_who_is_there_at_its_edges_and_for_nobody_else()
    {
        Assert.Equal(At("16:30"), Assert.Single(Meals("17:00", Arrival(15))).StartedAt);
        Assert.Equal(At("17:30"), Assert.Single(Meals("17:45", Arrival(15, "17:30"))).StartedAt);
        Assert.Empty(Meals("17:45", Arrival(15, "17:31")));
        Assert.Empty(Meals("17:45", Arrival(15), Gone("16:30")));
        CustodyEvent[] away = [Arrival(15), Entry("16:00", EventKind.LeftForHospital, Treatment)];
        Assert.Empty(Meals("17:45", away));
        Assert.Equal(At("17:30"), Assert.Single(Meals("17:45", [.. away, Entry("17:30", EventKind.ReturnedFromHospital, new ReturnedFromHospital())])).StartedAt);
        Assert.Empty(Meals("17:45", [.. away, Entry("17:31", EventKind.ReturnedFromHospital, new ReturnedFromHospital())]));
        Assert.Equal(At("17:00"), Assert.Single(Meals("17:45", Arrival(15, "17:00"), Entry("17:00", EventKind.MealOffered, Meal))).MetAt);
    }

    [Theory]
    [InlineData(0, 0, "23:00")]
    [InlineData(0, 30, "23:30")]
    public void A_mealtime_soon_after_midnight_opens_on_the_evening_before(int hour, int minute, string opens)
    {
        var settings = new LocalSettings([(At("00:00"), new LocalNumbers { MealTimes = [new LocalTime(hour, minute)] })]);
        var sheet = PaceRules.Clocks([Arrival(15)], settings, At(opens));
        Assert.Equal(At(opens), Assert.Single(sheet.History, clock => clock.Name == ClockName.MealTime).StartedAt);
    }

    [Fact]
    public void The_next_mealtime_is_one_that_has_not_opened_yet_and_for_who_has_left_or_is_away_there_is_none()
    {
        Assert.Equal(At("16:30"), MealTime.NextStart(Record(At("16:00"), Arrival(15))));
        Assert.Equal(At("07:00") + Duration.FromHours(24), MealTime.NextStart(Record(At("16:30"), Arrival(15))));
        Assert.Null(MealTime.NextStart(Record(At("16:00"), Arrival(15), Gone("15:30"))));
        Assert.Null(MealTime.NextStart(Record(At("16:00"), Arrival(15), Entry("15:30", EventKind.LeftForHospital, Treatment))));
    }

    [Fact]
    public void A_woman_named_and_gone_before_the_girl_is_there_or_in_that_minute_was_never_there()
    {
        foreach (var (arrival, named, gone) in new[] { (Girl(Arrival(15)), "14:40", "14:40"), (Girl(ArrestedThere("16:00")), "15:00", "15:30") })
        {
            var sheet = Sheet("16:30", arrival, Entry(named, EventKind.WomanAssigned, new WomanAssigned(Constable)), Entry(gone, EventKind.WomanUnassigned, new WomanUnassigned(Constable)));
            Assert.Null(Assert.Single(sheet.History, clock => clock.Name == ClockName.NamedWoman).MetAt);
        }

        static CustodyEvent Girl(CustodyEvent arrival) =>
            arrival with { Fact = (Arrived)arrival.Fact with { Child = ((Arrived)arrival.Fact).Child with { Sex = Sex.Female } } };
    }

    [Fact]
    public void Leaving_for_hospital_in_the_minute_of_asking_for_a_nurse_is_being_seen() => Assert.Equal(
        At("18:00"),
        Last(Sheet("18:10", Arrival(15), Entry("18:00", EventKind.HealthcareRequested, new HealthcareRequested("Chest pain", true)), Entry("18:00", EventKind.LeftForHospital, Treatment)), ClockName.Healthcare).MetAt);

    [Fact]
    public void A_review_that_was_held_is_not_moved_by_hospital_after_it()
    {
        var first = Find(
            Sheet("21:00", Arrival(15), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Held("17:00", Inspector), Entry("18:00", EventKind.LeftForHospital, Treatment),
                Entry("19:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital()), Gone("20:00")),
            ClockName.Review, 1);
        Assert.Equal((At("21:00"), Duration.Zero), (first.DueAt, first.PausedFor));
    }

    [Fact]
    public void A_review_waits_no_longer_for_hospital_once_the_child_has_left()
    {
        var owed = Last(Sheet("23:00", Arrival(15), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Entry("18:00", EventKind.LeftForHospital, Treatment), Gone("20:00")), ClockName.Review);
        Assert.Equal((ClockState.Ended, At("23:00"), Duration.FromHours(2)), (owed.State, owed.DueAt, owed.PausedFor));
    }

    [Theory]
    [InlineData(Rank.Staff, "a member of staff")]
    [InlineData(Rank.Constable, "a constable")]
    [InlineData(Rank.Sergeant, "a sergeant")]
    public void A_review_by_too_low_a_rank_says_whose(Rank rank, string whose) => Assert.Contains(
        $"{whose} is too low in rank", Last(Sheet("17:30", Arrival(15), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Held("17:00", new Officer("7", rank))), ClockName.ReviewWrongRank).Explanation, StringComparison.Ordinal);

    [Fact]
    public void Told_twice_that_detention_was_authorised_or_the_child_charged_is_told_once()
    {
        var arrival = ChargedWith(Burglary);
        CustodyEvent[] twice = [Entry("15:00", EventKind.DetentionAuthorised, Authorised), Entry("15:01", EventKind.DetentionAuthorised, Authorised)];
        Assert.DoesNotContain(Sheet("20:00", [arrival, .. twice, Held("16:00", Inspector), Held("17:00", Inspector), Extended("19:00")]).History, clock => clock.Name == ClockName.ExtensionVoid);

        CustodyEvent[] charged = [arrival, twice[0], Charge("15:30"), Charge("15:40")];
        Assert.DoesNotContain(
            Sheet("20:00", [.. charged, Held("16:00", Sergeant), Held("17:00", Sergeant), Extended("19:00")]).History, clock => clock.Name is ClockName.ExtensionVoid or ClockName.ReviewWrongRank);
        Assert.Equal(At("16:00"), Last(Sheet("20:00", arrival, twice[0], Held("15:10", Constable), Charge("15:30"), Charge("15:40"), Held("16:00", Sergeant)), ClockName.ReviewWrongRank).MetAt);
        var limit = Assert.Single(Sheet("20:00", [.. charged, Entry("18:00", EventKind.WarrantGranted, new WarrantGranted("Magistrates", 36))]).History, clock => clock.Name == ClockName.DetentionLimit);
        Assert.Equal((ArrivedAt + Duration.FromHours(24), At("15:30")), (limit.DueAt, limit.MetAt));
    }

    [Fact]
    public void A_first_extension_had_to_be_given_within_the_first_day_even_under_a_warrant()
    {
        CustodyEvent[] record =
        [
            ChargedWith(Burglary), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Held("16:00", Inspector), Held("17:00", Inspector),
            Later(20, EventKind.WarrantGranted, new WarrantGranted("Magistrates", 36)), Later(30, EventKind.ExtensionAuthorised, new ExtensionAuthorised(Superintendent, ArrivedAt + Duration.FromHours(36), "Enquiries")),
        ];
        var gate = Last(PaceRules.Clocks(record, LocalSettings.Default, ArrivedAt + Duration.FromHours(31)), ClockName.ExtensionVoid);
        Assert.Contains("it had to be given by", gate.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_a_warrant_overtook_stopped_there_and_not_when_the_child_left()
    {
        CustodyEvent[] record = [Arrival(15), Later(25, EventKind.WarrantGranted, new WarrantGranted("Magistrates", 36)), Later(30, EventKind.Released, NoAction)];
        Assert.Equal(ArrivedAt + Duration.FromHours(25), Find(PaceRules.Clocks(record, LocalSettings.Default, ArrivedAt + Duration.FromHours(31)), ClockName.DetentionLimit, 1).StoppedAt);
    }

    [Fact]
    public void A_warrant_in_the_minute_in_which_the_limit_ends_goes_on_from_it()
    {
        CustodyEvent[] record = [Arrival(15), Later(24, EventKind.WarrantGranted, new WarrantGranted("Magistrates", 36))];
        var limit = Assert.Single(PaceRules.Clocks(record, LocalSettings.Default, ArrivedAt + Duration.FromHours(25)).History, clock => clock.Name == ClockName.DetentionLimit);
        Assert.Equal((ArrivedAt, ArrivedAt + Duration.FromHours(60)), (limit.StartedAt, limit.DueAt));
    }

    [Fact]
    public void The_court_is_not_reached_by_an_outcome_from_before_bail_was_refused_or_after_the_child_was_let_go()
    {
        var outcome = new CourtOutcome(CourtOutcomeKind.Bailed);
        CustodyEvent[] refused = [Arrival(15), Charge(), Entry("19:06", EventKind.CourtOutcome, outcome), Refused("19:20")];
        Assert.Null(Last(Sheet("19:30", refused), ClockName.Court).MetAt);
        var sitting = Entry("19:30", EventKind.CourtListed, new CourtListed("Youth Court", ArrivedAt + Duration.FromHours(18)));
        CustodyEvent[] record = [.. refused, sitting, Later(20, EventKind.Released, NoAction), Later(21, EventKind.CourtOutcome, outcome)];
        var court = Last(PaceRules.Clocks(record, LocalSettings.Default, ArrivedAt + Duration.FromHours(22)), ClockName.Court);
        Assert.Equal((ClockState.Breached, null), (court.State, court.MetAt));
    }

    [Fact]
    public void Of_two_requests_before_bail_was_refused_the_one_that_was_not_declined_still_stands()
    {
        CustodyEvent[] asked = [Arrival(15), Asked("A", "18:00"), Asked("B", "18:10"), Answered("B", "18:20", AccommodationDecision.Declined), Charge(), Refused("19:20")];
        Assert.Equal(At("19:20"), Last(Sheet("19:30", asked), ClockName.AccommodationRequest).MetAt);
        Assert.Null(Last(Sheet("19:30", [.. asked, Answered("A", "18:30", AccommodationDecision.Declined), Asked("A", "19:19")]), ClockName.AccommodationRequest).MetAt);
    }

    [Fact]
    public void A_place_offered_to_the_first_of_two_requests_is_a_place()
    {
        var sheet = Sheet("20:10", Arrival(15), Charge(), Refused("19:20"), Asked("A", "19:25"), Asked("B", "19:30"), Answered("A", "20:00", AccommodationDecision.Accepted));
        Assert.Equal(At("20:00"), Last(sheet, ClockName.AccommodationTransfer).StartedAt);
    }

    [Fact]
    public void A_certificate_is_not_before_the_court_by_what_was_produced_before_it_was_signed()
    {
        var signed = new CertificateIssued("C", CertificateLimb.Impracticable, Sergeant, "The only road is closed by flood", null, null, null);
        CustodyEvent[] record =
        [
            Arrival(15), Charge(), Refused("19:20"), Entry("19:30", EventKind.CertificateProduced, new CertificateProduced("B", "Youth Court")), Entry("20:00", EventKind.CertificateIssued, signed),
        ];
        Assert.Null(Last(Sheet("21:00", record), ClockName.CertificateToCourt).MetAt);
        CustodyEvent[] twice = [Entry("20:30", EventKind.CertificateProduced, new CertificateProduced("C", "Youth Court")), Entry("20:40", EventKind.CertificateProduced, new CertificateProduced("C", "Crown Court"))];
        Assert.Equal(At("20:30"), Last(Sheet("21:00", [.. record, .. twice]), ClockName.CertificateToCourt).MetAt);
    }

    [Fact]
    public void Where_both_levels_of_early_notice_fall_together_the_hours_are_named()
    {
        var notice = Last(Sheet("14:00", Arrival(15, "13:00")), ClockName.EarlyNotice);
        Assert.Equal((At("17:00"), "earlyNoticeHours"), (notice.DueAt, notice.Basis.Setting));
    }

    [Fact]
    public void One_violent_offence_among_others_puts_serious_harm_in_question()
    {
        var robbery = Burglary with { Description = "Robbery", ViolentOrSexual = true };
        Assert.DoesNotContain(AskedSecure([Burglary, robbery]).History, clock => clock.Name == ClockName.SecureRequestUnsupported);
        Assert.Contains(AskedSecure([Burglary]).History, clock => clock.Name == ClockName.SecureRequestUnsupported);

        static ClockSheet AskedSecure(Offence[] offences) => Sheet("20:00", ChargedWith(offences), Charge(), Refused("19:20"), Asked("S", "19:25", AccommodationKind.Secure));
    }

    [Theory]
    [InlineData("14:40", "14:40")]
    [InlineData("14:39", null)]
    public void Who_leaves_in_the_minute_of_arrival_has_left_and_nobody_before_it(string left, string? ended)
    {
        CustodyEvent[] entries = [Arrival(15), Gone(left)];
        Instant? expected = ended is null ? null : At(ended);
        Assert.Equal((expected, expected), (Sheet("15:00", entries).Record.EndedAt, PlaceRequests.LeftAt([.. entries.Order()])));
    }

    [Fact]
    public void A_warrant_that_comes_after_the_limit_begins_another_cycle_at_its_issue()
    {
        var sheet = PaceRules.Clocks([Arrival(15), Later(30, EventKind.WarrantGranted, new WarrantGranted("Central Magistrates", 12))], LocalSettings.Default, ArrivedAt + Duration.FromHours(31));
        Assert.Equal((ArrivedAt + Duration.FromHours(30), ArrivedAt + Duration.FromHours(42)), (Find(sheet, ClockName.DetentionLimit, 2).StartedAt, Find(sheet, ClockName.DetentionLimit, 2).DueAt));
    }

    [Fact]
    public void A_review_counts_that_is_held_by_the_right_rank_once_detention_is_authorised_and_before_it_is_over()
    {
        var record = Record(At("23:00"), Arrival(15), Held("14:50", Inspector), Entry("14:52", EventKind.DetentionAuthorised, Authorised), Entry("14:53", EventKind.DetentionAuthorised, Authorised),
            Held("16:00", Sergeant), Held("17:00", Inspector), Charge(), Charge() with { Id = "again" }, Held("20:00", Sergeant), Held("20:30", Constable), Gone("21:00"));
        var after = Held("21:30", Inspector);
        Assert.Equal(
            [ReviewFault.BeforeAuthorisation, ReviewFault.Rank, null, null, ReviewFault.Rank, ReviewFault.AfterEnd],
            record.Events.Where(entry => entry.Fact is ReviewHeld).Append(after).Select(entry => ReviewFaults.Of(record, entry, (ReviewHeld)entry.Fact)));
    }

    [Fact]
    public void An_extension_counts_that_a_superintendent_gives_after_the_second_review_in_its_time_and_for_an_offence_of_some_weight()
    {
        CustodyEvent[] reviewed = [Entry("14:50", EventKind.DetentionAuthorised, Authorised), Held("16:00", Inspector), Held("17:00", Inspector)];
        var further = Extended("19:00") with { Id = "far", Fact = new ExtensionAuthorised(Superintendent, ArrivedAt + Duration.FromHours(37), "Enquiries") };
        CustodyEvent[] given =
        [
            Extended("16:30"), Extended("18:00") with { Id = "low", Fact = new ExtensionAuthorised(Inspector, ArrivedAt + Duration.FromHours(36), "Enquiries") }, further,
            Extended("20:00"), Later(37, EventKind.ExtensionAuthorised, Extended("20:00").Fact), Later(41, EventKind.ExtensionAuthorised, Extended("20:00").Fact),
        ];
        CustodyEvent[] entries = [ChargedWith(Burglary), .. reviewed, .. given, Later(40, EventKind.Released, NoAction)];
        var record = Record(ArrivedAt + Duration.FromHours(42), entries);

        Assert.Equal(
            [ExtensionFault.BeforeSecondReview, ExtensionFault.Rank, ExtensionFault.TooLong, null, ExtensionFault.TooLate, ExtensionFault.AfterEnd],
            given.Select(entry => ExtensionFaults.Of(record, entry)));
        var petty = Record(At("23:00"), [ChargedWith(Burglary with { Class = OffenceClass.Summary }), .. reviewed, Extended("18:00")]);
        Assert.Equal(ExtensionFault.SummaryOnly, ExtensionFaults.Of(petty, Extended("18:00")));
    }

    [Fact]
    public void A_visit_counts_that_is_made_in_the_suite_otherwise_than_by_camera_and_rouses_where_that_is_needed()
    {
        var record = Record(At("23:00"), Arrival(15), Looked("14:30", VisitMethod.InCell), Looked("14:45", VisitMethod.Hatch), Entry("14:52", EventKind.DetentionAuthorised, Authorised),
            Looked("15:00", VisitMethod.Camera), Looked("15:05", VisitMethod.Hatch), Entry("15:10", EventKind.RiskAssessed, new RiskAssessed(2, true, null, null)),
            Looked("15:20", VisitMethod.Hatch), Looked("15:21", VisitMethod.InCell), Looked("15:22", VisitMethod.InCell, roused: true), Looked("15:23", VisitMethod.Camera),
            Entry("15:30", EventKind.InterviewStarted, new InterviewStarted(true, null)), Looked("15:40", VisitMethod.InCell, roused: true), Entry("15:50", EventKind.InterviewEnded, new InterviewEnded()),
            Entry("16:00", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment)), Looked("16:10", VisitMethod.InCell, roused: true),
            Entry("17:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital()), Looked("17:05", VisitMethod.InCell, roused: true), Gone("21:00"));
        VisitFault?[] faults =
        [
            VisitFault.BeforeArrival, null, VisitFault.ByCamera, null, VisitFault.NotRoused, VisitFault.NotRoused, null, VisitFault.ByCamera, VisitFault.Interviewed, VisitFault.Away, null,
        ];

        Assert.True(VisitFaults.MustRouse(record));
        foreach (var rouse in new[] { true, false })
            Assert.Equal(rouse, VisitFaults.MustRouse(Record(At("16:00"), Arrival(15), Entry("15:10", EventKind.ObservationChanged, new ObservationChanged(2, rouse, null, "Drowsy")))));
        Assert.Equal(faults, VisitFaults.All(record).Select(one => one.Fault));
        Assert.Equal(faults.Append(VisitFault.AfterEnd), record.Events.Where(entry => entry.Fact is Visit).Append(Looked("21:30", VisitMethod.InCell, roused: true)).Select(entry => VisitFaults.Of(record, entry)));

        static CustodyEvent Looked(string time, VisitMethod method, bool roused = false) => Entry(time, EventKind.Visit, new Visit(method, roused, null));
    }

    private static readonly Instant ArrivedAt = At("14:40");
    private static readonly DetentionAuthorised Authorised = new(Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]);
    private static readonly DrinkOffered Drink = new(OfferOutcome.Accepted);
    private static readonly MealOffered Meal = new(MealKind.Main, OfferOutcome.Accepted);
    private static readonly ExerciseOffered Exercise = new(OfferOutcome.Refused);
    private static readonly Visit Seen = new(VisitMethod.InCell, true, null);
    private static readonly Released NoAction = new(ReleaseOutcome.NoFurtherAction, true);

    private static CustodyEvent Gone(string time) => Entry(time, EventKind.Released, NoAction);

    private static CustodyEvent Held(string time, Officer officer) =>
        Entry(time, EventKind.ReviewHeld, new ReviewHeld(officer, ReviewMethod.InPerson, ReviewOutcome.Continue, false, []));

    private static CustodyEvent Extended(string time) =>
        Entry(time, EventKind.ExtensionAuthorised, new ExtensionAuthorised(Superintendent, ArrivedAt + Duration.FromHours(36), "Enquiries"));

    private static CustodyEvent Later(int hours, EventKind kind, Fact fact) => Entry("14:40", kind, fact) with { Occurred = ArrivedAt + Duration.FromHours(hours) };

    private static CustodyEvent ArrestedThere(string time) => Arrival(15) with { Fact = (Arrived)Arrival(15).Fact with { Route = Route.Voluntary, ArrestedAt = At(time) } };

    private static CustodyEvent ChargedWith(params Offence[] offences) => Arrival(15) with { Fact = (Arrived)Arrival(15).Fact with { Offences = offences } };

    private static IEnumerable<Clock> Meals(string at, params CustodyEvent[] entries) => Sheet(at, entries).History.Where(clock => clock.Name == ClockName.MealTime);

    private static CustodyRecord Record(Instant at, params CustodyEvent[] entries) => CustodyRecord.Fold(entries, LocalSettings.Default, at);

    private static ClockSheet Sheet(string at, params CustodyEvent[] entries) => PaceRules.Clocks(entries, LocalSettings.Default, At(at));

    private static Clock Last(ClockSheet sheet, ClockName name) => sheet.History.Last(clock => clock.Name == name);

    private static Clock Find(ClockSheet sheet, ClockName name, int sequence) => sheet.History.Single(clock => clock.Name == name && clock.Sequence == sequence);
}
