using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CustodyWatch.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Features.Events;

/// <summary>What was sent: the bytes of each event, or the reason nothing could be read.</summary>
/// <param name="Fault">Why the whole is to be refused, though it is JSON; each of its events is kept as one that was refused.</param>
public sealed record EventBody(
    IReadOnlyList<ReadOnlyMemory<byte>> Events, bool IsBatch, ProblemHttpResult? Problem, string? Fault = null)
{
    public const string One = "application/cloudevents+json", Batch = "application/cloudevents-batch+json";
    public const int MostBytes = 5 * 1024 * 1024, MostEvents = 1000;

    // A sender hears the refusal only after it has sent everything, so a body somewhat too large is read to its end and let go.
    private const int MostDrained = 64 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<EventBody> Read(HttpRequest request, CancellationToken cancel)
    {
        var type = request.GetTypedHeaders().ContentType;
        var isBatch = type?.MediaType.Equals(Batch, StringComparison.OrdinalIgnoreCase) == true;
        if (!isBatch && type?.MediaType.Equals(One, StringComparison.OrdinalIgnoreCase) != true || !IsUtf8(type!.Charset.Value))
            return Refused(Http.Problem.Of(StatusCodes.Status415UnsupportedMediaType, Http.Problem.WrongContentType,
                $"Send {One} for one event or {Batch} for several, in UTF-8."));
        if (request.Headers.ContentEncoding.Any(coding => !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)))
            return Refused(Http.Problem.Of(StatusCodes.Status415UnsupportedMediaType, Http.Problem.WrongContentType,
                "Send it as it is, not compressed."));
        try
        {
            return await Bytes(request, cancel) is { } bytes ? Split(Unmarked(bytes), isBatch) : Refused(TooLarge("A request may be at most 5 MB."));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Refused(Http.Problem.Of(StatusCodes.Status408RequestTimeout, Http.Problem.TooSlow,
                "This came too slowly to wait for the rest. Nothing was recorded; send it again."));
        }
    }

    // Some systems put a byte-order mark before UTF-8; it says nothing and is no part of the event.
    private static byte[] Unmarked(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static EventBody Split(byte[] bytes, bool isBatch)
    {
        if (!Utf8.IsValid(bytes)) return Refused(Http.Problem.BadRequest("This is not UTF-8."));
        try
        {
            var (isList, members) = Walk(bytes);
            if (members.Count > MostEvents) return Refused(TooLarge("A batch may hold at most 1,000 events. Nothing of it was recorded."));
            if (isBatch) return isList ? new EventBody(members, true, null) : new EventBody([bytes], false, null, "must be a list of events");
            return members.Count > 0 ? new EventBody(members, false, null, $"came in a list, and a list is sent as {Batch}") : new EventBody([bytes], false, null);
        }
        catch (JsonException)
        {
            return Refused(Http.Problem.BadRequest("This is not JSON."));
        }
    }

    // Each byte is read once: how long it takes does not grow with how deep it is nested, as it does for a document.
    private static (bool IsList, IReadOnlyList<ReadOnlyMemory<byte>> Members) Walk(byte[] bytes)
    {
        var members = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MostBytes });
        reader.Read();
        var isList = reader.TokenType == JsonTokenType.StartArray;
        while (isList && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (members.Count <= MostEvents) members.Add(bytes.AsMemory(start..(int)reader.BytesConsumed));
        }
        while (reader.Read()) { }
        return (isList, members);
    }

    /// <summary>The whole body, or null when there is more of it than is taken.</summary>
    private static async Task<byte[]?> Bytes(HttpRequest request, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var kept = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength ?? 4096, MostBytes) + 1);
        var chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            while (await request.Body.ReadAsync(chunk, patience.Token) is > 0 and var read)
            {
                total += read;
                if (total <= MostBytes) kept.Write(chunk.AsSpan(0, read));
                else if (total > MostDrained) return null;
            }
            return total > MostBytes ? null : kept.WrittenSpan.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static bool IsUtf8(string? charset) => charset is null || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult TooLarge(string title) =>
        Http.Problem.Of(StatusCodes.Status413PayloadTooLarge, Http.Problem.TooLarge, title);

    private static EventBody Refused(ProblemHttpResult problem) => new([], false, problem);
}
