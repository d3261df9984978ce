using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;

namespace CustodyWatch.Pace.Tests.Alerting;

/// <summary>Which authority's desk a clock about accommodation concerns: two were asked, and the second gave a place twice over.</summary>
public sealed class AddresseeTests
{
    private static readonly CustodyRecord Record = CustodyRecord.Fold(
        [
            Given.Arrival(15), Given.Charge(), Given.Refused(),
            Given.Answered("A", "19:22", AccommodationDecision.Accepted), // before it was asked: of nobody
            Asked("A", "19:25", "E08000001"), Asked("B", "19:30", "E10000002"), Asked("A", "19:35", "E09000003"),
            Given.Answered("A", "19:40", AccommodationDecision.Declined),
            Given.Answered("B", "19:45", AccommodationDecision.NeedsFacts),
            Given.Answered("B", "19:50", AccommodationDecision.OfferedOther),
            Given.Answered("A", "19:55", AccommodationDecision.Accepted),
            Given.Withdrawn("A", "20:00"),
            Given.Answered("A", "20:05", AccommodationDecision.Accepted),
        ], LocalSettings.Default, Given.At("21:00"));

    [Theory]
    [InlineData(ClockName.AccommodationReply, 1, "E08000001")]
    [InlineData(ClockName.AccommodationReply, 2, "E10000002")]
    [InlineData(ClockName.AccommodationReply, 3, null)] // one asked again is one asked once
    [InlineData(ClockName.AccommodationTransfer, 1, "E10000002")]
    [InlineData(ClockName.AccommodationTransfer, 2, "E08000001")]
    [InlineData(ClockName.AccommodationTransfer, 3, "E08000001")] // a place found after the withdrawal starts a clock too
    [InlineData(ClockName.AccommodationTransfer, 4, null)]
    [InlineData(ClockName.AccommodationRequest, 1, null)]
    [InlineData(ClockName.Review, 1, null)]
    public void A_clock_concerns_the_authority_that_was_asked_or_gave_the_place(ClockName name, int sequence, string? authority) =>
        Assert.Equal(authority, Addressee.Of(Invented.Review(ClockState.Running, sequence) with { Name = name }, Record));

    private static CustodyEvent Asked(string id, string time, string authority) => Given.Entry(
        time, EventKind.AccommodationRequested, new AccommodationRequested(id, authority, AccommodationKind.NonSecure, null, null, null));
}
