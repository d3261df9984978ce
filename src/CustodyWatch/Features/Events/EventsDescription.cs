using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CustodyWatch.Features.Events;

/// <summary>The body of a delivery of events, for the OpenAPI document: it is read by hand, so that nothing sent is lost.</summary>
internal static class EventsDescription
{
    private const string Event = "CustodyEvent", EnvelopeName = "EventEnvelope";

    // Attributes neither begin nor end with a space.
    private const string Tidy = @"^\S(.*\S)?$";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        document.AddComponent<IOpenApiSchema>(EnvelopeName, Envelope());
        foreach (var kind in Enum.GetValues<EventKind>()) document.AddComponent<IOpenApiSchema>(NameOf(kind), Of(kind, document));
        document.AddComponent<IOpenApiSchema>(Event, Any(document));
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "One CloudEvent, or a list of up to 1,000; at most 5 MB, not compressed.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [EventBody.One] = new() { Schema = new OpenApiSchemaReference(Event, document) },
                [EventBody.Batch] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        MaxItems = EventBody.MostEvents,
                        Items = new OpenApiSchemaReference(Event, document),
                    },
                },
            },
        };
        if (operation.Responses?["202"] is OpenApiResponse { Content: { } one } accepted && operation.Responses["200"] is OpenApiResponse { Content: { } some } done)
        {
            accepted.Description = "One event, taken and on disk.";
            done.Description = "One event that was there already; or what became of each event of a list, in the order sent.";
            some["application/json"].Schema = new OpenApiSchema { OneOf = [one["application/json"].Schema!, some["application/json"].Schema!] };
        }
        return Task.CompletedTask;
    }

    private static string NameOf(EventKind kind) => $"{kind}Event";

    private static OpenApiSchema Any(OpenApiDocument document) => new()
    {
        Description = "A custody event as a CloudEvent 1.0: one of the types, each with its own data. A field that is null counts as left out; unknown fields of data are kept.",
        OneOf = [.. Enum.GetValues<EventKind>().Select(kind => new OpenApiSchemaReference(NameOf(kind), document))],
        Discriminator = new()
        {
            PropertyName = "type",
            Mapping = Enum.GetValues<EventKind>().ToDictionary(kind => kind.TypeName(), kind => new OpenApiSchemaReference(NameOf(kind), document)),
        },
    };

    private static OpenApiSchema Of(EventKind kind, OpenApiDocument document)
    {
        var (data, required) = EventSchemas.Data(kind);
        return new()
        {
            Description = $"{EventTitles.Of(kind)}.{FieldMeanings.OfTime(kind)}",
            AllOf =
            [
                new OpenApiSchemaReference(EnvelopeName, document),
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = required ? new HashSet<string> { "type", "data" } : new HashSet<string> { "type" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["type"] = OneOf(kind.TypeName()),
                        ["data"] = data,
                    },
                },
            ],
        };
    }

    private static OpenApiSchema Envelope() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What every custody event carries. Other extension attributes of CloudEvents are kept: names of a to z and 0 to 9, "
            + "with text, a whole number, true or false.",
        Required = new HashSet<string> { "specversion", "id", "source", "type", "subject", "time" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["specversion"] = OneOf("1.0"),
            ["id"] = Text("Unique within source; both together make a delivery idempotent for ever. No character that cannot be seen.", EnvelopeReader.LongestId),
            ["source"] = Text("The force and the suite, by their codes: /forces/{force}/suites/{suite}", EnvelopeReader.LongestId, SourceName.Written),
            ["type"] = OneOf([.. EventKinds.All]),
            ["subject"] = Text("The custody record number, unique within the force. No character that cannot be seen.", EnvelopeReader.LongestNumber),
            ["time"] = Instant("When it happened: at most two minutes ahead, and any distance in the past. Kept to the millisecond."),
            ["recordedtime"] = Instant("When it was keyed in the sending system; more than 10 minutes after time it shows as a late entry."),
            ["recordedby"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "Who keyed it: collar number or user id. Spaces around it do not count; an empty one counts as left out.",
                MaxLength = EnvelopeReader.LongestName,
            },
            ["medium"] = OneOf(EnvelopeReader.Media),
            [EntryMark.SessionStarted] = Instant(
                "When the session began of whoever keyed it: a review that states an earlier time is then asked about. What is no time is kept and asks nothing."),
            ["datacontenttype"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "application/json, or a type that ends in +json; may be left out." },
            ["dataschema"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri", Description = "Kept and not used." },
            ["data"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The fields of the type." },
        },
    };

    private static OpenApiSchema Text(string description, int most, string pattern = Tidy) =>
        new() { Type = JsonSchemaType.String, Description = description, MinLength = 1, MaxLength = most, Pattern = pattern };

    private static OpenApiSchema Instant(string description) =>
        new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    private static OpenApiSchema OneOf(params string[] words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (System.Text.Json.Nodes.JsonNode)word)] };
}
