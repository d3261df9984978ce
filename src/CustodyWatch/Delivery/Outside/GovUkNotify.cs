using System.Globalization;
using CustodyWatch.Http;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Storage;
using Microsoft.Extensions.Options;
using NodaTime;
using Notify.Client;
using Notify.Exceptions;

namespace CustodyWatch.Delivery.Outside;

/// <summary>Texts and emails through GOV.UK Notify.</summary>
public sealed class GovUkNotify(HttpClient http, IOptions<OutsideOptions> options, Database database, IClock clock)
{
    // Only this says that the message itself is wrong; anything else may be put right while it is tried again.
    private const string Wrong = "400";

    // Made where it is used: a key it does not take fails the message at hand, and holds up nothing else.
    private readonly Lazy<NotificationClient> _client = new(() => Client(http, options.Value.Notify!));

    public async Task<Sent> Send(OwedMessage message, CancellationToken cancel)
    {
        if (await AddressOf(message, cancel) is not { } address) return Sent.PassedOn;
        if (options.Value.Notify is null) return Sent.NotConfigured;
        try
        {
            // The client holds the thread it is called on until it is answered, so it is given one of its own.
            return Sent.To(await Task.Factory.StartNew(
                () => Send(message, address), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }
        catch (NotifyClientException refusal)
        {
            var status = StatusIn(refusal.Message);
            return status == Wrong ? Sent.Refused(status) : Sent.Failed(status ?? "error");
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            return Sent.Failed(exception is HttpRequestException or TaskCanceledException or AggregateException ? "no-answer" : "error");
        }
    }

    private string Send(OwedMessage message, string address)
    {
        var settings = options.Value.Notify!;
        var fields = new Dictionary<string, object> { ["message"] = Words(message, clock.GetCurrentInstant()) };
        return message.Channel == RotaRow.Email
            ? _client.Value.SendEmail(address, settings.EmailTemplateId, fields, message.MessageId).id
            : _client.Value.SendSms(address, settings.TextTemplateId, fields, message.MessageId).id;
    }

    /// <summary>
    /// What is said: where, which record, what and since when. The feed number, which of its messages it is and how often it was tried
    /// make no two the same, because Notify passes on only so many that are.
    /// </summary>
    public static string Words(OwedMessage message, Instant now)
    {
        var whose = message.CustodyRecordNumber is { } number ? $"{message.Suite}, record {number}" : message.Suite;
        var which = message.Beside == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{message.Beside + 1}");
        var since = message.DueAt is { } due ? $" ({Say.Time(due, now)})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CustodyWatch {whose}: {message.Title}{since}. Sign in to see what to do. Ref {message.Position}{which}-{message.TriedBefore + 1}");
    }

    private async Task<string?> AddressOf(OwedMessage message, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await OnDuty.AddressOf(connection, message, clock.Now());
    }

    // The client says the status in the first words of its message, and nowhere else.
    private static string? StatusIn(string message)
    {
        const string before = "Status code ";
        var at = message.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return at >= before.Length && message.Length >= at + 3 ? message.Substring(at, 3) : null;
    }

    private static NotificationClient Client(HttpClient http, NotifyOptions notify)
    {
        var client = new NotificationClient(new HttpClientWrapper(http), notify.ApiKey);
        // The client has just put its own address there.
        http.BaseAddress = new Uri(notify.BaseUrl);
        return client;
    }
}
