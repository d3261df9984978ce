using System.Text;
using CustodyWatch.Pace.Custody.Reading;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Shapes;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-06-10T14:40:00+01:00", "2026-06-10T13:40:00.000")]
    [InlineData("2026-06-10t14:40:59z", "2026-06-10T14:40:59.000")]
    [InlineData("2026-06-10T14:40:00.1Z", "2026-06-10T14:40:00.100")]
    [InlineData("2026-06-10T14:40:00.12Z", "2026-06-10T14:40:00.120")]
    [InlineData("2026-06-10T14:40:00.1239Z", "2026-06-10T14:40:00.123")]
    [InlineData("2026-06-10T14:40:00.999999999Z", "2026-06-10T14:40:00.999")]
    [InlineData("2026-06-10T23:59:59-05:30", "2026-06-11T05:29:59.000")]
    [InlineData("2026-06-10T00:00:00+23:59", "2026-06-09T00:01:00.000")]
    [InlineData("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000")]
    [InlineData("2199-12-31T23:59:59Z", "2199-12-31T23:59:59.000")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000")]
    [InlineData("0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00.000")]
    [InlineData("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999")]
    [InlineData("2016-12-31T23:59:60.25Z", "2016-12-31T23:59:59.999")]
    [InlineData("2015-07-01T05:29:60+05:30", "2015-06-30T23:59:59.999")]
    public void An_instant_is_kept_to_the_millisecond_and_finer_fractions_are_cut_off(string text, string utc)
    {
        Assert.True(Rfc3339.TryInstant(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(utc, instant.ToString("uuuu-MM-dd'T'HH:mm:ss.fff", null));
        Assert.True(Rfc3339.TryUnixMilliseconds(Encoding.UTF8.GetBytes(text), out var unix));
        Assert.Equal(instant.ToUnixTimeMilliseconds(), unix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-06-10")]
    [InlineData("2026-06-10T14:40:00")]
    [InlineData("2026-06-10T14:40Z")]
    [InlineData("2026/06-10T14:40:00Z")]
    [InlineData("2026-06/10T14:40:00Z")]
    [InlineData("2026-06-10 14:40:00Z")]
    [InlineData("2026-06-10T14.40:00Z")]
    [InlineData("2026-06-10T14:40.00Z")]
    [InlineData("x026-06-10T14:40:00Z")]
    [InlineData("2026-x6-10T14:40:00Z")]
    [InlineData("2026-06-x0T14:40:00Z")]
    [InlineData("2026-06-10Tx4:40:00Z")]
    [InlineData("2026-06-10T14:x0:00Z")]
    [InlineData("2026-06-10T14:40:x0Z")]
    [InlineData("0000-06-10T14:40:00Z")]
    [InlineData("2200-01-01T00:00:00Z")]
    [InlineData("2026-00-10T14:40:00Z")]
    [InlineData("2026-13-10T14:40:00Z")]
    [InlineData("2026-06-00T14:40:00Z")]
    [InlineData("2026-06-31T14:40:00Z")]
    [InlineData("2025-02-29T14:40:00Z")]
    [InlineData("2026-06-10T24:00:00Z")]
    [InlineData("2026-06-10T23:60:00Z")]
    [InlineData("2026-06-10T23:59:60Z")]
    [InlineData("2026-06-30T23:59:61Z")]
    [InlineData("2026-06-30T22:59:60Z")]
    [InlineData("2026-06-30T23:59:60+01:00")]
    [InlineData("0001-01-01T00:00:60+00:01")]
    [InlineData("2026-06-10T14:40:00.Z")]
    [InlineData("2026-06-10T14:40:00.x1Z")]
    [InlineData("2026-06-10T14:40:00,5Z")]
    [InlineData("2026-06-10T14:40:00.123")]
    [InlineData("2026-06-10T14:40:00X")]
    [InlineData("2026-06-10T14:40:00ZZ")]
    [InlineData("2026-06-10T14:40:00+0100")]
    [InlineData("2026-06-10T14:40:00+01:0")]
    [InlineData("2026-06-10T14:40:00+01:000")]
    [InlineData("2026-06-10T14:40:00*01:00")]
    [InlineData("2026-06-10T14:40:00+01.00")]
    [InlineData("2026-06-10T14:40:00+24:00")]
    [InlineData("2026-06-10T14:40:00+01:60")]
    [InlineData("2026-06-10T14:40:00+x1:00")]
    [InlineData("2026-06-10T14:40:00+01:x0")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    public void What_is_not_an_instant_with_an_offset_is_none(string text)
    {
        Assert.False(Rfc3339.TryInstant(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(default, instant);
    }

    [Theory]
    [InlineData("1900-01-01", true)]
    [InlineData("2011-03-02", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2199-12-31", true)]
    [InlineData("1899-12-31", false)]
    [InlineData("2200-01-01", false)]
    [InlineData("2025-02-29", false)]
    [InlineData("2011-00-02", false)]
    [InlineData("2011-12-31", true)]
    [InlineData("2011-13-02", false)]
    [InlineData("2011-03-00", false)]
    [InlineData("2011-03-32", false)]
    [InlineData("2011-03-2", false)]
    [InlineData("2011-03-021", false)]
    [InlineData("2011/03-02", false)]
    [InlineData("2011-03/02", false)]
    [InlineData("x011-03-02", false)]
    [InlineData("2011-x3-02", false)]
    [InlineData("2011-03-x2", false)]
    public void A_date_is_one_of_the_calendar_from_1900(string text, bool taken)
    {
        Assert.Equal(taken, Rfc3339.TryDate(Encoding.UTF8.GetBytes(text), out var date));
        Assert.Equal(taken ? text : "0001-01-01", date.ToString("uuuu-MM-dd", null));
    }

    [Theory]
    [InlineData("PT3H30M", 210)]
    [InlineData("PT0S", 0)]
    [InlineData("P1DT1M", 1441)]
    [InlineData("P1W", 10080)]
    [InlineData("P1000D", 1_440_000)]
    [InlineData("PT1H-30M", 30)]
    [InlineData("PT1M-0.5S", 59.5 / 60)]
    [InlineData("PT20H0M0.0009999S", 1200)]
    [InlineData("PT1.5H", 90)]
    [InlineData("PT1,5H", 90)]
    [InlineData("PT1H0.5M", 60.5)]
    [InlineData("P1DT0.25H", 1455)]
    [InlineData("P0.5D", 720)]
    [InlineData("P0.5W", 5040)]
    [InlineData("PT30,0S", 0.5)]
    [InlineData("PT0.1H", 6)]
    [InlineData("PT0.35H", 21)]
    [InlineData("PT0.7H", 42)]
    public void A_length_of_time_is_in_weeks_days_hours_minutes_and_seconds_the_last_with_a_decimal(string text, double minutes)
    {
        Assert.True(Rfc3339.TryDuration(text, out var length));
        Assert.Equal(Duration.FromMinutes(minutes), length);
    }

    [Theory]
    [InlineData("3H")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("PT-1S")]
    [InlineData("-PT1S")]
    [InlineData("P1001D")]
    [InlineData("P1000DT1S")]
    [InlineData("PT24001H")]
    [InlineData("P999999999D")]
    [InlineData("P1000DT9999999999999999H")]
    [InlineData("P1000.1D")]
    [InlineData("P0.5M")]
    [InlineData("P0.5Y")]
    [InlineData("PT1.5H30M")]
    [InlineData("PT.5H")]
    [InlineData("PT1.H")]
    [InlineData("PT1.5")]
    [InlineData("PT1.5,5H")]
    [InlineData("PT1.-5H")]
    [InlineData("PT-0.5H")]
    [InlineData("PT1H-0.5M")]
    [InlineData(".5H")]
    [InlineData(",5")]
    [InlineData(".")]
    public void A_length_of_time_is_never_negative_and_at_most_a_thousand_days(string text) => Assert.False(Rfc3339.TryDuration(text, out _));
}
