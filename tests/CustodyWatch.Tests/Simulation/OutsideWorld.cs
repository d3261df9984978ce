using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;

namespace CustodyWatch.Tests.Simulation;

/// <summary>One message that somebody outside took.</summary>
/// <param name="Id">What the service calls the message, by which a receiver knows it again.</param>
/// <param name="At">When.</param>
/// <param name="Epoch">In which life of the service.</param>
/// <param name="Answered">Whether the service heard that it was taken.</param>
public sealed record Taking(string Id, Instant At, int Epoch, bool Answered);

/// <summary>GOV.UK Notify and a force's own system, as unreliable as the night says.</summary>
internal sealed partial class OutsideWorld(Scenario night, Mortality death, FakeClock clock, Action<string> tell) : HttpMessageHandler
{
    private static readonly Duration Patience = Duration.FromSeconds(10);
    private readonly Dictionary<string, int> _tries = [];

    public List<Taking> Taken { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        death.Pass(Moment.BeforeSending);
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        var hook = request.Headers.TryGetValues("webhook-id", out var ids);
        var id = hook ? ids!.Single() : body["reference"]!.ToString();
        var what = hook ? $"webhook {body["data"]!["sequence"]}" : $"text to {body["phone_number"]} {Ref(body)}";
        _tries[id] = _tries.GetValueOrDefault(id) + 1;
        var fate = Fate.Of(night.Seed, $"{what} {_tries[id]}") * 100 / Math.Max(1, night.OutsideFails);
        if (night.OutsideFails == 0 || clock.GetCurrentInstant() > night.Ends) fate = 1;
        switch (fate)
        {
            case < 0.3:
                tell($"{what}: nobody there");
                throw new HttpRequestException("Connection refused");
            case < 0.5:
                tell($"{what}: refused for now");
                return Answer(fate < 0.4 ? HttpStatusCode.InternalServerError : HttpStatusCode.TooManyRequests, "{}");
            case < 0.75:
                tell($"{what}: stalls");
                clock.Advance(Patience);
                throw new TaskCanceledException("No answer in time.", new TimeoutException());
            case < 1:
                Take(id, answered: false);
                tell($"{what}: taken, and the answer is lost");
                clock.Advance(Patience);
                throw new TaskCanceledException("No answer in time.", new TimeoutException());
            default:
                Take(id, answered: true);
                tell($"{what}: taken");
                return Answer(HttpStatusCode.Created, Receipt);
        }
    }

    private const string Receipt = """
        {"id":"740e5834-3a29-46b4-9a6f-16142fde533a","reference":"r","content":{"body":"b","from_number":"F"},"uri":"u","template":{"id":"t","version":1,"uri":"u"}}
        """;

    private void Take(string id, bool answered)
    {
        Taken.Add(new(id, clock.GetCurrentInstant(), death.Epoch, answered));
        death.Pass(Moment.AfterTaken);
    }

    // Without which of an alert's messages it is: of those made in one instant that is not the same each night.
    private static string Ref(JsonNode body) => WhichMessage().Replace(body["personalisation"]!["message"]!.ToString().Split("Ref ")[1], "");

    [GeneratedRegex(@"\.\d+")]
    private static partial Regex WhichMessage();

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}

/// <summary>The screens of the suite: they hear what they are told.</summary>
internal sealed class Screens(Mortality death, Action<string> tell, ILogger<DefaultHubLifetimeManager<CustodyHub>> log) : DefaultHubLifetimeManager<CustodyHub>(log)
{
    public HashSet<(string Alert, long Position, bool Raised)> Told { get; } = [];

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        death.Pass(Moment.BeforeTelling);
        if (args is [AlertMessage message])
        {
            Told.Add((message.Id, message.Sequence, methodName == "alertRaised"));
            tell($"screens: {methodName} {message.Sequence}");
        }
        death.Pass(Moment.AfterTelling);
        return Task.CompletedTask;
    }
}

/// <summary>What the service writes into its log as an error. There is none but where it died or the disk refused.</summary>
internal sealed class Complaints(Action<string> hear) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) hear($"{formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
    }

    public void Dispose()
    {
    }
}
