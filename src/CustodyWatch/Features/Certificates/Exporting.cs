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
/// are. What is signed while it is written is not in it. Each child in it is noted as one given out, before anything is sent.
/// </summary>
public static class Exporting
{
    private const int AtOnce = 50, NotedAtOnce = 500;

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
        var reach = await Reach(after => Read(after, NotedAtOnce), Note);
        await access.Write(http, AccessAction.Disclosure, "certificates/export", filter.Force, reach.Forces, cancel);
        // The end of each file in a ZIP is written at once and not when there is room.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(body => Write(body, Stretches, database, cancel), "application/zip", "certificates.zip");

        Task Note(IEnumerable<RegisterRow> rows) =>
            access.WriteEach(http, AccessAction.Disclosure, rows.Select(row => (row.DetentionId, row.Force)), cancel);

        Task<IReadOnlyList<RegisterRow>> Read(long after, int take) => Register.Read(database, caller, filter, after, take, cancel);

        // Those that the access log says, and none that came since.
        async IAsyncEnumerable<RegisterRow[]> Stretches()
        {
            var after = 0L;
            while (after < reach.Last && await Read(after, AtOnce) is { Count: > 0 } rows)
            {
                yield return [.. rows.Where(row => row.Position <= reach.Last && reach.Children.Contains(row.DetentionId))];
                after = rows[^1].Position;
            }
        }
    }

    /// <summary>Whose certificates there are, and up to which.</summary>
    private sealed record Reached(IReadOnlySet<string> Forces, IReadOnlySet<string> Children, long Last);

    // Each child is noted once, however many certificates they have, a stretch at a time.
    private static async Task<Reached> Reach(Func<long, Task<IReadOnlyList<RegisterRow>>> read, Func<IEnumerable<RegisterRow>, Task> note)
    {
        var (forces, children, last) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), 0L);
        while (await read(last) is { Count: > 0 } rows)
        {
            forces.UnionWith(rows.Select(row => row.Force));
            await note([.. rows.Where(row => children.Add(row.DetentionId))]);
            last = rows[^1].Position;
        }
        return new(forces, children, last);
    }

    private static async Task Write(
        Stream body, Func<IAsyncEnumerable<RegisterRow[]>> stretches, Database database, CancellationToken cancel)
    {
        var files = new List<ExportedFile>();
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await List(zip, stretches, files, cancel);
        await Papers(zip, stretches, files, database, cancel);
        await using var manifest = await zip.CreateEntry("manifest.json", CompressionLevel.Fastest).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(manifest, new { files }, Json.Options, cancel);
    }

    private static async Task List(
        ZipArchive zip, Func<IAsyncEnumerable<RegisterRow[]>> stretches, List<ExportedFile> files, CancellationToken cancel)
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
        await foreach (var rows in stretches())
            foreach (var row in rows)
                await Add(Line(row));
        files.Add(new("register.csv", Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private static async Task Papers(
        ZipArchive zip, Func<IAsyncEnumerable<RegisterRow[]>> stretches, List<ExportedFile> files, Database database,
        CancellationToken cancel)
    {
        await foreach (var rows in stretches())
        {
            await using var connection = await database.Open(cancel);
            foreach (var row in rows.Where(row => row.Number is not null))
            {
                var pdf = CertificateForms.Pdf((await CertificateRow.Find(connection, row.Id))!);
                files.Add(new(FileOf(row)!, Convert.ToHexStringLower(SHA256.HashData(pdf))));
                await using var entry = await zip.CreateEntry(FileOf(row)!, CompressionLevel.Fastest).OpenAsync(cancel);
                await entry.WriteAsync(pdf, cancel);
            }
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
