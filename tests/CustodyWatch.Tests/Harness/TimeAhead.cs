namespace CustodyWatch.Tests.Harness;

/// <summary>The machine's time and a little more: what sessions and tokens are counted by.</summary>
internal sealed class TimeAhead : TimeProvider
{
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}
