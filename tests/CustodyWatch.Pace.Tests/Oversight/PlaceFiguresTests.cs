using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using NodaTime;
using static CustodyWatch.Pace.Custody.AccommodationDecision;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Oversight;

/// <summary>What became of a child charged at 19:05 and refused bail at 19:20 of 10 June 2026.</summary>
public sealed class PlaceFiguresTests
{
    [Fact]
    public void What_was_asked_and_what_stands_of_the_answers_is_told_of_each_kind()
    {
        var figures = Of(Asked("A", "19:10"), Asked("S", "19:40", AccommodationKind.Secure), Answered("A", "19:30", NeedsFacts), Answered("A", "19:55", Declined),
            Answered("S", "20:00", OfferedOther));
        Assert.Equal((true, true, false, true, true), (figures.Requested, figures.SecureRequested, figures.Accepted, figures.OfferedOther, figures.Declined));
        Assert.Equal((0, 45, null), (figures.RequestMinutes, figures.ReplyMinutes, figures.NoReplyFrom));
        Assert.True(Of(Asked("A", "19:10"), Asked("B", "19:40"), Answered("A", "19:30", Declined), Answered("B", "19:55", Accepted)).Accepted);
        var later = Of(Asked("A", "19:40"), Answered("A", "19:55", Declined), Answered("A", "20:10", Accepted));
        Assert.Equal((20, 15, true, false, false, false), (later.RequestMinutes, later.ReplyMinutes, later.Accepted, later.Declined, later.OfferedOther, later.SecureRequested));
        var nothing = Of();
        Assert.Equal((false, null, null, null, At("19:20")), (nothing.Requested, nothing.RequestMinutes, nothing.ReplyMinutes, nothing.NoReplyFrom, nothing.BailRefusedAt));
    }

    [Fact]
    public void Silence_is_of_the_first_request_that_nobody_answered_or_took_back_while_the_child_was_there()
    {
        Assert.Equal(At("20:40"), Of(Asked("A", "19:30"), Asked("B", "19:40"), Asked("C", "19:50"), Answered("A", "19:45", Declined)).NoReplyFrom);
        Assert.Null(Of(Asked("A", "19:30"), Withdrawn("A", "19:45")).NoReplyFrom);
        Assert.Null(Of(Asked("A", "19:30"), Moved("20:30", TransferTo.Court)).NoReplyFrom);
        Assert.Equal(At("20:30"), Of(Asked("A", "19:30"), Moved("20:31", TransferTo.Court)).NoReplyFrom);
        Assert.Null(Of(Asked("A", "19:30"), Entry("20:00", EventKind.BailGranted, new BailGranted(false))).NoReplyFrom);
    }

    [Fact]
    public void A_move_is_timed_from_the_refusal_and_only_one_to_the_authority_is_a_move()
    {
        Assert.Equal((100, true), (Of(Moved("21:00", TransferTo.LocalAuthority)).TransferMinutes, Of(Moved("21:00", TransferTo.LocalAuthority)).Transferred));
        Assert.Null(Of(Moved("21:00", TransferTo.OtherForce)).TransferMinutes);
        Assert.True(Of(Moved("21:00", TransferTo.OtherForce)).KeptAfterCharge);
    }

    [Fact]
    public void Who_was_refused_bail_and_then_bailed_was_not_kept()
    {
        var bailed = Entry("20:00", EventKind.BailGranted, new BailGranted(false));
        var released = Released("20:10", ReleaseOutcome.BailedPostCharge);
        Assert.True(Of(bailed, released) is { BailRefused: true, KeptAfterCharge: false });
        Assert.True(Of(bailed, Refused("20:05"), released).KeptAfterCharge);
        Assert.True(Of(released).KeptAfterCharge);
        Assert.True(Of(Asked("A", "19:30"), bailed, Moved("20:10", TransferTo.LocalAuthority)) is { Transferred: true, KeptAfterCharge: false });
    }

    [Fact]
    public void An_answer_to_any_request_is_an_answer_also_when_it_no_longer_stands()
    {
        Assert.True(Of(Asked("A", "19:30"), Asked("B", "19:40"), Answered("B", "19:50", Accepted), Withdrawn("B", "20:00")).Answered);
        Assert.True(Of(Asked("A", "19:30"), Answered("A", "19:50", Declined)).Answered);
        Assert.False(Of(Asked("A", "19:30"), Answered("A", "19:50", NeedsFacts)).Answered);
        Assert.False(Of().Answered);
    }

    [Fact]
    public void Court_on_the_day_of_the_charge_is_told_apart_from_court_the_next_day()
    {
        Assert.True(Of(Moved("23:59", TransferTo.Court)).CourtSameDay);
        Assert.True(Of(Released("23:59", ReleaseOutcome.ToCourt)).CourtSameDay);
        Assert.False(Of(Moved("21:00", TransferTo.OtherForce)).CourtSameDay);
        Assert.False(Of(Released("21:00", ReleaseOutcome.Other)).CourtSameDay);
        var next = Moved("23:59", TransferTo.Court);
        Assert.False(Of(next with { Occurred = next.Occurred + Duration.FromMinutes(1) }).CourtSameDay);
        Assert.False(Of().CourtSameDay);
    }

    [Fact]
    public void The_courts_order_is_known_from_the_first_that_was_recorded_also_afterwards()
    {
        Assert.Equal("remanded-youth-detention", Of(
            Moved("20:00", TransferTo.Court),
            Entry("21:00", EventKind.CourtOutcome, new CourtOutcome(CourtOutcomeKind.RemandedYouthDetention)),
            Entry("22:00", EventKind.CourtOutcome, new CourtOutcome(CourtOutcomeKind.Bailed))).CourtOutcome);
        Assert.Null(Of().CourtOutcome);
    }

    [Fact]
    public void Only_a_certificate_certifies_and_only_of_a_child_are_these_told()
    {
        var certificate = Entry("20:00", EventKind.CertificateIssued, new CertificateIssued("C", CertificateLimb.Impracticable, Sergeant, "The only road is closed by flood", null, null, null));
        Assert.True(Of(certificate).Certified);
        Assert.False(Of(certificate with { Fact = new CertificateIssued("C", CertificateLimb.LaFailure, Sergeant, "Nobody answered", null, null, null) }).Certified);
        Assert.False(Of().Certified);
        var adult = Figures([Arrival(18), Charge(), Refused(), Asked("A")]);
        Assert.Equal((false, false, null), (adult.BailRefused, adult.Requested, adult.NoReplyFrom));
    }

    private static DetentionFigures Of(params CustodyEvent[] events) => Figures([Arrival(15), Charge(), Refused(), .. events]);

    private static DetentionFigures Figures(CustodyEvent[] events) =>
        FiguresOf.Detention(PaceRules.Clocks(events, LocalSettings.Default, events.Max(entry => entry.Occurred)))!;

    private static CustodyEvent Released(string time, ReleaseOutcome outcome) => Entry(time, EventKind.Released, new Released(outcome, true));
}
