using Microsoft.OpenApi;

namespace CustodyWatch.Http;

/// <summary>That a field of a body may be left out; the OpenAPI document says of every other that it is required.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MayBeLeftOutAttribute : Attribute;

/// <summary>What an address is for and what it answers, said where it is mapped; the OpenAPI document is made of it.</summary>
public static class Describing
{
    /// <typeparam name="T">What it answers when all is well.</typeparam>
    /// <param name="endpoint">The address.</param>
    /// <param name="summary">What it is for, in one line.</param>
    /// <param name="status">The status it then answers with.</param>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string summary, int status = StatusCodes.Status200OK) =>
        endpoint.WithSummary(summary).Produces<T>(status);

    /// <summary>What a part of its query or of its address asks for here, where that is not what it asks for everywhere.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string name, string description, OpenApiSchema schema, bool required = false) =>
        endpoint.WithMetadata(new Parameter(name, description, schema, required));

    /// <summary>What it answers when all is well, where that is a file.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder endpoint, string summary, string type) =>
        endpoint.WithSummary(summary).Produces<Stream>(StatusCodes.Status200OK, type);

    /// <typeparam name="T">What it answers instead, when something else is asked for.</typeparam>
    /// <param name="endpoint">The address.</param>
    public static RouteHandlerBuilder OrAnswers<T>(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer(
        async (operation, context, cancel) =>
        {
            if (operation.Responses?["200"].Content?[Accepted.Json] is { Schema: { } usual } json)
                json.Schema = new OpenApiSchema { AnyOf = [usual, await context.GetOrCreateSchemaAsync(typeof(T), null, cancel)] };
        });

    /// <summary>In which forms the same can be had beside JSON, as the caller accepts.</summary>
    public static RouteHandlerBuilder AlsoAs(this RouteHandlerBuilder endpoint, params string[] types) =>
        endpoint.ProducesProblem(StatusCodes.Status406NotAcceptable).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var type in types)
                operation.Responses?["200"].Content?.TryAdd(type, new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
}
