using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Clocks;

/// <summary>What the sentence of a clock says at an edge: in the minute of something else, across a change of the clocks, of a duty that came to nothing.</summary>
public sealed class SentenceEdgeTests
{
    private static readonly Officer Inspector = new("901", Rank.Inspector);
    private static readonly DetentionAuthorised Authorised = new(Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]);
    private static readonly CertificateIssued Flood = new("C", CertificateLimb.Impracticable, Sergeant, "The only road is closed by flood", null, null, null);

    [Fact]
    public void What_a_duty_says_of_itself_once_broken_is_said_and_not_what_its_provision_says_of_every_one()
    {
        var cycle = new Cycle
        {
            Name = ClockName.Review,
            Start = At("15:00"),
            Due = At("21:00"),
            Provision = Provision.Statute("PACE 1984 s40(1)") with { WhenBroken = "This is unlawful." },
            Explain = _ => "By 21:00.",
        };
        Assert.Equal("By 21:00. This is unlawful.", cycle.Judge(At("21:00")).Explanation);
        Assert.Equal("By 21:00. From 21:00 this is unlawful.", (cycle with { WhenBroken = _ => "From 21:00 this is unlawful." }).Judge(At("21:00")).Explanation);
        Assert.Equal("By 21:00.", cycle.Judge(At("20:59")).Explanation);
    }

    [Fact]
    public void Bail_refused_in_the_minute_of_a_review_is_said_of_neither_review()
    {
        CustodyEvent[] record =
        [
            Arrival(15), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Charge(), Refused("19:20"), Held("19:20", Sergeant),
        ];
        foreach (var review in Reviews(At("20:00"), record)) Assert.DoesNotContain("Charge does not start it again", review.Explanation, StringComparison.Ordinal);
        foreach (var review in Reviews(At("20:00"), [.. record[..3], Refused("19:20"), Held("19:21", Sergeant)])[..1])
            Assert.Contains("Charge does not start it again", review.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20:59", true)]
    [InlineData("21:00", false)]
    public void Bail_refused_in_the_minute_a_review_was_due_is_not_said_of_it(string refused, bool said)
    {
        var review = Assert.Single(Reviews(At("21:30"), Arrival(15), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Charge(), Refused(refused)));
        Assert.Equal(said, review.Explanation.Contains("Charge does not start it again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_review_tells_the_zone_of_its_times_when_six_hours_from_bail_refused_would_end_in_another()
    {
        // The clocks go back at 02:00 on Sunday 25 October 2026.
        var record = On(new LocalDate(2026, 10, 24), Arrival(15), Entry("17:30", EventKind.DetentionAuthorised, Authorised), Charge("20:50"), Refused("21:00"));
        Assert.Contains(
            "authorised at 17:30 BST: by 23:30 BST. Charge does not start it again; some count 6 hours from bail being refused at 21:00 BST, which would be 02:00 GMT on Sun 25 Oct",
            Assert.Single(Reviews(record[^1].Occurred, record)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_review_by_too_low_a_rank_was_still_owed_when_the_child_left()
    {
        CustodyEvent[] record = [Arrival(15), Entry("15:00", EventKind.DetentionAuthorised, Authorised), Held("17:00", Sergeant)];
        Assert.Equal(
            "The review at 17:00 does not count: a sergeant is too low in rank, and until an inspector or above holds it the review is still owed.",
            Last(At("17:30"), ClockName.ReviewWrongRank, record).Sentence);
        Assert.Equal(
            "The review at 17:00 does not count: a sergeant is too low in rank, and when the child left at 18:00 the review was still owed.",
            Last(At("18:30"), ClockName.ReviewWrongRank, [.. record, Gone("18:00")]).Sentence);
    }

    [Fact]
    public void A_certificate_for_a_court_that_never_sat_says_that_no_sitting_was_recorded()
    {
        CustodyEvent[] record = [Arrival(15), Charge(), Refused("19:20"), Entry("20:00", EventKind.CertificateIssued, Flood)];
        Assert.Equal(
            "The certificate signed at 20:00 must be produced to the court; no sitting is recorded yet.", Last(At("21:00"), ClockName.CertificateToCourt, record).Sentence);
        Assert.Equal(
            "The certificate signed at 20:00 had to be produced to the court; no sitting was recorded.",
            Last(At("22:30"), ClockName.CertificateToCourt, [.. record, Entry("22:00", EventKind.BailGranted, new BailGranted(false))]).Sentence);
    }

    [Fact]
    public void Hours_used_before_bail_come_off_the_most_that_warrants_may_give() => Assert.Contains(
        "36 hours from the warrant issued at 15:40, but never past 96 hours, less 60 hours used before bail, from the arrival at 14:40",
        Last(At("16:00"), ClockName.DetentionLimit, OnBail(Duration.FromHours(60)), Entry("15:40", EventKind.WarrantGranted, new WarrantGranted("Magistrates", 36))).Sentence,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("18:00", "18:00")]
    [InlineData("14:40", "14:40:17")]
    public void A_child_whose_hours_ran_out_on_bail_two_days_ago_is_held_unlawfully_from_the_arrival(string left, string said)
    {
        var gone = Gone(left) with { Occurred = At(left) + Duration.FromSeconds(17) };
        Assert.EndsWith(
            $"From the arrival at 14:40 on Wed 10 Jun until the child left at {said} the detention was unlawful.",
            Last(At("19:00"), ClockName.DetentionLimit, OnBail(Duration.FromHours(72)), gone).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_from_an_arrival_the_day_after_the_clocks_changed_tells_no_zone()
    {
        // A quarter past midnight on the Monday: a day before that it was still summer time.
        var arrival = On(new LocalDate(2026, 10, 26), Arrival(15, "00:15"));
        Assert.Equal(
            "24 hours from the arrival at the first police station, 00:15: the child must be charged or released by 00:15 on Tue 27 Oct.",
            Last(arrival[0].Occurred, ClockName.DetentionLimit, arrival).Sentence);
    }

    private static CustodyEvent OnBail(Duration used) => Arrival(15) with
    {
        Fact = (Arrived)Arrival(15).Fact with { Route = Route.BailReturn, CarriedForward = new CarriedForward(used, Duration.FromHours(1)) },
    };

    private static CustodyEvent Held(string time, Officer officer) =>
        Entry(time, EventKind.ReviewHeld, new ReviewHeld(officer, ReviewMethod.InPerson, ReviewOutcome.Continue, false, []));

    private static CustodyEvent Gone(string time) => Entry(time, EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true));

    // The same entries at the same local times of another day.
    private static CustodyEvent[] On(LocalDate date, params CustodyEvent[] entries) =>
        [.. entries.Select(entry => entry with { Occurred = LondonTime.At(date, entry.Occurred.InZone(LondonTime.Zone).TimeOfDay) })];

    private static Clock[] Reviews(Instant at, params CustodyEvent[] entries) =>
        [.. PaceRules.Clocks(entries, LocalSettings.Default, at).History.Where(clock => clock.Name == ClockName.Review)];

    private static Clock Last(Instant at, ClockName name, params CustodyEvent[] entries) =>
        PaceRules.Clocks(entries, LocalSettings.Default, at).History.Last(clock => clock.Name == name);
}
