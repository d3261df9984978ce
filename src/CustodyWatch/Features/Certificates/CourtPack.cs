using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>
/// What goes to court with the child beside the escort record (PACE 1984 s38(7)): the paper that stands, what was asked of the
/// authority and answered, the reviews and the times.
/// </summary>
public sealed record CourtPack
{
    public required DetentionRow Detention { get; init; }

    /// <summary>The certificate that stands and counts, or else the statement that stands; null when there is neither.</summary>
    public CertificateRow? Paper { get; init; }

    /// <summary>A certificate signed here that nothing has replaced and that does not count; null when there is none.</summary>
    public CertificateRow? Void { get; init; }

    public CourtPart? Court { get; init; }
    public required TimesPart Times { get; init; }
    public Instant? BailRefusedAt { get; init; }
    public required IReadOnlyList<RequestPart> Requests { get; init; }
    public required IReadOnlyList<ReviewPart> Reviews { get; init; }

    /// <summary>When and where the paper that stands was produced.</summary>
    public (Instant At, string Court)? Produced { get; init; }

    /// <summary>The duty to produce a certificate, as its clock stands; null when there is no certificate to produce.</summary>
    public Clock? Duty { get; init; }

    public required Instant Now { get; init; }

    internal static async Task<CourtPack> Read(Database database, DetentionRow detention, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var record = await Record.OfId(connection, detention.Id);
        var entries = record.Entries(now);
        var (ground, sheet) = (CertificateGround.Of(entries, now), record.Clocks(now));
        // A certificate before a statement, which is none.
        var standing = (await CertificateRow.OfDetention(connection, detention.Id)).Where(row => row.Stands && record.HoldsCertificate(row.Id)).ToList();
        var paper = standing.Where(row => row.WhyVoid is null).MaxBy(row => !row.IsStatement);
        var produced = entries.LastOrDefault(entry => entry.Fact is CertificateProduced made && made.CertificateId == paper?.Id);
        return new CourtPack
        {
            Detention = detention,
            Paper = paper,
            Void = standing.LastOrDefault(row => row.WhyVoid is not null),
            Court = Freezing.Court(entries, sheet),
            Times = Freezing.Times(entries, detention),
            BailRefusedAt = ground.BailRefusedAt,
            Requests = Freezing.Requests(ground, [], record, now),
            Reviews = Freezing.Reviews(entries, sheet.Record),
            Produced = produced is null ? null : (produced.Occurred, ((CertificateProduced)produced.Fact).Court),
            Duty = sheet.Current.LastOrDefault(clock => clock.Name == ClockName.CertificateToCourt),
            Now = now,
        };
    }

    /// <summary>The pack as one file.</summary>
    public byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var files = new List<ExportedFile>();
            void Add(string name, byte[] content)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
                files.Add(new(name, Convert.ToHexStringLower(SHA256.HashData(content))));
            }
            if (Paper is { } paper) Add(CertificateForms.FileName(paper), CertificateForms.Pdf(paper));
            Add("times.csv", Lines(["what", "when"], [.. TimesOf.Select(one => (string[])[one.What, InUtc(one.At)])]));
            Add("requests.csv", Lines(SheetOf.Requests(Requests, InUtc)));
            Add("reviews.csv", Lines(SheetOf.Reviews(Reviews, InUtc)));
            using var manifest = zip.CreateEntry("manifest.json").Open();
            JsonSerializer.Serialize(manifest, new { files }, Json.Options);
        }
        return bytes.ToArray();
    }

    private IEnumerable<(string What, Instant? At)> TimesOf =>
    [
        ("arrested", Times.Arrested), ("arrived", Times.Arrived), ("detention authorised", Times.Authorised), ("charged", Times.Charged),
        ("bail refused", BailRefusedAt), (Paper is { IsStatement: true } ? "statement signed" : "certificate signed", Paper?.SignedAt), ("court sits", Court?.SittingAt),
    ];

    // The tables are read by machines, so every time in them is written in one way.
    private static string InUtc(Instant? at) => at is { } instant ? Rfc3339.Text(instant) : "";

    private static byte[] Lines(SheetTable table) => Lines(table.Heads, table.Rows);

    private static byte[] Lines(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) =>
        Encoding.UTF8.GetBytes(Csv.Line(heads) + string.Concat(rows.Select(Csv.Line)));
}
