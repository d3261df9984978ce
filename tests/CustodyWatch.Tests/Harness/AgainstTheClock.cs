namespace CustodyWatch.Tests.Harness;

/// <summary>Tests that measure seconds: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AgainstTheClock
{
    public const string Name = "Against the clock";
}
