using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustodyWatch.BrowserTests;

internal static class Feeding
{
    /// <summary>Sends events as the suite's records system would; every one must be taken.</summary>
    public static async Task Feed(this HttpClient http, string url, JsonObject[] events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/api/v1/events")
        {
            Content = new StringContent(new JsonArray(events).ToJsonString(), Encoding.UTF8, "application/cloudevents-batch+json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Demo", "feed-01") },
        };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var result in JsonDocument.Parse(text).RootElement.GetProperty("results").EnumerateArray())
            Assert.True(result.GetProperty("status").GetString() == "accepted", text);
    }
}
