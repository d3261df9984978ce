using System.Data.Common;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>Somebody who is to be told outside the screens.</summary>
/// <param name="Channel">By text or email.</param>
/// <param name="Recipient">Where the address is found when the message goes.</param>
/// <param name="IsReachable">Whether anything can be sent there: a landline can only be rung.</param>
public sealed record OnDuty(string Channel, string Recipient, bool IsReachable = true)
{
    private const string OfRota = "rota", OfAuthority = "authority";

    /// <summary>The audiences that an authority's own contacts stand for, as a list of a statement.</summary>
    internal const string OfAuthorities = "'duty-desk', 'duty-manager', 'head-of-service'";

    /// <summary>Those of them for whom one contact stands by day and another by night, as a list of a statement.</summary>
    internal const string ByDayAndNight = "'duty-desk', 'duty-manager'";

    private static readonly LocalTime DayBegins = new(9, 0), DayEnds = new(17, 0);

    /// <summary>What stands for the recipient where there is none.</summary>
    public static readonly OnDuty Nobody = new(RotaRow.Text, OfRota + "/none");

    /// <summary>Whoever is on duty for an audience; where no rota is kept, the authority's own contact.</summary>
    public static async Task<IReadOnlyList<OnDuty>> Of(
        DbConnection connection, DbTransaction transaction, Audience audience, AlertRow alert, Instant now)
    {
        var turns = await RotaRow.OnDuty(
            connection, transaction, Vocabulary<Audience>.Word(audience), alert.Force, alert.Suite, alert.Authority, now);
        if (turns.Count > 0) return [.. turns.Select(turn => new OnDuty(turn.Channel, $"{OfRota}/{turn.Id}"))];
        if (alert.Authority is not { } code) return [];
        var contacts = new List<OnDuty>();
        foreach (var contact in ContactsAt(audience, now))
            if (await Authorities.ContactOf(connection, code, contact, transaction) is { Length: > 0 } address)
                contacts.Add(new(ChannelOf(address) ?? RotaRow.Text, $"{OfAuthority}/{code}/{contact}", ChannelOf(address) is not null));
        return contacts;
    }

    /// <summary>The address of a message's recipient; null when they are not the one to be told now.</summary>
    public static async Task<string?> AddressOf(DbConnection connection, OwedMessage message, Instant now)
    {
        switch (message.Recipient.Split('/'))
        {
            case [OfRota, var id]:
                return await RotaRow.Find(connection, id) is { } turn && turn.FromAt <= now && turn.UntilAt > now && IsWhere(turn, message) ? turn.Address : null;
            case [OfAuthority, var code, var contact]:
                var address = await Authorities.ContactOf(connection, code, contact);
                var isTheirTime = Vocabulary<Audience>.Parse(message.Audience) is not { } audience || ContactsAt(audience, now).Contains(contact);
                return isTheirTime && code == message.Authority && address is not null && ChannelOf(address) == message.Channel ? address : null;
            default:
                return null;
        }
    }

    // An alert goes with its record to another suite or authority, and whoever kept the child before is not to be woken.
    private static bool IsWhere(RotaRow turn, OwedMessage message) => turn.Authority is { } authority
        ? authority == message.Authority
        : turn.Force == message.Force && (turn.Suite is null || turn.Suite == message.Suite);

    public static bool IsContact(string? recipient) => recipient?.StartsWith(OfAuthority + "/", StringComparison.Ordinal) == true;

    /// <summary>The recipient, of whatever authority, who came on duty last of those by day and by night, as a pattern of a statement.</summary>
    public static string ContactNow(Instant now) => "%/" + ContactsAt(Audience.DutyDesk, now)[0];

    private static string? ChannelOf(string address) =>
        Reachable.ByText(address) ? RotaRow.Text : Reachable.ByEmail(address) ? RotaRow.Email : null;

    /// <summary>Whom an authority has to be told at an instant; both contacts where it is not known whether the day is a bank holiday.</summary>
    public static IReadOnlyList<string> ContactsAt(Audience audience, Instant now)
    {
        if (audience == Audience.HeadOfService) return [Authorities.HeadOfService];
        if (audience is not (Audience.DutyDesk or Audience.DutyManager)) return [];
        var local = now.InZone(LondonTime.Zone).LocalDateTime;
        var isWeekday = local.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);
        if (!isWeekday || local.TimeOfDay < DayBegins || local.TimeOfDay >= DayEnds) return [Authorities.ByNight];
        return BankHolidays.Has(local.Date) switch
        {
            true => [Authorities.ByNight],
            false => [Authorities.ByDay],
            null => [Authorities.ByDay, Authorities.ByNight],
        };
    }
}
