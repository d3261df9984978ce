using System.Text.Json;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using NodaTime;

namespace CustodyWatch.Features.Events.Pages;

/// <summary>One refused event in a line of the page: which it was and why it was refused, and nothing else of what it says.</summary>
public sealed record RefusedLine(string Id, string Force, Instant Received, string State, string Type, string Subject, IReadOnlyList<string> Problems)
{
    public static RefusedLine Of(QuarantineRow row) => new(
        row.Id, row.Force, row.Received, row.State, TypeOf(row.Content.Bytes), RefusedContent.Said(row.Content.Bytes, "subject") ?? "", [.. ProblemsOf(row.Problem.Text)]);

    private static string TypeOf(byte[] content) =>
        RefusedContent.Said(content, "type") is { } type ? EventKinds.Parse(type) is { } kind ? EventTitles.Of(kind) : type : "Not an event";

    // A sentence for each field.
    private static IEnumerable<string> ProblemsOf(string answered)
    {
        var problem = JsonSerializer.Deserialize<JsonElement>(answered);
        if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            foreach (var error in errors.EnumerateObject())
                yield return $"{error.Name} {string.Join(" and ", error.Value.EnumerateArray().Select(one => one.ToString()))}";
        else if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("title", out var title))
            yield return title.ToString();
    }
}
