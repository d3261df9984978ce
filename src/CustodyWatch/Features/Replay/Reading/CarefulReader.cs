using System.Text.Json;
using System.Text.Unicode;
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
        if (!IsJson(line)) return (null, 0, "is not JSON");
        var json = line.ToArray();
        var sent = EnvelopeReader.Read(json, NeverTooLate);
        if (sent.Entry is not { } entry) return (null, 0, Words(sent.Refusal!));
        using var document = JsonDocument.Parse(json);
        return (entry, Fingerprint(document.RootElement), "");
    }

    /// <summary>A refusal in one line.</summary>
    public static string Words(Refusal refusal) =>
        string.Join("; ", refusal.Errors.Select(error => $"{error.Key} {string.Join(", ", error.Value)}"));

    // However deep: what is nested too deep is JSON all the same, and is refused as that.
    private static bool IsJson(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Math.Max(1, line.Length) });
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

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
