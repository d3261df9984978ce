using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;

namespace CustodyWatch.Pace.Tests.Safeguards;

/// <summary>Whether a child has to go, asked at 22:00 on 10 June 2026.</summary>
public sealed class MustGoTests
{
    private static readonly CustodyEvent Authorised = Given.Entry("15:00", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, []));
    private static readonly CustodyEvent Reviewed = Given.Entry("21:00", EventKind.ReviewHeld, new ReviewHeld(new("2210", Rank.Inspector), ReviewMethod.InPerson, ReviewOutcome.Release, false, []));
    private static readonly CustodyEvent Granted = Given.Entry("20:00", EventKind.BailGranted, new BailGranted(true));
    private static readonly CustodyEvent Unfit = Given.Entry("17:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.NotFit, null));

    [Fact]
    public void Each_reason_is_told_with_when_it_arose_and_the_first_in_law_is_told_alone()
    {
        Assert.Null(Asked(Given.Arrival(15), Authorised));
        Assert.Equal(new MustGo(MustGoBecause.Review, Given.At("21:00")), Asked(Given.Arrival(15), Authorised, Reviewed));
        Assert.Equal(new MustGo(MustGoBecause.Bail, Given.At("20:00")), Asked(Given.Arrival(15), Authorised, Given.Charge(), Granted, Unfit));
        Assert.Equal(new MustGo(MustGoBecause.NotFit, Given.At("17:00")), Asked(Given.Arrival(15), Authorised, Unfit));
        Assert.Equal(new MustGo(MustGoBecause.UnderTen, null), Asked(Given.Arrival(9), Authorised, Reviewed));
        Assert.Null(Asked(Given.Arrival(10), Authorised));
    }

    [Fact]
    public void Nobody_has_to_go_who_has_gone_or_is_at_hospital_already()
    {
        Assert.Null(Asked(Given.Arrival(9), Given.Entry("21:30", EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true))));
        var left = Given.Entry("18:00", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment));
        Assert.Null(Asked(Given.Arrival(15), Authorised, Unfit, left));
        Assert.NotNull(Asked(Given.Arrival(15), Authorised, Unfit, left, Given.Entry("19:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital())));
        Assert.NotNull(Asked(Given.Arrival(15), Authorised, Unfit, Given.Entry("18:00", EventKind.LeftForOtherStation, new LeftForOtherStation("NORTH"))));
        Assert.Equal(MustGoBecause.Review, Asked(Given.Arrival(15), Authorised, Reviewed, left)!.Because);
    }

    [Theory]
    [InlineData(MustGoBecause.UnderTen, true)]
    [InlineData(MustGoBecause.Bail, true)]
    [InlineData(MustGoBecause.Review, true)]
    [InlineData(MustGoBecause.NotFit, false)]
    public void Only_who_is_not_fit_may_go_to_hospital_instead(MustGoBecause because, bool released) =>
        Assert.Equal(released, new MustGo(because, null).ToBeReleased);

    private static MustGo? Asked(params CustodyEvent[] entries) => MustGo.Of(CustodyRecord.Fold(entries, LocalSettings.Default, Given.At("22:00")));
}
