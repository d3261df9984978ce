using CsCheck;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using CustodyWatch.Pace.Tests.Properties;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Oversight;

public sealed class FiguresTests
{
    private static readonly Adult Mother = new(AdultKind.Parent, null, null);

    [Fact]
    public void A_child_released_in_the_evening_is_a_length_and_nothing_else()
    {
        var figures = Of(Given.Arrival(15, "14:40"), Authorised("15:00"), Left("20:25"));
        Assert.Equal(345, figures.LengthMinutes);
        Assert.Equal(15, figures.Age);
        Assert.False(figures.BailRefused);
        Assert.Empty(figures.Nights(Given.At("23:00")));
    }

    [Fact]
    public void The_wait_for_an_adult_is_split_into_late_to_ask_and_late_to_come()
    {
        var figures = Of(Given.Arrival(15, "14:40"), Authorised("15:00"),
            Given.Entry("15:50", EventKind.AaRequested, new AaRequested(Mother)),
            Given.Entry("17:25", EventKind.AaArrived, new AaArrived(Mother)));
        Assert.Equal((70, 95, 145), (figures.AdultAskMinutes, figures.AdultArrivalMinutes, figures.AdultWithChildMinutes));
    }

    [Fact]
    public void An_adult_who_was_there_all_along_was_not_waited_for()
    {
        var figures = Of(Given.Arrival(15, "14:40"),
            Given.Entry("14:40", EventKind.AaArrived, new AaArrived(Mother)), Authorised("15:00"));
        Assert.False(figures.AdultAwaited);
        Assert.Equal((0, null, 0), (figures.AdultAskMinutes, figures.AdultArrivalMinutes, figures.AdultWithChildMinutes));
    }

    [Fact]
    public void A_review_in_time_one_held_late_and_one_not_yet_due_are_three_things()
    {
        var figures = Of(Given.Arrival(15, "06:00"), Authorised("06:10"), Review("11:00"), Review("20:30"));
        Assert.Equal((1, 1), (figures.ReviewsOnTime, figures.ReviewsLate));
        Assert.Equal(Given.At("20:00") + Duration.FromHours(9), figures.ReviewOpenDueAt);
    }

    [Fact]
    public void The_way_from_bail_refused_to_a_place_is_timed_at_each_step()
    {
        var figures = Of(Given.Arrival(15), Given.Charge("19:05"), Given.Refused("19:20"), Given.Asked("R-1", "19:25"),
            Given.Answered("R-1", "20:40", AccommodationDecision.Accepted), Given.Moved("22:15", TransferTo.LocalAuthority));
        Assert.True(figures is { BailRefused: true, Requested: true, Accepted: true, Transferred: true, KeptAfterCharge: false });
        Assert.Equal((5, 75, 175), (figures.RequestMinutes, figures.ReplyMinutes, figures.TransferMinutes));
        Assert.Null(figures.NoReplyFrom);
    }

    [Fact]
    public void Silence_counts_from_when_the_reply_was_due()
    {
        var figures = Of(Given.Arrival(15), Given.Charge("19:05"), Given.Refused("19:20"), Given.Asked("R-1", "19:25"));
        Assert.Equal(Given.At("20:25"), figures.NoReplyFrom);
        Assert.True(figures.KeptAfterCharge);
    }

    [Fact]
    public void A_request_that_the_child_left_too_soon_to_have_answered_is_not_silence() =>
        Assert.Null(Of(Given.Arrival(15), Given.Charge("19:05"), Given.Refused("19:20"), Given.Asked("R-1", "19:25"),
            Given.Moved("19:50", TransferTo.Court)).NoReplyFrom);

    [Fact]
    public void A_certificate_that_does_not_count_certifies_nobody()
    {
        var refused = new[] { Given.Arrival(11), Given.Charge("19:05"), Given.Refused("19:20") };
        Assert.False(Of([.. refused, Certificate(CertificateLimb.NoSecure)]).Certified);
        Assert.True(Of([.. refused, Certificate(CertificateLimb.Impracticable)]).Certified);
    }

    [Fact]
    public void The_same_events_give_the_same_figures_whenever_they_are_worked_out() =>
        Gen.Select(Detentions.Any, Gen.Int[0, 5000]).Sample((detention, minutes) =>
        {
            var later = detention.Last + Duration.FromMinutes(minutes);
            Assert.Equal(At(detention.Events, detention.Last), At(detention.Events, later));
        }, iter: 300);

    [Fact]
    public void Nobody_is_held_before_coming_into_custody()
    {
        var longAgo = Authorised("15:00") with { Occurred = Instant.FromUtc(1, 1, 1, 0, 0) };
        var figures = Of(Given.Arrival(15, "14:40"), longAgo, Given.Entry("14:50", EventKind.AaArrived, new AaArrived(Mother)), Left("20:25"));
        Assert.Equal(Given.At("14:40"), figures.AuthorisedAt);
        Assert.Equal(10, figures.AdultWithChildMinutes);
        Assert.Null(figures.OvernightFrom);
        Assert.Empty(figures.Nights(Given.At("23:00")));
    }

    [Fact]
    public void Time_at_the_first_station_of_the_force_is_time_in_detention()
    {
        var arrival = Given.Arrival(15, "09:00");
        var moved = arrival with { Fact = (Arrived)arrival.Fact with { FirstStationArrivedAt = Given.At("01:00") } };
        var figures = Of(moved, Authorised("01:30"), Left("20:25"));
        Assert.Equal(Given.At("01:30"), figures.AuthorisedAt);
        Assert.Equal(390, Assert.Single(figures.Nights(Given.At("23:00"))).Minutes);
    }

    private static DetentionFigures Of(params CustodyEvent[] events) => At(events, events.Max(entry => entry.Occurred))!;

    private static DetentionFigures? At(IReadOnlyCollection<CustodyEvent> events, Instant at) =>
        FiguresOf.Detention(PaceRules.Clocks(events, LocalSettings.Default, at));

    private static CustodyEvent Authorised(string time) => Given.Entry(
        time, EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]));

    private static CustodyEvent Review(string time) => Given.Entry(time, EventKind.ReviewHeld, new ReviewHeld(
        new Officer("2201", Rank.Inspector), ReviewMethod.InPerson, ReviewOutcome.Continue, false, []));

    private static CustodyEvent Left(string time) => Given.Entry(time, EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true));

    private static CustodyEvent Certificate(CertificateLimb limb) => Given.Entry("20:00", EventKind.CertificateIssued,
        new CertificateIssued("C-1", limb, Given.Sergeant, "The only road is closed by flood", "Asked every unit", "None is staffed", "Threats to kill"));
}
