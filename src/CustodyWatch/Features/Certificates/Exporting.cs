using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace CustodyWatch.Features.Certificates;

public sealed record ExportedFile(string Name, string Sha256);

/// <summary>
/// The register and its papers as one ZIP, written as it is read: a few certificates are in memory at a time, however many there
/// are. What is signed while it is written is not in it.
/// </summary>
public static class Exporting
{
    private const int AtOnce = 50;

    private static readonly string[] Heads =
    [
        "number", "id", "limb", "status", "custodyRecordNumber", "force", "suite", "signedAt", "signedBy", "madeAt", "whyVoid", "contentHash",
        "supersedes", "countersignedBy", "countersignedAt", "file",
    ];

    public static async Task<IResult> Export(
        HttpContext http, Database database, AccessLog access, string? force, string? suite, string? from, string? to, string? limb, CancellationToken cancel)
    {
        var query = new Query();
        var filter = RegisterFilter.Of(query, force, suite, from, to, limb);
        if (query.Refusal is { } unreadable) return unreadable;
        var caller = http.User.Caller();
        if (!Register.MayAsk(caller, filter)) return Problem.Forbidden("That is not in your scope.");
        var (forces, last) = await Reach(Read);
        await access.Write(http, AccessAction.Disclosure, "certificates/export", filter.Force, forces, cancel);
        // The end of each file in a ZIP is written at once and not when there is room.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(body => Write(body, Read, last, database, cancel), "application/zip", "certificates.zip");

        Task<IReadOnlyList<RegisterRow>> Read(long after) => Register.Read(database, caller, filter, after, AtOnce, cancel);
    }

    // Whose certificates there are, and up to which: as many are then written as the access log says.
    private static async Task<(IReadOnlySet<string> Forces, long Last)> Reach(Func<long, Task<IReadOnlyList<RegisterRow>>> read)
    {
        var (forces, last) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        while (await read(last) is { Count: > 0 } rows)
        {
            forces.UnionWith(rows.Select(row => row.Force));
            last = rows[^1].Position;
        }
        return (forces, last);
    }

    private static async Task Write(
        Stream body, Func<long, Task<IReadOnlyList<RegisterRow>>> read, long last, Database database, CancellationToken cancel)
    {
        var files = new List<ExportedFile>();
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await List(zip, read, last, files, cancel);
        await Papers(zip, read, last, files, database, cancel);
        await using var manifest = await zip.CreateEntry("manifest.json", CompressionLevel.Fastest).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(manifest, new { files }, Json.Options, cancel);
    }

    private static async Task List(
        ZipArchive zip, Func<long, Task<IReadOnlyList<RegisterRow>>> read, long until, List<ExportedFile> files, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry("register.csv", CompressionLevel.Fastest).OpenAsync(cancel);
        async Task Add(string text)
        {
            var line = Encoding.UTF8.GetBytes(text);
            hash.AppendData(line);
            await entry.WriteAsync(line, cancel);
        }
        await Add(Csv.Line(Heads));
        var after = 0L;
        while (after < until && await read(after) is { Count: > 0 } rows)
        {
            foreach (var row in rows.Where(row => row.Position <= until)) await Add(Line(row));
            after = rows[^1].Position;
        }
        files.Add(new("register.csv", Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private static async Task Papers(
        ZipArchive zip, Func<long, Task<IReadOnlyList<RegisterRow>>> read, long until, List<ExportedFile> files, Database database,
        CancellationToken cancel)
    {
        var after = 0L;
        while (after < until && await read(after) is { Count: > 0 } rows)
        {
            await using var connection = await database.Open(cancel);
            foreach (var row in rows.Where(row => row.Position <= until && row.Number is not null))
            {
                var pdf = CertificateForms.Pdf((await CertificateRow.Find(connection, row.Id))!);
                files.Add(new(FileOf(row)!, Convert.ToHexStringLower(SHA256.HashData(pdf))));
                await using var entry = await zip.CreateEntry(FileOf(row)!, CompressionLevel.Fastest).OpenAsync(cancel);
                await entry.WriteAsync(pdf, cancel);
            }
            after = rows[^1].Position;
        }
    }

    private static string Line(RegisterRow row) => Csv.Line(new[]
    {
        row.Number, row.Id, row.Limb, row.Status, row.CustodyRecordNumber, row.Force, row.Suite, Rfc3339.Text(row.SignedAt), row.SignedBy,
        row.MadeAt, row.WhyVoid, row.ContentHash, row.Supersedes, row.CountersignedBy,
        row.CountersignedAt is { } at ? Rfc3339.Text(at) : null, FileOf(row),
    }.Select(cell => cell ?? ""));

    private static string? FileOf(RegisterRow row) => row.Number is { } number ? $"certificates/{number}.pdf" : null;
}
