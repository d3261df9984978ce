using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Log.Refusals;

namespace CustodyWatch.Features.Events;

/// <summary>
/// What an administrator puts in the place of a refused event. It stays that event: what was not wrong with its source, type and
/// subject stays as it was sent, so that nothing else is written on a record by this way in. Its id may be a new one, as that of a
/// corrected event sent again may.
/// </summary>
internal static class Readmission
{
    private static readonly string[] Lasting = ["source", "type", "subject"];

    /// <summary>What is to be taken, or why it may not be.</summary>
    public static (Submission Sent, Refusal? Refused) Read(QuarantineRow held, byte[] content, Caller caller, NodaTime.Instant now)
    {
        var sent = EnvelopeReader.Read(content, now);
        if (sent.Suite is { } suite && !caller.MaySeeForce(suite.Force)) return (sent, Refusal.NotYours("event.source", "is not a suite of yours"));
        if (Another(held, content) is { } another) return (sent, another);
        return (sent.Suite is { } named && KnownSuites.IsUnknown(named) ? sent.Refused(Posting.UnknownSuite) : sent, null);
    }

    // Of what could not be read nobody can say what it was. What is put in its place is then anything of the force.
    private static Refusal? Another(QuarantineRow held, byte[] content)
    {
        if (Envelope(held.Content.Bytes) is not { } before || Envelope(content) is not { } after) return null;
        var wrong = WrongWith(held);
        if (held.Emptied is not null && !wrong.Contains("subject"))
            return Refusal.Invalid("event", "is kept no longer as it was sent, so that nobody can say whether this is it");
        var changed = Lasting.Where(name => !wrong.Contains(name) && !Same(before, after, name))
            .ToDictionary(name => name, _ => (string[])["must stay as it was sent: that was not what was wrong"]);
        return changed.Count == 0 ? null : Refusal.Invalid(changed);
    }

    private static HashSet<string> WrongWith(QuarantineRow held)
    {
        using var problem = JsonDocument.Parse(held.Problem.Text);
        var named = problem.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? errors.EnumerateObject().Select(error => error.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        var read = EnvelopeReader.Read(held.Content.Bytes, held.Received);
        // What came in a wrong way was not looked at then.
        if (named.Contains("event") && held.Emptied is null) return WrongIn(read.Suite is { } suite && KnownSuites.IsUnknown(suite) ? read.Refused(Posting.UnknownSuite) : read);
        // Of the right shape, and refused by the record that it names: that may be the wrong one.
        return read.Entry is not null && !named.Contains("source") && IsRefused(problem.RootElement) ? ["subject"] : named;
    }

    private static HashSet<string> WrongIn(Submission read) => [.. read.Refusal?.Errors.Keys ?? []];

    private static bool IsRefused(JsonElement problem) => problem.TryGetProperty("type", out var type) && type.ToString() == Problem.Refused;

    private static JsonElement? Envelope(byte[] content) =>
        JsonFault.In(content) is null && JsonSerializer.Deserialize<JsonElement>(content) is { ValueKind: JsonValueKind.Object } envelope ? envelope : null;

    private static bool Same(JsonElement before, JsonElement after, string name) =>
        before.TryGetProperty(name, out var was) && after.TryGetProperty(name, out var now) && JsonElement.DeepEquals(was, now);
}
