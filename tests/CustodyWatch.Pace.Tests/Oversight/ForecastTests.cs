using CsCheck;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Oversight;

public sealed class ForecastTests
{
    private static readonly Adult Mother = new(AdultKind.Parent, null, null);

    private static readonly CustodyEvent[] Ready =
    [
        Given.Arrival(15),
        Given.Entry("15:00", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])),
        Given.Entry("15:10", EventKind.AaRequested, new AaRequested(Mother)),
        Given.Entry("16:00", EventKind.AaArrived, new AaArrived(Mother)),
    ];

    private static readonly CustodyEvent[] Refused = [Given.Arrival(15), Given.Charge("19:05"), Given.Refused("19:20")];

    [Fact]
    public void The_one_step_is_the_first_thing_missing_on_the_way_out()
    {
        Assert.StartsWith("Ask the local authority", Step([.. Refused]), StringComparison.Ordinal);
        Assert.StartsWith("Ring the local authority", Step([.. Refused, Given.Asked("R-1", "19:25")]), StringComparison.Ordinal);
        Assert.StartsWith("Ask again", Step([.. Refused, Given.Asked("R-1", "19:25"), Given.Answered("R-1", "19:45", AccommodationDecision.Declined)]), StringComparison.Ordinal);
        Assert.StartsWith("Move the child", Step([.. Refused, Given.Asked("R-1", "19:25"), Given.Answered("R-1", "19:45", AccommodationDecision.Accepted)]), StringComparison.Ordinal);
        Assert.StartsWith("Decide bail", Step([Given.Arrival(15), Given.Charge("19:05")]), StringComparison.Ordinal);
        Assert.StartsWith("Decide whether detention", Step([Given.Arrival(15)]), StringComparison.Ordinal);
        Assert.Null(Step([.. Refused, Given.Moved("19:50", TransferTo.Court)]));
    }

    [Fact]
    public void An_authority_that_asks_a_fact_is_given_it_and_not_rung_as_if_it_were_silent()
    {
        CustodyEvent[] asks = [.. Refused, Given.Asked("R-1", "19:25"), Given.Answered("R-1", "19:35", AccommodationDecision.NeedsFacts)];
        Assert.Equal("Give the authority the fact it asks for.", Step(asks));
        Assert.StartsWith("Ask again", Step([.. asks, Given.Answered("R-1", "19:45", AccommodationDecision.Declined)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_was_asked_for_and_the_request_withdrawn_is_asked_for_again()
    {
        CustodyEvent[] withdrawn = [.. Refused, Given.Asked("R-1", "19:25"), Given.Withdrawn("R-1", "19:40")];
        Assert.Equal("The request for a place was withdrawn.", Why(withdrawn));
        Assert.StartsWith("Ask the local authority for accommodation again", Step(withdrawn), StringComparison.Ordinal);
        Assert.Equal("The request for a place was withdrawn.", Why([.. withdrawn, Given.Answered("R-1", "19:30", AccommodationDecision.Accepted)]));
        Assert.Equal("A place was asked for and nobody has answered.", Why([.. withdrawn, Given.Asked("R-2", "19:45")]));
        Assert.Equal("Bail was refused and no place has been asked for.", Why(Refused));

        static string? Why(CustodyEvent[] events) => OvernightForecast.Of(CustodyRecord.Fold(events, LocalSettings.Default, Given.At("20:00")))?.Why;
    }

    [Fact]
    public void In_the_night_an_interview_is_advised_once_the_eight_hours_of_rest_are_complete()
    {
        CustodyEvent[] rested = [.. Ready, .. Given.KeptLawfully, Given.Entry("16:10", EventKind.RestStarted, new RestStarted())];
        Assert.StartsWith("Do not interview now", At(rested, 4, 9), StringComparison.Ordinal);
        Assert.StartsWith("Hold the interview now, as the eight hours' rest is complete", At(rested, 4, 10), StringComparison.Ordinal);
        CustodyEvent[] woken = [.. rested, Given.Entry("22:00", EventKind.RestEnded, new RestEnded(RestEndCause.Woke))];
        Assert.StartsWith("Do not interview now", At(woken, 4, 10), StringComparison.Ordinal);

        static string At(CustodyEvent[] events, int hours, int minutes) => OvernightForecast.Of(CustodyRecord.Fold(
            [.. events.Where(entry => OvernightForecast.Kinds.Contains(entry.Kind))], LocalSettings.Default,
            Given.At("20:00") + Duration.FromHours(hours) + Duration.FromMinutes(minutes)))!.Step;
    }

    [Fact]
    public void A_place_given_or_declined_before_bail_was_granted_moves_nobody_when_bail_is_refused_again()
    {
        foreach (var decision in new[] { AccommodationDecision.Accepted, AccommodationDecision.Declined })
        {
            CustodyEvent[] again =
            [
                .. Refused, Given.Asked("R-1", "19:25"), Given.Answered("R-1", "19:35", decision),
                Given.Entry("19:40", EventKind.BailGranted, new BailGranted(true)), Given.Refused("19:45"),
            ];
            Assert.StartsWith("Ask the local authority for accommodation again", Step(again), StringComparison.Ordinal);
            Assert.StartsWith("Ring the local authority", Step([.. again, Given.Asked("R-2", "19:50")]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Who_was_brought_by_another_road_than_an_arrest_is_not_kept_for_an_interview()
    {
        Assert.StartsWith("Move the child now to a health place of safety", Step([By(Route.MentalHealth)]), StringComparison.Ordinal);
        Assert.StartsWith("Take the child before the court", Step([By(Route.CourtWarrant)]), StringComparison.Ordinal);
        Assert.StartsWith("Decide bail", Step([By(Route.MentalHealth), Given.Charge("19:05")]), StringComparison.Ordinal);
        Assert.StartsWith("Decide whether detention", Step([By(Route.BailBreach)]), StringComparison.Ordinal);

        static CustodyEvent By(Route route)
        {
            var arrival = Given.Arrival(15);
            return arrival with { Fact = (Arrived)arrival.Fact with { Route = route } };
        }
    }

    [Fact]
    public void No_interview_is_advised_with_a_child_who_is_at_hospital_or_whom_nobody_has_found_fit()
    {
        Assert.StartsWith("Hold the interview now", Step(Ready), StringComparison.Ordinal);
        CustodyEvent[] sent = [.. Ready, Seen("17:00", HealthcareFinding.ToHospital)];
        Assert.StartsWith("Take the child to hospital now", Step(sent), StringComparison.Ordinal);
        Assert.StartsWith("Take the child to where care can be given", Step([.. Ready, Seen("17:00", HealthcareFinding.NotFit)]), StringComparison.Ordinal);
        Assert.Equal("Code C 9.5", Advice([.. Ready, Seen("17:00", HealthcareFinding.NotFit)]).Citation);
        CustodyEvent[] there = [.. sent, Given.Entry("17:30", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment))];
        Assert.StartsWith("At hospital: no interview", Step(there), StringComparison.Ordinal);
        CustodyEvent[] back = [.. there, Given.Entry("19:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital())];
        Assert.StartsWith("Have a clinician see the child", Step(back), StringComparison.Ordinal);
        Assert.StartsWith("Hold the interview now", Step([.. back, Seen("19:30", HealthcareFinding.Fit)]), StringComparison.Ordinal);

        static CustodyEvent Seen(string time, HealthcareFinding finding) => Given.Entry(time, EventKind.HealthcareAttended, new HealthcareAttended(finding, null));
    }

    [Fact]
    public void No_interview_is_advised_with_a_child_who_is_at_rest_or_between_stations()
    {
        CustodyEvent[] resting = [.. Ready, Given.Entry("18:00", EventKind.RestStarted, new RestStarted())];
        Assert.Equal(("Do not break off the rest for an interview: release the child until it can be held.", "Code C 12.2"), Advice(resting));
        Assert.StartsWith("Hold the interview now", Step([.. resting, Given.Entry("19:00", EventKind.RestEnded, new RestEnded(RestEndCause.OwnRequest))]), StringComparison.Ordinal);
        CustodyEvent[] moved = [.. Ready, Given.Entry("19:30", EventKind.LeftForOtherStation, new LeftForOtherStation("Northgate"))];
        Assert.Equal(("No interview on the way: hold it on arrival, or release.", "Code C 11.1"), Advice(moved));
        Assert.StartsWith("Hold the interview now", Step([.. moved, Given.Entry("19:50", EventKind.ArrivedAtStation, new ArrivedAtStation("Northgate", true))]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_falls_before_the_fourth_hour_and_a_review_that_is_owed_come_before_the_adult()
    {
        CustodyEvent[] since = [Given.Arrival(15, "00:00"), Given.Entry("00:20", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]))];
        Assert.StartsWith("Hold the review now", Step(since), StringComparison.Ordinal);
        CustodyEvent[] reviewed = [.. since, Given.Reviewed("06:00"), Given.Reviewed("14:00")];
        Assert.Equal("Charge or release by 00:00 on Thu 11 Jun.", Step(reviewed));
        Assert.StartsWith("Charge or release by 04:00", Step([Given.Arrival(15, "04:00"), .. reviewed[1..]]), StringComparison.Ordinal);
        Assert.StartsWith("Ask an appropriate adult", Step([Given.Arrival(15, "04:01"), .. reviewed[1..]]), StringComparison.Ordinal);
        CustodyEvent[] extended = [.. reviewed, Given.Entry("15:00", EventKind.ExtensionAuthorised, new ExtensionAuthorised(new("9001", Rank.Superintendent), Given.At("00:00") + Duration.FromHours(36), "Two witnesses left"))];
        Assert.StartsWith("Ask an appropriate adult", Step([Grave(extended[0]), .. extended[1..]]), StringComparison.Ordinal);
        var yesterday = since[0] with { Occurred = Given.At("00:00") - Duration.FromHours(5) };
        Assert.StartsWith("Charge or release now", Step([yesterday, .. reviewed[1..]]), StringComparison.Ordinal);

        static CustodyEvent Grave(CustodyEvent arrival) => arrival with { Fact = (Arrived)arrival.Fact with { Offences = [new(null, "Robbery", OffenceClass.IndictableOnly, null, true)] } };
    }

    [Fact]
    public void Whom_bail_or_a_review_lets_go_is_released_and_nobody_under_ten_is_held()
    {
        var bail = Given.Entry("18:00", EventKind.BailGranted, new BailGranted(false));
        Assert.Equal(("Release the child: bail has been granted.", "PACE 1984 s38(1)"), Advice([.. Ready, bail]));
        Assert.StartsWith("Decide bail now", Step([.. Ready, bail, Given.Charge("19:05")]), StringComparison.Ordinal);
        Assert.Equal(("Release the child: the review decided on it.", "PACE 1984 s40(8)"), Advice([.. Ready, Released("19:00", Rank.Inspector)]));
        Assert.StartsWith("Hold the interview now", Step([.. Ready, Released("19:00", Rank.Inspector), Given.Reviewed("19:30")]), StringComparison.Ordinal);
        Assert.Equal(("Release the child: the review decided on it.", "PACE 1984 s40(10)"), Advice([.. Ready, .. Refused[1..], Released("19:40", Rank.Sergeant)]));
        foreach (CustodyEvent[] young in new CustodyEvent[][] { [Given.Arrival(9)], [Given.Arrival(9), .. Ready[1..]], [Given.Arrival(9), .. Refused[1..]] })
            Assert.Equal("CYPA 1933 s50", Advice(young).Citation);

        static CustodyEvent Released(string time, Rank rank) =>
            Given.Entry(time, EventKind.ReviewHeld, new ReviewHeld(new("2210", rank), ReviewMethod.InPerson, ReviewOutcome.Release, false, []));
    }

    [Fact]
    public void No_interview_is_advised_without_the_adult_or_before_the_advice_that_was_asked_for()
    {
        CustodyEvent[] left = [.. Ready, Given.Entry("17:00", EventKind.AaLeft, new AaLeft())];
        Assert.Equal(("Get an adult here this evening: nobody interviews the child without one.", "Code C 11.15"), Advice(left));
        Assert.StartsWith("Hold the interview now", Step([.. left, Given.Entry("18:00", EventKind.AaArrived, new AaArrived(Mother))]), StringComparison.Ordinal);
        CustodyEvent[] asked = [.. Ready, Given.Entry("17:00", EventKind.ChildAsked, new ChildAsked("Q-1", AskedFor.Solicitor, null))];
        Assert.StartsWith("Get the legal adviser here", Step(asked), StringComparison.Ordinal);
        Assert.StartsWith("Hold the interview now", Step([.. asked, Given.Entry("18:00", EventKind.LegalAdviserArrived, new LegalAdviserArrived())]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13.0, "Get an adult here now", "Hold the interview now")] // 09:00
    [InlineData(20.98, "Get an adult here now", "Hold the interview now")] // 16:58
    [InlineData(21.0, "Get an adult here this evening", "Hold the interview now")]
    [InlineData(3.98, "Get an adult here this evening", "Hold the interview now")] // 23:58
    [InlineData(4.0, "Get an adult here now", "Do not interview now")] // midnight
    [InlineData(7.9, "Get an adult here now", "Do not interview now")]
    [InlineData(12.0, "Get an adult here now", "Hold the interview now")] // 08:00: the night is over
    public void Nothing_is_advised_that_the_hour_forbids_or_for_an_evening_that_is_far_off(double hoursAfterEight, string waiting, string here)
    {
        CustodyEvent[] told = [.. Ready[..3], .. Given.KeptLawfully];
        Assert.StartsWith(waiting, Later(told), StringComparison.Ordinal);
        CustodyEvent[] come = [.. told, Ready[3]];
        Assert.StartsWith(here, Later(come), StringComparison.Ordinal);
        Assert.EndsWith(waiting.Split(' ')[^1] + ".", Later([.. come, Given.Entry("16:10", EventKind.LegalAdviserRequested, new LegalAdviserRequested())]), StringComparison.Ordinal);

        string Later(CustodyEvent[] events) =>
            OvernightForecast.Of(CustodyRecord.Fold(events, LocalSettings.Default, Given.At("20:00") + Duration.FromMinutes(Math.Round(hoursAfterEight * 60))))!.Step;
    }

    [Fact]
    public void The_line_is_reached_at_the_minute_at_which_the_nights_say_so() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 3000]).Sample((start, length) =>
        {
            var from = Instant.FromUtc(2026, 3, 27, 12, 0) + Duration.FromMinutes(start);
            var until = from + Duration.FromMinutes(length);
            var reached = Night.Reaches(from, until, 240);
            Assert.Equal(Night.Of(from, until, null).Any(night => night.Minutes >= 240), reached is not null);
            if (reached is not { } at) return;
            Assert.Contains(Night.Of(from, at, null), night => night.Minutes >= 240);
            Assert.DoesNotContain(Night.Of(from, at - Duration.FromMinutes(1), null), night => night.Minutes >= 240);
        }, iter: 500);

    // Of the entries that it goes by alone it says the same.
    private static string? Step(CustodyEvent[] events) => Advice(events).Step;

    private static (string? Step, string? Citation) Advice(CustodyEvent[] events)
    {
        var forecast = Of(events);
        Assert.Equal(forecast, Of([.. events.Where(entry => OvernightForecast.Kinds.Contains(entry.Kind))]));
        if (forecast?.Step.StartsWith("Hold the interview", StringComparison.Ordinal) is true)
            Assert.True(MayWe.Answer(AskedAction.Interview, Fold(events)).Allowed);
        return (forecast?.Step, forecast?.Citation);

        static OvernightForecast? Of(CustodyEvent[] events) => OvernightForecast.Of(Fold(events));

        static CustodyRecord Fold(CustodyEvent[] events) => CustodyRecord.Fold(events, LocalSettings.Default, Given.At("20:00"));
    }
}
