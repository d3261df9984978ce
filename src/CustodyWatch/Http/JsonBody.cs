using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustodyWatch.Http;

/// <summary>
/// Looks at a JSON body before its endpoint reads it. What is not JSON cannot be read; what is, and has something of another kind than belongs
/// there, is understood and refused by field path.
/// </summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions EachOnce = new(Json.Options) { AllowDuplicateProperties = false };

    public static void UseJsonBodies(this WebApplication app) => app.Use(Look);

    private static async Task Look(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } accepts
            && accepts.ContentTypes.Contains(Accepted.Json) && http.Request.HasJsonContentType())
        {
            if (!IsUtf8(http.Request))
            {
                await Problem.Of(StatusCodes.Status415UnsupportedMediaType, Problem.WrongContentType, "Send JSON in UTF-8.").ExecuteAsync(http);
                return;
            }
            var body = new MemoryStream();
            try
            {
                await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            }
            catch (IOException lost)
            {
                http.Response.StatusCode = lost is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
                return;
            }
            if (body.Length > 0 && Fault(body, type, accepts.IsOptional) is { } fault)
            {
                await fault.ExecuteAsync(http);
                return;
            }
            body.Position = 0;
            http.Request.Body = body;
        }
        await next(http);
    }

    private static ProblemHttpResult? Fault(MemoryStream body, Type type, bool isOptional)
    {
        if (!Utf8.IsValid(body.GetBuffer().AsSpan(0, (int)body.Length))) return Problem.BadRequest("This is not UTF-8.");
        body.Position = 0;
        try
        {
            using var json = JsonDocument.Parse(body);
            try
            {
                return json.Deserialize(type, EachOnce) is null && !isOptional ? Wrong(null, type) : null;
            }
            catch (JsonException wrong)
            {
                if (!IsReadOtherwise(json, type)) return Wrong(wrong.Path, type);
                // Two names may differ in case alone. What cannot be written down is the business of whoever reads that field.
                return JsonFault.In(body.GetBuffer().AsSpan(0, (int)body.Length)) is null or JsonFault.SaidTwice ? Problem.BadRequest($"This {JsonFault.SaidTwice}.") : null;
            }
        }
        catch (JsonException)
        {
            return Problem.BadRequest("This is not JSON, or is nested too deep.");
        }
    }

    // Whatever else is wrong is said first.
    private static bool IsReadOtherwise(JsonDocument json, Type type)
    {
        try
        {
            json.Deserialize(type, Json.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsUtf8(HttpRequest request) => request.GetTypedHeaders().ContentType is not { Charset.HasValue: true, Encoding: not UTF8Encoding };

    // A path is written from the whole, $; what is wrong as a whole is said of the body.
    private static ProblemHttpResult Wrong(string? path, Type type)
    {
        var field = path?.TrimStart('$').TrimStart('.') is { Length: > 0 } named ? named : "body";
        var sentence = IsUnknown(field, Json.Options.GetTypeInfo(type)) ? "is not a field of this" : "is not of the kind that belongs here";
        return Problem.Invalid(new Dictionary<string, string[]> { [field] = [sentence] });
    }

    private static bool IsUnknown(string field, JsonTypeInfo type) => type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow
        && field != "body" && type.Properties.All(property => !string.Equals(property.Name, field.Split('.', '[')[0], StringComparison.OrdinalIgnoreCase));
}
