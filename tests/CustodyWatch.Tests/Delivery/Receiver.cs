using System.Text.Json.Nodes;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace CustodyWatch.Tests.Delivery;

/// <summary>GOV.UK Notify, as its HTTP answers, and another force system that takes webhooks.</summary>
public sealed class Receiver : IDisposable
{
    public const string Secret = "a-secret-shared-with-the-receiver-1", HookPath = "/hook";
    private const string TextPath = "/v2/notifications/sms", EmailPath = "/v2/notifications/email";

    // A name, and the two identifiers that Notify's keys end with.
    public const string ApiKey = "custody-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";

    private readonly WireMockServer _server = WireMockServer.Start();

    // The first request takes long, on a busy machine longer than the service waits.
    public Receiver()
    {
        using var http = new HttpClient();
        using var _ = http.Send(new(HttpMethod.Post, Hook));
        _server.ResetLogEntries();
    }

    public void Dispose() => _server.Dispose();

    public string Url => _server.Url!;

    /// <summary>The address of the webhook.</summary>
    public string Hook => Url + HookPath;

    public IReadOnlyList<JsonNode> Texts => Bodies(TextPath);
    public IReadOnlyList<JsonNode> Emails => Bodies(EmailPath);

    public IReadOnlyList<WireMock.IRequestMessage> Hooks =>
        [.. _server.LogEntries.Select(entry => entry.RequestMessage).Where(request => request.Path == HookPath)];

    /// <summary>The body of everything that was sent anywhere.</summary>
    public IReadOnlyList<string> Said => [.. _server.LogEntries.Select(entry => System.Text.Encoding.UTF8.GetString(entry.RequestMessage.BodyAsBytes ?? []))];

    /// <summary>Has the service wait for whatever is outside as long as a busy machine may need.</summary>
    public static void Wait(WebApplicationBuilder builder) => builder.Services.PostConfigureAll<HttpClientFactoryOptions>(
        options => options.HttpClientActions.Add(client => client.Timeout = TimeSpan.FromMinutes(2)));

    /// <summary>From now on, texts and emails are answered so.</summary>
    public Receiver Answers(int status, string error = "Exception", int afterSeconds = 0)
    {
        foreach (var path in new[] { TextPath, EmailPath })
            _server.Given(Request.Create().WithPath(path).UsingPost()).RespondWith(Response.Create().WithStatusCode(status)
                .WithDelay(TimeSpan.FromMilliseconds((1000 * afterSeconds) + 1))
                .WithHeader("Content-Type", "application/json")
                .WithBody(status < 300
                    ? """{"id":"740e5834-3a29-46b4-9a6f-16142fde533a","reference":"r","content":{"body":"b","from_number":"F"},"uri":"u","template":{"id":"t","version":1,"uri":"u"}}"""
                    : $$"""{"status_code":{{status}},"errors":[{"error":"{{error}}","message":"No."}]}"""));
        return this;
    }

    /// <summary>From now on, texts to one number are refused for good, or answered as it is said.</summary>
    public Receiver Refuses(string number, int status = 400)
    {
        _server.Given(Request.Create().WithPath(TextPath).UsingPost().WithBody(body => body?.Contains(number, StringComparison.Ordinal) == true))
            .AtPriority(-1)
            .RespondWith(Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json")
                .WithBody($$"""{"status_code":{{status}},"errors":[{"error":"ValidationError","message":"No."}]}"""));
        return this;
    }

    public Receiver Takes(int status)
    {
        _server.Given(Request.Create().WithPath(HookPath).UsingPost()).RespondWith(Response.Create().WithStatusCode(status));
        return this;
    }

    /// <summary>From now on whoever sends to the webhook is left waiting.</summary>
    public Receiver Hangs()
    {
        _server.Given(Request.Create().WithPath(HookPath).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(200).WithDelay(TimeSpan.FromHours(1)));
        return this;
    }

    /// <summary>From now on whoever sends a text is left waiting, until the receiver is gone.</summary>
    public Receiver AnswersNoText()
    {
        _server.Given(Request.Create().WithPath(TextPath).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(200).WithDelay(TimeSpan.FromHours(1)));
        return this;
    }

