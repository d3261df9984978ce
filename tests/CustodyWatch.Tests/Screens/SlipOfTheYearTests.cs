using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Tests.Harness;
using NodaTime.Text;

namespace CustodyWatch.Tests.Screens;

/// <summary>A browser makes the year 26 of two digits typed for a year.</summary>
public sealed class SlipOfTheYearTests
{
    private const string Now = "2026-06-10T20:30:00Z", Refused = "is in the year 26: check the year";

    [Theory]
    [InlineData("visit", "when", "0026-06-10T21:00", "The time " + Refused, "method", "in-cell")]
    [InlineData("visit", "when", "2026-01-06T21:00", "The time is more than 7 days before the arrest: check the year", "method", "in-cell")]
    [InlineData("risk-assessed", "lastAteAt", "0026-06-10T12:00", "Last ate at " + Refused, "observationLevel", "1")]
    [InlineData("court-listed", "sittingAt", "0026-06-11T10:00", "Sitting at " + Refused, "court", "Westmarch Youth Court")]
    public async Task What_cannot_be_meant_is_refused_where_it_is_typed(string kind, string field, string typed, string said, string asked, string answer)
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/entries/{kind}";
        Assert.Contains("min=\"2000-01-01T00:00\"", (await reader.Open(form)).Html, StringComparison.Ordinal);

        var sent = await reader.Send(form, (asked, answer), (field, typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains(said, sent.Html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{typed}\"", sent.Html, StringComparison.Ordinal);
        Assert.Single(await suite.As("sgt-01").Entries(id));
    }

    [Fact]
    public async Task What_a_child_did_in_the_week_before_the_arrest_is_taken()
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/entries/risk-assessed";
        await reader.Open(form);

        var sent = await reader.Send(form, ("observationLevel", "1"), ("lastSleptAt", "2026-06-04T23:00"));

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
    }

