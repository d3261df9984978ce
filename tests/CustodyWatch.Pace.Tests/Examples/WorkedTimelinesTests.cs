using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>
/// The sixty-four worked timelines of the law in custody, by their numbers: each is an example in which the clock named falls
/// due when the timeline says, or something no clock decides.
/// </summary>
public sealed class WorkedTimelinesTests
{
    private const int Timelines = 64;
    private const int Fewest = 150;

    /// <summary>The number, the example, the clock, and when it must fall due there; no time where the clock alone is the point.</summary>
    public static TheoryData<int, string, string, string?> Decided => new()
    {
        { 1, "Reviews/three-reviews-each-at-the-last-minute", "review", "2026-06-11T13:52:00Z" },
        { 2, "Timelines/review-held-early-pulls-the-next-forward", "review", "2026-06-11T02:30:00Z" },
        { 3, "Reviews/held-very-early-twice", "review", "2026-06-11T04:00:00Z" },
        { 4, "Timelines/review-held-late-with-no-ground", "review", "2026-06-11T04:52:00Z" },
        { 5, "Timelines/review-postponed-during-an-interview", "review", "2026-06-11T04:52:00Z" },
        { 6, "Timelines/second-review-postponed-no-inspector-free", "review", "2026-06-11T13:52:00Z" },
        { 8, "Reviews/brought-forward-so-that-both-fall-when-she-is-awake", "review", "2026-06-11T03:45:00Z" },
        { 9, "Timelines/moved-to-a-second-station-the-review-does-not-restart", "review", "2026-06-11T04:25:00Z" },
        { 10, "Limits/not-designated-to-the-second", "designated-station", null },
        { 12, "Timelines/volunteer-arrested-at-the-station", "rest", "2026-06-12T10:10:00Z" },
        { 13, "Timelines/street-bail-answered", "detention-limit", "2026-06-12T09:00:00Z" },
        { 14, "Timelines/wanted-by-another-force-not-questioned", "detention-limit", "2026-06-11T21:15:00Z" },
        { 15, "Limits/wanted-by-another-force-and-brought-a-day-later", "detention-limit", "2026-06-12T07:00:00Z" },
        { 16, "Timelines/wanted-by-another-force-and-questioned-there", "detention-limit", "2026-06-11T07:30:00Z" },
        { 18, "Timelines/arrested-in-scotland-brought-south", "detention-limit", "2026-06-10T17:00:00Z" },
        { 18, "Limits/brought-over-the-border-and-held-a-day-on-the-way", "detention-limit", "2026-06-11T12:00:00Z" },
        { 20, "Timelines/hospital-for-treatment-stops-the-limit", "review", "2026-06-10T23:22:00Z" },
        { 21, "Timelines/questioned-while-at-hospital", "detention-limit", "2026-06-11T16:45:00Z" },
        { 22, "Timelines/hospital-x-ray-for-evidence-stops-nothing", "detention-limit", "2026-06-11T13:40:00Z" },
        { 23, "Limits/treated-at-casualty-before-any-station", "review", "2026-06-11T00:31:00Z" },
        { 24, "Limits/hospital-before-an-extension", "detention-limit", "2026-06-12T05:10:00Z" },
        { 25, "Timelines/extension-to-thirty-six-hours", "detention-limit", "2026-06-12T01:40:00Z" },
        { 25, "Timelines/extension-given-before-the-second-review", "extension-void", null },
        { 25, "Limits/extension-a-second-too-late", "extension-void", null },
        { 26, "Timelines/extension-for-a-summary-offence", "detention-limit", "2026-06-11T13:40:00Z" },
        { 27, "Limits/second-review-brought-forward-opens-the-extension", "review", "2026-06-11T03:00:00Z" },
        { 28, "Limits/extension-in-two-slices", "detention-limit", "2026-06-12T01:40:00Z" },
        { 29, "Timelines/extension-to-thirty-six-hours", "review", "2026-06-11T13:30:00Z" },
        { 31, "Limits/warrant-shorter-than-the-extension-it-replaces", "detention-limit", "2026-06-11T21:00:00Z" },
        { 32, "Timelines/warrant-then-extended-to-the-ninety-six-hour-stop", "detention-limit", "2026-06-14T13:40:00Z" },
        { 33, "Timelines/returns-on-bail-with-nine-hours-used", "detention-limit", "2026-06-15T23:00:00Z" },
        { 33, "Timelines/returns-on-bail-with-nine-hours-used", "review", "2026-06-15T13:30:00Z" },
        { 34, "Timelines/arrested-for-breach-of-bail-with-twenty-hours-used", "detention-limit", "2026-06-16T15:00:00Z" },
        { 36, "Timelines/reviews-go-on-after-charge", "review", "2026-06-11T04:30:00Z" },
        { 37, "Timelines/arrested-on-a-court-warrant", "detention-limit", "2026-06-14T15:00:00Z" },
        { 38, "Timelines/court-sitting-missed", "court", "2026-06-05T09:00:00Z" },
        { 41, "Timelines/charged-and-moved-to-the-authority-the-same-night", "court", "2026-06-11T09:00:00Z" },
        { 42, "Timelines/three-requests-and-no-bed", "certificate", "2026-06-19T20:20:00Z" },
        { 43, "AfterCharge/certified-for-want-of-secure-accommodation", "certificate", null },
        { 44, "Timelines/secure-asked-for-a-child-of-eleven", "secure-request-unlawful", null },
        { 45, "AfterCharge/a-certificate-with-a-part-left-empty", "certificate-void", null },
        { 47, "AfterCharge/place-ready-at-a-named-hour", "accommodation-transfer", "2026-06-10T22:30:00Z" },
        { 48, "Timelines/admitted-before-midnight-adult-says-tomorrow", "review", "2026-06-10T05:05:00Z" },
        { 49, "Timelines/fifty-two-hours-and-nothing-to-eat", "meals", null },
        { 50, "Timelines/meals-over-a-sliding-day", "meals", "2026-06-11T17:30:00Z" },
        { 50, "Timelines/meals-over-a-sliding-day", "meals", "2026-06-11T22:00:00Z" },
        { 51, "Timelines/visits-one-minute-over-the-hour", "visit", "2026-06-10T22:58:00Z" },
        { 52, "Timelines/rousing-required-and-only-the-hatch-used", "visit", "2026-06-13T01:00:00Z" },
        { 53, "Timelines/rest-cut-by-an-urgent-interview", "rest", null },
        { 53, "Timelines/rest-paused-at-the-childs-own-request", "rest", null },
        { 54, "Timelines/strip-searched-at-two-with-no-adult", "strip-search-without-adult", null },
        { 55, "Timelines/held-at-a-station-under-the-mental-health-act", "mental-health-detention", null },
        { 56, "Ages/eighteen-at-midnight-and-refused-on-the-stroke", "accommodation-request", null },
        { 57, "People/no-woman-on-the-night-shift", "named-woman", null },
        { 58, "Timelines/spring-clock-change-night", "detention-limit", "2026-03-29T22:10:00Z" },
        { 59, "Timelines/autumn-clock-change-night", "review", "2026-10-25T03:30:00Z" },
        { 60, "ClockChanges/authorised-in-the-hour-that-comes-twice", "review", "2026-10-25T06:20:00Z" },
        { 60, "ClockChanges/authorised-in-the-second-of-the-two-hours", "review", "2026-10-25T07:20:00Z" },
        { 62, "ClockChanges/eight-hours-of-rest-on-the-spring-night", "rest", null },
        { 63, "ClockChanges/ninety-six-hours-across-the-spring-change", "detention-limit", "2026-03-31T09:00:00Z" },
        { 63, "ClockChanges/ninety-six-hours-across-the-autumn-change", "detention-limit", "2026-10-27T08:00:00Z" },
    };

