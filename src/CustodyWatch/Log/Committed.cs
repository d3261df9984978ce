using System.Collections.Immutable;
using System.Threading.Channels;

namespace CustodyWatch.Log;

/// <summary>A detention has changed; what changed is for the reader to ask with their own authority.</summary>
public sealed record DetentionChanged(string Id, string Force, string Suite, long Version)
{
    /// <summary>The suite that it was shown in before, where that was another.</summary>
    public string? LeftSuite { get; init; }

    /// <summary>The requests for accommodation that may stand otherwise.</summary>
    public IReadOnlyList<RequestTouched> Requests { get; init; } = [];
}

/// <summary>
/// Tells listeners in this process what has been committed. A hint and no more: a listener that is slow loses the oldest, and
/// whoever must not miss anything reads the records.
/// </summary>
public sealed class Committed
{
    private ImmutableArray<Channel<DetentionChanged>> _listeners = [];

    /// <summary>Everything committed from now on, until the token is cancelled.</summary>
    public async IAsyncEnumerable<DetentionChanged> Listen(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var mine = Channel.CreateBounded<DetentionChanged>(
            new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(mine));
        try
        {
            await foreach (var change in mine.Reader.ReadAllAsync(cancel)) yield return change;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Remove(mine));
        }
    }

    public void Publish(DetentionChanged change)
    {
        foreach (var listener in _listeners) listener.Writer.TryWrite(change);
    }
}
