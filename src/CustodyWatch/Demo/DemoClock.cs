using NodaTime;

namespace CustodyWatch.Demo;

/// <summary>A clock that starts with the machine's and runs a number of times faster.</summary>
public sealed class DemoClock(IClock machine, double speed) : IClock
{
    private readonly Instant _start = machine.GetCurrentInstant();

    public double Speed => speed;

    public Instant GetCurrentInstant() => _start + ((machine.GetCurrentInstant() - _start) * speed);
}
