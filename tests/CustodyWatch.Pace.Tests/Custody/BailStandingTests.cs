using CustodyWatch.Pace.Custody;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Custody;

/// <summary>Which decision on bail stands.</summary>
public sealed class BailStandingTests
{
    private static readonly CustodyEvent Granted = Entry("19:30", EventKind.BailGranted, new BailGranted(true));
    private static readonly CustodyEvent Authorised =
        Entry("19:40", EventKind.DetentionAuthorised, new DetentionAuthorised(Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]));

    [Fact]
    public void None_stands_before_bail_is_decided() => Assert.Null(BailStanding.Of([Arrival(15), Charge()]));

    [Fact]
    public void The_last_decision_stands()
    {
        Assert.Equal(Granted, BailStanding.Of([Arrival(15), Charge(), Refused(), Granted]));
        Assert.Equal(EventKind.BailRefused, BailStanding.Of([Arrival(15), Charge(), Granted, Refused("19:50")])?.Kind);
    }

    [Fact]
    public void Bail_that_was_granted_stands_no_more_after_a_further_charge_or_authorisation()
    {
        Assert.Null(BailStanding.Of([Arrival(15), Charge(), Granted, Charge("19:40")]));
        Assert.Null(BailStanding.Of([Arrival(15), Charge(), Granted, Authorised]));
        Assert.Equal(EventKind.BailRefused, BailStanding.Of([Arrival(15), Charge(), Granted, Charge("19:40"), Refused("19:50")])?.Kind);
    }

    [Fact]
    public void Bail_that_was_refused_stands_refused_until_it_is_granted() =>
        Assert.Equal(EventKind.BailRefused, BailStanding.Of([Arrival(15), Charge(), Refused(), Charge("19:40"), Authorised])?.Kind);
}
