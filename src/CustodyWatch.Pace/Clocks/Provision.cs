using NodaTime;

namespace CustodyWatch.Pace.Clocks;

/// <summary>A provision of law or a local service level, with the dates it is in force.</summary>
/// <param name="Authority">How far it binds.</param>
/// <param name="Citation">Act, section and paragraph, or paragraph of Code C; for a LOCAL number the duty it serves, or null.</param>
/// <param name="Setting">The LOCAL setting that gives the number, or null.</param>
/// <param name="ValidFrom">The first Europe/London date it is in force.</param>
/// <param name="ValidTo">The first date it is no longer in force; null while it is.</param>
public sealed record Provision(Authority Authority, string? Citation, string? Setting, LocalDate ValidFrom, LocalDate? ValidTo = null)
{
    private readonly Instant _from = LondonTime.At(ValidFrom, LocalTime.Midnight);
    private readonly Instant? _to = ValidTo is { } to ? LondonTime.At(to, LocalTime.Midnight) : null;

    /// <summary>PACE came into force on this date.</summary>
    public static readonly LocalDate Pace = new(1986, 1, 1);

    /// <summary>A provision of an Act.</summary>
    public static Provision Statute(string citation, LocalDate? from = null) => new(Authority.Statute, citation, null, from ?? Pace);

    /// <summary>A paragraph of Code C.</summary>
    public static Provision Code(string paragraph) => new(Authority.Code, "PACE Code C " + paragraph, null, Pace);

    /// <summary>A local service level, and the duty it serves.</summary>
    public static Provision Local(string? setting, string? duty = null) => new(Authority.Local, duty, setting, Pace);

    /// <summary>What it means in law that it was broken, in one sentence; null where the clock's own sentence says it.</summary>
    public string? WhenBroken { get; init; }

    /// <summary>What the outside is told.</summary>
    public Basis Basis { get; } = new(Authority, Citation, Setting);

    /// <summary>Whether it is in force at an instant.</summary>
    public bool InForceAt(Instant at) => at >= _from && (_to is null || at < _to);
}
