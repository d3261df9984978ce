using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace CustodyWatch.Features.Docs;

/// <summary>What is the same of every address: how to sign in, how refusals read, and how times are written.</summary>
internal static class OpenApiDescription
{
    private const string Refusal = "ProblemDetails", Bearer = "bearer", Demo = "demo", AccessReason = "AccessReason";
    private const string TooMany = "TooMany", TooSlow = "TooSlow", NotTaken = "NotTaken";

    // What means the same wherever it is asked for; the rest is said where the address is mapped.
    private static readonly Dictionary<string, Parameter> InQueries = new Parameter[]
    {
        new("force", "Only of this force, by its code; of your own when it is left out.", Sent.Text()),
        new("suite", "Of this suite, by its code; of every suite of yours when it is left out.", Sent.Text()),
        new("authority", "Only of this local authority, by its code of nine characters.", Sent.Text()),
        new("from", "From this time on: an instant with an offset, or a date for its local midnight.", Sent.InstantOrDate()),
        new("to", "To before this time: an instant with an offset, or a date for its local midnight.", Sent.InstantOrDate()),
        new("limit", "How many at most; more than the most is the most.", Sent.Number(1, Paging.Most, Paging.Usual)),
        new("cursor", "Where to go on: next of the part before.", Sent.Text()),
        new("publication", "Hides what is too small to be published: cells below 5, and others from which they could be worked out.", Sent.Flag()),
    }.ToDictionary(parameter => parameter.Name);

    private static readonly Dictionary<string, Parameter> InPaths = new Parameter[]
    {
        new("id", "The id, as lists and answers give it; a slash in it is written %2F.", Sent.Text()),
        new("suite", "The suite, by its code.", Sent.Text()),
        new("code", "The authority's code of nine characters.", Sent.Text()),
    }.ToDictionary(parameter => parameter.Name);

