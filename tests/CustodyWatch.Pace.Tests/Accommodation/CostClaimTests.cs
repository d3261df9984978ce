using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Accommodation;

public sealed class CostClaimTests
{
    [Fact]
    public void A_refusal_begins_the_claim_and_the_childs_leaving_ends_it()
    {
        var claim = Of(Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "20:10", AccommodationDecision.Declined), Moved("22:00", TransferTo.Court));
        Assert.Equal(new CostClaim("A", "E08000099", At("20:10"), At("22:00")), claim);
    }

    [Fact]
    public void Silence_begins_it_when_the_time_to_answer_is_up() =>
        Assert.Equal(At("20:25"), Of(Arrival(15), Charge(), Refused(), Asked("A"))!.From);

    [Fact]
    public void Of_several_failures_the_first_bears_it_and_none_counts_twice()
    {
        var claim = Of(Arrival(15), Charge(), Refused(), Asked("A"), Asked("B", "19:40"), Answered("B", "19:50", AccommodationDecision.Declined));
        Assert.Equal(("B", At("19:50")), (claim!.RequestId, claim.From));
    }

    [Fact]
    public void A_place_offered_in_time_or_a_request_taken_back_or_bail_gives_none()
    {
        Assert.Null(Of(Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "20:00", AccommodationDecision.Accepted)));
        Assert.Null(Of(Arrival(15), Charge(), Refused(), Asked("A"), Withdrawn("A", "19:50")));
        Assert.Null(Of(Arrival(15), Charge(), Asked("A"), Answered("A", "19:50", AccommodationDecision.Declined)));
        Assert.Null(Of(Arrival(18), Charge(), Refused(), Asked("A")));
    }

    [Fact]
    public void A_request_taken_back_after_the_authority_had_failed_takes_the_claim_with_it_no_more()
    {
        Assert.Equal(At("20:25"), Of(Arrival(15), Charge(), Refused(), Asked("A"), Withdrawn("A", "20:26"))!.From);
        Assert.Null(Of(Arrival(15), Charge(), Refused(), Asked("A"), Withdrawn("A", "20:25")));
        Assert.Equal(At("19:50"), Of(Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "19:50", AccommodationDecision.Declined), Withdrawn("A", "20:00"))!.From);
        Assert.Null(Of(
            Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "19:50", AccommodationDecision.Declined), Answered("A", "20:00", AccommodationDecision.Accepted),
            Withdrawn("A", "20:10")));
    }

    [Fact]
    public void A_place_offered_and_then_taken_back_fails_when_it_is_taken_back() => Assert.Equal(At("19:55"), Of(
        Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "19:40", AccommodationDecision.Accepted), Answered("A", "19:55", AccommodationDecision.Declined))!.From);

    [Fact]
    public void Bail_granted_ends_it_where_the_authority_had_failed_by_then_and_gives_none_where_not()
    {
        CustodyEvent[] asked = [Arrival(15), Charge(), Refused(), Asked("A")];
        Assert.Equal(new CostClaim("A", "E08000099", At("20:25"), At("21:00")), Of([.. asked, Granted("21:00")]));
        Assert.Equal(At("19:50"), Of([.. asked, Answered("A", "19:50", AccommodationDecision.Declined), Granted("20:00")])!.From);
        Assert.Equal(new CostClaim("A", "E08000099", At("20:25"), At("21:00")), Of([.. asked, Granted("21:00"), Moved("22:00", TransferTo.Court)]));
        Assert.Null(Of([.. asked, Granted("20:25")]));
        Assert.Null(Of([.. asked, Granted("20:00"), Answered("A", "20:10", AccommodationDecision.Declined)]));
    }

    [Fact]
    public void Refused_bail_again_only_a_request_made_since_it_was_granted_begins_one()
    {
        CustodyEvent[] again = [Arrival(15), Charge(), Refused(), Asked("A"), Granted("19:40"), Refused("20:00")];
        Assert.Null(Of(again));
        Assert.Equal(("B", At("20:30")), Two(Of([.. again, Asked("B", "20:10"), Answered("B", "20:30", AccommodationDecision.Declined)])));
        Assert.Equal(("B", At("20:55")), Two(Of([.. again, Asked("B", "19:55")])));
        CustodyEvent[] twice = [Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "19:30", AccommodationDecision.Declined), Granted("19:40"), Refused("20:00")];
        Assert.Equal(("A", At("19:30")), Two(Of(twice)));
        Assert.Equal(At("19:40"), Of(twice)!.Until);
        Assert.Equal(("B", At("20:30")), Two(Of([.. twice, Asked("B", "20:10"), Answered("B", "20:30", AccommodationDecision.Declined), Moved("22:00", TransferTo.Court)])));

        static (string?, Instant?) Two(CostClaim? claim) => (claim?.RequestId, claim?.From);
    }

    [Fact]
    public void What_is_entered_after_the_child_has_left_takes_nothing_from_it()
    {
        CustodyEvent[] kept = [Arrival(15), Charge(), Refused(), Asked("A"), Answered("A", "19:50", AccommodationDecision.Declined), Moved("22:00", TransferTo.Court)];
        var claim = new CostClaim("A", "E08000099", At("19:50"), At("22:00"));
        Assert.Equal(claim, Of([.. kept, Granted("22:30")]));
        Assert.Equal(claim, Of([.. kept, Withdrawn("A", "22:30")]));
        Assert.Null(Of(Arrival(15), Charge(), Asked("A"), Moved("22:00", TransferTo.Court), Refused("22:30")));
    }

    [Fact]
    public void It_never_begins_before_bail_was_refused() =>
        Assert.Equal(At("19:20"), Of(
            Arrival(15), Asked("A", "16:00"), Answered("A", "16:30", AccommodationDecision.Declined), Charge(), Refused())!.From);

    [Fact]
    public void Of_a_child_who_leaves_in_the_minute_of_the_refusal_there_is_none() => Assert.Null(Of(
        Arrival(15), Asked("A", "16:00"), Answered("A", "16:30", AccommodationDecision.Declined), Charge(), Refused(), Moved("19:20", TransferTo.Court)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1440, 1)]
    [InlineData(1441, 2)]
    public void A_part_of_a_day_counts_as_a_day(int minutes, int days) =>
        Assert.Equal(days, CostClaim.DaysFrom(At("20:00"), At("20:00") + Duration.FromMinutes(minutes)));

    private static CustodyEvent Granted(string time) => Entry(time, EventKind.BailGranted, new BailGranted(true));

    private static CostClaim? Of(params CustodyEvent[] entries) => CostClaim.Of([.. entries.Order()], _ => Duration.FromHours(1));
}
