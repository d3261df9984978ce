using System.Text.Json.Nodes;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;
using Microsoft.OpenApi;

namespace CustodyWatch.Features.Events;

/// <summary>The data of each kind of event as JSON schema, made of what its reader checks.</summary>
internal static class EventSchemas
{
    private const string NotBlank = @"\S";

    /// <summary>What the data of a kind holds; whether it may be left out altogether.</summary>
    public static (OpenApiSchema Schema, bool Required) Data(EventKind kind)
    {
        var shape = FactReader.ShapeOf(kind);
        return (Object(shape), shape.Fields.Any(field => field.Required));
    }

    private static OpenApiSchema Object(ObjectShape shape)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = shape.Fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)Field(field, Told(shape, field.Name))),
        };
        if (shape.Fields.Any(field => field.Required)) schema.Required = Names(shape.Fields.Where(field => field.Required).Select(field => field.Name));
        var rules = shape.Conditions.Select(condition => Condition(shape, condition)).Concat(shape.Either.Select(Either)).ToArray();
        if (rules.Length > 0) schema.AllOf = [.. rules];
        return schema;
    }

    private static OpenApiSchema Either((string One, string Other) pair) =>
        new() { AnyOf = [new OpenApiSchema { Required = Names([pair.One]) }, new OpenApiSchema { Required = Names([pair.Other]) }] };

    private static OpenApiSchema Condition(ObjectShape shape, ShapeCondition condition)
    {
        var then = new OpenApiSchema();
        var filled = condition.Then.Where(demand => demand.Filled).Select(demand => Named(shape, demand.Field)).Where(IsFree).ToArray();
        if (filled.Length > 0) then.Properties = filled.ToDictionary(field => field.Name, field => (IOpenApiSchema)Filled(new(), field.Form));
        if (condition.Then.Any(demand => demand.Required)) then.Required = Names(condition.Then.Where(demand => demand.Required).Select(demand => demand.Field));
        return new()
        {
            If = new OpenApiSchema
            {
                Properties = condition.When.ToDictionary(when => when.Field, when => (IOpenApiSchema)new OpenApiSchema
                {
                    Enum = [.. when.Words.Select(word => Value(word, Named(shape, when.Field).Form))],
                }),
                Required = Names(condition.When.Select(when => when.Field)),
            },
            Then = then,
        };
    }

    private static OpenApiSchema Field(FieldShape field, string? told)
    {
        var schema = field.Form switch
        {
            FieldForm.Object => Object(field.Fields!),
            FieldForm.List => new() { Type = JsonSchemaType.Array, Items = Field(field.Member!, null) },
            FieldForm.Flag => new() { Type = JsonSchemaType.Boolean, Default = field.Otherwise },
            FieldForm.Number => new() { Type = JsonSchemaType.Integer, Minimum = Bound(field.Bounds?.Least), Maximum = Bound(field.Bounds?.Most) },
            _ => new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = field.Form switch { FieldForm.Instant => "date-time", FieldForm.Date => "date", FieldForm.Duration => "duration", _ => null },
                MaxLength = field.Longest,
                Pattern = field.Pattern,
                Enum = field.Words is { } words ? [.. words.Select(word => (JsonNode)word)] : null,
            },
        };
        if (field.Filled && IsFree(field)) Filled(schema, field.Form);
        var described = string.Join(' ', new[] { FieldMeanings.Of.GetValueOrDefault(field.Name), told }.OfType<string>());
        if (described.Length > 0) schema.Description = described;
        return schema;
    }

    private static OpenApiSchema Filled(OpenApiSchema schema, FieldForm form)
    {
        if (form == FieldForm.List) schema.MinItems = 1;
        else schema.Pattern = NotBlank;
        return schema;
    }

    /// <summary>When a field is required that is not always, for whoever reads the page of it.</summary>
    private static string? Told(ObjectShape shape, string field)
    {
        var said = shape.Conditions.Where(condition => condition.Then.Any(demand => demand.Required && demand.Field == field))
            .Select(condition => condition.When is [var (name, words)] && Named(shape, name).Words?.Except(words).ToArray() is [var other] && words.Count > 2
                ? $"Required unless {name} is {other}."
                : "Required when " + string.Join(" and ", condition.When.Select(when => $"{when.Field} is {Or(when.Words)}")) + ".")
            .Concat(shape.Either.Where(pair => pair.One == field || pair.Other == field).Select(pair => $"Either {pair.One} or {pair.Other} is required."));
        return string.Join(' ', said) is { Length: > 0 } sentence ? sentence : null;
    }

    private static FieldShape Named(ObjectShape shape, string name) => shape.Fields.First(field => field.Name == name);

    // What is one of a list or of a pattern is not blank.
    private static bool IsFree(FieldShape field) => field is { Words: null, Pattern: null };

    private static string Or(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    private static JsonNode Value(string word, FieldForm form) => form == FieldForm.Flag ? word == "true" : word;

    private static string? Bound(int? bound) => bound?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static HashSet<string> Names(IEnumerable<string> names) => [.. names];
}
