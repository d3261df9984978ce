using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CustodyWatch.Features.Events;

/// <summary>The body of a delivery of events, for the OpenAPI document: it is read by hand, so that nothing sent is lost.</summary>
internal static class EventsDescription
{
    private const string Event = "CustodyEvent";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        document.AddComponent<IOpenApiSchema>(Event, Envelope());
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

    private static OpenApiSchema Envelope() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A custody event as a CloudEvent 1.0. Unknown fields of data are kept.",
        Required = new HashSet<string> { "specversion", "id", "source", "type", "subject", "time" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["specversion"] = OneOf("1.0"),
            ["id"] = Text("Unique within source; both together make a delivery idempotent for ever.", most: 200),
            ["source"] = Text("/forces/{force}/suites/{suite}", most: 200),
            ["type"] = OneOf([.. EventKinds.All]),
            ["subject"] = Text("The custody record number, unique within the force.", most: 40),
            ["time"] = Instant("When it happened."),
            ["recordedtime"] = Instant("When it was keyed in the sending system."),
            ["recordedby"] = Text("Who keyed it: collar number or user id.", most: 100),
            ["medium"] = OneOf("system", "screen", "handheld", "paper"),
            ["data"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The fields of the type." },
        },
    };

    private static OpenApiSchema Text(string description, int most) =>
        new() { Type = JsonSchemaType.String, Description = description, MinLength = 1, MaxLength = most };

    private static OpenApiSchema Instant(string description) =>
        new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    private static OpenApiSchema OneOf(params string[] words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (System.Text.Json.Nodes.JsonNode)word)] };
}
