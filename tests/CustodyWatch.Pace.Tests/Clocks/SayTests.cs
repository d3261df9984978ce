using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Clocks;

public sealed class SayTests
{
    private static readonly Instant Evening = Instant.FromUtc(2026, 6, 10, 19, 52);

    [Fact]
    public void Ordinals_are_words_to_the_tenth_and_figures_after_it() => Assert.Equal(
        ["0th", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "11th"],
        Enumerable.Range(0, 12).Select(Say.Ordinal));

    [Theory]
    [InlineData(-5, "0 minutes")]
    [InlineData(0, "0 minutes")]
    [InlineData(1, "1 minute")]
    [InlineData(59, "59 minutes")]
    [InlineData(60, "1 hour")]
    [InlineData(61, "1 hour 1 minute")]
    [InlineData(120, "2 hours")]
    [InlineData(210, "3 hours 30 minutes")]
    public void A_length_of_time_is_in_hours_and_minutes(int minutes, string words) => Assert.Equal(words, Say.Length(Duration.FromMinutes(minutes)));

    [Fact]
    public void How_often_is_said_after_every()
    {
        Assert.Equal("hour", Say.Every(Duration.FromHours(1)));
        Assert.Equal("30 minutes", Say.Every(Duration.FromMinutes(30)));
    }

    [Fact]
    public void A_time_has_its_day_when_that_is_another_its_seconds_when_asked_and_its_zone_on_a_night_the_clocks_change()
    {
        Assert.Equal("20:52", Say.Time(Evening, Evening));
        Assert.Equal("20:52 on Wed 10 Jun", Say.Time(Evening, Evening + Duration.FromHours(4)));
        Assert.Equal("20:52", Say.Exactly(Evening, Evening));
        Assert.Equal("20:52:01", Say.Exactly(Evening + Duration.FromSeconds(1), Evening));
        Assert.Equal("01:30 BST", Say.Time(Instant.FromUtc(2026, 10, 25, 0, 30), Instant.FromUtc(2026, 10, 25, 0, 0)));
        Assert.Equal("01:30 GMT", Say.Time(Instant.FromUtc(2026, 10, 25, 1, 30), Instant.FromUtc(2026, 10, 25, 0, 0)));
    }

    [Fact]
    public void A_time_far_off_has_its_year()
    {
        Assert.Equal("20:52 on Wed 10 Jun", Say.Time(Evening, Evening + Duration.FromDays(299)));
        Assert.Equal("20:52 on Wed 10 Jun", Say.Time(Evening, Evening - Duration.FromDays(299)));
        Assert.Equal("20:52 on Wed 10 Jun 2026", Say.Time(Evening, Evening + Duration.FromDays(300)));
        Assert.Equal("07:00 BST on Thu 1 Jan 1970", Say.Time(Instant.FromUtc(1970, 1, 1, 6, 0), Instant.FromUtc(2026, 1, 10, 12, 0)));
        Assert.Equal("11:58 GMT on Mon 1 Jan 0001", Say.Time(Instant.FromUtc(1, 1, 1, 12, 0), Instant.FromUtc(2026, 1, 10, 12, 0)));
    }

    [Fact]
    public void A_length_of_a_minute_is_said_and_a_shorter_one_is_not()
    {
        Assert.True(Say.IsSaid(Duration.FromMinutes(1)));
        Assert.False(Say.IsSaid(Duration.FromMilliseconds(59_999)));
    }

    [Fact]
    public void A_sentence_tells_the_zone_of_every_time_when_one_or_two_of_them_are_in_another()
    {
        Instant before = Instant.FromUtc(2026, 10, 24, 19, 0), after = Instant.FromUtc(2026, 10, 26, 9, 0);
        Assert.Equal("20:00", Say.Times(before)(before));
        Assert.Equal("20:00", Say.Times(before, before, null)(before));
        Assert.Equal("20:00 BST", Say.Times(before, after)(before));
        Assert.Equal("20:00 BST", Say.Times(before, after, after + Duration.FromHours(1))(before));
        Assert.Equal("09:00 GMT on Mon 26 Oct", Say.Times(before)(after));
    }

    [Fact]
    public void A_provision_is_in_force_from_its_first_day_until_the_day_it_ends()
    {
        var provision = new Provision(Authority.Code, "9.9", null, new LocalDate(2026, 6, 10), new LocalDate(2026, 6, 12));
        var (from, to) = (Instant.FromUtc(2026, 6, 9, 23, 0), Instant.FromUtc(2026, 6, 11, 23, 0));
        Assert.False(provision.InForceAt(from - Duration.FromMilliseconds(1)));
        Assert.True(provision.InForceAt(from));
        Assert.True(provision.InForceAt(to - Duration.FromMilliseconds(1)));
        Assert.False(provision.InForceAt(to));
        Assert.True(Provision.Code("8.6").InForceAt(to));
    }

    [Fact]
    public void There_is_no_title_for_no_clock() =>
        Assert.Contains("no such clock", Assert.Throws<ArgumentOutOfRangeException>(() => new ClockKind((ClockName)999, Authority.Code, null).Title).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "second")]
    [InlineData(10, "tenth")]
    [InlineData(11, "11th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(22, "22nd")]
    [InlineData(33, "33rd")]
    [InlineData(44, "44th")]
    [InlineData(111, "111th")]
    [InlineData(121, "121st")]
    public void An_ordinal_is_said_as_it_is_spoken(int number, string said) => Assert.Equal(said, Say.Ordinal(number));
}
