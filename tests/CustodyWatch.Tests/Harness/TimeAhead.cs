namespace CustodyWatch.Tests.Harness;

/// <summary>The machine's time when the test began and a little more, however long the test takes: what sessions and tokens are counted by.</summary>
internal sealed class TimeAhead : TimeProvider
{
    private readonly DateTimeOffset _began;

    public TimeAhead() => _began = base.GetUtcNow();

    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => _began + By;
}
