using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>A force's LOCAL numbers: what holds now, and every change with who made it and why.</summary>
public static class SettingsEndpoints
{
    private const int MostMinutes = 10_080, MostMealTimes = 8, LongestReason = 1000;

    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/settings", Get).RequireAuthorization(Policies.ManageSettings);
        app.MapPost("/api/v1/settings", Post).RequireAuthorization(Policies.ManageSettings).DisableAntiforgery();
    }

    /// <summary>What an administrator sends: the numbers that change, from when, and why.</summary>
    public sealed record Change(string? Force, Instant? From, JsonObject? Numbers, string? Reason);

    private static async Task<IResult> Get(HttpContext http, string? force, Database database, IClock clock, CancellationToken cancel)
    {
        if (Theirs(http, force) is not { } own) return Problem.Forbidden();
        await using var connection = await database.Open(cancel);
        var history = await LocalNumbersRow.History(connection, own);
        return TypedResults.Ok(new
        {
            Force = own,
            InForce = LocalNumbersRow.ToJson(LocalNumbersRow.Fold(history).At(clock.GetCurrentInstant())),
            History = history.Select(row => new
            {
                row.Id,
                From = row.ValidFrom,
                Numbers = JsonNode.Parse(row.Numbers),
                row.SetBy,
                row.SetAt,
                row.Reason,
            }),
        });
    }

    private static async Task<IResult> Post(
        HttpContext http, Change change, Database database, CustodyLog log, AccessLog access, CancellationToken cancel)
    {
        if (Theirs(http, change.Force) is not { } force) return Problem.Forbidden();
        var now = log.Now();
        var errors = Errors(change, now);
        if (errors.Count > 0) return Problem.Invalid(errors.ToDictionary(error => error.Key, error => new[] { error.Value }));
        var row = new LocalNumbersRow
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(),
            Force = force,
            ValidFrom = change.From ?? now,
            Numbers = change.Numbers!.ToJsonString(),
            SetBy = http.User.Caller().UserId,
            SetAt = now,
            Reason = change.Reason!,
        };
        await database.Write(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(LocalNumbersRow.InsertRow, row, transaction);
                await connection.ExecuteAsync(
                    AccessRow.InsertRow, access.Row(http, AccessAction.Alteration, "settings", force, row.Reason), transaction);
            },
            cancel);
        await log.RefoldOpen(force, cancel);
        return TypedResults.Json(new { row.Id, From = row.ValidFrom }, Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static string? Theirs(HttpContext http, string? force)
    {
        var caller = http.User.Caller();
        if (force is not null) return caller.MaySeeForce(force) ? force : null;
        return caller.Forces.Count == 1 ? caller.Forces.Single() : null;
    }

    private static SortedDictionary<string, string> Errors(Change change, Instant now)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(change.Reason)) errors["reason"] = "is required";
        else if (change.Reason.Length > LongestReason) errors["reason"] = $"may be at most {LongestReason} characters";
        if (change.From < now) errors["from"] = "may not lie in the past: a past night is judged by the settings of that night";
        if (change.Numbers is not { Count: > 0 }) errors["numbers"] = "must name at least one number to change";
        var known = LocalNumbersRow.ToJson(new LocalNumbers());
        foreach (var (name, value) in change.Numbers ?? [])
            if (Wrong(known, name, value) is { } wrong)
                errors["numbers." + name] = wrong;
        return errors;
    }

    private static string? Wrong(JsonObject known, string name, JsonNode? value)
    {
        if (!known.TryGetPropertyValue(name, out var example)) return "is not a local number";
        return example switch
        {
            JsonArray => value is JsonArray { Count: > 0 and <= MostMealTimes } times && times.All(IsTime) ? null : "must be a list of local times such as 08:00",
            JsonValue time when time.GetValueKind() == JsonValueKind.String => IsTime(value) ? null : "must be a local time such as 17:00",
            _ => value is JsonValue number && number.TryGetValue<int>(out var whole) && whole is >= 1 and <= MostMinutes
                ? null
                : $"must be a whole number from 1 to {MostMinutes}",
        };
    }

    private static bool IsTime(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<string>(out var time) && TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
