using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CustodyWatch.Http;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>Looks at the shape of one event, from any door: is it a CloudEvent, of a kind we know, with the fields of its kind?</summary>
public static class EnvelopeReader
{
    internal const int LongestId = 200, LongestNumber = 40, LongestName = 100;
    /// <summary>How far the clock of whoever sends may be ahead of ours.</summary>
    internal static readonly Duration ClockSkew = Duration.FromMinutes(2);
    private static readonly JsonEventFormatter Formatter = new();
    internal static readonly string[] Media = ["system", "screen", "handheld", "paper"];

    /// <param name="content">Well-formed JSON in valid UTF-8.</param>
    /// <param name="now">Received; what happened later than two minutes from now is refused.</param>
    public static Submission Read(ReadOnlyMemory<byte> content, Instant now)
    {
        if (JsonFault.In(content.Span) is { } fault) return Refused(content, fault);
        var sent = new Submission { Content = content };
        using var document = JsonDocument.Parse(content);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return sent.Refused(Refusal.Invalid("event", "must be an object"));

        var problems = new Problems();
        var envelope = new Attributes(document.RootElement, problems);
        if (envelope.Text("specversion", 10) is { } version && version != "1.0") problems.Add("specversion", "must be 1.0");
        var (id, source) = (envelope.Text("id", LongestId), envelope.Text("source", LongestId));
        var (kind, suite) = (EventKinds.Parse(envelope.Text("type", LongestName)), SourceName.Parse(source));
        var number = envelope.Text("subject", LongestNumber);
        sent = sent with { Id = id, Source = source, Suite = suite, Number = number, Kind = kind };

        if (source is not null && suite is null) problems.Add("source", "must be /forces/{force}/suites/{suite}");
        if (envelope.Has("type") && kind is null) problems.Add("type", "is not a kind of custody event");
        var occurred = envelope.Instant("time", required: true);
        if (occurred > now + ClockSkew) problems.Add("time", "lies more than two minutes in the future");
        var recorded = envelope.Instant("recordedtime", required: false);
        var recordedBy = envelope.Name("recordedby", LongestName);
        var medium = envelope.Text("medium", LongestName, required: false) ?? Media[0];
        envelope.CheckOthers();
        if (envelope.Has("data_base64")) problems.Add("data_base64", "is not taken: the data is an object, in data");
        if (!Media.Contains(medium)) problems.Add("medium", "must be system, screen, handheld or paper");
        var fact = kind is { } known ? Fact(known, document.RootElement, problems) : null;

        if (fact is not null) Future.Note(fact, now + ClockSkew, "data", problems);
        if (!problems.Any && !IsCloudEvent(document.RootElement)) problems.Add("event", "is not a CloudEvent of version 1.0");
        if (problems.Any) return sent.Refused(Refusal.Invalid(problems.Errors));
        return sent with
        {
            Entry = new Entry
            {
                Event = new CustodyEvent(source!, id!, kind!.Value, occurred!.Value, fact!),
                Suite = suite!.Value,
                CustodyRecordNumber = number!,
                Recorded = recorded,
                RecordedBy = recordedBy,
                Medium = medium,
            },
        };
    }

    /// <summary>
    /// What cannot be read as an event, and is refused under the names that it gives itself: its suite sees that it was, and its sender which. As
    /// the event of that id it is never compared with another.
    /// </summary>
    public static Submission Refused(ReadOnlyMemory<byte> content, string fault)
    {
        var sent = new Submission { Content = content, Refusal = Refusal.Invalid("event", fault) };
        try
        {
            return sent with
            {
                Id = Named(RefusedContent.Said(content.Span, "id"), LongestId),
                Suite = SourceName.Parse(RefusedContent.Said(content.Span, "source")),
                Number = RefusedContent.Subjects(content.Span) is [var only] ? Named(only, LongestNumber) : null,
            };
        }
        catch (JsonException)
        {
            // What is put right on a page may be no JSON at all.
            return sent;
        }
    }

    private static string? Named(string? said, int longest) => Attributes.WrongText(said, longest, isSeen: true) is null ? said : null;

    /// <summary>What the data of a stored event says; it had the right shape when it was taken.</summary>
    public static Fact Fact(EventKind kind, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var problems = new Problems();
        return Fact(kind, document.RootElement, problems)
            ?? throw new InvalidDataException($"A {kind.TypeName()} in the log can no longer be read: {string.Join(", ", problems.Errors.Keys)}.");
    }

    private static Fact? Fact(EventKind kind, JsonElement envelope, Problems problems)
    {
        var data = envelope.TryGetProperty("data", out var given) && given.ValueKind != JsonValueKind.Null
            ? System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(given)
            : "{}"u8;
        var own = new Problems();
        var fact = FactReader.Read(kind, data, own);
        foreach (var (path, sentences) in own.Errors)
            foreach (var sentence in sentences)
                problems.Add(path, sentence);
        return fact;
    }

    // These have been read already: the time with the small t and z that RFC 3339 allows, the type of the content in letters of any size, and the
    // library takes neither.
    private static bool IsCloudEvent(JsonElement envelope)
    {
        var attributes = JsonObject.Create(envelope)!;
        attributes.Remove("time");
        attributes.Remove("datacontenttype");
        try
        {
            return Formatter.ConvertFromJsonElement(JsonSerializer.SerializeToElement(attributes), null).IsValid;
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
