using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Alerts;

public sealed class ScopeTests
{
    [Theory]
    [InlineData("sgt-01", "suite=NORTH", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", "force=98", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", "force=99&suite=CENTRAL", HttpStatusCode.OK)]
    [InlineData("insp-01", "force=98", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", "authority=E10000098", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", "suite=CENTRAL", HttpStatusCode.Forbidden)]
    [InlineData("desk-01", "authority=E08000099", HttpStatusCode.OK)]
    [InlineData("sgt-01", "state=late", HttpStatusCode.BadRequest)]
    [InlineData("sgt-01", "after=-1", HttpStatusCode.BadRequest)]
    [InlineData("feed-01", "", HttpStatusCode.Forbidden)]
    [InlineData("admin-01", "", HttpStatusCode.Forbidden)]
    public async Task A_filter_that_names_a_foreign_scope_is_refused(string persona, string query, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        Assert.Equal(status, (await suite.As(persona).Read("/alerts?" + query)).Status);
    }

    [Fact]
    public async Task The_duty_desk_hears_of_a_request_at_once_and_only_the_authority_that_was_asked()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T19:00:00Z"),
            Told.Event("accommodation-requested", "2026-06-10T20:00:00Z", new { requestId = "q-1", authority = "E08000099", kind = "non-secure" }));
        await suite.Look();

        var asked = Assert.Single(await suite.As("desk-01").Alerts());
        Assert.Equal(("accommodation-reply-1 warning open", "duty-desk"), (asked.InShort(), asked["audience"]![0]!.ToString()));
        Assert.Empty(await suite.As("desk-02").Alerts());

        await suite.LookAt("2026-06-10T21:00:00Z");
        Assert.Equal(
            ["warning", "warning-2", "due"], (await suite.As("mgr-01").Alerts()).Select(alert => alert["step"]!.ToString()));
        Assert.Equal(
            ["duty-manager", "custody-inspector"],
            Assert.Single(await suite.As("insp-01").Alerts("accommodation-reply", "due"))["audience"]!.AsArray().Select(to => to!.ToString()));
    }

    [Fact]
    public async Task Another_suite_hears_nothing()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();

        Assert.NotEmpty(await suite.As("sgt-01").Alerts());
        Assert.NotEmpty(await suite.As("insp-01").Alerts());
        Assert.Empty(await suite.As("sgt-02").Alerts());
        Assert.Empty(await suite.As("sgt-98").Alerts());
    }
}
