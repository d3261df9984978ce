using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Administration;

public sealed class AccessLogTests
{
    [Fact]
    public async Task Every_look_is_remembered_with_who_and_what_and_the_log_remembers_its_own_readers()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("sgt-01").GetAsync("/api/v1/detentions?suite=CENTRAL");

        var first = await Items(suite, "/api/v1/access-log?user=sgt-01");
        var look = Assert.Single(first);
        Assert.Equal("consultation", look!["action"]!.GetValue<string>());
        Assert.Equal("custody-sergeant", look["role"]!.GetValue<string>());
        Assert.Equal("2026-06-10T12:30:00Z", look["at"]!.GetValue<string>());

        Assert.Contains(await Items(suite, "/api/v1/access-log?user=admin-01"), entry => entry!["subject"]!.GetValue<string>() == "access-log");
    }

    [Theory]
    [InlineData("admin-01", HttpStatusCode.OK)]
    [InlineData("insp-01", HttpStatusCode.OK)]
    [InlineData("supt-01", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", HttpStatusCode.Forbidden)]
    [InlineData("hmi-01", HttpStatusCode.Forbidden)]
    public async Task The_access_log_is_for_the_administrator_and_the_inspector(string persona, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        Assert.Equal(status, (await suite.As(persona).GetAsync("/api/v1/access-log")).StatusCode);
    }

    [Fact]
    public async Task Looks_at_another_forces_records_are_not_shown()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("sgt-98").GetAsync("/api/v1/detentions?suite=OTHER");
        Assert.Empty(await Items(suite, "/api/v1/access-log?user=sgt-98"));
    }

    [Fact]
    public async Task Looks_at_a_record_are_found_by_its_custody_record_number_as_by_its_id()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await suite.As("sgt-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "C-1"));
        await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "C-1", source: Told.Other));
        await suite.As("insp-01").GetAsync($"/api/v1/detentions/{id}");

        var byNumber = await Items(suite, "/api/v1/access-log?subject=C-1");
        Assert.Equal(["insp-01", "sgt-01"], byNumber.Select(look => look!["user"]!.ToString()).Order());
        Assert.Equal(byNumber.ToJsonString(), (await Items(suite, $"/api/v1/access-log?subject={id}")).ToJsonString());
    }

    private static async Task<JsonArray> Items(CustodySuite suite, string path) =>
        (await suite.As("admin-01").GetFromJsonAsync<JsonNode>(path))!["items"]!.AsArray();
}
