using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>What some clocks say, to the last word: also what they say no more.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData("Reviews/bail-refused-a-quarter-of-an-hour-after-charge", "2026-06-10T22:15:00Z", ClockName.Review, 2,
        "9 hours from the first review, held 20:30: by 05:30 on Thu 11 Jun.")]
    [InlineData("Reviews/postponed-and-never-held", "2026-06-10T22:30:00Z", ClockName.Review, 1,
        "6 hours from detention being authorised at 14:52: by 20:52. It was put off for a recorded reason.")]
    [InlineData("Limits/warrant-cut-off-at-ninety-six-hours", "2026-06-13T13:01:00Z", ClockName.DetentionLimit, 1,
        "36 hours from the warrant issued at 14:00 on Sat 13 Jun, but never past 96 hours from 14:40 on Wed 10 Jun, with 1 hour at hospital for treatment left out: the child must be charged or released by 15:40 on Sun 14 Jun.")]
    [InlineData("Timelines/arrested-on-a-court-warrant", "2026-06-13T16:00:00Z", ClockName.DetentionLimit, 1,
        "24 hours from the arrest on the court's warrant, 16:00: the child must be before the court, the first sitting if sooner, by 16:00 on Sun 14 Jun "
        + "(Sundays, Christmas Day and Good Friday may not count, which would make it 16:00 on Mon 15 Jun; work to the earlier).")]
    [InlineData("Gates/what-was-put-right-commands-nothing-more", "2026-06-10T19:00:00Z", ClockName.CellWithAdult, 1,
        "The child was put in a cell with an adult detainee at 17:00, which the law forbids.")]
    [InlineData("Welfare/a-drink-in-the-middle-of-a-rest", "2026-06-10T23:00:00Z", ClockName.Drink, 2,
        "The next drink had to be offered 4 hours from 20:00, when one was last offered or the clock began, with 1 hour at rest or away left out; it was, at 23:00, while the clock waited.")]
    [InlineData("Welfare/an-interview-nobody-ended", "2026-06-10T16:59:59Z", ClockName.Visit, 2,
        "The child has been in an interview since 16:00: visits start again when its end is recorded.")]
    [InlineData("Welfare/an-interview-nobody-ended", "2026-06-10T17:00:00Z", ClockName.Visit, 2,
        "The child has been in an interview since 16:00, and no visit is due while it lasts. Interviews break at mealtimes and about every two hours (Code C 12.8). Has it ended? Record the end, and visits start again.")]
    [InlineData("Welfare/a-rest-while-an-interview-is-open", "2026-06-10T20:00:00Z", ClockName.Visit, 2,
        "The child has been at rest since 21:00, but an interview begun at 16:00 is still open, and no visit is due while it lasts. Has it ended? Record the end, and visits start again.")]
    [InlineData("Welfare/taken-to-hospital-out-of-an-interview-nobody-ended", "2026-06-10T16:30:00Z", ClockName.Visit, 2, "The child is away: visits start again when that is over.")]
    [InlineData("Limits/a-review-before-authorisation-does-not-open-the-extension", "2026-06-10T20:00:00Z", ClockName.ExtensionVoid, 1,
        "The extension given at 21:00 does not count: the second review had not been held. The limit stayed at 14:40 on Thu 11 Jun.")]
    public void A_clock_says_this_and_no_more(string file, string at, ClockName name, int sequence, string sentence)
    {
        var example = ExampleFile.Read(file + ".json");
        var sheet = PaceRules.Clocks(example.Events, example.Settings, InstantPattern.ExtendedIso.Parse(at).Value);
        Assert.Equal(sentence, sheet.History.Single(clock => clock.Name == name && clock.Sequence == sequence).Explanation);
    }

    [Theory]
    [InlineData("Limits/extension-by-a-chief-inspector", "PACE 1984 s42(1)")]
    [InlineData("Limits/extension-past-thirty-six-hours", "PACE 1984 s42(1)")]
    [InlineData("Timelines/extension-for-a-summary-offence", "PACE 1984 s42(1)(b)")]
    [InlineData("Timelines/extension-given-before-the-second-review", "PACE 1984 s42(4)")]
    [InlineData("Limits/extension-a-second-too-late", "PACE 1984 s42(4)")]
    [InlineData("Limits/second-slice-signed-after-the-first-ran-out", "PACE 1984 s42(2)")]
    public void An_extension_that_does_not_count_cites_what_it_breaks(string file, string citation)
    {
        var example = ExampleFile.Read(file + ".json");
        var gate = PaceRules.Clocks(example.Events, example.Settings, example.Expect.Max(expectation => expectation.At)).History.First(clock => clock.Name == ClockName.ExtensionVoid);
        Assert.Equal(citation, gate.Basis.Citation);
    }

    [Theory]
    [InlineData("2026-06-15T15:00:00Z", null)] // a Monday
    [InlineData("2026-06-14T09:00:00Z", "00:00 on Tue 16 Jun")] // on a Sunday
    [InlineData("2026-04-02T15:00:00Z", "16:00 on Sat 4 Apr")] // before Good Friday
    [InlineData("2027-03-25T16:00:00Z", "16:00 on Sat 27 Mar")] // before Good Friday, before the clocks change
    [InlineData("2026-12-24T10:00:00Z", "10:00 on Sat 26 Dec")] // Christmas Eve
    public void Hours_on_a_courts_warrant_may_not_run_on_days_without_courts(string arrested, string? later)
    {
        var at = InstantPattern.ExtendedIso.Parse(arrested).Value;
        var arrival = Given.Arrival(15) with { Occurred = at };
        arrival = arrival with { Fact = (Arrived)arrival.Fact with { Route = Route.CourtWarrant, ArrestedAt = at } };
        var limit = PaceRules.Clocks([arrival], LocalSettings.Default, at).History.Single(clock => clock.Name == ClockName.DetentionLimit);
        if (later is null) Assert.DoesNotContain("may not count", limit.Explanation, StringComparison.Ordinal);
        else Assert.Contains($"may not count, which would make it {later}; work to the earlier", limit.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_has_its_zone_at_both_ends_when_the_clocks_change_between_them()
    {
        var example = ExampleFile.Read("ClockChanges/ninety-six-hours-across-the-autumn-change.json");
        var limit = PaceRules.Clocks(example.Events, example.Settings, InstantPattern.ExtendedIso.Parse("2026-10-25T12:00:00Z").Value).History.Last(clock => clock.Name == ClockName.DetentionLimit);
        Assert.Equal("36 hours from the warrant issued at 20:30 BST on Sat 24 Oct: the child must be charged or released by 07:30 GMT on Mon 26 Oct.", limit.Explanation);
    }
}
