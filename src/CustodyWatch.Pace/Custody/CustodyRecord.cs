using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A custody record at an instant: what its events say in order of time, corrections applied.</summary>
public sealed class CustodyRecord
{
    private CustodyRecord(Instant at, LocalSettings settings)
    {
        At = at;
        Settings = settings;
    }

    /// <summary>The instant asked about.</summary>
    public Instant At { get; }

    /// <summary>The LOCAL numbers of the force.</summary>
    public LocalSettings Settings { get; }

    /// <summary>The events that had occurred by then, in order, up to and with the end of the detention.</summary>
    public IReadOnlyList<CustodyEvent> Events { get; private init; } = [];

    /// <summary>The few later events that still matter after the end: social care, court, certificate, release.</summary>
    public IReadOnlyList<CustodyEvent> AfterEnd { get; private init; } = [];

    /// <summary>The soonest entry that is dated after this instant, when there is one.</summary>
    public Instant? NextEntry { get; private init; }

    /// <summary>The arrival; null until it is known.</summary>
    public Arrived? Arrived { get; private init; }

    /// <summary>Arrival for the clocks: its time, or for one who came of their own accord the arrest. Null until known.</summary>
    public Instant? ArrivedAt { get; private init; }

    /// <summary>When the 24-hour limit starts (PACE 1984 s41(2)); null until the arrival is known.</summary>
    public Instant? RelevantTime { get; private init; }

    /// <summary>When detention was first authorised (PACE 1984 s37).</summary>
    public Instant? AuthorisedAt { get; private init; }

    /// <summary>When the child was first charged.</summary>
    public Instant? ChargedAt { get; private init; }

    /// <summary>What ended the detention: released, refused, or handed over.</summary>
    public CustodyEvent? End { get; private init; }

    /// <summary>When the detention ended.</summary>
    public Instant? EndedAt => End?.Occurred;

    /// <summary>Times away from the suite.</summary>
    public IReadOnlyList<Absence> Absences { get; private init; } = [];

    /// <summary>Time that does not count towards the limit (PACE 1984 s41(6)).</summary>
    public IReadOnlyList<Excluded> ExcludedTime { get; private init; } = [];

    /// <summary>Refusals of bail after charge, each until bail is granted.</summary>
    public IReadOnlyList<BailRefusal> BailRefusals { get; private init; } = [];

    /// <summary>The child; only for a record whose arrival is known.</summary>
    public Child Child => Arrived!.Child;

    /// <summary>Every event that matters, those after the end included.</summary>
    public IEnumerable<CustodyEvent> EventsAndAfterEnd => Events.Concat(AfterEnd);

    /// <summary>The LOCAL numbers in force at an instant.</summary>
    public LocalNumbers Numbers(Instant at) => Settings.At(at);

    /// <summary>Whether the child is away at the instant asked about.</summary>
    public bool IsAway => EndedAt is null && Absences.Any(absence => absence.To is null);

    /// <summary>Folds events into the record as it stood at an instant.</summary>
    public static CustodyRecord Fold(IReadOnlyCollection<CustodyEvent> events, LocalSettings settings, Instant at)
    {
        var occurred = new List<CustodyEvent>(events.Count);
        Instant? next = null;
        foreach (var entry in Corrections.Apply(events))
        {
            if (entry.Occurred <= at) occurred.Add(entry);
            else if (next is null || entry.Occurred < next) next = entry.Occurred;
        }
        if (!IsInOrder(occurred)) occurred.Sort();
        var arrival = occurred.FindIndex(entry => entry.Fact is Arrived);
        if (arrival < 0) return new CustodyRecord(at, settings) { Events = occurred, NextEntry = next };

        var end = occurred.FindIndex(arrival, entry => entry.Fact is Released or DetentionRefused or Transferred);
        var during = end < 0 ? occurred : occurred.GetRange(0, end + 1);
        var ending = end < 0 ? null : occurred[end];
        var after = end < 0 ? [] : occurred.Skip(end + 1).Where(entry => Outlives(entry, ending!)).ToList();
        var arrived = (Arrived)occurred[arrival].Fact;
        var arrivedAt = Custody.RelevantTime.ArrivalForClocks(arrived, occurred[arrival].Occurred);
        var absences = Absence.Of(during, arrivedAt);
        return new CustodyRecord(at, settings)
        {
            Events = during,
            AfterEnd = after,
            NextEntry = next,
            Arrived = arrived,
            ArrivedAt = arrivedAt,
            RelevantTime = Custody.RelevantTime.Of(arrived, occurred[arrival].Occurred),
            AuthorisedAt = during.Find(entry => entry.Fact is DetentionAuthorised)?.Occurred,
            ChargedAt = during.Find(entry => entry.Fact is Charged)?.Occurred,
            End = ending,
            Absences = absences,
            ExcludedTime = Excluded.Of(absences, during),
            BailRefusals = BailRefusal.Of(during, arrived.Child),
        };
    }

    // Entries nearly always come in order; to see that is quicker than to sort them.
    private static bool IsInOrder(List<CustodyEvent> events)
    {
        for (var i = 1; i < events.Count; i++)
            if (events[i - 1].CompareTo(events[i]) > 0)
                return false;
        return true;
    }

    private static bool Outlives(CustodyEvent entry, CustodyEvent end) => entry.Fact switch
    {
        SocialCareReferred or CourtListed or CourtOutcome or CertificateProduced => true,
        Released => end.Fact is Transferred,
        _ => false,
    };
}
