using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Live;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Docs;

/// <summary>From what is said of the live messages alone a client can connect to them.</summary>
public sealed class AsyncApiTests
{
    [Theory]
    [InlineData("sgt-01", HttpStatusCode.OK)]
    [InlineData("desk-01", HttpStatusCode.OK)]
    [InlineData("feed-01", HttpStatusCode.Forbidden)]
    [InlineData("hmi-01", HttpStatusCode.Forbidden)]
    [InlineData("admin-01", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task It_says_how_one_signs_in_and_who_is_not_let_in(string? persona, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var document = JsonNode.Parse(await suite.As().GetStringAsync("/asyncapi/v1.json"))!;
        var hub = document["servers"]!["hub"]!;
        Assert.Equal(["bearer", "demo"], hub["security"]!.AsArray().Select(one => one!["$ref"]!.ToString().Split('/')[^1]));
        var scheme = document["components"]!["securitySchemes"]!["demo"]!;

        using var client = new HttpClient { BaseAddress = suite.Address };
        if (persona is not null) client.DefaultRequestHeaders.Add(scheme["name"]!.ToString(), $"Demo {persona}");
        using var answer = await client.PostAsync(hub["pathname"] + "/negotiate?negotiateVersion=1", null);

        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.OK) Assert.Contains($"{(int)status}", hub["description"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_demonstration_nobody_is_told_to_name_a_persona()
    {
        await using var provider = await ProviderOfIdentity.Start();
        await using var suite = await SecureSuite.Open(provider);
        using var client = suite.Browser();
        var document = JsonNode.Parse(await client.GetStringAsync("/asyncapi/v1.json"))!;
        Assert.Equal(["bearer"], document["components"]!["securitySchemes"]!.AsObject().Select(one => one.Key));
        Assert.Single(document["servers"]!["hub"]!["security"]!.AsArray());
    }

    [Fact]
    public async Task What_a_client_sends_is_a_list_of_arguments_and_what_it_missed_is_what_was_raised_or_changed()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var document = JsonNode.Parse(await suite.As().GetStringAsync("/asyncapi/v1.json"))!;
        var messages = document["components"]!["messages"]!;
        Assert.Single(messages["Since"]!["payload"]!["prefixItems"]!.AsArray());
        Assert.Equal(2, messages["Rendered"]!["payload"]!["prefixItems"]!.AsArray().Count);
        Assert.Contains("raised or changed", document["operations"]!["catchUp"]!["summary"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(CustodyHub.Most, (int)messages["missed"]!["payload"]!["maxItems"]!);
    }
}
