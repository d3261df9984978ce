using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>A force's LOCAL numbers on a page: what holds, a form to change some of them, and every change there was.</summary>
public static class SettingsPages
{
    private const string Url = "/administration/settings";
    private static readonly Field Reason = Field.LongText("reason", "Why it changes");
    private static readonly Field From = Field.When("from", "From when").With("Leave it empty for now. It cannot be in the past").Optional();

    public static void MapSettingsPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Show).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
        app.MapPost(Url, Change).RequireAuthorization(Policies.ManageSettings).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(HttpContext http, string? force, Database database, IClock clock, CancellationToken cancel) =>
        SettingsEndpoints.Theirs(http, force) is { } own
            ? Page.Of<SettingsPage>(new { View = await SettingsView.Read(database, own, clock.GetCurrentInstant(), cancel) })
            : Problem.Missing();

    public static async Task<IResult> Change(
        HttpContext http, string? force, IFormCollection answers, Database database, SettingsChanges changes, IClock clock, CancellationToken cancel)
    {
        if (SettingsEndpoints.Theirs(http, force) is not { } own) return Problem.Missing();
        var view = await SettingsView.Read(database, own, clock.GetCurrentInstant(), cancel);
        var from = answers["from"].ToString();
        var changed = Changed(view, answers);
        var change = new SettingsChange(own, LondonText.FromField(from), JsonSerializer.SerializeToElement(changed), answers["reason"].ToString().Trim());
        var errors = changes.Errors(change);
        foreach (var (name, _) in changed)
            if (view.Number(name) is var now && Drawn(view, answers, name) != now)
                errors["numbers." + name] = $"was changed while this page was open, and is now {(now.Length > 0 ? now : "empty")}";
        if (!string.IsNullOrWhiteSpace(from) && change.From is null) errors["from"] = "must be a date and a time";
        if (errors.Count == 0)
        {
            await changes.Make(http, own, change, cancel);
            return new LocalRedirectResult($"{Url}?force={Uri.EscapeDataString(own)}&changed=yes");
        }
        var told = new EntryErrors(
            [Reason, From, .. view.Fields],
            errors.ToDictionary(error => "data." + error.Key.Replace("numbers.", "", StringComparison.Ordinal), error => new[] { error.Value }));
        return Page.Of<SettingsPage>(
            new { View = view with { Errors = told, Answer = path => view.InForce.ContainsKey(path) && !changed.ContainsKey(path) ? view.Number(path) : answers[path] } }, StatusCodes.Status422UnprocessableEntity);
    }

    internal static IReadOnlyList<Field> Others => [From, Reason];

    // Only what was written differently from what the page showed changes: a number left alone goes on as it is, whoever changed it meanwhile.
    private static JsonObject Changed(SettingsView view, IFormCollection answers)
    {
        var changed = new JsonObject();
        foreach (var (name, value) in view.InForce)
        {
            if (!answers.ContainsKey(name)) continue;
            var written = answers[name].ToString().Trim();
            if (written == Drawn(view, answers, name)) continue;
            if (written.Length > 0) changed[name] = Node(value, written);
            else if (SettingsView.MayBeEmpty(name)) changed[name] = null;
        }
        return changed;
    }

    private static string Drawn(SettingsView view, IFormCollection answers, string name) =>
        answers.TryGetValue(SettingsView.DrawnOf(name), out var drawn) ? drawn.ToString() : view.Number(name);

    private static JsonNode Node(JsonNode? like, string written) => like switch
    {
        JsonArray => new JsonArray([.. written.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(time => (JsonNode)time)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => written,
        _ when int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => written,
    };
}
