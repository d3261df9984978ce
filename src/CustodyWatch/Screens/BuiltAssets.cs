using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CustodyWatch.Screens;

/// <summary>The style sheet and the scripts. They travel inside the program, so that a page never comes without them.</summary>
public static class BuiltAssets
{
    private const string Prefix = "assets.";
    private const string Packed = ".br";
    private static readonly FrozenDictionary<string, Asset> ByName = Read();

    private sealed record Asset(byte[] Content, byte[] Brotli, string ContentType, string Version);

    /// <summary>The address of an asset; it changes with the content, so a browser may keep it for ever.</summary>
    public static string Url(string name) => $"/assets/{name}?v={ByName[name].Version}";

    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/assets/{name}", Get).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/worker.js", GetWorker).AllowAnonymous().ExcludeFromDescription();
    }

    public static Results<FileContentHttpResult, NotFound> Get(string name, string? v, HttpContext http)
    {
        if (!ByName.TryGetValue(name, out var asset)) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = v == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Answer(asset, http);
    }

    // A service worker governs the folder it is served from, so it stands at the root.
    public static FileContentHttpResult GetWorker(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Answer(ByName["worker.js"], http);
    }

    private static FileContentHttpResult Answer(Asset asset, HttpContext http)
    {
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var packed = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        if (packed) http.Response.Headers.ContentEncoding = "br";
        var tag = new EntityTagHeaderValue($"\"{asset.Version}{(packed ? "-br" : "")}\"");
        return TypedResults.File(packed ? asset.Brotli : asset.Content, asset.ContentType, entityTag: tag);
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = typeof(BuiltAssets).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToArray();
        return names.Where(name => !name.EndsWith(Packed, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Prefix.Length..], name =>
        {
            var content = Bytes(name);
            return new Asset(content, Bytes(name + Packed), ContentType(name), Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
        });

        byte[] Bytes(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };
}
