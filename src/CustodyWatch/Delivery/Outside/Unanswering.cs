using System.Collections.Concurrent;

namespace CustodyWatch.Delivery.Outside;

/// <summary>Tells the log who does not take what is sent: each when it begins, and each message that is given up. Ids and kinds alone.</summary>
public sealed partial class Unanswering(ILogger<Unanswering> log)
{
    private const string Notify = "GOV.UK Notify";

    private readonly ConcurrentDictionary<string, bool> _unanswering = [];

    public void Note(OwedMessage message, Sent sent)
    {
        if (sent == Sent.NotConfigured)
            LeftUnsent(log, message.Recipient, message.Channel, sent.Outcome, message.AlertId, message.MessageId);
        else if (sent.IsRefused || message.IsGivenUp(sent))
            GivenUp(log, message.Recipient, message.Channel, sent.Outcome, message.AlertId, message.MessageId, message.Attempts + 1);
        // The first of many is enough: a message that is tried again says on its row what came of it.
        var receiver = message.Channel == Routing.Webhook ? message.Recipient : Notify;
        if (sent.IsDelivered || sent.IsRefused) _unanswering.TryRemove(receiver, out _);
        else if (sent.IsFailed && _unanswering.TryAdd(receiver, true))
            Failed(log, receiver, sent.Outcome, message.AlertId, message.MessageId);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Receiver} does not take what it is sent ({Outcome}); it is tried again, and this is not said again until it answers. The first was alert {AlertId}, message {MessageId}.")]
    private static partial void Failed(ILogger log, string receiver, string outcome, string alertId, string messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A message to {Recipient} by {Channel} has reached nobody: no node has the setting to send it, and it goes once one has, while it is still news ({Outcome}): alert {AlertId}, message {MessageId}.")]
    private static partial void LeftUnsent(ILogger log, string recipient, string channel, string outcome, string alertId, string messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A message to {Recipient} by {Channel} has reached nobody and is not tried again ({Outcome}): alert {AlertId}, message {MessageId}, attempt {Attempts}.")]
    private static partial void GivenUp(
        ILogger log, string recipient, string channel, string outcome, string alertId, string messageId, int attempts);
}
