using System.Collections.Concurrent;
using System.Text.Json;
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
        return screen;
    }

    public async ValueTask DisposeAsync() => await Connection.DisposeAsync();

    private void Hear(string message, JsonElement said) => Heard.Enqueue((message, said));
}
