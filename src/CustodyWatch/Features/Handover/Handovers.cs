using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Handover;

/// <summary>Offering a suite and accepting it. An offer nobody accepts in time goes to the custody inspector.</summary>
public sealed class Handovers(Database database, AccessLog access, IOptions<TimerOptions> options, Wake wake, Committed committed, IClock clock)
{
    /// <summary>
    /// The offer that then waits. It ends the one that waited before; the same offer made again is that one, with what came since,
    /// until it has gone to the inspector.
    /// </summary>
    public async Task<HandoverAnswer> Offer(HttpContext http, SuiteCode suite, string to, CancellationToken cancel)
    {
        var now = clock.Now();
        var from = http.User.Caller().UserId;
        var (handover, items, shown) = await database.Write(
            async (connection, transaction) =>
            {
                var waiting = await HandoverRow.Waiting(connection, suite, transaction);
                var again = waiting is not null && (waiting.FromUser, waiting.ToUser) == (from, to) && now < waiting.OfferedAt + Waits ? waiting : null;
                var offered = again ?? new HandoverRow
                {
                    Id = NewId.At(now),
                    Force = suite.Force,
                    Suite = suite.Suite,
                    FromUser = from,
                    ToUser = to,
                    OfferedAt = After(await HandoverRow.LatestAt(connection, transaction, suite), now),
                };
                await access.Keep(http, connection, transaction, AccessAction.Disclosure, HandoverRow.SubjectOf(offered.Id), suite.Force);
                if (again is null) await offered.Insert(connection, transaction);
                await HandoverItemRow.Fill(connection, transaction, offered, now);
                return (offered, await HandoverItemRow.Of(connection, transaction, offered.Id), await Shown(connection, transaction, suite));
            },
            cancel);
        Tell(shown);
        wake.At(handover.OfferedAt + Waits);
        return HandoverAnswer.Of(handover, items);
    }

    /// <summary>The handover as it then stands, accepted by nobody where a later offer has ended it; null when there is none that is the caller's to accept.</summary>
    public async Task<HandoverAnswer?> Accept(HttpContext http, string id, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        var now = clock.Now();
        var (accepted, shown) = await database.Write<(HandoverAnswer?, DetentionChanged?)>(
            async (connection, transaction) =>
            {
                if (await HandoverRow.Find(connection, id, transaction) is not { } handover || !IsTheirs(handover, caller, now)) return (null, null);
                await access.Keep(http, connection, transaction, AccessAction.Consultation, HandoverRow.SubjectOf(handover.Id), handover.Force);
                await handover.Accept(connection, transaction, caller.UserId, now);
                var answer = HandoverAnswer.Of(
                    (await HandoverRow.Find(connection, id, transaction))!,
                    caller.MaySeeSuite(handover.Force, handover.Suite) ? await HandoverItemRow.Of(connection, transaction, id) : []);
                return (answer, await Shown(connection, transaction, new(handover.Force, handover.Suite)));
            },
            cancel);
        Tell(shown);
        wake.Now();
        return accepted;
    }

    /// <summary>Whether there is such a handover and it was the caller's own, or is of a suite of theirs.</summary>
    public async Task<bool> MayKnowOf(Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await HandoverRow.Find(connection, id) is { } handover
            && (caller.UserId == handover.FromUser || caller.MaySeeSuite(handover.Force, handover.Suite));
    }

    /// <summary>How long an offer waits before it goes to the custody inspector.</summary>
    public Duration Waits => Duration.FromMinutes(options.Value.HandoverMinutes);

    // Whoever was named, of whichever suite of the force; once it has waited too long, whoever answers for the force.
    public bool IsTheirs(HandoverRow handover, Caller caller, Instant now) => caller.MayNameForce(handover.Force)
        && (caller.UserId == handover.ToUser || (caller.MaySeeForce(handover.Force) && now >= handover.OfferedAt + Waits));

    // The live messages have none for a suite that passes. Whoever hears of a record of it reads again, and one record is enough; a suite that
    // holds nobody has had one too.
    private async Task<DetentionChanged?> Shown(DbConnection connection, DbTransaction transaction, SuiteCode suite) =>
        await DetentionRow.Latest(connection, transaction, database.Dialect.First, suite) is { } latest
            ? new DetentionChanged(latest.Id, suite.Force, suite.Suite, latest.Version)
            : null;

    private void Tell(DetentionChanged? shown)
    {
        if (shown is not null) committed.Publish(shown);
    }

    // Which offer is the last is told by when it was made: no two of a suite are made at once, nor on clocks that differ. Of two nodes
    // that both do, one is refused by the database, and tries again with the other's before it.
    private static Instant After(Instant? latest, Instant now) => latest is { } at ? Instant.Max(now, at + Duration.FromMilliseconds(1)) : now;
}
