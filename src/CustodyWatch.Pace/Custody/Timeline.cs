using System.Collections;

namespace CustodyWatch.Pace.Custody;

/// <summary>
/// The events of a custody record in order. Every rule goes through them, some many times, so they are read straight from
/// memory and not through an interface.
/// </summary>
public sealed class Timeline(params CustodyEvent[] events) : IReadOnlyList<CustodyEvent>
{
    /// <inheritdoc/>
    public int Count => events.Length;

    /// <inheritdoc/>
    public CustodyEvent this[int index] => events[index];

    /// <summary>Goes through the events in order.</summary>
    public Enumerator GetEnumerator() => new(events);

    IEnumerator<CustodyEvent> IEnumerable<CustodyEvent>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A place on the timeline.</summary>
    public struct Enumerator(CustodyEvent[] events) : IEnumerator<CustodyEvent>
    {
        private int _at = -1;

        /// <inheritdoc/>
        public readonly CustodyEvent Current => events[_at];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_at < events.Length;

        /// <inheritdoc/>
        public readonly void Reset() => throw new NotSupportedException();

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
