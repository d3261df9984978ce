using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CustodyWatch.Tests.Chaos;

/// <summary>How GOV.UK Notify and a force's own system answer.</summary>
public enum Answers { Taking, Refusing, Hanging, Gone }

/// <summary>GOV.UK Notify and a force's own system on a loopback port: they take what is sent, or do not.</summary>
public sealed class Sink : IAsyncDisposable
{
    private const string Receipt = """
        {"id":"740e5834-3a29-46b4-9a6f-16142fde533a","reference":"r","content":{"body":"b","from_number":"F"},"uri":"u","template":{"id":"t","version":1,"uri":"u"}}
        """;

    private readonly WebApplication _app;

    private Sink(WebApplication app) => _app = app;

    public Answers Answers { get; set; }

    /// <summary>How often each message was taken, by what the service calls it.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<Sink> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var sink = new Sink(app);
        app.MapPost("/{**path}", (Delegate)sink.Take);
        await app.StartAsync();
        return sink;
    }

    private async Task<IResult> Take(HttpContext http)
    {
        if (Answers == Answers.Gone) http.Abort();
        if (Answers == Answers.Hanging) await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        if (Answers != Answers.Taking) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        var id = http.Request.Headers["webhook-id"].FirstOrDefault() ?? body["reference"]!.ToString();
        Taken.AddOrUpdate(id, 1, (_, times) => times + 1);
        return Results.Text(Receipt, "application/json", statusCode: StatusCodes.Status201Created);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
