using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_service_says_it_is_well_to_anyone(string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");

        var answer = await suite.As().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TestDatabase.Server is null, File.Exists(Path.Combine(suite.Folder, "custodywatch.db")));
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so_in_the_same_words_as_every_refusal()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");

        var answer = await suite.As("insp-01").GetAsync("/api/v1/nothing-here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:custodywatch:problem:not-found", problem.GetProperty("type").GetString());
    }
}
