using System.Text;
using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Rota;

/// <summary>Whose rota it is: a force's or a local authority's.</summary>
public sealed record RotaOwner(string? Force, string? Authority)
{
    private static readonly HashSet<Audience> OfAuthority = [Audience.DutyDesk, Audience.DutyManager, Audience.HeadOfService];

    /// <summary>The rota named, when it is the caller's; without a name the only one they have.</summary>
    public static RotaOwner? Of(Caller caller, string? force, string? authority)
    {
        (force, authority) = (Query.Given(force), Query.Given(authority));
        if (caller.Role == Role.DutyManager)
            return force is null && (authority ?? Only(caller.Authorities)) is { } code && caller.MaySeeAuthority(code) ? new(null, code) : null;
        return authority is null && (force ?? Only(caller.Forces)) is { } own && caller.MaySeeForce(own) ? new(own, null) : null;
    }

    /// <summary>The words of the audiences this rota finds people for.</summary>
    public IReadOnlyList<string> Audiences => [.. Enum.GetValues<Audience>().Where(Has).Select(Vocabulary<Audience>.Word)];

    public bool Has(Audience audience) => OfAuthority.Contains(audience) == (Authority is not null);

    private static string? Only(IReadOnlySet<string> codes) => codes.Count == 1 ? codes.Single() : null;
}

/// <summary>A turn of duty to be added.</summary>
public sealed record TurnRequest(
    [MayBeLeftOut] string? Force, [MayBeLeftOut] string? Suite, [MayBeLeftOut] string? Authority, [WordsOf<Audience>] string? Audience, string? Person,
    [Words(RotaRow.Text, RotaRow.Email)] string? Channel, string? Address, [MayBeLeftOut] Instant? From, Instant? Until)
{
    private const int LongestName = 254;

    public Dictionary<string, string[]> Wrong(RotaOwner owner, Instant now)
    {
        var errors = WrongContact(Person, Channel, Address);
        if (Vocabulary<Audience>.Parse(Encoding.UTF8.GetBytes(Audience ?? "")) is not { } audience || !owner.Has(audience))
            errors["audience"] = [owner.Authority is null
                ? "must be custody-sergeant, custody-inspector, superintendent or healthcare"
                : "must be duty-desk, duty-manager or head-of-service"];
        if (Query.Given(Suite) is { } suite && (suite.Length > 40 || owner.Force is not { } force || KnownSuites.IsUnknown(new(force, suite)))) errors["suite"] = ["must be a suite of the force"];
        if (Until is null || Until <= now) errors["until"] = ["is required, and must lie ahead"];
        else if (Until <= (From ?? now)) errors["until"] = ["must come after the turn begins"];
        return errors;
    }

    public RotaRow ToRow(RotaOwner owner, string by, Instant now) => new()
    {
        Id = NewId.At(now),
        Force = owner.Force,
        Suite = Query.Given(Suite),
        Authority = owner.Authority,
        Audience = Audience!,
        Person = Person!,
        Channel = Channel!,
        Address = Address!,
        FromAt = From ?? now,
        UntilAt = Until!.Value,
        SetBy = by,
        SetAt = now,
    };

    internal static Dictionary<string, string[]> WrongContact(string? person, string? channel, string? address)
    {
        var errors = new Dictionary<string, string[]>();
        if (Worded.Required(person, LongestName) is { } wrong) errors["person"] = [wrong];
        if (channel is not (RotaRow.Text or RotaRow.Email)) errors["channel"] = ["must be text or email"];
        else if (!(channel == RotaRow.Text ? Reachable.ByText(address) : Reachable.ByEmail(address))) errors["address"] = [channel == RotaRow.Text ? "must be a mobile number" : "must be an email address"];
        return errors;
    }
}

/// <summary>Somebody else for the rest of a turn.</summary>
public sealed record SwapRequest(string? Person, [Words(RotaRow.Text, RotaRow.Email)] string? Channel, string? Address, [MayBeLeftOut] Instant? From, string? Reason)
{
    public Dictionary<string, string[]> Wrong(RotaRow turn, Instant from, Instant now)
    {
        var errors = TurnRequest.WrongContact(Person, Channel, Address);
        if (Worded.Reason(Reason) is { } wrong) errors["reason"] = [wrong];
        if (from < now || from < turn.FromAt || from >= turn.UntilAt) errors["from"] = ["must lie ahead, and within the turn"];
        return errors;
    }
}

/// <summary>Why a turn ends before its time.</summary>
public sealed record EndRequest(string? Reason);

/// <summary>A turn of duty as it is shown to those whose rota it is.</summary>
public sealed record TurnAnswer(
    string Id, string? Force, string? Suite, string? Authority, string Audience, string Person, string Channel, string Address,
    Instant From, Instant Until, string SetBy, Instant SetAt, string? EndedBy, string? EndedReason)
{
    public static TurnAnswer Of(RotaRow row) => new(
        row.Id, row.Force, row.Suite, row.Authority, row.Audience, row.Person, row.Channel, row.Address, row.FromAt, row.UntilAt, row.SetBy,
        row.SetAt, row.EndedBy, row.EndedReason?.Text);
}
