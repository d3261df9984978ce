using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>What came of sending a message again: the attempt that is now to be made, or why there is none; neither where no such message waits.</summary>
internal sealed record Resent(DeliveryRow? Again = null, string? Refusal = null);

/// <summary>Sends a message again that was given up or refused.</summary>
internal static class SendingAgain
{
    public static Task<Resent> Send(HttpContext http, string id, Database database, AccessLog access, Instant now, CancellationToken cancel) => database.Write(
        async (connection, transaction) =>
        {
            if (await UndeliveredRow.Find(connection, transaction, http.User.Caller(), id, now) is not { } before) return new Resent();
            if (before.IsTried) return new Resent(Refusal: "This is tried again by itself. Look why it is not taken.");
            if (before.Recipient.Split('/') is ["rota", var turn] && before.MaySendAgain
                && (await RotaRow.Find(connection, turn, transaction) is not { UntilAt: var until } || until <= now))
                return new Resent(Refusal: "The turn of duty that this was for is over. Ring whoever is on duty now.");
            if (!await DeliveryRow.SendAgain(connection, transaction, id))
                return new Resent(Refusal: "This was for nobody: nobody was on duty. Put somebody on the rota.");
            var again = before.Again(now);
            await again.Insert(connection, transaction);
            await access.Keep(http, connection, transaction, AccessAction.Disclosure, "deliveries/" + id, before.Force);
            return new Resent(again);
        },
        cancel);
}
