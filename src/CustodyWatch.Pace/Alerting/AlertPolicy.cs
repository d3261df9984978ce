using CustodyWatch.Pace.Clocks;
using NodaTime;
using static CustodyWatch.Pace.Alerting.Audience;

namespace CustodyWatch.Pace.Alerting;

/// <summary>One duty, broken, that says all there is to say about another: the smaller one's warnings are muted meanwhile.</summary>
public sealed record Muting(ClockName Larger, ClockName Smaller);

/// <summary>Who is told of what, and when: data, so that a force can change it and a past night can be judged by its own.</summary>
public sealed record AlertPolicy
{
    /// <summary>By how far the duty binds.</summary>
    public required IReadOnlyDictionary<Authority, Ladder> ByAuthority { get; init; }

    /// <summary>What is wrong already when it is recorded, by how far the duty binds.</summary>
    public required IReadOnlyDictionary<Authority, Ladder> Gates { get; init; }

    /// <summary>Duties with a ladder of their own.</summary>
    public required IReadOnlyDictionary<ClockName, Ladder> ByClock { get; init; }

    public required IReadOnlyList<Muting> Mutings { get; init; }

    /// <summary>What a force has set for itself.</summary>
    public DatedLadders Own { get; init; } = DatedLadders.None;

    /// <summary>
    /// The ladder of a duty: the force's own as it held when the cycle was first to speak, so that facts that arrive late are
    /// judged by the ladder of their night; else the usual one.
    /// </summary>
    public Ladder For(Clock clock)
    {
        var usual = Usual(clock.Name, clock.IsGate, clock.Basis.Authority);
        var speaks = usual.Start is null ? clock.WarnAt ?? clock.DueAt ?? clock.StartedAt : clock.StartedAt;
        return Own.At(clock.Name, speaks)?.Ladder ?? usual;
    }

    /// <summary>The ladder every force starts with.</summary>
    public Ladder Usual(ClockKind kind) => Usual(kind.Name, kind.IsGate, kind.Authority);

    private Ladder Usual(ClockName name, bool isGate, Authority authority) =>
        ByClock.TryGetValue(name, out var own) ? own : (isGate ? Gates : ByAuthority)[authority];

    /// <summary>The same policy with acknowledgements that hold for another length of time.</summary>
    public AlertPolicy WithAcknowledgementsHolding(Duration length)
    {
        return this with { ByAuthority = Held(ByAuthority), Gates = Held(Gates), ByClock = Held(ByClock) };

        Dictionary<TKey, Ladder> Held<TKey>(IReadOnlyDictionary<TKey, Ladder> ladders) where TKey : notnull =>
            ladders.ToDictionary(ladder => ladder.Key, ladder => ladder.Value with { AcknowledgementHolds = length });
    }

    /// <summary>The policy every force starts with.</summary>
    public static readonly AlertPolicy Default = new()
    {
        ByAuthority = new Dictionary<Authority, Ladder>
        {
            [Authority.Statute] = OfSuite(Severity.Critical) with
            {
                Escalations = [Later(10, Severity.Critical, CustodyInspector), Later(30, Severity.Critical, Superintendent)],
            },
            [Authority.Code] = OfSuite(Severity.Urgent) with { Escalations = [Later(10, Severity.Urgent, CustodyInspector)] },
            [Authority.Guidance] = OfSuite(Severity.Urgent),
            [Authority.Local] = OfSuite(Severity.Urgent),
        },
        Gates = new Dictionary<Authority, Ladder>
        {
            [Authority.Statute] = Gate(Severity.Critical) with { Escalations = [Later(30, Severity.Critical, Superintendent)] },
            [Authority.Code] = Gate(Severity.Critical),
            [Authority.Guidance] = Gate(Severity.Urgent),
            [Authority.Local] = Gate(Severity.Urgent),
        },
        ByClock = new Dictionary<ClockName, Ladder>
        {
            [ClockName.FoodTaken] = OfSuite(Severity.Urgent) with
            {
                Escalations =
                [
                    new(EscalationFrom.Start, Duration.FromHours(24), new(Severity.Critical, [Healthcare, CustodyInspector])),
                ],
            },
            [ClockName.AccommodationReply] = new()
            {
                Start = new(Severity.Info, [DutyDesk]),
                Warning = new(Severity.Warning, [DutyDesk]),
                Due = new(Severity.Urgent, [DutyManager, CustodyInspector]),
                Escalations = [Later(60, Severity.Critical, Superintendent, HeadOfService)],
            },
        },
        Mutings =
        [
            new(ClockName.DetentionLimit, ClockName.Review),
            new(ClockName.DetentionLimit, ClockName.SoftLimit),
            new(ClockName.DetentionLimit, ClockName.ReleaseAfterReview),
            new(ClockName.FoodTaken, ClockName.MealTime),
        ],
    };

    private static Ladder OfSuite(Severity due) => new()
    {
        Warning = new(Severity.Warning, [CustodySergeant]),
        Due = new(due, [CustodySergeant]),
    };

    private static Ladder Gate(Severity due) => OfSuite(due) with { Due = new(due, [CustodySergeant, CustodyInspector]) };

    private static Escalation Later(int minutes, Severity severity, params Audience[] to) =>
        new(EscalationFrom.Due, Duration.FromMinutes(minutes), new(severity, to));
}