    [Theory]
    [InlineData("arrest", "0026-06-10T21:00", Refused)]
    [InlineData("arrest", "2025-06-08T21:00", "Arrested at is more than a year ago: check the year")]
    [InlineData("bail-return", "0026-06-10T21:00", Refused)]
    [InlineData("bail-return", "2023-06-10T21:00", null)]
    [InlineData("street-bail", "2024-06-10T21:00", null)]
    [InlineData("bail-breach", "2024-06-10T21:00", null)]
    [InlineData("court-warrant", "2024-06-10T21:00", null)]
    public async Task An_arrest_may_be_years_back_only_where_a_child_comes_back_or_is_brought_on_a_warrant(string route, string arrested, string? said)
    {
        await using var suite = await CustodySuite.Open(Now);
        using var reader = new Reader(suite, "sgt-01");
        await reader.Open("/suites/CENTRAL/arrivals");

        var sent = await reader.Send("/suites/CENTRAL/arrivals", ArrivalFormTests.Arrival("2026-06-10T21:20", ("route", route), ("arrestedAt", arrested)));

        Assert.True(sent.Status == (said is null ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity), sent.Html);
        if (said is not null) Assert.Contains(said, sent.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_arrival_of_the_year_26_is_none()
    {
        await using var suite = await CustodySuite.Open(Now);
        using var reader = new Reader(suite, "sgt-01");
        await reader.Open("/suites/CENTRAL/arrivals");

        var sent = await reader.Send("/suites/CENTRAL/arrivals", ArrivalFormTests.Arrival("0026-06-10T21:20", ("route", "bail-return"), ("arrestedAt", "2026-05-10T21:00")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains("The time " + Refused, sent.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_put_right_to_a_year_that_was_not_meant()
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T19:00:00Z", id: "drink"));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/corrections?event=drink&source={Uri.EscapeDataString(Told.Central)}";
        await reader.Open(form);

        foreach (var typed in new[] { "0026-06-10T19:50", "2025-06-10T19:50" })
        {
            var sent = await reader.Send(form, ("action", "replace"), ("why", "Wrong time"), ("outcome", "accepted"), ("when", typed));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
            Assert.Contains("check the year", sent.Html, StringComparison.Ordinal);
        }
        var right = await reader.Send(form, ("action", "replace"), ("why", "Wrong time"), ("outcome", "accepted"), ("when", "2026-06-10T19:50"));
        Assert.Equal(HttpStatusCode.SeeOther, right.Status);
    }

    [Fact]
    public async Task A_record_sent_in_years_later_is_put_right_with_its_times_as_they_stand()
    {
        await using var suite = await CustodySuite.Open(Now);
        var told = Told.Arrived("2024-02-10T18:00:00Z", id: "old");
        var id = await suite.As("feed-01").Taken(told, Told.Drink("2024-02-10T19:00:00Z", id: "drink"));
        using var reader = new Reader(suite, "sgt-01");
        var form = $"/detentions/{id}/corrections?event=old&source={Uri.EscapeDataString(Told.Central)}";
        await reader.Open(form);
        (string, string)[] standing = [.. EntryFields.For(CustodyWatch.Pace.Custody.EventKind.Arrived).Where(field => field.Path != "child.initials")
            .SelectMany(field => EntryData.Answer((JsonObject)told["data"]!, field).Select(answer => (field.Path, answer!)))];
        (string, string)[] rest = [("action", "replace"), ("why", "Keyed wrongly"), ("child.initials", "CD"), .. standing];

        var moved = await reader.Send(form, [.. rest, ("when", "2023-02-10T18:00")]);
        var sent = await reader.Send(form, [.. rest, ("when", "2024-02-10T18:00")]);

        Assert.Contains("The time is more than a year ago: check the year", moved.Html, StringComparison.Ordinal);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Html);
        form = $"/detentions/{id}/corrections?event=drink&source={Uri.EscapeDataString(Told.Central)}";
        var drink = await reader.Send(form, ("action", "replace"), ("why", "Wrong time"), ("outcome", "accepted"), ("when", "2024-02-10T19:30"));
        Assert.True(drink.Status == HttpStatusCode.SeeOther, drink.Html);
    }

    [Fact]
    public async Task Nor_is_a_place_asked_for_or_offered_or_a_turn_of_duty_begun_in_a_year_that_was_not_meant()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var id = await suite.As("feed-01").Taken(Night.Refused());
        using var sergeant = new Reader(suite, "sgt-01");
        await sergeant.Open($"/detentions/{id}/place");
        var asked = await sergeant.Send($"/detentions/{id}/place/ask", ("authority", "E08000099"), ("kind", "non-secure"), ("neededBy", "0026-06-10T22:30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains("Needed by " + Refused, asked.Html, StringComparison.Ordinal);
        Assert.Empty((await suite.As("desk-01").Read("/accommodation-requests")).Body!["items"]!.AsArray());

        var request = $"/desk/requests/{id}/{await suite.As("sgt-01").Asks(id)}";
        using var desk = new Reader(suite, "desk-01");
        await desk.Open(request);
        var offered = await desk.Send(request, ("decision", "accepted"), ("placement.kind", "foster"), ("placement.readyAt", "0026-06-10T22:30"), ("worker", "EDT-7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, offered.Status);
        Assert.Contains("Ready from " + Refused, offered.Html, StringComparison.Ordinal);

        using var inspector = new Reader(suite, "insp-01");
        await inspector.Open("/rota");
        var turn = await inspector.Send("/rota", ("audience", "custody-inspector"), ("person", "insp-01"), ("channel", "text"), ("address", "07700 900123"),
            ("from", "0026-06-10T18:00"), ("until", "2026-06-11T06:00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, turn.Status);
        Assert.Contains(Refused, turn.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-06-11T20:30:00Z", null, false)]
    [InlineData("2025-06-09T00:00:00Z", null, true)]
    [InlineData("2023-06-10T00:00:00Z", "2023-06-12T00:00:00Z", false)]
    [InlineData("1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z", true)]
    [InlineData("0026-06-10T00:00:00Z", "0026-06-10T00:00:00Z", true)]
    public void A_year_back_is_long_ago_and_a_week_before_an_arrest_is(string at, string? arrested, bool isSlip) => Assert.Equal(
        isSlip, Slip.In(Instant(at), Instant(Now), arrested is null ? null : Instant(arrested)) is not null);

    private static NodaTime.Instant Instant(string text) => InstantPattern.General.Parse(text).Value;
}
