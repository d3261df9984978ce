using System.Text.Json;
using System.Text.Unicode;
using CustodyWatch.Http;
using CustodyWatch.Log;
using NodaTime;

namespace CustodyWatch.Features.Replay.Reading;

/// <summary>Reads any line as the API would, and says in words what is wrong with one it would refuse.</summary>
internal static class CarefulReader
{
    // A replay does not refuse future times: its "now" lies beyond any.
    public static readonly Instant NeverTooLate = Instant.FromUtc(9000, 1, 1, 0, 0);

    private static readonly string[] Elsewhere = ["specversion", "id", "source", "type", "subject"];

    /// <summary>The entry a line makes and its fingerprint, or why it makes none.</summary>
    public static (Entry? Entry, ulong Fingerprint, string Reason) Read(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line)) return (null, 0, "is not UTF-8");
        var json = line.ToArray();
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonFault.Deepest });
            var sent = EnvelopeReader.Read(json, NeverTooLate);
            return sent.Entry is { } entry
                ? (entry, Fingerprint(document.RootElement), "")
                : (null, 0, Words(sent.Refusal!));
        }
        catch (JsonException)
        {
            return (null, 0, "is not JSON");
        }
    }

    /// <summary>A refusal in one line.</summary>
    public static string Words(Refusal refusal) =>
        string.Join("; ", refusal.Errors.Select(error => $"{error.Key} {string.Join(", ", error.Value)}"));

    private static ulong Fingerprint(JsonElement envelope)
    {
        ulong sum = 0;
        foreach (var attribute in envelope.EnumerateObject())
            if (!Elsewhere.Contains(attribute.Name))
                sum += JsonFingerprint.Member(
                    System.Text.Encoding.UTF8.GetBytes(attribute.Name),
                    JsonFingerprint.Of(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(attribute.Value)));
        return sum;
    }
}
