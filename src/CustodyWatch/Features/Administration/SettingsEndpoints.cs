using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>A force's LOCAL numbers: what holds now, and every change with who made it and why.</summary>
public static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/settings", Get).RequireAuthorization(Policies.ManageSettings)
            .Answers<Numbers>("The LOCAL numbers of a force as they hold now, and every change.");
        app.MapPost("/api/v1/settings", Post).RequireAuthorization(Policies.ManageSettings).DisableAntiforgery()
            .Answers<Changed>("Changes LOCAL numbers of a force from an instant on.", StatusCodes.Status201Created);
    }

    /// <summary>The numbers by name, and the changes in the order they take effect.</summary>
    public sealed record Numbers(string Force, JsonObject InForce, IReadOnlyList<Past> History);

    /// <summary>One change.</summary>
    public sealed record Past(string Id, Instant From, JsonNode? Numbers, string SetBy, Instant SetAt, string Reason);

    /// <summary>That a change is kept, and from when it holds.</summary>
    public sealed record Changed(string Id, Instant From);

    private static async Task<IResult> Get(HttpContext http, string? force, Database database, IClock clock, CancellationToken cancel)
    {
        if (Theirs(http, force) is not { } own) return Problem.Forbidden();
        await using var connection = await database.Open(cancel);
        var history = await LocalNumbersRow.History(connection, own);
        return TypedResults.Ok(new Numbers(
            own,
            LocalNumbersRow.ToJson(LocalNumbersRow.Fold(history).At(clock.GetCurrentInstant())),
            [.. history.Select(row => new Past(row.Id, row.ValidFrom, JsonNode.Parse(row.Numbers), row.SetBy, row.SetAt, row.Reason.Text))]));
    }

    private static async Task<IResult> Post(HttpContext http, SettingsChange change, SettingsChanges changes, CancellationToken cancel)
    {
        if (Theirs(http, change.Force) is not { } force) return Problem.Forbidden();
        var errors = changes.Errors(change);
        if (errors.Count > 0) return Problem.Invalid(errors.ToDictionary(error => error.Key, error => new[] { error.Value }));
        var row = await changes.Make(http, force, change, cancel);
        return TypedResults.Json(new Changed(row.Id, row.ValidFrom), Json.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>The force meant, when it is one of the caller's own; their only one when none is named.</summary>
    internal static string? Theirs(HttpContext http, string? force)
    {
        var caller = http.User.Caller();
        if (Query.Given(force) is { } named) return caller.MaySeeForce(named) ? named : null;
        return caller.Forces.Count == 1 ? caller.Forces.Single() : null;
    }
}