    public static void Describe(this OpenApiOptions options, AccessOptions access)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("verify/", StringComparison.Ordinal));
        options.AddSchemaTransformer((schema, context, _) => Written(schema, context.JsonTypeInfo));
        options.AddSchemaTransformer((schema, context, _) => Words(schema, context.JsonPropertyInfo));
        options.AddOperationTransformer((operation, context, _) => Refusals(operation, context, access));
        options.AddOperationTransformer((operation, context, _) => Parameters(operation, context));
        options.AddDocumentTransformer((document, _, _) => Document(document, access));
    }

    private static Task Document(OpenApiDocument document, AccessOptions access)
    {
        document.Info.Title = "CustodyWatch";
        document.Info.Description = "Custody events in; clocks, alerts, requests and certificates out. Instants are RFC 3339 in UTC. "
            + "Refusals are application/problem+json with a stable type.";
        // Whatever it was read from: an address of the machine itself is nothing to anybody else.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Refusal] = Problem();
        foreach (var schema in document.Components.Schemas.Values.OfType<OpenApiSchema>()) TakeOutNull(schema);
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of the identity provider, with role and scopes as claims.",
        });
        if (access.Demo)
            document.AddComponent<IOpenApiSecurityScheme>(Demo, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description = "Demo mode only: the word Demo and the name of a persona, such as: Demo sgt-01.",
            });
        document.AddComponent<IOpenApiParameter>(AccessReason, new OpenApiParameter
        {
            Name = AccessLog.ReasonHeader,
            In = ParameterLocation.Header,
            Description = "Why you look; kept in the access log with the look (DPA 2018 s62). Of what is longer the first 1,000 characters are kept.",
            Schema = Sent.Text(Worded.Longest),
        });
        document.AddComponent<IOpenApiResponse>(TooMany, Refused(document, "Asked too often: wait as long as Retry-After says."));
        document.AddComponent<IOpenApiResponse>(TooSlow, Refused(document, "It came too slowly to wait for the rest."));
        document.AddComponent<IOpenApiResponse>(NotTaken, Refused(document, "Too busy, or not answered in time. The type says whether something may have been recorded."));
        document.Tags = new HashSet<OpenApiTag>();
        foreach (var (path, item) in document.Paths)
        {
            var name = path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part is "api" or "v1").First();
            if (document.Tags.All(tag => tag.Name != name)) document.Tags.Add(new OpenApiTag { Name = name });
            foreach (var (_, operation) in item.Operations ?? new Dictionary<HttpMethod, OpenApiOperation>())
            {
                operation.Tags = new HashSet<OpenApiTagReference> { new(name, document) };
                (operation.Responses ??= []).TryAdd("429", new OpenApiResponseReference(TooMany, document));
                operation.Responses.TryAdd("503", new OpenApiResponseReference(NotTaken, document));
                if (operation.RequestBody is null) continue;
                operation.Responses.TryAdd("408", new OpenApiResponseReference(TooSlow, document));
                Refuses(operation, document, "413", "It is too large.");
                Refuses(operation, document, "415", "This content type is not taken.");
                Refuses(operation, document, "422", "Understood and refused, with the reason by field path.");
            }
        }
        return Task.CompletedTask;
    }

    // Whoever refers to it says whether there may be nothing instead: said twice, null would be two things at once. What may be anything
    // may be nothing already.
    private static void TakeOutNull(OpenApiSchema schema)
    {
        schema.Type &= ~JsonSchemaType.Null;
        foreach (var name in schema.Properties?.Keys.ToArray() ?? [])
            if (schema.Properties![name].OneOf is [_, OpenApiSchemaReference { Reference.Id: "JsonNode" or "JsonElement" } anything]) schema.Properties[name] = anything;
        if (schema.Enum is { } words) schema.Enum = [.. words.Where(word => word is not null && word.GetValueKind() != System.Text.Json.JsonValueKind.Null)];
    }

    private static Task Refusals(OpenApiOperation operation, OpenApiOperationTransformerContext context, AccessOptions access)
    {
        var document = context.Document!;
        var signedIn = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any();
        Refuses(operation, document, "400", "It cannot be read.");
        if (signedIn)
        {
            if (context.Description.RelativePath!.Contains('{', StringComparison.Ordinal))
                Refuses(operation, document, "404", "There is none that you may know of.");
            Refuses(operation, document, "401", "Not signed in.");
            Refuses(operation, document, "403", "Signed in, and not yours to do.");
            operation.Security = [Needs(Bearer)];
            if (access.Demo) operation.Security.Add(Needs(Demo));
        }
        else operation.Security = [];
        return Task.CompletedTask;

        OpenApiSecurityRequirement Needs(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
    }

    private static Task Parameters(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var here = endpoint.OfType<Parameter>().ToDictionary(parameter => parameter.Name);
        foreach (var sent in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            var everywhere = sent.In == ParameterLocation.Path ? InPaths : InQueries;
            if ((here.GetValueOrDefault(sent.Name!) ?? everywhere.GetValueOrDefault(sent.Name!)) is not { } said) continue;
            (sent.Description, sent.Schema, sent.Required) = (said.Description, said.Schema, sent.Required || said.Required);
            // With commas between, and not the name again for each.
            if (said.Schema.Type == JsonSchemaType.Array) (sent.Style, sent.Explode) = (ParameterStyle.Form, false);
        }
        if (context.Description.HttpMethod == HttpMethods.Get && endpoint.OfType<IAuthorizeData>().Any())
            (operation.Parameters ??= []).Add(new OpenApiParameterReference(AccessReason, context.Document!));
        return Task.CompletedTask;
    }

    private static void Refuses(OpenApiOperation operation, OpenApiDocument document, string status, string sentence) =>
        (operation.Responses ??= []).TryAdd(status, Refused(document, sentence));

    private static OpenApiResponse Refused(OpenApiDocument document, string sentence) => new()
    {
        Description = sentence,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Refusal, document) },
        },
    };

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457 problem details.",
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Stable: what kind of refusal this is."),
            ["title"] = Text("A plain sentence."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("More about it, where there is more."),
            ["traceId"] = Text("By which the service's own log finds the call, where it is said."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong, by field path.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    /// <summary>The words of which a field of a body is one.</summary>
    private static Task Words(OpenApiSchema schema, JsonPropertyInfo? property)
    {
        if (property?.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(WordsAttribute), true) is [WordsAttribute said, ..])
        {
            schema.Enum = [.. said.Words.Select(word => (System.Text.Json.Nodes.JsonNode)word)];
            // What may be left out may as well be null; what is required is refused so.
            if (property.AssociatedParameter.AttributeProvider.IsDefined(typeof(MayBeLeftOutAttribute), true)) schema.Enum.Add(null!);
            else schema.Type &= ~JsonSchemaType.Null;
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// Times and lengths of time as they are written, and fields that are left out when there is nothing in them, or may be. What nobody
    /// sends, and so nobody calls a constructor of, is answered with every field.
    /// </summary>
    private static Task Written(OpenApiSchema schema, JsonTypeInfo written)
    {
        var type = written.Type;
        if (schema.Properties is { Count: > 0 } fields && written.Properties.All(property => property.AssociatedParameter is null))
            schema.Required = new HashSet<string>(fields.Keys);
        foreach (var property in written.Properties)
            if (property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), true) == true
                || property.AssociatedParameter?.AttributeProvider?.IsDefined(typeof(MayBeLeftOutAttribute), true) == true)
                schema.Required?.Remove(property.Name);
        var format = (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var one when one == typeof(Instant) => "date-time",
            var one when one == typeof(Duration) => "duration",
            var one when one == typeof(LocalDate) => "date",
            var one when one == typeof(LocalTime) => "time",
            _ => null,
        };
        if (format is null) return Task.CompletedTask;
        schema.Type = Nullable.GetUnderlyingType(type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Format = format;
        return Task.CompletedTask;
    }
}