    /// <summary>The timelines that no clock decides, and why.</summary>
    private static readonly Dictionary<int, string> NotByAClock = new()
    {
        [7] = "a postponement without its reason is refused at the door",
        [11] = "how to try the adult before a review is practice",
        [17] = "detention in another area for another offence is a record of its own",
        [19] = "a further offence in custody starts nothing and has no entry",
        [30] = "when to go to court for a warrant is advice",
        [35] = "an arrest on new evidence is an ordinary arrest",
        [39] = "the court says when it sits",
        [40] = "the ground of a refusal starts nothing of its own",
        [46] = "whether to wake the child is for the custody officer",
        [61] = "a local time that does not exist is refused where it is typed",
        [64] = "the overnight count is a figure, not a clock",
    };

    [Theory]
    [MemberData(nameof(Decided))]
    public void A_worked_timeline_is_an_example_and_falls_due_as_it_says(int number, string file, string clock, string? due)
    {
        Assert.InRange(number, 1, Timelines);
        var name = Vocabulary<ClockName>.Parse(System.Text.Encoding.UTF8.GetBytes(clock));
        var about = ExampleFile.Read(file + ".json").Expect.Where(expectation => expectation.Clock == name).ToList();
        Assert.NotEmpty(about);
        if (due is not null) Assert.Contains(about, expectation => expectation.DueAt is { Given: true } said && said.Value == InstantPattern.General.Parse(due).Value);
    }

    [Fact]
    public void Every_worked_timeline_is_accounted_for() =>
        Assert.Equal(Enumerable.Range(1, Timelines), Decided.Select(row => row.Data.Item1).Concat(NotByAClock.Keys).Distinct().Order());

    [Fact]
    public void There_are_examples_enough() => Assert.True(ExampleFile.All.Count() >= Fewest);
}
