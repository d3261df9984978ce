using System.Net;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Tests.Harness;
using NodaTime.Text;

namespace CustodyWatch.Tests.Screens;

/// <summary>29 March 2026: 00:59:59 is followed by 02:00:00 in summer time.</summary>
public sealed class HourThatNeverComesTests
{
    private const string Arrived = "2026-03-28T23:30:00Z", Refused = "never comes, because the clocks go forward over it";

    [Theory]
    [InlineData("visit", "when", "method", "in-cell")]
    [InlineData("risk-assessed", "lastAteAt", "observationLevel", "1")]
    public async Task A_time_that_never_came_is_refused_where_it_is_typed(string kind, string field, string asked, string answer)
    {
        await using var suite = await CustodySuite.Open("2026-03-29T06:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/entries/{kind}";
        await reader.Open(form);

        var sent = await reader.Send(form, (asked, answer), (field, "2026-03-29T01:30"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains(Refused, sent.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-03-29T01:30\"", sent.Html, StringComparison.Ordinal);
        Assert.Single(await suite.As("sgt-01").Entries(id));
    }

    [Fact]
    public async Task Nor_does_an_entry_arrive_or_get_corrected_to_a_time_that_never_came()
    {
        await using var suite = await CustodySuite.Open("2026-03-29T06:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived(Arrived), Told.Event("drink-offered", "2026-03-29T00:30:00Z", new { outcome = "accepted" }, id: "drink"));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/corrections?event=drink&source={Uri.EscapeDataString(Told.Central)}";
        await reader.Open(form);

        var corrected = await reader.Send(form, ("action", "replace"), ("why", "Wrong time"), ("outcome", "accepted"), ("when", "2026-03-29T01:30"));
        var arrived = await reader.Send("/suites/CENTRAL/arrivals", ("number", "CR-2"), ("when", "2026-03-29T01:30"));

        Assert.Contains(Refused, corrected.Html, StringComparison.Ordinal);
        Assert.Contains(Refused, arrived.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-29T01:10:00Z")]
    [InlineData("2026-03-29T00:55:00Z")]
    [InlineData("2026-03-29T20:00:00Z")]
    public void Nor_is_it_taken_beside_a_quick_entry(string now) =>
        Assert.Contains(Refused, DoorTime.Of("01:30", InstantPattern.General.Parse(now).Value, null).Wrong, StringComparison.Ordinal);

    [Fact]
    public void On_the_morning_after_it_is_one_that_has_not_come_yet() =>
        Assert.Contains("has not come yet", DoorTime.Of("01:30", InstantPattern.General.Parse("2026-03-29T23:10:00Z").Value, null).Wrong, StringComparison.Ordinal);
}
