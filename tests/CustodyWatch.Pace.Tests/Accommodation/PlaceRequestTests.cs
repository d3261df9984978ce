using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Accommodation;

public sealed class PlaceRequestTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void Silence_becomes_the_outcome_the_minute_an_answer_is_due()
    {
        var request = Only(Asked("A", "19:25"));
        Assert.Equal(PlaceOutcome.Open, request.OutcomeAt(At("20:25") - Duration.FromMilliseconds(1), Hour));
        Assert.Equal(PlaceOutcome.NoReply, request.OutcomeAt(At("20:25"), Hour));
    }

    [Fact]
    public void Silence_is_no_outcome_when_the_child_had_left_before_an_answer_was_due()
    {
        var request = Only(Asked("A", "19:25"), Moved("20:00", TransferTo.Court));
        Assert.Equal(PlaceOutcome.Open, request.OutcomeAt(At("23:00"), Hour));
        Assert.False(request.Waiting);
        Assert.Equal(PlaceOutcome.Open, Only(Asked("A", "19:25"), Moved("20:25", TransferTo.Court)).OutcomeAt(At("23:00"), Hour));
        Assert.Equal(PlaceOutcome.NoReply, Only(Asked("A", "19:25"), Moved("20:26", TransferTo.Court)).OutcomeAt(At("23:00"), Hour));
    }

    [Theory]
    [InlineData(AccommodationDecision.Accepted, PlaceOutcome.Accepted)]
    [InlineData(AccommodationDecision.OfferedOther, PlaceOutcome.OfferedOther)]
    [InlineData(AccommodationDecision.Declined, PlaceOutcome.Declined)]
    [InlineData(AccommodationDecision.NeedsFacts, PlaceOutcome.NoReply)]
    public void An_answer_that_comes_after_silence_is_the_outcome_and_a_call_for_facts_is_none(AccommodationDecision said, PlaceOutcome outcome) =>
        Assert.Equal(outcome, Only(Asked("A", "19:25"), Answered("A", "21:00", said)).OutcomeAt(At("21:30"), Hour));

    [Fact]
    public void A_fact_is_asked_for_until_the_authority_decides_or_nobody_waits_any_more()
    {
        CustodyEvent[] asked = [Asked("A", "19:25"), Answered("A", "19:40", AccommodationDecision.NeedsFacts)];
        Assert.Null(Only(asked[0]).FactAskedAt);
        Assert.Equal(At("19:40"), Only(asked).FactAskedAt);
        Assert.Equal(At("19:50"), Only([.. asked, Answered("A", "19:50", AccommodationDecision.NeedsFacts)]).FactAskedAt);
        Assert.Null(Only([.. asked, Answered("A", "20:00", AccommodationDecision.Declined)]).FactAskedAt);
        Assert.Null(Only([.. asked, Withdrawn("A", "20:00")]).FactAskedAt);
        Assert.Null(Only([.. asked, Moved("20:00", TransferTo.Court)]).FactAskedAt);
    }

    [Fact]
    public void The_last_answer_stands_and_the_first_one_counts_for_how_long_it_took()
    {
        var request = Only(Asked("A"), Answered("A", "20:00", AccommodationDecision.Declined), Answered("A", "21:00", AccommodationDecision.Accepted));
        Assert.Equal(PlaceOutcome.Accepted, request.OutcomeAt(At("22:00"), Hour));
        Assert.Equal(At("20:00"), request.FirstReply!.At);
    }

    [Fact]
    public void An_answer_after_withdrawal_or_after_the_child_has_left_is_kept_as_late_and_changes_nothing()
    {
        var withdrawn = Only(Asked("A"), Withdrawn("A", "20:00"), Answered("A", "20:30", AccommodationDecision.Accepted));
        Assert.Equal(PlaceOutcome.Withdrawn, withdrawn.OutcomeAt(At("21:00"), Hour));
        Assert.True(Assert.Single(withdrawn.Answers).Late);

        var gone = Only(Asked("A"), Moved("21:00", TransferTo.Court), Answered("A", "21:30", AccommodationDecision.Accepted));
        Assert.Equal(PlaceOutcome.NoReply, gone.OutcomeAt(At("22:00"), Hour));
        Assert.True(Assert.Single(gone.Answers).Late);
    }

    [Fact]
    public void Silence_that_was_the_outcome_is_not_undone_by_taking_the_request_back()
    {
        Assert.Equal(PlaceOutcome.NoReply, Only(Asked("A", "19:25"), Withdrawn("A", "20:26")).OutcomeAt(At("21:00"), Hour));
        Assert.Equal(PlaceOutcome.Withdrawn, Only(Asked("A", "19:25"), Withdrawn("A", "20:25")).OutcomeAt(At("21:00"), Hour));
        Assert.Equal(PlaceOutcome.Withdrawn, Only(Asked("A", "19:25"), Answered("A", "20:26", AccommodationDecision.Declined), Withdrawn("A", "20:30")).OutcomeAt(At("21:00"), Hour));
    }

    [Fact]
    public void A_repeated_id_asks_nothing_new_and_an_answer_before_its_request_counts_for_nothing()
    {
        var request = Only(Answered("A", "19:00", AccommodationDecision.Accepted), Asked("A", "19:25"), Asked("A", "20:25"));
        Assert.Equal(At("19:25"), request.AskedAt);
        Assert.Empty(request.Answers);
    }

    [Fact]
    public void A_place_that_was_offered_does_not_stand_once_the_request_is_taken_back()
    {
        var request = Only(Asked("A"), Answered("A", "20:00", AccommodationDecision.Accepted), Withdrawn("A", "20:30"));
        Assert.Equal((null, false, false), (request.Standing, request.PlaceStands, request.Waiting));
    }

    [Fact]
    public void What_is_entered_in_the_minute_of_asking_or_of_leaving_counts()
    {
        Assert.False(Assert.Single(Only(Asked("A", "19:25"), Answered("A", "19:25", AccommodationDecision.Accepted)).Answers).Late);
        Assert.False(Assert.Single(Only(Asked("A"), Answered("A", "21:00", AccommodationDecision.Accepted), Moved("21:00", TransferTo.Court)).Answers).Late);
        Assert.Equal(At("19:25"), Assert.Single(PlaceRequests.Of([Refused(), Asked("A", "19:25"), Entry("19:25", EventKind.BailGranted, new BailGranted(false))])).NeedEndedAt);
    }

    [Fact]
    public void A_request_taken_back_after_the_child_has_left_is_not_taken_back()
    {
        var request = Only(Asked("A"), Answered("A", "20:00", AccommodationDecision.Declined), Moved("21:00", TransferTo.Court), Withdrawn("A", "21:30"));
        Assert.Equal((null, PlaceOutcome.Declined, true), (request.WithdrawnAt, request.OutcomeAt(At("22:00"), Hour), request.BearsOutFailure(Hour)));
        Assert.Equal(At("21:00"), Only(Asked("A"), Moved("21:00", TransferTo.Court), Withdrawn("A", "21:00")).WithdrawnAt);
    }

    [Fact]
    public void No_authority_failed_a_child_for_whom_nobody_asked_any_more()
    {
        var granted = Entry("20:00", EventKind.BailGranted, new BailGranted(true));
        Assert.True(Of(Refused(), Asked("A", "19:25")));
        Assert.False(Of(Refused(), Asked("A", "19:25"), granted));
        Assert.False(Of(Refused(), Asked("A", "19:25"), granted, Refused("20:10")));
        Assert.False(Of(Refused(), Asked("A", "19:25"), granted, Answered("A", "20:01", AccommodationDecision.Declined)));
        Assert.True(Of(Refused(), Asked("A", "19:25"), granted, Answered("A", "20:00", AccommodationDecision.Declined)));
        Assert.True(Of(Refused(), Asked("A", "18:59"), granted));
        Assert.True(Of(Refused(), Asked("A", "19:25"), Moved("19:30", TransferTo.Court), granted));

        static bool Of(params CustodyEvent[] entries) => Only(entries).BearsOutFailure(Hour);
    }

    [Fact]
    public void An_offer_made_before_bail_was_granted_does_not_stand_for_a_later_refusal_and_one_made_since_does()
    {
        var granted = Entry("20:30", EventKind.BailGranted, new BailGranted(true));
        CustodyEvent[] given = [Refused(), Asked("A", "19:25"), Answered("A", "20:00", AccommodationDecision.Accepted)];
        Assert.Equal((false, true), Of(given));
        Assert.Equal((true, false), Of([.. given, granted]));
        Assert.Equal((true, false), Of([.. given, granted, Refused("20:40")]));
        Assert.Equal((false, true), Of([.. given, granted, Refused("20:40"), Answered("A", "20:50", AccommodationDecision.Accepted)]));
        Assert.Equal((false, true), Of([.. given, granted with { Occurred = At("20:00") }, Refused("20:40")]));
        Assert.Equal((false, true), Of([.. given, Moved("20:10", TransferTo.LocalAuthority), granted]));
        Assert.Equal((true, false), Of(Refused(), Asked("A", "19:25"), granted, Refused("20:40")));

        static (bool EndedWithBail, bool PlaceStands) Of(params CustodyEvent[] entries) => (Only(entries).EndedWithBail, Only(entries).PlaceStands);
    }

    private static PlaceRequest Only(params CustodyEvent[] entries) => Assert.Single(PlaceRequests.Of([.. entries.Order()]));
}
