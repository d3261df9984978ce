using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.AspNetCore.Mvc;

namespace CustodyWatch.Features.Alerts;

/// <summary>What one acknowledges with.</summary>
public sealed record AcknowledgeRequest([MayBeLeftOut] string? Note);

/// <summary>Alerts: what was missed, and having seen one.</summary>
public static class AlertsEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/alerts", List).RequireAuthorization(Policies.ShowAlerts)
            .Answers<Page<AlertAnswer>>("Alerts in the order they came or last changed; after gives exactly what was missed. One that has passed to another suite or authority is the caller's no more: it is in no list of theirs, and Since of the hub names it.")
            .Takes("state", "Only those in one of these states, with commas between; in any when it is left out.", Sent.Words(Vocabulary<AlertState>.Words))
            .Takes("after", "Only those that came or changed after this feed number: the sequence of the last one read.", Sent.Number(0));
        app.MapPost("/api/v1/alerts/{id}/acknowledge", Acknowledge).RequireAuthorization(Policies.AcknowledgeAlerts)
            .Answers<AlertAnswer>("Says by name that an alert has been seen; it goes stale when nothing changes.");
        app.MapPost("/alerts/{id}/acknowledge", AcknowledgeOnScreen)
            .RequireAuthorization(Policies.AcknowledgeAlerts).ExcludeFromDescription();
    }

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, string? suite, string? force, string? authority, string? state,
        string? after, string? limit, string? cursor, CancellationToken cancel)
    {
        (suite, force, authority) = (Query.Given(suite), Query.Given(force), Query.Given(authority));
        (state, after) = (Query.Given(state), Query.Given(after));
        var query = new Query();
        var paging = query.Paging(limit, cursor, Paging.IsNumber);
        var states = AlertFilter.StatesOf(state);
        if (states is null) query.Wrong("state", "must be open, acknowledged, resolved, retracted or muted");
        long from = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out from)) query.Wrong("after", "must be a feed number");
        if (query.Refusal is { } unreadable) return unreadable;
        var caller = http.User.Caller();
        if (!IsTheirs(caller, suite, force, authority)) return Problem.Forbidden("That is not in your scope.");
        var page = await AlertList.Read(database, caller, new(suite, force, authority, states!, Math.Max(from, paging.Number ?? 0)), paging, cancel);
        await access.Write(http, AccessAction.Consultation, "alerts", force, page.Items.Select(alert => alert.Force), cancel);
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> Acknowledge(
        HttpContext http, Acknowledging acknowledging, Database database, string id, AcknowledgeRequest? request, CancellationToken cancel)
    {
        if (Worded.TooLong(request?.Note) is { } wrong) return Problem.Invalid(new Dictionary<string, string[]> { ["note"] = [wrong] });
        if (await acknowledging.Acknowledge(http, id, request?.Note, cancel) is not { } alert)
            return Problem.Missing("There is no such alert.");
        if (!alert.IsLive) return Problem.Unprocessable("This alert no longer waits for anybody.", $"It is {alert.State}.");
        await using var connection = await database.Open(cancel);
        var deliveries = await DeliveryRow.OfAlerts(connection, [id]);
        return TypedResults.Ok(AlertAnswer.Of(alert, deliveries[id]));
    }

    private static async Task<IResult> AcknowledgeOnScreen(
        HttpContext http, Acknowledging acknowledging, string id, [FromForm] string? note, [FromForm] string? returnUrl,
        CancellationToken cancel)
    {
        if (Worded.TooLong(note) is { } wrong) return Problem.Unprocessable($"The note {wrong}.");
        return await acknowledging.Acknowledge(http, id, note, cancel) is null
            ? Problem.Missing("There is no such alert.")
            : new Access.LocalRedirectResult(EntriesEndpoints.Recorded(returnUrl, RecordedBanner.Acknowledged));
    }

    /// <summary>Whether each filter names something of the caller's own.</summary>
    private static bool IsTheirs(Caller caller, string? suite, string? force, string? authority) =>
        caller.Role is Role.DutyDesk or Role.DutyManager
            ? suite is null && force is null && (authority is null || caller.MaySeeAuthority(authority))
            : Scope.Of(caller, force, suite) is not null;
}
