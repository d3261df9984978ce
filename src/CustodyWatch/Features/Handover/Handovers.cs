using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Features.Handover;

/// <summary>Offering a suite and accepting it. An offer nobody accepts in time goes to the custody inspector.</summary>
public sealed class Handovers(Database database, AccessLog access, IOptions<TimerOptions> options, Wake wake, IClock clock)
{
    public async Task<HandoverAnswer> Offer(HttpContext http, SuiteCode suite, string to, CancellationToken cancel)
    {
        var now = Rfc3339.Cut(clock.GetCurrentInstant());
        var handover = new HandoverRow
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(),
            Force = suite.Force,
            Suite = suite.Suite,
            FromUser = http.User.Caller().UserId,
            ToUser = to,
            OfferedAt = now,
        };
        var items = await database.Write(
            async (connection, transaction) =>
            {
                await access.Keep(http, connection, transaction, AccessAction.Disclosure, Subject(handover), suite.Force);
                await handover.Insert(connection, transaction);
                await HandoverItemRow.Fill(connection, transaction, handover);
                return await HandoverItemRow.Of(connection, transaction, handover.Id);
            },
            cancel);
        wake.At(now + Waits);
        return HandoverAnswer.Of(handover, items);
    }

    /// <summary>The handover as it then stands, or null when there is none that is the caller's to accept.</summary>
    public async Task<HandoverAnswer?> Accept(HttpContext http, string id, CancellationToken cancel)
    {
        var caller = http.User.Caller();
        var now = Rfc3339.Cut(clock.GetCurrentInstant());
        var accepted = await database.Write(
            async (connection, transaction) =>
            {
                if (await HandoverRow.Find(connection, id, transaction) is not { } handover || !IsTheirs(handover, caller, now)) return null;
                await access.Keep(http, connection, transaction, AccessAction.Consultation, Subject(handover), handover.Force);
                await handover.Accept(connection, transaction, caller.UserId, now);
                return HandoverAnswer.Of(
                    (await HandoverRow.Find(connection, id, transaction))!, await HandoverItemRow.Of(connection, transaction, id));
            },
            cancel);
        wake.Now();
        return accepted;
    }

    /// <summary>Why a handover is not the caller's to accept; null when there is none that they may know of.</summary>
    public async Task<string?> WhyNotTheirs(Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await HandoverRow.Find(connection, id) is not { } handover) return null;
        var sees = caller.MaySeeSuite(handover.Force, handover.Suite);
        if (caller.UserId == handover.ToUser && caller.MayNameForce(handover.Force) && !sees)
            return $"{handover.Suite} is not in your scope, so it cannot pass to you. Whoever offered it has to name somebody of {handover.Suite}.";
        return caller.UserId == handover.FromUser || sees
            ? $"Whoever was named accepts; after {Waits.TotalMinutes} minutes the custody inspector may."
            : null;
    }

    /// <summary>How long an offer waits before it goes to the custody inspector.</summary>
    public Duration Waits => Duration.FromMinutes(options.Value.HandoverMinutes);

    // Whoever was named and may see the suite; once it has waited too long, whoever answers for the force.
    public bool IsTheirs(HandoverRow handover, Caller caller, Instant now) => caller.MaySeeSuite(handover.Force, handover.Suite)
        && (caller.UserId == handover.ToUser || (caller.MaySeeForce(handover.Force) && now >= handover.OfferedAt + Waits));

    private static string Subject(HandoverRow handover) => "handover/" + handover.Id;
}
