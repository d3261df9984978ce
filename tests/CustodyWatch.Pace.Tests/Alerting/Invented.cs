using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Alerting;

/// <summary>Clocks and sheets made by hand, so that a decision about an alert can be read apart from the law behind it.</summary>
internal static class Invented
{
    public static Instant At(int hour, int minute = 0, int second = 0) => Instant.FromUtc(2026, 6, 11, hour, minute, second);

    public static readonly Basis Statute = new(Authority.Statute, "PACE 1984 s40(3)(b)", null);
    public static readonly Basis Code = new(Authority.Code, "PACE Code C 9.3", null);
    public static readonly Basis Local = new(Authority.Local, null, "foodTakenHours");

    /// <summary>A review due at 04:52, warned of at 03:52.</summary>
    public static Clock Review(ClockState state, int sequence = 2) => new(Cycle("Nine hours from the first review."))
    {
        Name = ClockName.Review,
        Title = "Second review of detention",
        State = state,
        StartedAt = At(0),
        Warnings = [At(3, 52)],
        WarnAt = At(3, 52),
        DueAt = At(4, 52),
        MetAt = state switch { ClockState.Met => At(4, 30), ClockState.MetLate => At(5, 10), _ => null },
        Sequence = sequence,
        Basis = Statute,
    };

    public static Clock DetentionLimit(ClockState state) => Review(state, 1) with
    {
        Name = ClockName.DetentionLimit,
        Title = "Detention without charge",
        Warnings = [At(1), At(4), At(6)],
        WarnAt = At(1),
        DueAt = At(7),
    };

    /// <summary>A gate raised at 02:10.</summary>
    public static Clock Gate(ClockName name, Basis basis) => Review(ClockState.Breached, 1) with
    {
        Name = name,
        Title = "Strip searched without an appropriate adult",
        StartedAt = At(2, 10),
        Warnings = [],
        WarnAt = null,
        DueAt = At(2, 10),
        Basis = basis,
        IsGate = true,
    };

    public static ClockSheet Sheet(Instant at, params Clock[] clocks) =>
        new(at, CustodyRecord.Fold([], LocalSettings.Default, at), clocks, clocks, null);

    /// <summary>What lies behind a clock, for its explanation alone.</summary>
    public static Cycle Cycle(string explanation) => new()
    {
        Name = ClockName.Review,
        Start = At(0),
        Provision = Provision.Statute("PACE 1984 s40(3)(b)"),
        Explain = _ => explanation,
    };

    public static RaisedAlert Kept(Clock clock, Step step, AlertState state = AlertState.Open) => new()
    {
        Id = $"{clock.Name}-{clock.Sequence}-{step.Name}",
        Cycle = CycleKey.Of(clock),
        Step = step,
        State = state,
        DueAt = clock.DueAt,
        Ladder = AlertPolicy.Default.For(clock),
    };
}