    /// <summary>A suite of force 99 that reaches people through this Notify.</summary>
    public Task<CustodySuite> Suite(string now, bool notify = true, bool hook = false, int atOnce = 8, string? otherHook = null, bool untimed = false, string key = ApiKey, ILoggerProvider? log = null, string? folder = null) => CustodySuite.Open(now, folder, adjust: builder =>
    {
        var settings = new Dictionary<string, string?> { ["CustodyWatch:Delivery:AtOnce"] = $"{atOnce}" };
        if (notify)
        {
            settings["CustodyWatch:Delivery:Notify:ApiKey"] = key;
            settings["CustodyWatch:Delivery:Notify:BaseUrl"] = _server.Url;
            settings["CustodyWatch:Delivery:Notify:TextTemplateId"] = "text-template";
            settings["CustodyWatch:Delivery:Notify:EmailTemplateId"] = "email-template";
        }
        if (hook)
        {
            settings["CustodyWatch:Delivery:Webhooks:0:Name"] = "control-room";
            settings["CustodyWatch:Delivery:Webhooks:0:Force"] = "99";
            settings["CustodyWatch:Delivery:Webhooks:0:Url"] = Hook;
            settings["CustodyWatch:Delivery:Webhooks:0:Secret"] = Secret;
        }
        if (otherHook is not null)
        {
            settings["CustodyWatch:Delivery:Webhooks:1:Name"] = "other";
            settings["CustodyWatch:Delivery:Webhooks:1:Force"] = "99";
            settings["CustodyWatch:Delivery:Webhooks:1:Url"] = Url + otherHook;
            settings["CustodyWatch:Delivery:Webhooks:1:Secret"] = Secret;
        }
        builder.Configuration.AddInMemoryCollection(settings);
        // As if the form of a key could not be told from outside.
        if (key != ApiKey) builder.Services.RemoveAll<IValidateOptions<OutsideOptions>>();
        Wait(builder);
        if (untimed) Alerting.Untimed(builder);
        if (log is not null) builder.Logging.AddProvider(log);
    });

    private IReadOnlyList<JsonNode> Bodies(string path) =>
        [.. _server.LogEntries.Where(entry => entry.RequestMessage.Path == path).Select(entry => JsonNode.Parse(entry.RequestMessage.Body!)!)];
}

public static class Sending
{
    /// <summary>Sends what is owed now, whatever else may be about to.</summary>
    public static async Task Send(this CustodySuite suite)
    {
        using var scope = suite.Services.CreateScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await outbox.Run(Lane.ToPeople, TestContext.Current.CancellationToken);
        await outbox.Run(Lane.ToSystems, TestContext.Current.CancellationToken);
        // The service sends by itself too. What it has begun is let come to its end before a test moves the clock on.
        await Eventually.Finds(() => Begun(suite), begun => begun == 0);
    }

    /// <summary>Sends what a node with these settings sends now, and no more.</summary>
    public static async Task SendWhatIsItsOwn(this CustodySuite node)
    {
        using var scope = node.Services.CreateScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        foreach (var lane in Lane.Of(node.Services.GetRequiredService<IOptions<OutsideOptions>>().Value))
            await outbox.Run(lane, TestContext.Current.CancellationToken);
        await Eventually.Finds(() => Begun(node), begun => begun == 0);
    }

    private static async Task<long> Begun(CustodySuite suite)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM deliveries WHERE attempted_at IS NOT NULL AND outcome IS NULL AND delivered_at IS NULL");
    }

    public static async Task<IReadOnlyList<JsonNode>> Attempts(this CustodySuite suite, string clock, string step, string channel)
    {
        var alert = Assert.Single(await suite.As("sgt-01").Alerts(clock, step));
        return [.. alert["deliveries"]!.AsArray().Where(row => row!.Is("channel", channel)).Select(row => row!)];
    }

    public static JsonObject Turn(string audience, string channel = "text", string address = "07700 900123", string until = "2026-06-11T06:00:00Z") => new()
    {
        ["force"] = "99",
        ["audience"] = audience,
        ["person"] = "insp-01",
        ["channel"] = channel,
        ["address"] = address,
        ["until"] = until,
    };
}
