using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>A force's LOCAL numbers as a page shows them.</summary>
public sealed record SettingsView
{
    private static readonly JsonObject Defaults = LocalNumbersRow.ToJson(new LocalNumbers());

    public required string Force { get; init; }
    public required Instant Now { get; init; }
    public required JsonObject InForce { get; init; }

    /// <summary>Every change, the latest first.</summary>
    public required IReadOnlyList<LocalNumbersRow> History { get; init; }

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public required Func<string, StringValues> Answer { get; init; }

    public IReadOnlyList<Field> Fields =>
        [.. InForce.Select(number => Defaults[number.Key] is { } usual
            ? Field.Text(number.Key, Label(number.Key)).With($"{Unit(number.Key)} Usually {Text(usual)}.")
            : Field.Text(number.Key, Label(number.Key)).With(Unit(number.Key)).Optional())];

    /// <summary>The field in which a form says which number it was drawn with.</summary>
    public static string DrawnOf(string name) => "drawn." + name;

    /// <summary>Whether a force may go without the number.</summary>
    public static bool MayBeEmpty(string name) => Defaults[name] is null;

    /// <summary>A number in force, as it is written.</summary>
    public string Number(string name) => Text(InForce[name]);

    public static async Task<SettingsView> Read(Database database, string force, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var history = await LocalNumbersRow.History(connection, force);
        var inForce = LocalNumbersRow.ToJson(LocalNumbersRow.Fold(history).At(now));
        return new SettingsView
        {
            Force = force,
            Now = now,
            InForce = inForce,
            History = [.. history.Reverse()],
            Answer = path => Text(inForce[path]),
        };
    }

    /// <summary>A number as it is written: <c>30</c>, <c>17:00</c>, <c>08:00, 12:30, 17:30</c>.</summary>
    public static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray times => string.Join(", ", times.Select(Text)),
        JsonValue time when time.GetValueKind() == JsonValueKind.String => time.GetValue<string>() is [_, _, ':', _, _, ..] clock ? clock[..5] : time.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    public static IEnumerable<(string Label, string Value)> Lines(LocalNumbersRow row) =>
        JsonNode.Parse(row.Numbers)!.AsObject().Select(number => (Label(number.Key), number.Value is null ? "none" : Text(number.Value)));

    // Those whose own name says too little.
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["softLimitHours"] = "Long time in custody",
        ["courtListingMinutes"] = "Listed at court",
        ["custodyOfficerMinutes"] = "Seen by the custody officer",
        ["rightsMinutes"] = "Rights given",
        ["rightsWithAdultMinutes"] = "Rights given again with the adult",
        ["responsiblePersonMinutes"] = "Responsible person told",
        ["localAuthorityMinutes"] = "Local authority told of a looked-after child",
        ["adultRequestedMinutes"] = "Adult asked for",
        ["namedWomanMinutes"] = "Named woman assigned to a girl",
        ["personalNeedsMinutes"] = "Personal needs asked about",
        ["socialCareMinutes"] = "Referred to social care",
        ["childRequestMinutes"] = "What the child asked for answered",
        ["mealGraceMinutes"] = "After a mealtime, until a meal counts as missed",
        ["healthcareMinutes"] = "Healthcare attended",
        ["healthcareUrgentMinutes"] = "Healthcare attended, urgent",
        ["accommodationRequestMinutes"] = "Place asked for after bail is refused",
        ["accommodationReplyMinutes"] = "Authority answers a request for a place",
        ["accommodationTransferMinutes"] = "Moved to the place offered",
        ["certificateMinutes"] = "Certificate signed after bail is refused",
        ["earlyNoticeHours"] = "Early word to the authority, after arrival",
        ["earlyNoticeLocalTime"] = "Early word to the authority, in the day",
        ["cellDayPounds"] = "Cost of a day in a cell",
        ["keepDecidedRefusalDays"] = "Keep a refused event once it is decided",
    };

    /// <summary>The setting's name in words: <c>adultArrivalMinutes</c> is "Adult arrival".</summary>
    private static string Label(string name)
    {
        if (Labels.TryGetValue(name, out var label)) return label;
        var words = string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
        foreach (var unit in new[] { " minutes", " hours", " pounds", " days", " years" })
            if (words.EndsWith(unit, StringComparison.Ordinal)) words = words[..^unit.Length];
        return Words.Capital(words);
    }

    private static string Unit(string name) =>
        name.EndsWith("Minutes", StringComparison.Ordinal) ? "Minutes."
        : name.EndsWith("Hours", StringComparison.Ordinal) ? "Hours."
        : name.EndsWith("Pounds", StringComparison.Ordinal) ? "Whole pounds that a day in a cell costs the force, for claims against an authority."
        : name.EndsWith("Days", StringComparison.Ordinal) ? "Days after a refused event was readmitted or discarded."
        : name.EndsWith("Years", StringComparison.Ordinal) ? "Years after the detention ended."
        : name.EndsWith("Age", StringComparison.Ordinal) ? "Years of age."
        : name == "mealTimes" ? "Local times with commas between."
        : "A local time.";
}
