using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Safeguards;

/// <summary>Why a child who is here has to go, whatever is still to be done.</summary>
public enum MustGoBecause
{
    /// <summary>No child under ten is arrested for an offence (CYPA 1933 s50).</summary>
    UnderTen,

    /// <summary>Bail was granted (PACE 1984 s38(1)).</summary>
    Bail,

    /// <summary>A review decided on release (PACE 1984 s40(8), (10)).</summary>
    Review,

    /// <summary>Not fit to be detained: to hospital, or released (Code C 9.5).</summary>
    NotFit,
}

/// <summary>That a child who is here has to go, as the record stands.</summary>
/// <param name="Because">Why.</param>
/// <param name="Since">When that was decided or found; null for a child under ten.</param>
public sealed record MustGo(MustGoBecause Because, Instant? Since)
{
    /// <summary>Whether the child is to be let go, and not perhaps taken to hospital.</summary>
    public bool ToBeReleased => Because is not MustGoBecause.NotFit;

    /// <summary>The first reason there is; null where there is none, or the child has left, or is at hospital when not fit to be here.</summary>
    public static MustGo? Of(CustodyRecord record)
    {
        if (record.EndedAt is not null) return null;
        if (record.Arrived is { Route: not Route.MentalHealth } && Bars.NotHeldForAnOffence(record) is not null) return new(MustGoBecause.UnderTen, null);
        if (Bars.ReleaseDecided(record) is { } decided)
            return new(decided.Fact is BailGranted ? MustGoBecause.Bail : MustGoBecause.Review, decided.Occurred);
        return Bars.NotFit(record) is not null && record.Away is not { Purpose: not null }
            ? new(MustGoBecause.NotFit, record.Events.Last(entry => entry.Fact is HealthcareAttended).Occurred)
            : null;
    }
}
