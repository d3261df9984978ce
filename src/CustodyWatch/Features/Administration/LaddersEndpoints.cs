using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>A force's ladders: who is told of each duty and after how long, now or on a past night, and every change.</summary>
public static class LaddersEndpoints
{
    public static void MapLadders(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/settings/ladders", Get).RequireAuthorization(Policies.ManageSettings)
            .Answers<Ladders>("Who a force has told of each duty and after how long, at an instant, and every change.")
            .Takes("at", "The instant at which they held or will hold; now when it is left out.", Sent.Instant());
        app.MapPost("/api/v1/settings/ladders", Post).RequireAuthorization(Policies.ManageSettings).DisableAntiforgery()
            .Answers<SettingsEndpoints.Changed>("Changes the ladder of one clock from an instant on.", StatusCodes.Status201Created);
    }

    /// <summary>The ladder of every clock, and the changes in the order they take effect.</summary>
    public sealed record Ladders(string Force, Instant At, IReadOnlyList<OfClock> Items, IReadOnlyList<Past> History);

    /// <summary>One clock's ladder in force, and the usual one; since when, by whom and why where the force has changed it.</summary>
    public sealed record OfClock(
        string Clock, string Title, string Authority, string? Citation, bool Gate, bool IsUsual, LadderBody InForce, LadderBody Usual,
        Instant? Since, string? SetBy, string? Reason);

    /// <summary>One change; no ladder where the usual one came back.</summary>
    public sealed record Past(string Id, string Clock, Instant From, LadderBody? Ladder, string SetBy, Instant SetAt, string Reason);

    private static async Task<IResult> Get(
        HttpContext http, string? force, string? at, Database database, IOptions<TimerOptions> options, IClock clock, CancellationToken cancel)
    {
        var query = new Query();
        var instant = query.Instant("at", at);
        if (query.Refusal is { } unreadable) return unreadable;
        if (SettingsEndpoints.Theirs(http, Query.Given(force)) is not { } own) return Problem.Forbidden();
        var read = await LadderReading.Read(database, options.Value.Policy, own, instant ?? clock.Now(), cancel);
        return TypedResults.Ok(new Ladders(
            own,
            read.At,
            [.. read.Ladders.Select(Answer)],
            [
                .. read.History.Select(row => new Past(
                    row.Id, row.Clock, row.ValidFrom, row.Ladder is { } ladder ? LadderBody.Of(LadderRow.FromJson(ladder)) : null, row.SetBy,
                    row.SetAt, row.Reason.Text)),
            ]));
    }

    private static async Task<IResult> Post(HttpContext http, LadderRequest request, LadderChanges changes, CancellationToken cancel)
    {
        if (SettingsEndpoints.Theirs(http, request.Force) is not { } force) return Problem.Forbidden();
        var (row, errors) = changes.Read(force, http.User.Caller().UserId, request);
        if (row is null) return Problem.Invalid(errors.ToDictionary(error => error.Key, error => new[] { error.Value }));
        await changes.Keep(http, row, cancel);
        return TypedResults.Json(new SettingsEndpoints.Changed(row.Id, row.ValidFrom), Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static OfClock Answer(LadderInForce one) => new(
        one.Clock, one.Kind.Title, ClockRow.Word(one.Kind.Authority), one.Kind.Citation, one.Kind.IsGate,
        !one.IsOwn, LadderBody.Of(one.InForce), LadderBody.Of(one.Usual), one.Since?.ValidFrom, one.Since?.SetBy, one.Since?.Reason.Text);
}
