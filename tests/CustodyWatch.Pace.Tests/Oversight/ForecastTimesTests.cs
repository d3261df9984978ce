using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Oversight;

/// <summary>When a child, unless something changes, will have been held four hours of the night; British Summer Time.</summary>
public sealed class ForecastTimesTests
{
    [Theory]
    [InlineData("14:40", null, "2026-06-10T20:00", "2026-06-11T04:00", 0)]
    [InlineData("14:40", "15:00", "2026-06-10T20:00", "2026-06-11T04:00", 0)]
    [InlineData("14:40", "15:00", "2026-06-11T02:00", "2026-06-11T04:00", 120)]
    [InlineData("14:40", "15:00", "2026-06-11T03:59", "2026-06-11T04:00", 239)]
    [InlineData("14:40", "15:00", "2026-06-11T04:00", null, 0)] // the line is passed
    [InlineData("14:40", "15:00", "2026-06-11T07:59", null, 0)]
    [InlineData("14:40", "15:00", "2026-06-11T08:00", "2026-06-12T04:00", 0)] // the night is over, and the next one comes
    [InlineData("02:00", "02:30", "2026-06-10T03:00", "2026-06-10T06:30", 30)] // counted from authorisation
    [InlineData("02:00", null, "2026-06-10T03:00", "2026-06-10T06:00", 60)] // from arrival while there is none
    [InlineData("04:00", null, "2026-06-10T05:00", "2026-06-10T08:00", 60)]
    [InlineData("04:01", null, "2026-06-10T05:00", null, 0)] // cannot reach it this night
    public void The_line_is_four_hours_of_the_night_under_way_or_to_come(string arrived, string? authorised, string now, string? reaches, int soFar)
    {
        List<CustodyEvent> events = [Given.Arrival(15, arrived)];
        if (authorised is not null)
            events.Add(Given.Entry(authorised, EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])));
        var ahead = OvernightForecast.Of(CustodyRecord.Fold(events, LocalSettings.Default, Local(now)));
        Assert.Equal(reaches is null ? null : Local(reaches), ahead?.ReachesAt);
        if (ahead is not null) Assert.Equal((Local(reaches!).InZone(LondonTime.Zone).Date, soFar), (ahead.Night, ahead.MinutesSoFar));
    }

    [Fact]
    public void A_child_who_is_not_here_yet_or_has_gone_is_not_forecast()
    {
        Assert.Null(OvernightForecast.Of(CustodyRecord.Fold([], LocalSettings.Default, Local("2026-06-10T20:00"))));
        Assert.Null(OvernightForecast.Of(CustodyRecord.Fold(
            [Given.Arrival(15), Given.Entry("18:00", EventKind.Released, new Released(ReleaseOutcome.Other, true))], LocalSettings.Default, Local("2026-06-10T20:00"))));
    }

    [Fact]
    public void Whether_bail_was_refused_to_a_child_decides_the_way_out()
    {
        Assert.StartsWith("List the case", Step(Given.Arrival(18), Given.Charge(), Given.Refused()), StringComparison.Ordinal);
        Assert.StartsWith("Release the child", Step(Given.Arrival(15), Given.Charge(), Given.Refused(), Given.Entry("19:40", EventKind.BailGranted, new BailGranted(true))), StringComparison.Ordinal);
        Assert.StartsWith("Ask the local authority", Step(Given.Arrival(15), Given.Charge(), Given.Refused(), Given.Asked("A"), Given.Withdrawn("A", "19:40")), StringComparison.Ordinal);
    }

    private static string Step(params CustodyEvent[] events) => OvernightForecast.Of(CustodyRecord.Fold(events, LocalSettings.Default, Given.At("20:00")))!.Step;

    private static Instant Local(string text) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value.InZoneStrictly(LondonTime.Zone).ToInstant();
}
