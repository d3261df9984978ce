using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CustodyWatch.Http;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Tells other systems of alerts: a CloudEvent that says which alert and nothing of a child, signed as Standard Webhooks does
/// (HMAC-SHA256 over id, timestamp and body).
/// </summary>
public sealed class Webhooks(HttpClient http, IOptions<OutsideOptions> options, IClock clock)
{
    private static readonly JsonEventFormatter Formatter = new(Json.Options, default);

    public async Task<Sent> Send(OwedMessage message, CancellationToken cancel)
    {
        if (options.Value.Webhooks.FirstOrDefault(hook => message.Recipient == hook.Recipient) is not { } hook)
            return Sent.NotConfigured;
        try
        {
            using var response = await http.SendAsync(Request(hook, message), cancel);
            if (response.IsSuccessStatusCode) return Sent.To(null);
            return Sent.Failed(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return Sent.Failed("no-answer");
        }
    }

    private HttpRequestMessage Request(WebhookOptions hook, OwedMessage message)
    {
        var body = Formatter.EncodeStructuredModeMessage(Event(message), out var type).ToArray();
        var timestamp = clock.GetCurrentInstant().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type.ToString());
        request.Headers.Add("webhook-id", message.MessageId);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Signature(hook.Secret, message.MessageId, timestamp, body));
        return request;
    }

    /// <summary>What a receiver works out for itself and compares.</summary>
    public static string Signature(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    private static CloudEvent Event(OwedMessage message) => new()
    {
        Id = message.MessageId,
        Type = "custodywatch.alert.raised",
        Source = new Uri($"/forces/{message.Force}/suites/{message.Suite}", UriKind.Relative),
        Subject = message.AlertId,
        Time = message.SpokeAt.ToDateTimeOffset(),
        DataContentType = "application/json",
        Data = new
        {
            Id = message.AlertId,
            Sequence = message.Position,
            message.CustodyRecordNumber,
            message.Clock,
            message.Step,
            message.Severity,
            message.DueAt,
        },
    };
}
