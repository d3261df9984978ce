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
    public Timeline Events { get; private init; } = new();

    /// <summary>The few later events that still matter after the end: social care, court, certificate, release.</summary>
    public Timeline AfterEnd { get; private init; } = new();

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

    /// <summary>Arrested on a court's warrant, which is for bringing the child before that court.</summary>
    public bool IsOnCourtWarrant => Arrived?.Route == Route.CourtWarrant;

    /// <summary>The offences on the record before a place among its events: those of the arrest, and those charged by then.</summary>
    public IEnumerable<Offence> OffencesBefore(int index) =>
        Arrived!.Offences.Concat(Events.Take(index).SelectMany(entry => entry.Fact is Charged charged ? charged.Offences : []));

    /// <summary>Every event that matters, those after the end included.</summary>
    public IEnumerable<CustodyEvent> EventsAndAfterEnd => Events.Concat(AfterEnd);

    /// <summary>The LOCAL numbers in force at an instant.</summary>
    public LocalNumbers Numbers(Instant at) => Settings.At(at);

    /// <summary>Whether the child is away at the instant asked about.</summary>
    public bool IsAway => Away is not null;

    /// <summary>Where the child is at the instant asked about, when not in the suite, and since when; null when the child is there or the detention is over.</summary>
    public Absence? Away => EndedAt is null ? Absences.LastOrDefault(absence => absence.To is null) : null;

    /// <summary>Folds events into the record as it stood at an instant.</summary>
    public static CustodyRecord Fold(IReadOnlyCollection<CustodyEvent> events, LocalSettings settings, Instant at)
    {
        var occurred = Occurred(events, at, out var next);
        var arrival = Array.FindIndex(occurred, entry => entry.Kind == EventKind.Arrived);
        if (arrival < 0) return new CustodyRecord(at, settings) { Events = new Timeline(occurred), NextEntry = next };

        var arrived = (Arrived)occurred[arrival].Fact;
        var arrivedAt = Custody.RelevantTime.ArrivalForClocks(arrived, occurred[arrival].Occurred);
        var end = Array.FindIndex(occurred, arrival, entry => entry.Kind.IsEnd() && entry.Occurred >= arrivedAt);
        var ending = end < 0 ? null : occurred[end];
        if (end >= 0) end = LetDeedsOfItsInstantBefore(occurred, end);
        var during = new Timeline(end < 0 ? occurred : occurred[..(end + 1)]);
        var after = end < 0 ? [] : Array.FindAll(occurred[(end + 1)..], entry => Outlives(entry, ending!));
        var absences = Absence.Of(during, arrivedAt);
        return new CustodyRecord(at, settings)
        {
            Events = during,
            AfterEnd = new Timeline(after),
            NextEntry = next,
            Arrived = arrived,
            ArrivedAt = arrivedAt,
            RelevantTime = Custody.RelevantTime.Of(arrived, occurred[arrival].Occurred),
            AuthorisedAt = First(during, EventKind.DetentionAuthorised),
            ChargedAt = First(during, EventKind.Charged),
            End = ending,
            Absences = absences,
            ExcludedTime = Excluded.Of(absences, during),
            BailRefusals = BailRefusal.Of(during, arrived.Child),
        };
    }

    /// <summary>What had occurred by an instant, in order, corrections applied, and the time of the soonest entry after it.</summary>
    private static CustodyEvent[] Occurred(IReadOnlyCollection<CustodyEvent> events, Instant at, out Instant? next)
    {
        CustodyEvent[] occurred = [.. Corrections.Apply(events)];
        next = null;
        var (count, inOrder) = (0, true);
        foreach (var entry in occurred)
        {
            if (entry.Occurred > at)
            {
                next = next < entry.Occurred ? next : entry.Occurred;
                continue;
            }
            // Entries nearly always come in order; to see that is quicker than to sort them.
            inOrder = inOrder && (count == 0 || occurred[count - 1].CompareTo(entry) <= 0);
            occurred[count++] = entry;
        }
        Array.Resize(ref occurred, count);
        if (!inOrder) Array.Sort(occurred);
        return occurred;
    }

    /// <summary>
    /// Puts what was done at the very instant of the end before it, whatever stands first on the page of types: it was done in time
    /// (decision 0003). What closes a record that has ended stays after it. Where the end stands then.
    /// </summary>
    private static int LetDeedsOfItsInstantBefore(CustodyEvent[] occurred, int end)
    {
        var ending = occurred[end];
        for (var i = end + 1; i < occurred.Length && occurred[i].Occurred == ending.Occurred; i++)
        {
            var entry = occurred[i];
            if (entry.Kind is EventKind.DetentionRefused or EventKind.Transferred or EventKind.Released or EventKind.CourtOutcome or EventKind.CertificateProduced)
                continue;
            Array.Copy(occurred, end, occurred, end + 1, i - end);
            occurred[end++] = entry;
        }
        return end;
    }

    private static Instant? First(Timeline events, EventKind kind)
    {
        foreach (var entry in events)
            if (entry.Kind == kind)
                return entry.Occurred;
        return null;
    }

    private static bool Outlives(CustodyEvent entry, CustodyEvent end) => entry.Fact switch
    {
        SocialCareReferred or CourtListed or CourtOutcome or CertificateProduced => true,
        Released => end.Fact is Transferred,
        _ => false,
    };
}
