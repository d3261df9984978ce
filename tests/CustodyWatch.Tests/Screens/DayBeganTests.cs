using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Screens;

/// <summary>A board after midnight says of what day a sentence is where that could be mistaken, and nowhere else.</summary>
public sealed class DayBeganTests
{
    private const string Dayless = "A named woman must be assigned by 20:10: 30 minutes from 19:40.";

    // An evening before each night on which the clocks change, and one before a night on which they do not: 19:40 by the clock on the wall.
    [Theory]
    [InlineData("2026-11-27T19:40:00Z", "2026-11-28T00:10:00Z", null)]
    [InlineData("2026-11-27T19:40:00Z", "2026-11-28T03:00:00Z", null)]
    [InlineData("2026-11-27T19:40:00Z", "2026-11-28T19:30:00Z", "Fri 27 Nov")]
    [InlineData("2026-10-24T18:40:00Z", "2026-10-24T23:10:00Z", null)]
    [InlineData("2026-10-24T18:40:00Z", "2026-10-25T03:00:00Z", null)]
    [InlineData("2026-10-24T18:40:00Z", "2026-10-25T19:30:00Z", "Sat 24 Oct")]
    [InlineData("2026-03-28T19:40:00Z", "2026-03-29T00:10:00Z", null)]
    [InlineData("2026-03-28T19:40:00Z", "2026-03-29T02:00:00Z", null)]
    [InlineData("2026-03-28T19:40:00Z", "2026-03-29T18:30:00Z", "Sat 28 Mar")]
    public void Of_yesterday_evening_it_is_said_the_next_evening_and_not_in_the_night(string began, string now, string? day) =>
        Assert.Equal(day, Said(began, now, Dayless));

    [Theory]
    [InlineData("2026-11-28T07:40:00Z", null)]
    [InlineData("2026-11-28T07:40:01Z", "Fri 27 Nov")]
    public void From_twelve_hours_on_a_time_could_be_todays(string now, string? day) => Assert.Equal(day, Said("2026-11-27T19:40:00Z", now, Dayless));

    [Fact]
    public void A_sentence_that_names_a_day_and_one_of_today_need_nothing_more()
    {
        Assert.Null(Said("2026-11-27T08:10:00Z", "2026-11-28T06:00:00Z", "24 hours from the arrival, 08:10: the child must be charged or released by 08:10 on Sat 28 Nov."));
        Assert.Null(Said("2026-11-28T01:00:00Z", "2026-11-28T23:00:00Z", Dayless));
    }

    [Theory]
    [InlineData("Must be done by 20:28: 30 minutes from 19:58. The certificate was due at 00:40 on Sat 28 Nov.", "Fri 27 Nov")]
    [InlineData("Say by 23:39 whether it goes on: the limit is 17:00 on Sat 28 Nov.", "Fri 27 Nov")]
    [InlineData("From 20:28 to 00:40 BST on Sat 28 Nov.", "Fri 27 Nov")]
    [InlineData("Due by 08:10 GMT on Sat 28 Nov.", null)]
    [InlineData("Due at 08:10:30 on Sat 28 Nov.", null)]
    [InlineData("Asked at 20:28 on Fri 27 Nov, to be answered by 00:40.", null)]
    public void Beside_a_day_that_is_named_the_times_with_none_are_still_of_the_day_it_began(string sentence, string? day) =>
        Assert.Equal(day, Said("2026-11-27T19:58:00Z", "2026-11-28T12:00:00Z", sentence));

    private static string? Said(string began, string now, string sentence) => Duties.BeganOn(
        new Duty
        {
            Name = ClockName.NamedWoman,
            Sequence = 1,
            Title = "Named woman caring for the girl",
            State = ClockState.Breached,
            StartedAt = At(began),
            Basis = new Basis(Authority.Local, "CYPA 1933 s31", "namedWomanMinutes"),
            Explanation = sentence,
        },
        At(now));

    private static Instant At(string text) => InstantPattern.General.Parse(text).GetValueOrThrow();
}
