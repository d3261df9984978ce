using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>What an administrator sends: the numbers that change, from when, and why.</summary>
public sealed record SettingsChange([MayBeLeftOut] string? Force, [MayBeLeftOut] Instant? From, JsonElement? Numbers, string? Reason);

/// <summary>Changes a force's LOCAL numbers from an instant on, never for the past.</summary>
public sealed class SettingsChanges(Database database, CustodyLog log, AccessLog access)
{
    private const int MostMinutes = 1440, MostHours = 24, MostDays = 3650, MostYears = 120, MostPounds = 10_080, MostMealTimes = 8;

    public async Task<LocalNumbersRow> Make(HttpContext http, string force, SettingsChange change, CancellationToken cancel)
    {
        var now = log.Now();
        var row = new LocalNumbersRow
        {
            Id = NewId.At(now),
            Force = force,
            ValidFrom = change.From ?? now,
            Numbers = JsonObject.Create(change.Numbers!.Value)!.ToJsonString(),
            SetBy = http.User.Caller().UserId,
            SetAt = now,
            Reason = change.Reason!,
        };
        await database.Write(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(LocalNumbersRow.InsertRow, row, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "settings", force, row.Reason.Text);
            },
            cancel);
        await log.RefoldOpen(force, cancel);
        return row;
    }

    /// <summary>What is wrong with a change, by field path.</summary>
    public SortedDictionary<string, string> Errors(SettingsChange change)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Worded.Reason(change.Reason) is { } unsaid) errors["reason"] = unsaid;
        if (change.From < log.Now()) errors["from"] = "may not lie in the past: a past night is judged by the settings of that night";
        if (change.Numbers is not { ValueKind: JsonValueKind.Object } numbers || numbers.GetPropertyCount() == 0)
            errors["numbers"] = "must change at least one number";
        else if (JsonFault.In(JsonMarshal.GetRawUtf8Value(numbers)) is { } fault)
            errors["numbers"] = fault;
        else
            foreach (var number in numbers.EnumerateObject())
                if (Wrong(LocalNumbersRow.ToJson(new LocalNumbers()), number.Name, number.Value) is { } wrong)
                    errors["numbers." + number.Name] = wrong;
        return errors;
    }

    private static string? Wrong(JsonObject known, string name, JsonElement value)
    {
        if (!known.TryGetPropertyValue(name, out var example)) return "is not a local number";
        return example switch
        {
            JsonArray => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= MostMealTimes && value.EnumerateArray().All(IsTime)
                ? null
                : "must be a list of local times such as 08:00",
            JsonValue time when time.GetValueKind() == JsonValueKind.String => IsTime(value) ? null : "must be a local time such as 17:00",
            null when value.ValueKind == JsonValueKind.Null => null,
            _ => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) && whole >= 1 && whole <= MostOf(name)
                ? null
                : $"must be a whole number from 1 to {MostOf(name)}",
        };
    }

    // Of a service level that lets a day go by nobody would hear that night; a drink is owed with each meal and between them.
    private static int MostOf(string name) =>
        name == "drinkHours" ? MostHours / 2
        : name.EndsWith("Hours", StringComparison.Ordinal) ? MostHours
        : name.EndsWith("Minutes", StringComparison.Ordinal) ? MostMinutes
        : name.EndsWith("Pounds", StringComparison.Ordinal) ? MostPounds
        : name.EndsWith("Days", StringComparison.Ordinal) ? MostDays
        : MostYears;

    private static bool IsTime(JsonElement value) => value.ValueKind == JsonValueKind.String
        && TimeOnly.TryParseExact(value.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
