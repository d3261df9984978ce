using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>How much an alert matters, in rising order.</summary>
public enum Severity { Info, Warning, Urgent, Critical }

/// <summary>To whom a step speaks. Healthcare and an authority's head of service are reached outside the screens.</summary>
public enum Audience { CustodySergeant, CustodyInspector, Superintendent, DutyDesk, DutyManager, HeadOfService, Healthcare }

/// <summary>From where an escalation is counted.</summary>
public enum EscalationFrom
{
    /// <summary>The due time of the cycle.</summary>
    Due,

    /// <summary>The start of the cycle.</summary>
    Start,
}

/// <summary>Who is told, and how loudly.</summary>
/// <param name="Severity">How loudly.</param>
/// <param name="To">Who.</param>
/// <param name="OutOfBand">Whether whoever is on duty for them is reached outside the screens at once, even while one is open.</param>
public sealed record Rung(Severity Severity, IReadOnlyList<Audience> To, bool OutOfBand = false);

/// <summary>A rung that comes when a duty has stayed undone.</summary>
/// <param name="From">From where it is counted.</param>
/// <param name="After">How long after that.</param>
/// <param name="Rung">Who is told, and how loudly.</param>
public sealed record Escalation(EscalationFrom From, Duration After, Rung Rung);

/// <summary>
/// The steps by which one duty speaks. It is copied onto a cycle's first alert, so that a change of policy never changes an
/// alert in flight.
/// </summary>
public sealed record Ladder
{
    /// <summary>Told the moment the cycle starts, as its first warning; null for most duties.</summary>
    public Rung? Start { get; init; }

    /// <summary>Told at each warning.</summary>
    public required Rung Warning { get; init; }

    /// <summary>Told when it is due and not done; for a gate, the moment it is raised.</summary>
    public required Rung Due { get; init; }

    /// <summary>Told afterwards, soonest first, for as long as it is not put right.</summary>
    public IReadOnlyList<Escalation> Escalations { get; init; } = [];

    /// <summary>How long an acknowledgement holds when nothing has changed.</summary>
    public Duration AcknowledgementHolds { get; init; } = Duration.FromMinutes(10);

    /// <summary>Who is told at one of its steps, which it must have.</summary>
    public Rung At(Step step) => step switch
    {
        { Kind: StepKind.Escalation } => Escalations[step.Number - 1].Rung,
        { Kind: StepKind.Due } => Due,
        { Number: 1 } when Start is not null => Start,
        _ => Warning,
    };
}
