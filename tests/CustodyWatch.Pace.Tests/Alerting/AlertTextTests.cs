using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using CustodyWatch.Pace.Tests.Examples;
using NodaTime;
using static CustodyWatch.Pace.Tests.Alerting.Invented;

namespace CustodyWatch.Pace.Tests.Alerting;

public sealed class AlertTextTests
{
    [Fact]
    public void A_warning_says_by_when() => Assert.Equal(
        "99/000123/26 in CENTRAL: the next review of detention must be held by 05:52 (PACE 1984 s40(3)(b)).",
        Sentence(Review(ClockState.Warning), Step.Warning(1)));

    [Fact]
    public void A_broken_statute_says_what_that_means_in_law() => Assert.Equal(
        "99/000123/26 in CENTRAL: a review of detention was due at 05:52 and has not been held, and until it is the detention is unlawful " +
        "(PACE 1984 s40(3)(b)).",
        Sentence(Review(ClockState.Breached), Step.Due));

    [Fact]
    public void Of_a_child_on_a_courts_warrant_it_says_that_the_court_has_to_have_the_child()
    {
        var limit = DetentionLimit(ClockState.Breached);
        limit = limit with { Cycle = limit.Cycle with { OnCourtWarrant = true } };
        Assert.Contains("since 08:00 the child, arrested on a court's warrant, has not been before the court as Bail Act 1976 s7(4) requires, and must be brought there now", Sentence(limit, Step.Due), StringComparison.Ordinal);
        Assert.Contains("must be before the court by 08:00", Sentence(limit with { State = ClockState.Warning }, Step.Warning(1)), StringComparison.Ordinal);
        Assert.EndsWith("was not before the court as Bail Act 1976 s7(4) requires (PACE 1984 s40(3)(b)).", Sentence(limit with { StoppedAt = At(8) }, Step.Due), StringComparison.Ordinal);
        Assert.DoesNotContain("unlawful", Sentence(limit, Step.Due), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_over_when_it_is_said_is_said_as_past()
    {
        var limit = DetentionLimit(ClockState.Breached);
        Assert.Contains("ended at 08:00 and until 09:00 the child was held, which was unlawful", Sentence(limit with { StoppedAt = At(8) }, Step.Due), StringComparison.Ordinal);
        Assert.Contains(
            "ended at 08:00 and until the charge at 09:00 the child was held, which was unlawful",
            Sentence(limit with { Cycle = limit.Cycle with { DoneTooLate = At(8) } }, Step.Due), StringComparison.Ordinal);
        Assert.Contains(
            "was due at 05:52 and had not been held when the child left at 06:10, and in between the detention was unlawful",
            Sentence(Review(ClockState.Breached) with { StoppedAt = At(5, 10) }, Step.Due), StringComparison.Ordinal);
        Assert.Contains("has not been held, and until it is the detention is unlawful", Sentence(Review(ClockState.Breached), Step.Due), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_who_came_back_on_bail_is_said_to_have_been_held_before()
    {
        var arrival = Given.Arrival(15);
        CustodyEvent[] entries =
        [
            arrival with { Fact = (Arrived)arrival.Fact with { Route = Route.BailReturn, CarriedForward = new(Duration.FromHours(25), Duration.FromHours(10)) } },
            Given.Entry("15:00", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])),
            Given.Charge("17:00"),
            Given.Entry("18:00", EventKind.Released, new Released(ReleaseOutcome.BailedPostCharge, true)),
        ];
        Assert.Contains(
            "ended at 13:40 and from the arrival at 14:40 until the charge at 17:00 the child was held, which was unlawful", Told(ClockName.DetentionLimit), StringComparison.Ordinal);
        Assert.Contains(
            "was due at 13:40 and had not been held when the child left at 18:00, and from the arrival at 14:40 the detention was unlawful", Told(ClockName.Review), StringComparison.Ordinal);

        string Told(ClockName name) => AlertText.Sentence(
            PaceRules.Clocks(entries, LocalSettings.Default, Given.At("19:00")).Current.Single(clock => clock.Name == name), Step.Due, "99/000123/26", "CENTRAL", Given.At("19:00"));
    }

    [Fact]
    public void A_local_service_level_is_never_passed_off_as_law()
    {
        var drink = Review(ClockState.Breached) with { Name = ClockName.Drink, Basis = new(Authority.Local, "PACE Code C 8.6", "drinkHours") };
        Assert.Equal(
            "99/000123/26 in CENTRAL: a drink was to be offered by 05:52 and has not been (local service level for PACE Code C 8.6).",
            Sentence(drink, Step.Due));
    }

    [Fact]
    public void A_gate_says_what_happened()
    {
        var gate = Gate(ClockName.ForceUsed, new(Authority.Local, null, null)) with { Cycle = Cycle("Force was used on the child at 03:10.") };
        Assert.Equal("99/000123/26 in CENTRAL: force was used on the child at 03:10 (local service level).", Sentence(gate, Step.Due));
    }

    [Fact]
    public void A_gate_told_of_on_another_day_says_on_which_day_it_was()
    {
        var asked = PaceRules.Clocks(
            [Given.Arrival(15), Given.Charge(), Given.Refused(), Given.Asked("R-1", "19:25", AccommodationKind.Secure)], LocalSettings.Default, Given.At("23:30"))
            .Current.Single(clock => clock.Name == ClockName.SecureRequestUnsupported);
        Assert.Contains("secure accommodation was asked for at 19:25, but", Said(asked, Given.At("23:30")), StringComparison.Ordinal);
        Assert.Contains("secure accommodation was asked for at 19:25 on Wed 10 Jun, but", Said(asked, Given.At("23:30") + Duration.FromHours(28)), StringComparison.Ordinal);

        foreach (var gate in ExampleFile.All.Select(ExampleFile.Read)
            .SelectMany(example => PaceRules.Clocks(example.Events, example.Settings, example.Expect.Max(expected => expected.At)).History).Where(clock => clock.IsGate))
        {
            Assert.Equal(gate.Sentence, gate.SentenceAt(gate.StartedAt));
            Assert.DoesNotMatch(@"\d\d:\d\d(?!(:\d\d)?( GMT| BST)? on )", Said(gate, gate.StartedAt + Duration.FromDays(20)));
        }

        static string Said(Clock gate, Instant now) => AlertText.Sentence(gate, Step.Due, "99/000123/26", "CENTRAL", now);
    }

    [Fact]
    public void A_due_time_on_another_day_is_given_with_its_day() => Assert.Contains(
        "05:52 on Thu 11 Jun", AlertText.Sentence(Review(ClockState.Breached), Step.Due, "99/000123/26", "CENTRAL", At(23, 30)));

    [Fact]
    public void A_heading_says_how_far_it_has_come()
    {
        Assert.Equal("Second review of detention: due soon", AlertText.Title(Review(ClockState.Warning), Step.Warning(1)));
        Assert.Equal("Second review of detention: overdue", AlertText.Title(Review(ClockState.Breached), Step.Due));
        Assert.Equal("Second review of detention: overdue", AlertText.Title(Review(ClockState.Breached), Step.Warning(1)));
        Assert.Equal("Second review of detention: still overdue", AlertText.Title(Review(ClockState.Breached), Step.Escalation(1)));
        var gate = Gate(ClockName.StripSearchWithoutAdult, Code);
        Assert.Equal("Strip searched without an appropriate adult", AlertText.Title(gate, Step.Due));
        Assert.Equal("In a cell with an adult detainee: still not put right", AlertText.Title(Gate(ClockName.CellWithAdult, Statute) with { Title = "In a cell with an adult detainee" }, Step.Escalation(1)));
    }

    [Theory]
    [InlineData(ClockName.InterviewWithoutAdult)]
    [InlineData(ClockName.StripSearchWithoutAdult)]
    [InlineData(ClockName.StripSearch)]
    [InlineData(ClockName.ExtensionVoid)]
    [InlineData(ClockName.ImpossibleCheck)]
    [InlineData(ClockName.ForceUsed)]
    public void Of_what_nothing_puts_right_a_heading_says_that_it_is_to_be_seen(ClockName name) => Assert.EndsWith(
        ": still to be seen", AlertText.Title(Gate(name, Code) with { Title = ClockKind.Of(name).Title }, Step.Escalation(1)), StringComparison.Ordinal);

    [Fact]
    public void A_duty_that_waits_says_so_and_a_warning_of_what_is_broken_says_that_it_is()
    {
        Assert.Equal(
            "99/000123/26 in CENTRAL: second review of detention is due as soon as its clock runs again (PACE 1984 s40(3)(b)).",
            Sentence(Review(ClockState.Paused) with { DueAt = null }, Step.Warning(1)));
        Assert.Contains("was due at 05:52", Sentence(Review(ClockState.Breached), Step.Warning(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_has_no_words_but_its_own() => Assert.Contains(
        "its own sentence", Assert.Throws<ArgumentOutOfRangeException>(() => Sentence(Review(ClockState.Breached) with { Name = ClockName.ForceUsed }, Step.Due)).Message, StringComparison.Ordinal);

    [Fact]
    public void Guidance_without_a_citation_is_called_guidance()
    {
        Assert.Equal("guidance", AlertText.Under(new(Authority.Guidance, null, null)));
        Assert.Equal("College of Policing APP", AlertText.Under(new(Authority.Guidance, "College of Policing APP", null)));
    }

    [Fact]
    public void Every_duty_with_a_time_has_its_words()
    {
        foreach (var name in Enum.GetValues<ClockName>().Where(name => name < ClockName.MentalHealthDetention))
            foreach (var (state, step) in new[] { (ClockState.Warning, Step.Warning(1)), (ClockState.Breached, Step.Due) })
                Assert.Matches(@"^99/000123/26 in CENTRAL: [a-z].*05:52.* \(PACE 1984 s40\(3\)\(b\)\)\.$", Sentence(Review(state) with { Name = name }, step));
    }

    private static string Sentence(Clock clock, Step step) => AlertText.Sentence(clock, step, "99/000123/26", "CENTRAL", At(5));
}
