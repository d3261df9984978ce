using CustodyWatch.Storage.Sealing;
using NodaTime;

namespace CustodyWatch.Log.Reference;

/// <summary>A local authority with children's services, and whom to ring there.</summary>
public record AuthorityRow
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string? DayContact { get; init; }
    public string? NightContact { get; init; }
    public string? HeadOfServiceContact { get; init; }

    /// <summary>The date the contacts were last tried; null when they never were.</summary>
    public string? LastTested { get; init; }

    /// <summary>Whether another says the same of the same authority.</summary>
    public bool SaysTheSameAs(AuthorityRow? other) => other is not null
        && (Code, Name, DayContact, NightContact, HeadOfServiceContact, LastTested)
            == (other.Code, other.Name, other.DayContact, other.NightContact, other.HeadOfServiceContact, other.LastTested);
}

/// <summary>What an authority's name and contacts were made, by whom and why.</summary>
public sealed record AuthorityChangeRow : AuthorityRow
{
    public string Id { get; init; } = "";
    public Instant ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public Sealed Reason { get; init; } = "";
}
