using NodaTime;

namespace CustodyWatch.Demo;

/// <summary>A clock that starts with the machine's and runs a number of times faster.</summary>
public sealed class DemoClock(IClock machine, double speed) : IClock
{
    private readonly Instant _begun = machine.GetCurrentInstant();
    private Instant _start = machine.GetCurrentInstant();

    public double Speed => speed;

    public Instant GetCurrentInstant() => _start + ((machine.GetCurrentInstant() - _begun) * speed);

    /// <summary>Takes up a story that ran ahead of the machine where it was left.</summary>
    public void GoOnFrom(Instant last) => _start = Instant.Max(_start, last);
}
