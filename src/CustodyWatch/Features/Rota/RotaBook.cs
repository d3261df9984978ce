using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Rota;

/// <summary>
/// What came of a change of the rota: the turn as it then stands, or why not; nothing at all where there is no such turn that the
/// caller may know of.
/// </summary>
public sealed record Turned(RotaRow? Turn = null, IReadOnlyDictionary<string, string[]>? Errors = null, bool IsOver = false);

/// <summary>Changes of who is on duty, each with who made it in the access log. What is over stays as it was.</summary>
public sealed class RotaBook(Database database, AccessLog access, IClock clock)
{
    public Instant Now() => clock.Now();

    public async Task<IReadOnlyList<RotaRow>> Between(RotaOwner owner, Instant since, Instant until, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await RotaRow.Between(connection, owner.Force, owner.Authority, since, until);
    }

    /// <summary>A turn of the caller's own force or authority; null when there is none such.</summary>
    public async Task<RotaRow?> Find(Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await RotaRow.Find(connection, id) is { } turn && RotaOwner.Of(caller, turn.Force, turn.Authority) is not null ? turn : null;
    }

    public async Task<Turned> Add(HttpContext http, RotaOwner owner, TurnRequest request, CancellationToken cancel)
    {
        var now = Now();
        if (request.Wrong(owner, now) is { Count: > 0 } errors) return new(Errors: errors);
        var row = request.ToRow(owner, http.User.Caller().UserId, now);
        await database.Write(
            async (connection, transaction) =>
            {
                await row.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "rota/" + row.Id, owner.Force);
            },
            cancel);
        return new(row);
    }

    /// <summary>Somebody else takes over from now, or from when they say, until the turn would have ended.</summary>
    public Task<Turned> Swap(HttpContext http, string id, SwapRequest request, CancellationToken cancel)
    {
        var (now, caller) = (Now(), http.User.Caller());
        return database.Write(
            async (connection, transaction) =>
            {
                if (await RotaRow.Find(connection, id, transaction) is not { } turn || RotaOwner.Of(caller, turn.Force, turn.Authority) is null)
                    return new Turned();
                if (turn.UntilAt <= now) return new Turned(IsOver: true);
                var from = request.From ?? Instant.Max(now, turn.FromAt);
                if (request.Wrong(turn, from, now) is { Count: > 0 } errors) return new Turned(Errors: errors);
                var cover = turn with
                {
                    Id = NewId.At(now),
                    Person = request.Person!,
                    Channel = request.Channel!,
                    Address = request.Address!,
                    FromAt = from,
                    SetBy = caller.UserId,
                    SetAt = now,
                    EndedBy = null,
                    EndedReason = null,
                };
                if (!await turn.End(connection, transaction, from, caller.UserId, request.Reason!)) return new Turned(IsOver: true);
                await cover.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "rota/" + turn.Id, turn.Force, request.Reason);
                return new Turned(cover);
            },
            cancel);
    }

    public async Task<Turned> End(HttpContext http, string id, string? reason, CancellationToken cancel)
    {
        var (now, caller) = (Now(), http.User.Caller());
        if (Worded.Reason(reason) is { } wrong) return new(Errors: new Dictionary<string, string[]> { ["reason"] = [wrong] });
        return await database.Write(
            async (connection, transaction) =>
            {
                if (await RotaRow.Find(connection, id, transaction) is not { } turn || RotaOwner.Of(caller, turn.Force, turn.Authority) is null)
                    return new Turned();
                if (!await turn.End(connection, transaction, Instant.Max(now, turn.FromAt), caller.UserId, reason!)) return new Turned(IsOver: true);
                await access.Keep(http, connection, transaction, AccessAction.Alteration, "rota/" + turn.Id, turn.Force, reason);
                return new Turned(await RotaRow.Find(connection, id, transaction));
            },
            cancel);
    }
}
