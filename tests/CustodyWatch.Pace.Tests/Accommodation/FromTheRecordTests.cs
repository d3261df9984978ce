using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Accommodation;

/// <summary>What the custody record itself answers of section 38, of a certificate and of a request.</summary>
public sealed class FromTheRecordTests
{
    private static readonly CustodyEvent Granted = Entry("19:40", EventKind.BailGranted, new BailGranted(true));

    [Fact]
    public void Before_charge_the_record_answers_only_the_age() =>
        Assert.Equal(new Section38Answers { Charged = false, Age = 15, AgeNow = 15 }, Answers(Arrival(15)));

    [Fact]
    public void An_empty_record_answers_that_nobody_is_charged() => Assert.Equal(new Section38Answers { Charged = false }, Answers());

    [Fact]
    public void A_refusal_of_bail_makes_out_the_ground_and_says_that_no_condition_would_do_and_bail_granted_the_other_way_round()
    {
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15 }, Answers(Arrival(15), Charge()));
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = true, BailWouldMeetIt = false }, Answers(Arrival(15), Charge(), Refused()));
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = true, BailWouldMeetIt = true }, Answers(Arrival(15), Charge(), Granted));
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = true, BailWouldMeetIt = true }, Answers(Arrival(15), Charge(), Refused(), Granted));
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15 }, Answers(Arrival(15), Charge(), Granted, Charge("19:50")));
    }

    [Fact]
    public void Bail_granted_with_no_condition_says_that_no_ground_was_made_out()
    {
        var free = Granted with { Fact = new BailGranted(false) };
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = false }, Answers(Arrival(15), Charge(), free));
        Assert.Equal(new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = true, BailWouldMeetIt = false }, Answers(Arrival(15), Charge(), free, Refused("19:50")));
    }

    [Fact]
    public void The_age_is_that_at_the_refusal()
    {
        var nearly = Arrival(15);
        var arrived = (Arrived)nearly.Fact;
        nearly = nearly with { Fact = arrived with { Child = arrived.Child with { DateOfBirth = new LocalDate(2008, 6, 11) } } };
        CustodyEvent[] refused = [nearly, Charge(), Refused()];
        var tomorrow = Section38Facts.Of(refused, At("23:00") + Duration.FromDays(1));
        Assert.Equal((17, 18), (tomorrow.Age, tomorrow.AgeNow));
        Assert.Equal(18, Section38Facts.Of([nearly, Charge()], At("23:00") + Duration.FromDays(1)).Age);
    }

    [Theory]
    [InlineData(AccommodationDecision.Accepted, true, null)]
    [InlineData(AccommodationDecision.OfferedOther, false, true)]
    [InlineData(AccommodationDecision.Declined, false, null)]
    public void A_request_for_secure_says_that_harm_is_in_question_and_its_answer_whether_there_is_a_place(AccommodationDecision decision, bool available, bool? takes)
    {
        CustodyEvent[] asked = [Arrival(15), Charge(), Refused(), Asked("S", kind: AccommodationKind.Secure)];
        var open = new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = true, BailWouldMeetIt = false, SeriousHarmInQuestion = true };
        Assert.Equal(open, Answers(asked));
        Assert.Equal(open with { SecureAvailable = available, AuthorityTakes = takes }, Answers([.. asked, Answered("S", "20:00", decision)]));
        Assert.Equal(open with { SeriousHarmInQuestion = null }, Answers([.. asked, Withdrawn("S", "20:00")]));
    }

    [Theory]
    [InlineData(AccommodationDecision.Accepted, true)]
    [InlineData(AccommodationDecision.OfferedOther, true)]
    [InlineData(AccommodationDecision.Declined, false)]
    public void The_last_ordinary_request_says_whether_the_authority_takes_the_child(AccommodationDecision decision, bool takes)
    {
        CustodyEvent[] asked = [Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "19:30", AccommodationDecision.Declined), Asked("B", "19:35")];
        Assert.Null(Answers(asked).AuthorityTakes);
        Assert.Equal(takes, Answers([.. asked, Answered("B", "20:00", decision)]).AuthorityTakes);
        Assert.Equal(false, Answers([.. asked, Withdrawn("B", "20:00")]).AuthorityTakes);
    }

    [Fact]
    public void An_offer_stands_whatever_is_answered_to_a_later_request_until_its_own_is_taken_back()
    {
        CustodyEvent[] asked =
        [
            Arrival(15), Charge(), Refused(), Asked("S", kind: AccommodationKind.Secure), Asked("A"),
            Answered("S", "19:30", AccommodationDecision.Accepted), Answered("A", "19:30", AccommodationDecision.Accepted),
            Asked("T", "19:35", AccommodationKind.Secure), Asked("B", "19:35"),
            Answered("T", "19:50", AccommodationDecision.Declined), Answered("B", "19:50", AccommodationDecision.Declined),
        ];
        Assert.Equal((true, true), Two(Answers(asked)));
        Assert.Equal((false, false), Two(Answers([.. asked, Withdrawn("S", "19:55"), Withdrawn("A", "19:55")])));

        static (bool?, bool?) Two(Section38Answers of) => (of.SecureAvailable, of.AuthorityTakes);
    }

    [Fact]
    public void What_was_asked_before_bail_was_granted_answers_nothing_when_bail_is_refused_again()
    {
        CustodyEvent[] asked = [Arrival(15), Charge(), Refused(), Asked("S", kind: AccommodationKind.Secure), Asked("A")];
        var open = new Section38Answers { Charged = true, Age = 15, AgeNow = 15, GroundMadeOut = true, BailWouldMeetIt = false };
        foreach (var decision in new[] { AccommodationDecision.Accepted, AccommodationDecision.OfferedOther, AccommodationDecision.Declined })
        {
            CustodyEvent[] again = [.. asked, Answered("S", "19:30", decision), Answered("A", "19:30", decision), Granted, Refused("20:00")];
            Assert.Equal(open, Answers(again));
            Assert.Equal(true, Answers([.. again, Asked("B", "20:10"), Answered("B", "20:20", AccommodationDecision.Accepted)]).AuthorityTakes);
        }
        Assert.Equal(true, Answers([.. asked, Granted, Refused("20:00"), Answered("A", "20:10", AccommodationDecision.Accepted)]).AuthorityTakes);
    }

    [Fact]
    public void A_child_who_needs_no_secure_place_and_is_offered_none_at_all_is_the_authoritys_failure_and_no_move()
    {
        CustodyEvent[] asked = [Arrival(15), Charge(), Refused(), Asked("S", kind: AccommodationKind.Secure), Asked("A"), Answered("S", "19:30", AccommodationDecision.Declined)];
        var judged = Answers(asked) with { MovingImpracticable = false, RiskRemainsWithOffer = false };
        Assert.Equal(Section38Question.AuthorityTakes, Section38.Decide(judged).Asking);
        Assert.Equal(CertificateLimb.LaFailure, Section38.Decide(Judged(Answered("A", "19:40", AccommodationDecision.Declined))).Limb);
        Assert.Equal(Section38Outcome.MoveToOffered, Section38.Decide(Judged(Answered("A", "19:40", AccommodationDecision.Accepted))).Outcome);
        Assert.Equal(Section38Outcome.MoveToOffered, Section38.Decide(Judged(Answered("S", "19:40", AccommodationDecision.OfferedOther))).Outcome);

        Section38Answers Judged(CustodyEvent said) => Answers([.. asked, said]) with { MovingImpracticable = false, RiskRemainsWithOffer = false };
    }

    [Fact]
    public void The_ground_of_a_certificate_is_the_refusal_that_stands_and_where_the_child_is()
    {
        var ground = CertificateGround.Of([Arrival(15), Charge(), Refused(), Refused("19:30"), Moved("22:00", TransferTo.Court), Moved("23:00", TransferTo.LocalAuthority)], At("23:00"));
        Assert.Equal((true, At("19:20"), 15, TransferTo.Court, true), (ground.Charged, ground.BailRefusedAt, ground.AgeAtRefusal, ground.MovedTo, ground.Ended));
        ground = CertificateGround.Of([Arrival(15), Arrival(12), Charge(), Refused(), Granted, Refused("20:00")], At("23:00"));
        Assert.Equal((At("20:00"), 15, null, false), (ground.BailRefusedAt, ground.AgeAtRefusal, ground.MovedTo, ground.Ended));
        Assert.Equal(TransferTo.Court, CertificateGround.Of([Arrival(15), Moved("22:00", TransferTo.Court), Moved("22:00", TransferTo.LocalAuthority)], At("23:00")).MovedTo);
        Assert.Equal((false, null, null), Three(CertificateGround.Of([Arrival(15)], At("23:00"))));
        Assert.Null(CertificateGround.Of([Charge(), Refused()], At("23:00")).AgeAtRefusal);

        static (bool, Instant?, int?) Three(CertificateGround of) => (of.Charged, of.BailRefusedAt, of.AgeAtRefusal);
    }

    [Fact]
    public void What_is_entered_after_the_child_has_left_is_no_ground_and_takes_none_away()
    {
        CustodyEvent[] kept = [Arrival(15), Charge(), Refused(), Moved("22:00", TransferTo.Court)];
        var late = Entry("22:30", EventKind.BailGranted, new BailGranted(true));
        Assert.Equal((true, At("19:20"), 15), Three(CertificateGround.Of([.. kept, late], At("23:00"))));
        Assert.Equal((false, null, null), Three(CertificateGround.Of([Arrival(15), Moved("22:00", TransferTo.Court), Charge("22:30"), Refused("22:40")], At("23:00"))));
        Assert.Null(CertificateGround.Of([.. kept[..3], late with { Occurred = At("22:00") }, kept[3]], At("23:00")).BailRefusedAt);

        static (bool, Instant?, int?) Three(CertificateGround of) => (of.Charged, of.BailRefusedAt, of.AgeAtRefusal);
    }

    [Fact]
    public void Whoever_authorised_an_urgent_interview_took_part_in_the_investigation()
    {
        var urgent = Entry("17:00", EventKind.InterviewStarted, new InterviewStarted(false, new Officer("4417", Rank.Superintendent)));
        Assert.Equal(["4417"], CertificateGround.Of([Arrival(15), urgent], At("23:00")).Investigators);
        Assert.Empty(CertificateGround.Of([Arrival(15), Entry("17:00", EventKind.InterviewStarted, new InterviewStarted(true, null))], At("23:00")).Investigators);
        var draft = new CertificateDraft { Limb = CertificateLimb.Impracticable, Circumstances = "Snow has closed the only road", CustodyOfficer = Sergeant, BailConsidered = true, ChildAndAdultTold = true };
        Assert.Equal(["custodyOfficer.id"], CertificateRules.Refusals(draft, CertificateGround.Of([Arrival(15), urgent, Charge(), Refused()], At("23:00")), AnHour).Select(refusal => refusal.Field));
        Assert.Equal(["custodyOfficer.id"], CertificateRules.Refusals(draft with { Independent = false }, CertificateGround.Of([Arrival(15), Charge(), Refused()], At("23:00")), AnHour).Select(refusal => refusal.Field));
        Assert.Empty(CertificateRules.Refusals(draft with { Independent = true }, CertificateGround.Of([Arrival(15), Charge(), Refused()], At("23:00")), AnHour));
    }

    [Fact]
    public void Secure_is_asked_for_by_the_age_when_it_is_asked_for_whatever_it_was_when_bail_was_refused()
    {
        var arrival = Arrival(11);
        var child = ((Arrived)arrival.Fact).Child with { DateOfBirth = new LocalDate(2014, 6, 11) };
        CustodyEvent[] night = [arrival with { Fact = (Arrived)arrival.Fact with { Child = child } }, Charge(), Refused()];
        var birthday = At("00:00") + Duration.FromDays(1);
        foreach (var entries in new[] { night, [night[0]] })
        {
            Assert.Equal(["kind"], RequestRules.Refusals(AccommodationKind.Secure, "Threats to stab", entries, birthday - Duration.Epsilon).Select(refusal => refusal.Field));
            Assert.Empty(RequestRules.Refusals(AccommodationKind.Secure, "Threats to stab", entries, birthday));
        }
    }

    [Theory]
    [InlineData(11, "Threats to stab", "kind")]
    [InlineData(12, "Threats to stab", "")]
    [InlineData(12, " ", "seriousHarmReason")]
    [InlineData(11, null, "kind seriousHarmReason")]
    public void Secure_is_asked_for_from_twelve_and_with_a_reason(int age, string? reason, string fields)
    {
        CustodyEvent[] night = [Arrival(age), Charge(), Refused()];
        Assert.Equal(fields, string.Join(' ', RequestRules.Refusals(AccommodationKind.Secure, reason, night, At("21:00")).Select(refusal => refusal.Field)));
        Assert.Equal(fields, string.Join(' ', RequestRules.Refusals(AccommodationKind.Secure, reason, [Arrival(age)], At("21:00")).Select(refusal => refusal.Field)));
        Assert.Empty(RequestRules.Refusals(AccommodationKind.NonSecure, reason, night, At("21:00")));
        Assert.Equal(["authority"], RequestRules.Refusals(AccommodationKind.NonSecure, reason, [.. night, Moved("20:00", TransferTo.Court)], At("21:00")).Select(refusal => refusal.Field));
    }

    [Theory]
    [InlineData(AccommodationKind.Secure)]
    [InlineData(AccommodationKind.NonSecure)]
    public void To_an_adult_neither_duty_is_owed_whatever_is_asked_for(AccommodationKind kind)
    {
        Assert.Equal(RequestRules.NoDuty, RequestRules.DutyOf(kind, isAdult: true));
        Assert.NotEqual(RequestRules.NoDuty, RequestRules.DutyOf(kind, isAdult: false));
    }

    [Fact]
    public void Of_nobody_whose_age_is_not_known_is_it_said_that_they_are_too_young() =>
        Assert.Empty(RequestRules.Refusals(AccommodationKind.Secure, "Threats", [], At("21:00")));

    [Fact]
    public void A_claim_is_against_the_home_authority_and_for_the_first_failure()
    {
        var arrival = Arrival(15);
        var arrived = (Arrived)arrival.Fact;
        var elsewhere = arrival with { Fact = arrived with { Child = arrived.Child with { HomeAuthority = "E10000001" } } };
        Assert.Equal("E10000001", Claim(elsewhere, Charge(), Refused(), Asked("A"))!.Against);
        Assert.Equal("Children Act 1989 s21(3); Concordat on Children in Custody, principle 6", CostClaim.Basis);
        Assert.Null(Claim(arrival, Charge(), Refused(), Asked("A"), Answered("A", "19:50", AccommodationDecision.NeedsFacts), Moved("20:25", TransferTo.Court)));
        Assert.Equal(At("20:26"), Claim(arrival, Charge(), Refused(), Asked("A"), Moved("20:26", TransferTo.Court))!.Until);
        Assert.Equal(At("20:25"), Claim(arrival, Charge(), Refused(), Asked("A"), Answered("A", "20:26", AccommodationDecision.Accepted))!.From);
        Assert.Null(Claim(arrival, Charge(), Refused(), Asked("A"), Answered("A", "20:25", AccommodationDecision.Accepted)));
        Assert.Equal(At("20:25"), Claim(arrival, Charge(), Refused(), Asked("A"), Answered("A", "21:00", AccommodationDecision.Declined))!.From);
        Assert.Null(Claim(arrival, Charge(), Refused(), Asked("A"), Answered("A", "19:40", AccommodationDecision.Declined), Answered("A", "19:50", AccommodationDecision.Accepted)));
        Assert.Null(Claim(arrival, Charge(), Refused()));
        Assert.Null(Claim(Charge(), Refused(), Asked("A")));
        Assert.Equal(0, CostClaim.DaysFrom(At("20:00"), At("20:00") - Duration.FromDays(2)));
    }

    [Fact]
    public void A_request_knows_who_still_waits_for_it()
    {
        Assert.True(Only(Asked("A")).Waiting);
        Assert.True(Only(Asked("A"), Answered("A", "19:30", AccommodationDecision.NeedsFacts)).Waiting);
        Assert.False(Only(Asked("A"), Answered("A", "19:30", AccommodationDecision.Declined)).Waiting);
        Assert.False(Only(Asked("A"), Withdrawn("A", "19:30")).Waiting);
        Assert.False(Only(Refused(), Asked("A"), Granted).Waiting);
        Assert.True(Only(Asked("A"), Granted).Waiting); // bail that was not refused ends no search
        Assert.True(Only(Asked("A"), Granted, Refused("20:00")).Waiting);
        Assert.True(Only(Refused(), Entry("19:22", EventKind.BailGranted, new BailGranted(true)), Asked("A"), Granted).Waiting);
        Assert.Equal(At("19:40"), Only(Refused(), Asked("A"), Granted, Moved("21:00", TransferTo.Court)).NeedEndedAt);
        Assert.Equal(At("19:30"), Only(Refused(), Asked("A"), Moved("19:30", TransferTo.Court), Granted).NeedEndedAt);
        Assert.True(Only(Refused(), Asked("A"), Granted, Moved("19:40", TransferTo.Court)).EndedWithBail);
        Assert.False(Only(Refused(), Asked("A"), Moved("19:30", TransferTo.Court), Granted).EndedWithBail);
        Assert.Equal(At("19:30"), Only(Asked("A"), Entry("19:30", EventKind.Released, new Released(ReleaseOutcome.Other, true))).NeedEndedAt);
        Assert.Equal(At("19:30"), Only(Asked("A"), Entry("19:30", EventKind.DetentionRefused, new DetentionRefused(Sergeant, "None"))).NeedEndedAt);
        Assert.Null(Only(Refused(), Granted, Asked("A", "19:50")).NeedEndedAt);
        Assert.False(Only(Asked("A"), Withdrawn("A", "20:00"), Answered("A", "20:00", AccommodationDecision.Accepted)).Answers[0].Late);
        Assert.Null(Only(Asked("A"), Withdrawn("B", "20:00"), Answered("B", "20:00", AccommodationDecision.Accepted)).WithdrawnAt);
        Assert.Empty(Only(Asked("A"), Answered("B", "20:00", AccommodationDecision.Accepted)).Answers);
        Assert.Equal(PlaceOutcome.Open, Only(Refused(), Asked("A"), Granted).OutcomeAt(At("23:00"), Duration.FromHours(1)));
        Assert.Equal(PlaceOutcome.Open, Only(Asked("A"), Moved("22:00", TransferTo.Court)).OutcomeAt(At("20:00"), Duration.FromHours(1)));
    }

    [Theory]
    [InlineData("Extreme weather makes the journey impossible. Snow since noon", "Snow since noon")]
    [InlineData("EXTREME WEATHER makes the journey impossible:\r\n Snow", "Snow")]
    [InlineData("Snow since noon", "Snow since noon")]
    public void The_facts_of_a_statement_are_what_follows_the_reason_offered(string text, string facts) => Assert.Equal(facts, LawfulReasons.FactsOf(text));

    [Fact]
    public void A_statement_is_the_reason_and_then_its_facts() =>
        Assert.Equal("The way to the place offered is closed. By the police, until six", LawfulReasons.Circumstances(LawfulReason.RoadClosed, " By the police, until six \n"));

    private static Section38Answers Answers(params CustodyEvent[] entries) => Section38Facts.Of(entries, At("20:00"));

    private static CostClaim? Claim(params CustodyEvent[] entries) => CostClaim.Of([.. entries.Order()], AnHour);

    private static PlaceRequest Only(params CustodyEvent[] entries) => Assert.Single(PlaceRequests.Of([.. entries.Order()]));
}
