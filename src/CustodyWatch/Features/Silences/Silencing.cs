using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Silences;

/// <summary>What came of asking for a silence: the silence, or what is wrong by field, or neither where there is nothing they may know of.</summary>
public sealed record Silenced(SilenceRow? Row, IReadOnlyDictionary<string, string[]>? Errors)
{
    public static readonly Silenced Missing = new(null, null);

    public static Silenced Wrong(string field, string sentence) => new(null, new Dictionary<string, string[]> { [field] = [sentence] });
}

/// <summary>Silences, and lifts a silence; the children it touches are looked at again at once.</summary>
public sealed class Silencing(Database database, AccessLog access, Wake wake, IClock clock)
{
    private const string SelectOpen = $"""
        {DetentionRow.SelectOpenOfSuite}
        UNION
        SELECT detention_id FROM alerts
        WHERE {AlertRow.Standing} AND force = @Force AND suite = @Suite AND clock = @Clock AND detention_id IS NOT NULL
        """;

    public Instant Now() => clock.Now();

    public async Task<Silenced> Make(HttpContext http, SilenceRequest request, CancellationToken cancel)
    {
        var now = Now();
        var errors = request.Errors(now);
        if (errors.Count > 0) return new(null, errors);
        var caller = http.User.Caller();
        var made = await database.Write(
            async (connection, transaction) =>
            {
                var chain = await Chain.Take(connection, transaction);
                var (target, refused) = await Target(connection, transaction, caller, request);
                if (target is null) return refused!;
                var row = target with
                {
                    Id = NewId.At(now),
                    FromAt = now,
                    UntilAt = request.Until!.Value,
                    Reason = request.Reason!.Trim(),
                    SetBy = caller.UserId,
                    SetRole = caller.Role.Word(),
                };
                await row.Insert(connection, transaction, chain);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, row.DetentionId ?? $"suites/{row.Suite}", row.Force);
                await LookAgain(connection, transaction, row, now);
                return new Silenced(row, null);
            },
            cancel);
        if (made.Row is not null) wake.Now();
        return made;
    }

    public async Task<Silenced> Lift(HttpContext http, string id, string? reason, CancellationToken cancel)
    {
        var now = Now();
        var caller = http.User.Caller();
        var lifted = await database.Write(
            async (connection, transaction) =>
            {
                var chain = await Chain.Take(connection, transaction);
                if (await SilenceRow.Find(connection, id, transaction) is not { } row || !caller.MaySeeSuite(row.Force, row.Suite)) return Silenced.Missing;
                if (Worded.Reason(reason) is { } wrong) return Silenced.Wrong("reason", wrong);
                if (!row.IsInForce(now)) return Silenced.Wrong("id", "names a silence that is over");
                var lift = new SilenceLiftRow { SilenceId = id, At = now, LiftedBy = caller.UserId, Reason = reason!.Trim() };
                await lift.Insert(connection, transaction, chain);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, row.DetentionId ?? $"suites/{row.Suite}", row.Force);
                await LookAgain(connection, transaction, row, now);
                return new Silenced(row with { LiftedAt = now, LiftedBy = lift.LiftedBy, LiftReason = lift.Reason }, null);
            },
            cancel);
        if (lifted.Row is not null) wake.Now();
        return lifted;
    }

    private static async Task<(SilenceRow? Target, Silenced? Refused)> Target(
        DbConnection connection, DbTransaction transaction, Caller caller, SilenceRequest request)
    {
        if (request.Alert is { } id)
        {
            if (await AlertRow.Find(connection, id, transaction) is not { } alert || !AlertScope.Includes(caller, alert)) return (null, Silenced.Missing);
            if (LadderRow.ClockOf(alert.Clock) is not { } name || alert.DetentionId is null)
                return (null, Silenced.Wrong("alert", "is about the suite itself and is never silenced"));
            if (request.Forbidden(ClockKind.Of(name), alert.BasisCitation) is { } never) return (null, Silenced.Wrong("alert", never));
            if (!alert.IsLive) return (null, Silenced.Wrong("alert", "no longer waits for anybody"));
            return (new SilenceRow
            {
                Force = alert.Force,
                Suite = alert.Suite,
                DetentionId = alert.DetentionId,
                CustodyRecordNumber = alert.CustodyRecordNumber,
                Clock = alert.Clock,
                ClockSequence = alert.ClockSequence,
            }, null);
        }
        var forbidden = request.Forbidden(ClockKind.Of(LadderRow.ClockOf(request.Clock)!.Value), null);
        if (request.Detention is { } detention)
        {
            if (await DetentionRow.Find(connection, detention, transaction) is not { } found || !caller.MaySeeSuite(found.Force, found.Suite))
                return (null, Silenced.Missing);
            return forbidden is not null ? (null, Silenced.Wrong("clock", forbidden)) : (new SilenceRow
            {
                Force = found.Force,
                Suite = found.Suite,
                DetentionId = found.Id,
                CustodyRecordNumber = found.CustodyRecordNumber,
                Clock = request.Clock!,
            }, null);
        }
        if (forbidden is not null) return (null, Silenced.Wrong("clock", forbidden));
        var suite = new SuiteCode(request.Force ?? Scope.ForceOf(caller, request.Suite!)!, request.Suite!);
        if (KnownSuites.IsUnknown(suite)) return (null, Silenced.Wrong("suite", "must be a suite of the force"));
        return (new SilenceRow
        {
            Force = suite.Force,
            Suite = request.Suite!,
            Clock = request.Clock!,
        }, null);
    }

    private static async Task LookAgain(DbConnection connection, DbTransaction transaction, SilenceRow row, Instant now)
    {
        IEnumerable<string> children = row.DetentionId is { } one ? [one] : await connection.QueryAsync<string>(SelectOpen, row, transaction);
        foreach (var child in children) await TimerRow.LookAt(connection, transaction, child, now);
    }
}
