using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Screens;

/// <summary>Whoever sees that something is late sees where it is done.</summary>
public sealed class DutyDeedTests
{
    // A limit is met by a charge or a release, which is to be decided and not led to; what these gates tell of cannot be undone.
    private static readonly ClockName[] WithNone =
    [
        ClockName.DetentionLimit, ClockName.SoftLimit,
        .. ClockKind.All.Where(kind => kind.IsPastMending).Select(kind => kind.Name),
    ];

    [Fact]
    public async Task Whatever_can_be_met_or_put_right_leads_a_sergeant_to_a_page_that_is_there()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        var id = await suite.As("feed-01").Taken(Night.Refused());
        using var sergeant = new Reader(suite, "sgt-01");

        foreach (var name in Enum.GetValues<ClockName>().Except(WithNone))
        {
            var deed = DutyDeed.For(Of(name), [], Role.CustodySergeant, isCharged: true);
            Assert.True(deed is not null, $"{name} leads nowhere.");
            var address = $"/detentions/{id}/{deed.Page}?{deed.Filled}";
            Assert.True((await sergeant.Open(address)).Status == HttpStatusCode.OK, $"{name}: {address}");
        }
        Assert.All(WithNone, name => Assert.Null(DutyDeed.For(Of(name), [], Role.CustodySergeant, isCharged: true)));
    }

    [Fact]
    public void Nobody_is_led_to_what_is_not_theirs_to_enter_nor_to_what_is_not_pressing()
    {
        Assert.Equal("Record: drink offered", For(ClockName.Drink, Role.DetentionOfficer)?.Text);
        Assert.Null(For(ClockName.Rights, Role.DetentionOfficer));
        Assert.Null(For(ClockName.Drink, Role.CustodyInspector));
        Assert.Null(For(ClockName.Drink, Role.Screen));
        Assert.Null(For(ClockName.Drink, Role.CustodySergeant, ClockState.Running));
        Assert.Equal("Record: review held", For(ClockName.Review, Role.CustodyInspector)?.Text);
        Assert.Null(For(ClockName.Review, Role.CustodySergeant));
        Assert.Equal("Record: review held", DutyDeed.For(Of(ClockName.Review), [], Role.CustodySergeant, isCharged: true)?.Text);
    }

    [Fact]
    public async Task A_row_has_one_link_before_its_alert_and_whoever_follows_it_comes_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:00:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        await suite.LookAt("2026-06-10T18:31:00Z");
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, board) = await sergeant.Open("/suites/CENTRAL");

        var row = Assert.Single(Regex.Matches(board, """<li class="cw-duty[^>]*data-duty="RiskAssessment-1">.*?</li>""", RegexOptions.Singleline)).Value;
        var link = Assert.Single(Regex.Matches(row, "<a class=\"govuk-link\" href=\"([^\"]+)\">Record: risk assessed<"));
        Assert.Equal($"/detentions/{id}/entries/risk-assessed?returnUrl={Uri.EscapeDataString($"/suites/CENTRAL?child={id}")}", link.Groups[1].Value);
        Assert.True(link.Index < row.IndexOf("/acknowledge", StringComparison.Ordinal), "The deed comes before the acknowledgement.");
        Assert.Contains($"name=\"returnUrl\" value=\"/suites/CENTRAL?child={id}\"", (await sergeant.Open(link.Groups[1].Value)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_place_was_given_the_certificate_is_not_the_next_thing_but_the_move()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var request = await suite.As("sgt-01").Asks(id);
        await suite.As("desk-01").Accepts(request);
        suite.Clock.AdvanceMinutes(60);
        using var sergeant = new Reader(suite, "sgt-01");

        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover", $"/detentions/{id}" })
        {
            var row = Assert.Single(Regex.Matches((await sergeant.Open(path)).Html, """<li class="cw-duty[^>]*data-duty="Certificate-1">.*?</li>""", RegexOptions.Singleline)).Value;
            Assert.Contains($"/detentions/{id}/entries/transferred?to=local-authority", row, StringComparison.Ordinal);
            Assert.Contains(">Record the move<", row, StringComparison.Ordinal);
            Assert.DoesNotContain("Sign a certificate", row, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2011-03-02", 2, null, "place", "Tell the authority early", "Send early word")]
    [InlineData("2011-03-02", 3, "bail-granted", "entries/released", "Record the release", "Release")]
    [InlineData("2011-03-02", 4, null, "place", "Ask for a place", "Ask now, whatever the hour")]
    [InlineData("2008-06-10", 4, null, "entries/accommodation-unlikely", "Record: accommodation unlikely", "name=\"reason\"")]
    [InlineData("2008-06-10", 2, null, "entries/accommodation-unlikely", "Record: accommodation unlikely", "name=\"reason\"")]
    public async Task Early_notice_leads_to_a_page_where_what_is_to_be_done_instead_can_be_done(string born, int told, string? then, string page, string text, string there)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:45:00Z", adjust: Alerting.Untimed);
        var id = await suite.As("feed-01").Taken(
        [
            Night.Refused(born)[0].With(one => (one["time"], one["data"]!["arrestedAt"]) = ("2026-06-09T22:40:00Z", "2026-06-09T22:40:00Z")), .. Night.Refused(born).Take(told).Skip(1),
            .. then is null ? [] : new[] { Told.Event(then, "2026-06-10T18:30:00Z", new { conditional = true }) },
        ]);
        using var sergeant = new Reader(suite, "sgt-01");

        foreach (var path in new[] { "/suites/CENTRAL", "/suites/CENTRAL/handover", $"/detentions/{id}" })
        {
            var row = Assert.Single(Regex.Matches((await sergeant.Open(path)).Html, """<li class="cw-duty[^>]*data-duty="EarlyNotice-1">.*?</li>""", RegexOptions.Singleline)).Value;
            Assert.Matches($"href=\"/detentions/{id}/{page}[\"?][^>]*>{text}<", row);
        }
        var (status, html) = await sergeant.Open($"/detentions/{id}/{page}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(there, html, StringComparison.Ordinal);
    }

    private static DutyDeed? For(ClockName name, Role role, ClockState state = ClockState.Breached) =>
        DutyDeed.For(Of(name) with { State = state }, [], role, isCharged: false);

    private static Duty Of(ClockName name) => new()
    {
        Name = name,
        Sequence = 1,
        Title = ClockKind.Of(name).Title,
        State = ClockState.Breached,
        StartedAt = Instant.FromUtc(2026, 6, 10, 18, 0),
        Basis = new Basis(ClockKind.Of(name).Authority, ClockKind.Of(name).Citation, null),
        Explanation = ClockKind.Of(name).Title,
    };
}
