using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Safeguards;

/// <summary>"May we do this now?", asked at 20:00 on 10 June 2026 of a child who came in at 14:40.</summary>
public sealed class MayWeTests
{
    private static readonly Adult Mother = new(AdultKind.Parent, null, null);
    private static readonly CustodyEvent AdultCame = Given.Entry("15:30", EventKind.AaArrived, new AaArrived(Mother));
    private static readonly CustodyEvent AtHospital = Given.Entry("19:00", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment));

    private static readonly Offence Wounding = new("OF61016", "Wounding with intent", OffenceClass.IndictableOnly, "violence", true);

    private static MayAnswer May(AskedAction action, params CustodyEvent[] entries) =>
        MayWe.Answer(action, PaceRules.Clocks(entries, LocalSettings.Default, Given.At("20:00")).Record);

    private static void Refused(MayAnswer answer, string citation)
    {
        Assert.False(answer.Allowed);
        Assert.All(answer.Reasons, reason => Assert.EndsWith(".", reason.Text, StringComparison.Ordinal));
        Assert.Contains(answer.Reasons, reason => reason.Citation == citation);
    }

    [Theory]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    [InlineData(AskedAction.SecureRequest)]
    [InlineData(AskedAction.Release)]
    public void Nothing_may_be_done_before_the_arrival_or_after_the_end(AskedAction action)
    {
        Refused(May(action), "PACE 1984 s37");
        Refused(May(action, Given.Arrival(15), Given.Entry("18:00", EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true))), "PACE 1984 s34");
    }

    [Fact]
    public void Who_is_kept_past_the_limit_must_go_and_that_is_said()
    {
        var yesterday = Given.Arrival(15) with { Occurred = Given.At("20:00") - Duration.FromHours(24) };
        Assert.Contains(May(AskedAction.Release, yesterday).Reasons, reason => reason.Text.StartsWith("The limit on detention without charge has passed", StringComparison.Ordinal));
        Assert.DoesNotContain(May(AskedAction.Release, Given.Arrival(15)).Reasons, reason => reason.Citation == "PACE 1984 s41(7)");
    }

    [Fact]
    public void No_interview_without_the_appropriate_adult()
    {
        Refused(May(AskedAction.Interview, Given.Arrival(15)), "PACE Code C 11.15");
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, Given.Entry("16:00", EventKind.AaLeft, new AaLeft())), "PACE Code C 11.15");
        Assert.True(May(AskedAction.Interview, Given.Arrival(15), AdultCame).Allowed);
    }

    [Fact]
    public void No_interview_of_a_child_who_waits_for_legal_advice()
    {
        var asked = Given.Entry("16:00", EventKind.LegalAdviserRequested, new LegalAdviserRequested());
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, asked), "PACE Code C 6.6");
        Assert.True(May(AskedAction.Interview, Given.Arrival(15), AdultCame, asked, Given.Entry("17:00", EventKind.LegalAdviserArrived, new LegalAdviserArrived())).Allowed);
        Assert.True(May(AskedAction.Interview, Given.Arrival(15), AdultCame, asked, Given.Entry("17:00", EventKind.LegalAdviserDeclined, new LegalAdviserDeclined())).Allowed);
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, Given.Entry("16:00", EventKind.ChildAsked, new ChildAsked("R", AskedFor.Solicitor, null))), "PACE Code C 6.6");
        Assert.True(May(AskedAction.Interview, Given.Arrival(15), AdultCame, Given.Entry("16:00", EventKind.ChildAsked, new ChildAsked("R", AskedFor.Drink, null))).Allowed);
    }

    [Fact]
    public void No_interview_of_a_child_charged_unfit_or_away()
    {
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, Given.Charge()), "PACE Code C 16.5");
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, AtHospital), "PACE Code C 11.1");
        var unfit = Given.Entry("17:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.NotFit, null));
        var fit = Given.Entry("18:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.Fit, null));
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, unfit), "PACE Code C 12.3");
        Assert.True(May(AskedAction.Interview, Given.Arrival(15), AdultCame, unfit, fit).Allowed);
        var sent = Given.Entry("17:30", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.ToHospital, null));
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, sent), "PACE Code C 12.3");
        Refused(May(AskedAction.Interview, Given.Arrival(15), AdultCame, unfit, sent), "PACE Code C 12.3");
        Assert.True(May(AskedAction.Interview, Given.Arrival(15), AdultCame, unfit, sent, fit).Allowed);
    }

    [Fact]
    public void A_strip_search_waits_for_the_adult_and_the_child()
    {
        Refused(May(AskedAction.StripSearch, Given.Arrival(15)), "PACE Code C Annex A 11(c)");
        Refused(May(AskedAction.StripSearch, Given.Arrival(15), AdultCame, AtHospital), "PACE Code C Annex A 11");
        var allowed = May(AskedAction.StripSearch, Given.Arrival(15), AdultCame);
        Assert.True(allowed.Allowed);
        Assert.Contains(allowed.Reasons, reason => reason.Citation == "PACE Code C Annex A 10");
        Assert.DoesNotContain(allowed.Reasons, reason => reason.Text.Contains("No appropriate adult", StringComparison.Ordinal));
        Assert.DoesNotContain(allowed.Reasons, reason => reason.Text.Contains("not in the suite", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.Cell)]
    public void Nothing_of_an_arrest_is_done_to_a_child_who_is_not_or_cannot_be_held_for_an_offence(AskedAction action)
    {
        Refused(May(action, Given.Arrival(9), AdultCame), "CYPA 1933 s50");
        Refused(May(action, Given.Arrival(15) with { Fact = ((Arrived)Given.Arrival(15).Fact) with { Route = Route.MentalHealth } }, AdultCame), "Mental Health Act 1983 s136A");
        Assert.True(May(action, Given.Arrival(10), AdultCame).Allowed);
    }

    [Fact]
    public void A_cell_is_for_a_child_who_is_here_and_could_be_arrested_at_all()
    {
        Refused(May(AskedAction.Cell, Given.Arrival(15), AtHospital), "PACE Code C 8.8");
        var boy = May(AskedAction.Cell, Given.Arrival(10));
        Assert.True(boy.Allowed);
        Assert.Equal(["PACE Code C 8.8", "CYPA 1933 s31", "PACE Code C 8.10"], boy.Reasons.Select(reason => reason.Citation));
        var arrival = (Arrived)Given.Arrival(15).Fact;
        var girl = May(AskedAction.Cell, Given.Arrival(15) with { Fact = arrival with { Child = arrival.Child with { Sex = Sex.Female } } });
        Assert.Contains(girl.Reasons, reason => reason.Text.Contains("named woman", StringComparison.Ordinal));
    }

    [Fact]
    public void Secure_accommodation_is_asked_for_only_from_twelve_and_only_where_serious_harm_is_in_question()
    {
        var wounding = Given.Entry("19:05", EventKind.Charged, new Charged(Given.Sergeant, [Wounding]));
        Refused(May(AskedAction.SecureRequest, Given.Arrival(11), wounding, Given.Refused()), "PACE 1984 s38(6)(b)");
        Refused(May(AskedAction.SecureRequest, Given.Arrival(12), Given.Charge(), Given.Refused()), "PACE 1984 s38(6A)");
        var allowed = May(AskedAction.SecureRequest, Given.Arrival(12), wounding, Given.Refused());
        Assert.True(allowed.Allowed);
        Assert.DoesNotContain(allowed.Reasons, reason => reason.Citation == "PACE 1984 s38(6)");
        Assert.Contains(May(AskedAction.SecureRequest, Given.Arrival(12), wounding).Reasons, reason => reason.Citation == "PACE 1984 s38(6)");
    }

    [Theory]
    [InlineData(11, ClockName.SecureRequestUnlawful)]
    [InlineData(12, ClockName.SecureRequestUnsupported)]
    public void A_secure_request_that_was_made_all_the_same_breaks_the_provision_that_forbade_it(int age, ClockName gate)
    {
        CustodyEvent[] entries = [Given.Arrival(age), Given.Entry("19:05", EventKind.Charged, new Charged(Given.Sergeant, age < 12 ? [Wounding] : [])), Given.Refused()];
        var broken = PaceRules.Clocks([.. entries, Given.Asked("R-1", kind: AccommodationKind.Secure)], LocalSettings.Default, Given.At("20:00")).Current.Single(clock => clock.Name == gate);
        Refused(May(AskedAction.SecureRequest, entries), broken.Basis.Citation!);
        Assert.Equal(ClockKind.Of(gate).Citation, broken.Basis.Citation);
    }

    [Theory]
    [InlineData(0, "PACE 1984 s38(6)(b)")]
    [InlineData(5, null)]
    public void The_age_when_it_is_asked_is_what_secure_accommodation_is_judged_by(int hours, string? citation)
    {
        // Bail was refused at eleven, and the birthday is at midnight.
        var arrival = (Arrived)Given.Arrival(11).Fact;
        CustodyEvent[] entries =
        [
            Given.Arrival(11) with { Fact = arrival with { Child = arrival.Child with { DateOfBirth = new LocalDate(2014, 6, 11) }, Offences = [Wounding] } },
            Given.Charge(),
            Given.Refused(),
        ];
        var answer = MayWe.Answer(AskedAction.SecureRequest, PaceRules.Clocks(entries, LocalSettings.Default, Given.At("20:00") + Duration.FromHours(hours)).Record);
        if (citation is null) Assert.True(answer.Allowed);
        else Refused(answer, citation);
    }

    [Fact]
    public void Nothing_is_asked_of_the_authority_for_somebody_who_was_eighteen_when_bail_was_refused()
    {
        var arrival = (Arrived)Given.Arrival(17).Fact;
        CustodyEvent[] entries =
        [
            Given.Arrival(17) with { Fact = arrival with { Child = arrival.Child with { DateOfBirth = new LocalDate(2008, 6, 11) }, Offences = [Wounding] } },
            Given.Charge(),
            Given.Refused() with { Occurred = Given.At("20:00") + Duration.FromHours(4) },
        ];
        Refused(MayWe.Answer(AskedAction.SecureRequest, PaceRules.Clocks(entries, LocalSettings.Default, Given.At("20:00") + Duration.FromHours(5)).Record), "PACE 1984 s37(15)");
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(5, false)]
    public void Who_turns_eighteen_before_bail_is_decided_is_no_child_to_be_placed(int hours, bool allowed)
    {
        // The birthday is at midnight.
        var arrival = (Arrived)Given.Arrival(17).Fact;
        CustodyEvent[] charged =
        [
            Given.Arrival(17) with { Fact = arrival with { Child = arrival.Child with { DateOfBirth = new LocalDate(2008, 6, 11) }, Offences = [Wounding] } },
            Given.Charge(),
        ];
        var at = Given.At("20:00") + Duration.FromHours(hours);
        var answer = MayWe.Answer(AskedAction.SecureRequest, PaceRules.Clocks(charged, LocalSettings.Default, at).Record);
        if (allowed) Assert.True(answer.Allowed);
        else Refused(answer, "PACE 1984 s37(15)");
        Assert.Equal(allowed, !RequestRules.Refusals(AccommodationKind.NonSecure, null, charged, at).Any());
        Assert.Empty(RequestRules.Refusals(AccommodationKind.NonSecure, null, [.. charged, Given.Refused()], at));
        Assert.True(MayWe.Answer(AskedAction.SecureRequest, PaceRules.Clocks([.. charged, Given.Refused()], LocalSettings.Default, at).Record).Allowed);
    }

    [Theory]
    [InlineData(AccommodationKind.NonSecure)]
    [InlineData(AccommodationKind.Secure)]
    public void No_place_is_asked_for_somebody_eighteen_when_bail_was_refused(AccommodationKind kind) => Assert.Contains(
        RequestRules.Refusals(kind, "Stabbed a boy", [Given.Arrival(18), Given.Charge(), Given.Refused()], Given.At("20:00")),
        refusal => refusal.Citation == "PACE 1984 s38(6)");

    [Fact]
    public void A_limit_that_a_warrant_or_the_charge_came_after_is_not_said_to_have_passed()
    {
        var yesterday = Given.Arrival(15) with { Occurred = Given.At("20:00") - Duration.FromHours(30) };
        var warrant = Given.Entry("18:00", EventKind.WarrantGranted, new WarrantGranted("Central Magistrates", 12));
        Assert.Equal("PACE 1984 s41(7)", May(AskedAction.Release, yesterday).Reasons[0].Citation);
        Assert.DoesNotContain(May(AskedAction.Release, yesterday, warrant).Reasons, reason => reason.Citation == "PACE 1984 s41(7)");
        Assert.DoesNotContain(May(AskedAction.Release, yesterday, Given.Charge()).Reasons, reason => reason.Citation == "PACE 1984 s41(7)");
    }

    [Fact]
    public void Release_is_never_forbidden_and_what_is_owed_before_it_is_said()
    {
        var plain = May(AskedAction.Release, Given.Arrival(15));
        Assert.True(plain.Allowed);
        Assert.Single(plain.Reasons);

        var arrival = (Arrived)Given.Arrival(15).Fact;
        var missing = Given.Arrival(15) with { Fact = arrival with { Child = arrival.Child with { Vulnerabilities = [Vulnerability.Missing] } } };
        Assert.Contains(May(AskedAction.Release, missing).Reasons, reason => reason.Citation == "Children Act 2004 s11");
        Assert.Contains(May(AskedAction.Release, missing).Reasons, reason => reason.Text.Contains("no reason to keep the child", StringComparison.Ordinal));
        Assert.DoesNotContain(
            May(AskedAction.Release, missing, Given.Entry("19:00", EventKind.SocialCareReferred, new SocialCareReferred("E08000099", ["missing"]))).Reasons,
            reason => reason.Citation == "Children Act 2004 s11");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void A_child_past_the_limit_must_be_let_go_or_charged(int seconds, bool passed)
    {
        var limit = Given.At("14:40") + Duration.FromHours(24) + Duration.FromSeconds(seconds);
        var answer = MayWe.Answer(AskedAction.Release, PaceRules.Clocks([Given.Arrival(15)], LocalSettings.Default, limit).Record);
        Assert.True(answer.Allowed);
        Assert.Equal(passed, answer.Reasons.Any(reason => reason.Citation == "PACE 1984 s41(7)"));
    }

    [Theory]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    public void Nothing_that_rests_on_keeping_the_child_is_done_past_the_limit_without_charge(AskedAction action)
    {
        var yesterday = Given.Arrival(15) with { Occurred = Given.At("20:00") - Duration.FromHours(30) };
        Refused(May(action, yesterday, AdultCame), "PACE 1984 s41(7)");
        Assert.Contains("must be released", May(action, yesterday, AdultCame).Reasons[0].Text, StringComparison.Ordinal);
        Assert.True(May(action, yesterday, AdultCame, Given.Entry("18:00", EventKind.WarrantGranted, new WarrantGranted("Central Magistrates", 12))).Allowed);
        Assert.DoesNotContain(May(action, yesterday, AdultCame, Given.Charge()).Reasons, reason => reason.Citation == "PACE 1984 s41(7)");
    }

    [Theory]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    public void A_review_that_is_overdue_is_held_first(AskedAction action)
    {
        CustodyEvent[] overdue = [Given.Arrival(15, "12:00"), Authorised("13:30"), Given.Entry("15:30", EventKind.AaArrived, new AaArrived(Mother))];
        Refused(May(action, overdue), "PACE 1984 s40(3)(a)");
        Assert.Equal(
            "The first review of detention was due by 19:30 and no proper one has been held, which makes the detention unlawful: hold the review first.",
            May(action, overdue).Reasons[0].Text);
        Refused(May(action, [.. overdue, Reviewed("19:45", Rank.Constable)]), "PACE 1984 s40(3)(a)");
        Assert.True(May(action, [.. overdue, Reviewed("19:45", Rank.Inspector)]).Allowed);
        Assert.True(May(action, [.. overdue, Given.Entry("19:00", EventKind.ReviewPostponed, new ReviewPostponed(Given.Sergeant, PostponementGround.NoReviewOfficer, "At a fire"))]).Allowed);
        Assert.True(May(action, Given.Arrival(15), Authorised("15:00"), AdultCame).Allowed);
    }

    [Theory]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    public void Who_was_granted_bail_must_go_until_it_is_refused_after_all(AskedAction action)
    {
        CustodyEvent[] bailed = [Given.Arrival(15), Authorised("15:00"), AdultCame, Given.Charge(), Granted("19:30")];
        Refused(May(action, bailed), "PACE 1984 s38(1)");
        Assert.Equal("Bail was granted at 19:30 and has not been refused since: the child must be released.", May(action, bailed).Reasons[0].Text);
        Assert.DoesNotContain(May(action, [.. bailed, Given.Refused("19:40")]).Reasons, reason => reason.Citation == "PACE 1984 s38(1)");
        Assert.DoesNotContain(May(action, [.. bailed, Given.Charge("19:40")]).Reasons, reason => reason.Citation == "PACE 1984 s38(1)");
        Refused(May(action, [.. bailed, Reviewed("19:40", Rank.Sergeant)]), "PACE 1984 s38(1)");
    }

    [Theory]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    public void Whom_a_review_decided_to_release_must_go_unless_another_decides_otherwise(AskedAction action)
    {
        CustodyEvent[] held = [Given.Arrival(15), Authorised("15:00"), AdultCame];
        var released = Reviewed("19:00", Rank.Inspector, ReviewOutcome.Release);
        Refused(May(action, [.. held, released]), "PACE 1984 s40(8)");
        Assert.Equal("The review at 19:00 decided on release: the child must be released.", May(action, [.. held, released]).Reasons[0].Text);
        Assert.True(May(action, [.. held, released, Reviewed("19:30", Rank.Inspector)]).Allowed);
        Refused(May(action, [.. held, released, Reviewed("19:30", Rank.Constable)]), "PACE 1984 s40(8)");
        Assert.True(May(action, [.. held, released, Authorised("19:30")]).Allowed);
        Assert.True(May(action, [.. held, Reviewed("19:00", Rank.Sergeant, ReviewOutcome.Release)]).Allowed);
        Refused(May(action, [.. held, Given.Charge(), Given.Refused(), Reviewed("19:40", Rank.Sergeant, ReviewOutcome.Release)]), "PACE 1984 s40(10)");
    }

    [Fact]
    public void What_was_decided_is_said_before_the_release_that_is_owed()
    {
        Assert.Equal("PACE 1984 s38(1)", May(AskedAction.Release, Given.Arrival(15), Given.Charge(), Granted("19:30")).Reasons[0].Citation);
        Assert.Equal("PACE 1984 s40(8)", May(AskedAction.Release, Given.Arrival(15), Authorised("15:00"), Reviewed("19:00", Rank.Inspector, ReviewOutcome.Release)).Reasons[0].Citation);
        Assert.DoesNotContain(May(AskedAction.Release, Given.Arrival(15), Reviewed("19:00", Rank.Inspector, ReviewOutcome.Release)).Reasons, reason => reason.Citation == "PACE 1984 s40(8)");
    }

    [Theory]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    public void Who_was_found_not_fit_to_be_detained_goes_to_hospital_or_home(AskedAction action)
    {
        var unfit = Given.Entry("17:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.NotFit, null));
        Refused(May(action, Given.Arrival(15), AdultCame, unfit), "PACE Code C 9.5");
        Assert.True(May(action, Given.Arrival(15), AdultCame, unfit, Given.Entry("18:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.FitWithConditions, null))).Allowed);
    }

    [Theory]
    [InlineData(true, AskedAction.Interview, true)]
    [InlineData(false, AskedAction.Interview, false)]
    [InlineData(false, AskedAction.StripSearch, true)]
    [InlineData(false, AskedAction.Cell, true)]
    public void Rest_is_not_broken_off_for_an_interview(bool woke, AskedAction action, bool allowed)
    {
        CustodyEvent[] entries =
        [
            Given.Arrival(15), Given.Entry("14:50", EventKind.AaArrived, new AaArrived(Mother)), Given.Entry("15:00", EventKind.RestStarted, new RestStarted()),
            .. woke ? [Given.Entry("15:30", EventKind.RestEnded, new RestEnded(RestEndCause.Woke))] : Array.Empty<CustodyEvent>(),
        ];
        Assert.Equal(allowed, May(action, entries).Allowed);
        if (!allowed) Assert.Contains("unless the custody officer finds", Assert.Single(May(action, entries).Reasons, reason => reason.Citation == "PACE Code C 12.2").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void Who_has_rested_eight_hours_may_be_interviewed(int seconds, bool allowed)
    {
        CustodyEvent[] entries = [Given.Arrival(15), AdultCame, Given.Entry("16:00", EventKind.RestStarted, new RestStarted())];
        var asked = Given.At("16:00") + Duration.FromHours(8) + Duration.FromSeconds(seconds);
        Assert.Equal(allowed, MayWe.Answer(AskedAction.Interview, PaceRules.Clocks(entries, LocalSettings.Default, asked).Record).Allowed);
    }

    [Fact]
    public void Detention_that_is_not_authorised_yet_is_said_before_an_interview()
    {
        Assert.Contains(May(AskedAction.Interview, Given.Arrival(15), AdultCame).Reasons, reason => reason.Citation == "PACE 1984 s37(2)");
        Assert.DoesNotContain(May(AskedAction.Interview, Given.Arrival(15), AdultCame, Authorised("15:00")).Reasons, reason => reason.Citation == "PACE 1984 s37(2)");
        Assert.DoesNotContain(May(AskedAction.Interview, OnWarrant("14:40"), AdultCame).Reasons, reason => reason.Citation == "PACE 1984 s37(2)");
    }

    [Fact]
    public void A_child_on_a_courts_warrant_is_taken_before_the_court()
    {
        var answer = May(AskedAction.Release, OnWarrant("14:40"));
        Assert.True(answer.Allowed);
        Assert.Contains("taken before the court", Assert.Single(answer.Reasons, reason => reason.Citation == "Bail Act 1976 s7(4)").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(May(AskedAction.Release, Given.Arrival(15)).Reasons, reason => reason.Citation == "Bail Act 1976 s7(4)");
    }

    [Theory]
    [InlineData(AskedAction.Interview)]
    [InlineData(AskedAction.StripSearch)]
    [InlineData(AskedAction.Cell)]
    public void The_limit_bars_nothing_for_a_child_on_a_courts_warrant_since_a_Sunday_does_not_count(AskedAction action)
    {
        var late = OnWarrant("14:40") with { Fact = ((Arrived)OnWarrant("14:40").Fact) with { ArrestedAt = Given.At("20:00") - Duration.FromHours(25) } };
        Assert.True(May(action, late, AdultCame).Allowed);
        Assert.Contains(May(action, late, AdultCame).Reasons, reason => reason.Citation == "Bail Act 1976 s7(4)");
        Assert.DoesNotContain(May(action, OnWarrant("14:40"), AdultCame).Reasons, reason => reason.Citation == "Bail Act 1976 s7(4)");
        Assert.DoesNotContain(May(AskedAction.Release, late).Reasons, reason => reason.Citation == "PACE 1984 s41(7)");
    }

    private static CustodyEvent Authorised(string time) =>
        Given.Entry(time, EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]));

    private static CustodyEvent Reviewed(string time, Rank rank, ReviewOutcome outcome = ReviewOutcome.Continue) =>
        Given.Entry(time, EventKind.ReviewHeld, new ReviewHeld(new Officer("2208", rank), ReviewMethod.InPerson, outcome, false, []));

    private static CustodyEvent Granted(string time) => Given.Entry(time, EventKind.BailGranted, new BailGranted(true));

    private static CustodyEvent OnWarrant(string time) =>
        Given.Arrival(15, time) with { Fact = ((Arrived)Given.Arrival(15, time).Fact) with { Route = Route.CourtWarrant } };
}
