using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Retention;

/// <summary>What is decided about records at a review: that they are kept longer, until when and why, or disposed of.</summary>
public sealed record ReviewRequest(IReadOnlyList<string>? Ids, string? Decision, string? Reason, Instant? ReviewAt);

/// <summary>Why a record is held back from disposal, and until when; until it is lifted when nothing is said.</summary>
public sealed record HoldRequest([WordsOf<HoldKind>] string? Kind, string? Reason, [MayBeLeftOut] Instant? Until);

/// <summary>Why a hold ends before its time.</summary>
public sealed record LiftHoldRequest(string? Reason);

/// <summary>What came of it: the id of what was made, or what is wrong by field, or neither where there is nothing they may know of.</summary>
public sealed record Reviewed(string? Id, IReadOnlyDictionary<string, string[]>? Errors)
{
    public static readonly Reviewed Missing = new(null, null);

    public static Reviewed Wrong(string field, string sentence) => new(null, new Dictionary<string, string[]> { [field] = [sentence] });
}

/// <summary>
/// Decides about records whose review is due, and holds them. Nothing is disposed of here: what was decided is carried out by the
/// <c>dispose</c> command, under rights that the service does not have.
/// </summary>
public sealed class Reviewing(Database database, AccessLog access, IClock clock)
{
    private const int MostAtOnce = 500, LongestYears = 10;

    public Instant Now() => clock.Now();

    public async Task<Reviewed> Decide(HttpContext http, ReviewRequest request, CancellationToken cancel)
    {
        var now = Now();
        var errors = Errors(request, now);
        if (errors.Count > 0) return new(null, errors);
        return await database.Write(
            async (connection, transaction) =>
            {
                var chain = await Chain.Take(connection, transaction);
                var rows = new List<RetentionDecisionRow>();
                foreach (var id in request.Ids!.Distinct())
                {
                    if (await Found(connection, transaction, http.User.Caller(), id) is not { } detention) return Reviewed.Missing;
                    var (row, wrong) = await Decision(connection, transaction, detention, request, http.User.Caller(), now);
                    if (row is null) return Reviewed.Wrong("decision", $"{detention.CustodyRecordNumber} {wrong}");
                    rows.Add(row);
                }
                foreach (var row in rows)
                {
                    await row.Insert(connection, transaction, chain);
                    await access.Keep(http, connection, transaction, AccessAction.Alteration, row.DetentionId, row.Force, $"retention: {row.Decision}");
                }
                return new Reviewed(rows[^1].Id, null);
            },
            cancel);
    }

    public Task<Reviewed> Hold(HttpContext http, string id, HoldRequest request, CancellationToken cancel)
    {
        var now = Now();
        return database.Write(
            async (connection, transaction) =>
            {
                var chain = await Chain.Take(connection, transaction);
                var caller = http.User.Caller();
                if (await Found(connection, transaction, caller, id) is not { } detention) return Reviewed.Missing;
                if (Errors(request, now) is { Count: > 0 } errors) return new(null, errors);
                var row = new HoldRow
                {
                    Id = NewId.At(now),
                    DetentionId = id,
                    Force = detention.Force,
                    Suite = detention.Suite,
                    Kind = request.Kind!,
                    Reason = request.Reason!.Trim(),
                    FromAt = now,
                    UntilAt = request.Until,
                    SetBy = caller.UserId,
                    SetRole = caller.Role.Word(),
                };
                await row.Insert(connection, transaction, chain);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, id, row.Force, $"hold: {row.Kind}");
                return new Reviewed(row.Id, null);
            },
            cancel);
    }

    /// <returns>The id of the record that is held no longer by this.</returns>
    public Task<Reviewed> Lift(HttpContext http, string id, string? reason, CancellationToken cancel)
    {
        var now = Now();
        return database.Write(
            async (connection, transaction) =>
            {
                var chain = await Chain.Take(connection, transaction);
                if (await HoldRow.Find(connection, id, transaction) is not { } hold || !http.User.Caller().MaySeeForce(hold.Force)) return Reviewed.Missing;
                if (Worded.Reason(reason) is { } wrong) return Reviewed.Wrong("reason", wrong);
                if (!hold.IsInForce(now)) return Reviewed.Wrong("id", "names a hold that is over");
                await new HoldLiftRow { HoldId = id, At = now, LiftedBy = http.User.Caller().UserId, Reason = reason!.Trim() }
                    .Insert(connection, transaction, chain);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, hold.DetentionId, hold.Force, "hold lifted");
                return new Reviewed(hold.DetentionId, null);
            },
            cancel);
    }

    private static async Task<(RetentionDecisionRow? Row, string? Wrong)> Decision(
        DbConnection connection, DbTransaction transaction, DetentionRow detention, ReviewRequest request, Caller caller, Instant now)
    {
        if (await RetentionRow.Find(connection, detention.Id, transaction) is not { } kept) return (null, "is of a child in custody");
        var numbers = (await LocalNumbersRow.Of(connection, detention.Force, transaction)).At(now);
        var disposes = request.Decision == RetentionDecisionRow.Dispose;
        if (disposes && LondonTime.DateAt(now) < kept.KeptUntil(numbers))
            return (null, $"is kept until {kept.KeptUntil(numbers):uuuu-MM-dd} ({kept.Rule(numbers)})");
        if (disposes && (await HoldRow.Of(connection, [detention.Id], transaction)).Any(hold => hold.IsInForce(now))) return (null, "is on hold");
        return (new RetentionDecisionRow
        {
            Id = NewId.At(now),
            DetentionId = detention.Id,
            Force = detention.Force,
            Suite = detention.Suite,
            Decision = request.Decision!,
            Reason = disposes ? kept.Rule(numbers).ToString() : request.Reason!.Trim(),
            ReviewAt = disposes ? null : request.ReviewAt,
            Version = detention.Version,
            DecidedAt = now,
            DecidedBy = caller.UserId,
            DecidedRole = caller.Role.Word(),
        }, null);
    }

    private static async Task<DetentionRow?> Found(DbConnection connection, DbTransaction transaction, Caller caller, string id) =>
        await DetentionRow.Find(connection, id, transaction) is { } found && caller.MaySeeSuite(found.Force, found.Suite) ? found : null;

    private static SortedDictionary<string, string[]> Errors(ReviewRequest request, Instant now)
    {
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        if (request.Ids is not { Count: > 0 and <= MostAtOnce }) errors["ids"] = [$"must be at least one, and at most {MostAtOnce}"];
        if (request.Decision is not (RetentionDecisionRow.Keep or RetentionDecisionRow.Dispose)) errors["decision"] = ["must be keep or dispose"];
        if (request.Decision != RetentionDecisionRow.Keep) return errors;
        if (Worded.Reason(request.Reason) is { } wrong) errors["reason"] = [wrong];
        if (request.ReviewAt is not { } again || again <= now || LondonTime.DateAt(again) > LondonTime.DateAt(now).PlusYears(LongestYears))
            errors["reviewAt"] = [$"must lie ahead, by at most {LongestYears} years"];
        return errors;
    }

    private static SortedDictionary<string, string[]> Errors(HoldRequest request, Instant now)
    {
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        if (Pace.Custody.Vocabulary<HoldKind>.Parse(request.Kind) is null) errors["kind"] = ["must be litigation, complaint or other"];
        if (Worded.Reason(request.Reason) is { } wrong) errors["reason"] = [wrong];
        if (request.Until <= now) errors["until"] = ["must lie ahead"];
        return errors;
    }
}
