using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>What an administrator sends: for which clock, from when, which ladder, and why.</summary>
/// <param name="Force">The administrator's only force when none is named.</param>
/// <param name="Clock">The clock's name.</param>
/// <param name="From">Now when it is left out.</param>
/// <param name="Ladder">The whole ladder.</param>
/// <param name="Usual">True, and no ladder, to go back to the usual one.</param>
/// <param name="Reason">Why.</param>
public sealed record LadderRequest(
    [MayBeLeftOut] string? Force, [WordsOf<ClockName>] string? Clock, [MayBeLeftOut] Instant? From, [MayBeLeftOut] LadderBody? Ladder, [MayBeLeftOut] bool? Usual, string? Reason);

/// <summary>Changes who a force has told of a duty, and when, from an instant on. An alert that stands keeps its own ladder.</summary>
public sealed class LadderChanges(Database database, CustodyLog log, AccessLog access, IOptions<TimerOptions> options)
{
    /// <summary>The row to be kept, or what is wrong by field path.</summary>
    public (LadderRow? Row, SortedDictionary<string, string> Errors) Read(string force, string by, LadderRequest request)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var now = log.Now();
        if (Worded.Reason(request.Reason) is { } wrong) errors["reason"] = wrong;
        if (request.From < now) errors["from"] = "may not lie in the past: a past night is judged by the ladders of that night";
        var ladder = LadderRow.ClockOf(request.Clock) is { } clock ? LadderOf(ClockKind.Of(clock), request, errors) : null;
        if (LadderRow.ClockOf(request.Clock) is null) errors["clock"] = "must be the name of a clock";
        if (errors.Count > 0) return (null, errors);
        return (new LadderRow
        {
            Id = NewId.At(now),
            Force = force,
            Clock = request.Clock!,
            ValidFrom = request.From ?? now,
            Ladder = ladder is null ? null : LadderRow.ToJson(ladder),
            SetBy = by,
            SetAt = now,
            Reason = request.Reason!,
        }, errors);
    }

    public async Task Keep(HttpContext http, LadderRow row, CancellationToken cancel)
    {
        await database.Write(
            async (connection, transaction) =>
            {
                await row.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "ladders/" + row.Clock, row.Force, row.Reason.Text);
            },
            cancel);
        await log.RefoldOpen(row.Force, cancel);
    }

    private Ladder? LadderOf(ClockKind kind, LadderRequest request, SortedDictionary<string, string> errors)
    {
        if (request.Usual == true)
        {
            if (request.Ladder is not null) errors["ladder"] = "must be left out when the usual ladder is to hold again";
            return null;
        }
        if (request.Ladder is null)
        {
            errors["ladder"] = "is required";
            return null;
        }
        var usual = options.Value.Policy.Usual(kind);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var ladder = request.Ladder.Read(usual, LadderFloor.Reachable(kind.Name), wrong);
        if (ladder is not null)
            foreach (var fault in LadderFloor.Faults(kind, usual, ladder).GroupBy(fault => fault.Part, fault => fault.Rule))
                wrong[fault.Key] = string.Join("; ", fault);
        foreach (var (part, rule) in wrong) errors["ladder." + part] = rule;
        return ladder;
    }
}
