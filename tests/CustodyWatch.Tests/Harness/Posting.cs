using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CustodyWatch.Tests.Harness;

/// <summary>A status and the JSON that came with it.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, string? ContentType)
{
    public string? Text(string name) => Body?[name]?.ToString();

    /// <summary>The field paths that a refusal names.</summary>
    public IReadOnlyList<string> Wrong => [.. (Body?["errors"] as JsonObject ?? []).Select(error => error.Key)];
}

/// <summary>What a client of the API does, in one line each.</summary>
public static class Posting
{
    public const string One = "application/cloudevents+json", Batch = "application/cloudevents-batch+json";

    public static Task<Answer> Tell(this HttpClient client, JsonNode told) => client.Send(told.ToJsonString(), One);

    public static Task<Answer> TellAll(this HttpClient client, params IEnumerable<JsonNode> told) =>
        client.Send(new JsonArray([.. told.Select(one => one.DeepClone())]).ToJsonString(), Batch);

    public static Task<Answer> Send(this HttpClient client, string body, string contentType) =>
        client.Send(Encoding.UTF8.GetBytes(body), contentType);

    public static async Task<Answer> Send(this HttpClient client, byte[] body, string contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Read(await client.PostAsync("/api/v1/events", content));
    }

    public static async Task<Answer> Read(this HttpClient client, string path) => await Read(await client.GetAsync("/api/v1" + path));

    public static Task<Answer> Call(this HttpClient client, string path, JsonNode body) => client.Call(path, body.ToJsonString());

    public static async Task<Answer> Call(this HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Read(await client.PostAsync("/api/v1" + path, content));
    }

    /// <summary>What was entered on a record, in order of occurrence, without the alerts it gave.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Entries(this HttpClient client, string detentionId) =>
        [.. (await client.Read($"/detentions/{detentionId}/timeline")).Body!["items"]!.AsArray()
            .Where(item => item!["kind"]!.ToString() == "event").Select(item => item!)];

    /// <summary>Posts events that must be taken, and gives the id of their detention.</summary>
    public static async Task<string> Taken(this HttpClient client, params IEnumerable<JsonNode> told)
    {
        var answer = await client.TellAll(told);
        var results = answer.Body?["results"]?.AsArray() ?? throw new InvalidOperationException($"{answer.Status}");
        Assert.All(results, result => Assert.Equal("accepted", result!["status"]!.ToString()));
        return results[^1]!["detentionId"]!.ToString();
    }

    private static async Task<Answer> Read(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            var type = response.Content.Headers.ContentType?.MediaType;
            return new Answer(response.StatusCode, type?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text) : null, type);
        }
    }
}
