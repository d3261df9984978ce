using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Rules.Duties;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Pace.Settings;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Clocks;

/// <summary>
/// When what a clock says changes though nothing is entered, and what it says from then on. Of a child who came in at 14:40 on 10 June 2026.
/// </summary>
public sealed class ChangesByThemselvesTests
{
    private static readonly Adult Mother = new(AdultKind.Parent, null, null);
    private static readonly CustodyEvent[] Asked = [Arrival(15), Entry("15:00", EventKind.AaRequested, new AaRequested(Mother)), Says("15:10", "21:00")];
    private static readonly CustodyEvent[] WholeAsTheDayEnds = [Arrival(15), Later(16, new RestStarted())];
    private static readonly CustodyEvent[] Interviewed =
    [
        Arrival(15), Entry("14:52", EventKind.DetentionAuthorised, new DetentionAuthorised(Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])),
        Entry("15:30", EventKind.InterviewStarted, new InterviewStarted(true, null)),
    ];

    [Fact]
    public void An_adult_who_said_a_time_too_late_is_late_from_then_on_unless_one_comes_or_says_sooner_or_the_child_goes()
    {
        Assert.Equal(At("21:00"), AppropriateAdult.NextChange(Record(At("16:00"), Asked)));
        Assert.Null(AppropriateAdult.NextChange(Record(At("21:00"), Asked)));
        Assert.Equal(At("19:00"), AppropriateAdult.NextChange(Record(At("16:00"), [.. Asked, Says("15:20", "19:00"), Says("15:30", "20:00")])));
        Assert.Null(AppropriateAdult.NextChange(Record(At("16:00"), [.. Asked, Says("15:20", "16:30")])));
        Assert.Null(AppropriateAdult.NextChange(Record(At("16:00"), [.. Asked, Entry("15:30", EventKind.AaArrived, new AaArrived(Mother))])));
        Assert.Null(AppropriateAdult.NextChange(Record(At("16:00"), [.. Asked, Gone("15:30")])));
    }

    [Fact]
    public void That_an_adult_had_to_be_here_is_said_from_the_minute_it_was_so_and_nobody_is_sought_for_a_child_who_has_gone()
    {
        Assert.Contains("one must be here by 17:00", Expected("16:59", Asked), StringComparison.Ordinal);
        Assert.Contains("one had to be here by 17:00", Expected("17:00", Asked), StringComparison.Ordinal);
        Assert.Equal("The adult was expected at 21:00, but one had to be here by 17:00.", Expected("16:00", [.. Asked, Gone("15:30")]));

        static string Expected(string at, CustodyEvent[] entries) => Last(At(at), ClockName.AdultExpectedLate, entries).Explanation;
    }

    [Fact]
    public void Rest_that_is_whole_as_the_day_ends_is_whole_in_time_and_the_next_day_begins_without_any()
    {
        Assert.Contains("the one under way is whole at 14:40", Rested(17), StringComparison.Ordinal);
        Assert.Contains("rest must begin by", Rested(24), StringComparison.Ordinal);
        Assert.Equal(ArrivedAfter(40), Rest.NextChange(Record(ArrivedAfter(24), WholeAsTheDayEnds)));
        Assert.Equal(ArrivedAfter(40), Rest.NextChange(Record(ArrivedAfter(25), WholeAsTheDayEnds)));

        static string Rested(int hours) => Last(ArrivedAfter(hours), ClockName.Rest, WholeAsTheDayEnds).Explanation;
    }

    [Fact]
    public void With_an_hour_of_rest_broken_off_it_is_too_late_for_a_whole_one_and_an_hour_later_for_what_is_left()
    {
        CustodyEvent[] broken = [Arrival(15), Later(1, new RestStarted()), Later(2, new RestEnded(RestEndCause.OwnRequest))];
        Assert.Equal(ArrivedAfter(16), Rest.NextChange(Record(ArrivedAfter(3), broken)));
        Assert.Equal(ArrivedAfter(17), Rest.NextChange(Record(ArrivedAfter(16), broken)));
    }

    [Fact]
    public void An_hour_of_rest_that_went_on_and_nobody_ended_is_used_and_shortens_no_other()
    {
        CustodyEvent[] asleep = [Arrival(15), Later(1, new RestStarted()), Later(2, new RestEnded(RestEndCause.OwnRequest)), Later(3, new RestStarted())];
        Assert.Equal(ArrivedAfter(48), Rest.NextChange(Record(ArrivedAfter(40), asleep)));
        Assert.EndsWith("can no longer be whole in time: let it begin now.", Last(ArrivedAfter(40), ClockName.Rest, asleep).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interview_is_asked_about_two_hours_after_it_began_whatever_is_entered_meanwhile_and_not_once_it_is_over()
    {
        CustodyEvent[] drink = [.. Interviewed, Entry("16:00", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted))];
        Assert.Equal(At("17:30"), Visits.NextChange(Record(At("16:20"), drink)));
        Assert.Contains("in an interview since 15:30", Last(At("16:20"), ClockName.Visit, drink).Explanation, StringComparison.Ordinal);
        Assert.Null(Visits.NextChange(Record(At("17:30"), drink)));
        Assert.Null(Visits.NextChange(Record(At("16:20"), [.. Interviewed, Entry("16:00", EventKind.InterviewEnded, new InterviewEnded())])));
    }

    [Fact]
    public void A_child_who_is_interviewed_at_hospital_is_away_and_nobody_asks_whether_that_has_ended()
    {
        CustodyEvent[] there = [.. Interviewed, Entry("15:20", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment))];
        Assert.Null(Visits.NextChange(Record(At("16:20"), there)));
        Assert.StartsWith("The child is away", Last(At("16:20"), ClockName.Visit, there).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_review_that_is_warned_of_is_to_be_held_within_the_hour() => Assert.Equal(At("16:00"), CarefulReview.HoldBy(At("15:00")));

    [Fact]
    public void Nobody_is_away_who_left_from_hospital_for_good()
    {
        CustodyEvent[] left = [Arrival(15), Entry("18:00", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment)), Gone("19:00")];
        Assert.Equal(At("18:00"), Record(At("18:30"), left).Away?.From);
        Assert.Null(Record(At("20:00"), left).Away);
    }

    private static Instant ArrivedAfter(int hours) => At("14:40") + Duration.FromHours(hours);

    private static CustodyEvent Later(int hours, Fact fact) =>
        Entry("14:40", fact is RestStarted ? EventKind.RestStarted : EventKind.RestEnded, fact) with { Id = $"rest-{hours}", Occurred = ArrivedAfter(hours) };

    private static CustodyEvent Says(string time, string expected) => Entry(time, EventKind.AaAccepted, new AaAccepted(At(expected), Mother));

    private static CustodyEvent Gone(string time) => Entry(time, EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true));

    private static CustodyRecord Record(Instant at, CustodyEvent[] entries) => CustodyRecord.Fold(entries, LocalSettings.Default, at);

    private static Clock Last(Instant at, ClockName name, CustodyEvent[] entries) =>
        PaceRules.Clocks(entries, LocalSettings.Default, at).History.Last(clock => clock.Name == name);
}
