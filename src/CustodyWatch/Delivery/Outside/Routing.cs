using System.Data.Common;
using System.Text;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Timers;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Who has to be reached outside the screens: whoever is on duty for an audience that has no screen open or never has one, a
/// minute later whoever has one open on which the alert was not seen, and every system that asked to be told.
/// </summary>
public sealed class Routing(IOptions<OutsideOptions> options, Presence presence)
{
    public const string Webhook = "webhook", NobodyOnDuty = "nobody-on-duty";

    // Their screens say which alerts they have drawn; silence of one that is open means that nobody looks at it.
    private static readonly Audience[] SayWhatTheySaw = [Audience.CustodySergeant, Audience.CustodyInspector, Audience.Superintendent];

    private static readonly LocalTime DayBegins = new(9, 0), DayEnds = new(17, 0);

    /// <summary>What is owed for an alert that speaks, to be kept in the alert's own transaction.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> Owed(DbConnection connection, DbTransaction transaction, AlertRow alert, Instant now)
    {
        var owed = options.Value.Webhooks.Where(hook => hook.Force == alert.Force)
            .Select(hook => Row(alert, now, Webhook, "webhook/" + hook.Name)).ToList();
        if (options.Value.Notify is null) return owed;
        foreach (var audience in alert.Audience.Split(' ').Select(word => Vocabulary<Audience>.Parse(Encoding.UTF8.GetBytes(word))).OfType<Audience>())
        {
            var watched = await presence.Watches(connection, transaction, audience, alert, now);
            if (watched && !(alert.StepRank >= Step.Due.Rank && SayWhatTheySaw.Contains(audience))) continue;
            var reached = await Of(connection, transaction, audience, alert, now);
            if (reached.Count == 0 && !watched) reached = [Row(alert, now, RotaRow.Text, "rota/none") with { Outcome = NobodyOnDuty }];
            var notBefore = watched ? now + Duration.FromSeconds(options.Value.SeenWithinSeconds) : now;
            owed.AddRange(reached.Select(row => row with { Audience = Vocabulary<Audience>.Word(audience), NotBefore = notBefore }));
        }
        return owed;
    }

    /// <summary>Whoever is on duty for an audience; where no rota is kept, the authority's own contact.</summary>
    private static async Task<IReadOnlyList<DeliveryRow>> Of(
        DbConnection connection, DbTransaction transaction, Audience audience, AlertRow alert, Instant now)
    {
        var turns = await RotaRow.OnDuty(
            connection, transaction, Vocabulary<Audience>.Word(audience), alert.Force, alert.Suite, alert.Authority, now);
        if (turns.Count > 0) return [.. turns.Select(turn => Row(alert, now, turn.Channel, "rota/" + turn.Id))];
        return await OfAuthority(connection, transaction, audience, alert, now) is { } contact ? [contact] : [];
    }

    private static async Task<DeliveryRow?> OfAuthority(
        DbConnection connection, DbTransaction transaction, Audience audience, AlertRow alert, Instant now)
    {
        if (alert.Authority is not { } code) return null;
        var contact = ContactAt(audience, now);
        if (contact is null || await Authorities.ContactOf(connection, code, contact, transaction) is not { Length: > 0 } address) return null;
        return Row(alert, now, address.Contains('@') ? RotaRow.Email : RotaRow.Text, $"authority/{code}/{contact}");
    }

    private static string? ContactAt(Audience audience, Instant now)
    {
        if (audience == Audience.HeadOfService) return Authorities.HeadOfService;
        if (audience is not (Audience.DutyDesk or Audience.DutyManager)) return null;
        var local = now.InZone(LondonTime.Zone).LocalDateTime;
        var weekday = local.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);
        return weekday && local.TimeOfDay >= DayBegins && local.TimeOfDay < DayEnds ? Authorities.ByDay : Authorities.ByNight;
    }

    private static DeliveryRow Row(AlertRow alert, Instant now, string channel, string recipient)
    {
        var id = DeliveryRow.NewId(now);
        return new DeliveryRow
        {
            Id = id,
            AlertId = alert.Id,
            Position = alert.Sequence,
            Channel = channel,
            CreatedAt = now,
            MessageId = id,
            Recipient = recipient,
            NotBefore = now,
        };
    }
}
