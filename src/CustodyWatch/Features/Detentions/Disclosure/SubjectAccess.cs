using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustodyWatch.Features.Detentions.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>
/// Everything held about one child, for the child who asks or whoever acts for them (DPA 2018 s45): a page to read, the entries as
/// they were sent, every clock, what was noted and decided beside them, who looked and to whom the record was disclosed.
/// </summary>
public sealed class SubjectAccess(Database database, IServiceScopeFactory scopes, ILoggerFactory logs)
{
    private static readonly string Disclosure = Vocabulary<AccessAction>.Word(AccessAction.Disclosure);

    public async Task<byte[]> Bundle(DetentionRow detention, Instant now, CancellationToken cancel)
    {
        var detail = await DetentionDetail.Read(database, detention.Id, now, cancel);
        var timeline = await TimelineAnswer.Read(database, detention.Id, cancel);
        var clocks = await ClockAnswer.Read(database, detention.Id, now, null, true, cancel);
        var held = await Held.Read(database, detention, cancel);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var files = new List<object>();
            void Add(string name, byte[] content)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
                files.Add(new { name, sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) });
            }
            Add("record.html", await Page(detail, timeline, held, now));
            Add("record.json", JsonSerializer.SerializeToUtf8Bytes(detail, Json.Options));
            Add("timeline.json", JsonSerializer.SerializeToUtf8Bytes(timeline, Json.Options));
            Add("clocks.json", JsonSerializer.SerializeToUtf8Bytes(clocks, Json.Options));
            Add("held.json", JsonSerializer.SerializeToUtf8Bytes(held, Json.Options));
            Add("disclosures.csv", Encoding.UTF8.GetBytes(Csv.Line("when", "byRole", "why") + string.Concat(
                held.Looks.Where(look => look.Action == Disclosure).Select(look => Csv.Line(look.At, look.Role, look.Reason?.Text)))));
            Add("looks.csv", Encoding.UTF8.GetBytes(Csv.Line("when", "byRole", "what", "why") + string.Concat(
                held.Looks.Select(look => Csv.Line(look.At, look.Role, look.Action, look.Reason?.Text)))));
            using var manifest = zip.CreateEntry("manifest.json").Open();
            JsonSerializer.Serialize(manifest, new { files }, Json.Options);
        }
        return bytes.ToArray();
    }

    private async Task<byte[]> Page(DetentionDetail detail, TimelineAnswer timeline, Held held, Instant now)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(SubjectAccessPaper.Detail)] = detail,
            [nameof(SubjectAccessPaper.Entries)] = timeline.Items.Select(item => Entry(item, now)).ToArray(),
            [nameof(SubjectAccessPaper.Beside)] = HeldInWords.Of(held, now),
            [nameof(SubjectAccessPaper.Now)] = now,
        });
        var html = await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<SubjectAccessPaper>(parameters)).ToHtmlString());
        return Encoding.UTF8.GetBytes(html);
    }

    private static SubjectAccessPaper.Entry Entry(TimelineItem item, Instant now) => EventKinds.Parse(item.Type) is { } kind
        ? new(item.Occurred, EventTitles.Of(kind, item.Data), [.. EntryText.Of(kind, item.Data, now)], item.Corrected)
        : new(item.Occurred, $"Alert: {Title(item)}", [], null);

    private static string? Title(TimelineItem item) => item.Data?.GetProperty("title").GetString();
}
