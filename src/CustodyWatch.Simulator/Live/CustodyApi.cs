using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CustodyWatch.Simulator.Live;

/// <summary>The public API, called as one of the personas of the demo mode.</summary>
public sealed class CustodyApi(Uri address) : IDisposable
{
    private const string Batch = "application/cloudevents-batch+json";
    private const int MostInBatch = 500;

    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>An entry was not taken: its type, its id, the status.</summary>
    public event Action<string, string, int>? Refused;

    /// <summary>Posts entries as the records system does.</summary>
    public async Task Post(IReadOnlyCollection<InventedEvent> entries, CancellationToken cancel, string persona = "feed-01")
    {
        foreach (var batch in entries.Chunk(MostInBatch))
        {
            using var content = new ByteArrayContent([(byte)'[', .. Joined(batch), (byte)']']);
            content.Headers.ContentType = new MediaTypeHeaderValue(Batch);
            using var answer = await Send(persona, HttpMethod.Post, "events", content, cancel);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Refused?.Invoke(batch[0].Type, batch[0].Id, (int)answer.StatusCode);
                continue;
            }
            var results = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("results");
            foreach (var (entry, result) in batch.Zip(results.EnumerateArray()))
                if (result.GetProperty("status").GetString() == "quarantined")
                    Refused?.Invoke(entry.Type, entry.Id, (int)HttpStatusCode.UnprocessableEntity);
        }
    }

    /// <summary>Posts a body and answers with the status.</summary>
    public async Task<HttpStatusCode> Post(string persona, string path, object body, CancellationToken cancel)
    {
        using var answer = await Send(persona, HttpMethod.Post, path, JsonContent.Create(body, body.GetType()), cancel);
        return answer.StatusCode;
    }

    /// <summary>The items of a list; none when it cannot be had.</summary>
    public async Task<IReadOnlyList<JsonElement>> List(string persona, string path, CancellationToken cancel)
    {
        using var answer = await Send(persona, HttpMethod.Get, path, null, cancel);
        if (answer.StatusCode != HttpStatusCode.OK) return [];
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return [.. body.GetProperty("items").EnumerateArray()];
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> Send(string persona, HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Demo", persona);
        return _http.SendAsync(request, cancel);
    }

    private static IEnumerable<byte> Joined(InventedEvent[] batch) =>
        batch.SelectMany((entry, n) => n == 0 ? entry.ToJson() : [(byte)',', .. entry.ToJson()]);
}
