using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Harness;

/// <summary>A screen that is live, and everything it was told.</summary>
public sealed class Screen : IAsyncDisposable
{
    private static readonly string[] Messages = ["alertRaised", "alertChanged", "detentionChanged", "requestChanged", "stillLive"];

    private Screen(HubConnection connection) => Connection = connection;

    public HubConnection Connection { get; }

    public ConcurrentQueue<(string Message, JsonElement Said)> Heard { get; } = [];

    public IReadOnlyList<JsonElement> Of(string message) => [.. Heard.Where(one => one.Message == message).Select(one => one.Said)];

    /// <summary>What it was told, but for that the service still lives, which it is told all the time.</summary>
    public IEnumerable<string> News => Heard.Select(one => one.Message).Where(message => message != "stillLive");

    public static Task<Screen> Open(CustodySuite suite, string persona) => Open(suite.Address, persona);

    public static async Task<Screen> Open(Uri address, string persona, bool binary = false)
    {
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(address, "/hubs/custody"), options => options.Headers["Authorization"] = $"Demo {persona}");
        if (binary) builder.AddMessagePackProtocol();
        var screen = new Screen(builder.Build());
        foreach (var message in Messages)
        {
            if (binary) screen.Connection.On<Dictionary<string, object>>(message, said => screen.Hear(message, JsonSerializer.SerializeToElement(said)));
            else screen.Connection.On<JsonElement>(message, said => screen.Hear(message, said));
        }
        await screen.Connection.StartAsync();
        await screen.Connection.CameIn();
        return screen;
    }

    /// <summary>Says that it has drawn an alert and somebody looks at it.</summary>
    public Task Draws(JsonNode alert) => Connection.InvokeAsync(
        "Rendered", new[] { alert["id"]!.ToString() }, alert["sequence"]!.GetValue<long>(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await Connection.DisposeAsync();

    private void Hear(string message, JsonElement said) => Heard.Enqueue((message, said));
}

public static class Coming
{
    /// <summary>Waits until the hub knows who came: it shakes hands before that, and answers calls only after it.</summary>
    public static Task CameIn(this HubConnection connection) => connection.InvokeAsync<string[]>("Since", long.MaxValue);
}
