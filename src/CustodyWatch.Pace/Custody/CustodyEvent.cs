using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>
/// One entry of a custody record: something that happened, and when. An event is known by its source and id together.
/// </summary>
/// <param name="Source">The suite's system that sent it, <c>/forces/{force}/suites/{suite}</c>.</param>
/// <param name="Id">Unique within the source.</param>
/// <param name="Kind">Which kind of event.</param>
/// <param name="Occurred">When it happened, to the millisecond.</param>
/// <param name="Fact">What happened.</param>
public sealed record CustodyEvent(string Source, string Id, EventKind Kind, Instant Occurred, Fact Fact) : IComparable<CustodyEvent>
{
    /// <summary>By time, then by kind, then by source, then by id: never by order of receipt.</summary>
    public int CompareTo(CustodyEvent? other)
    {
        if (other is null) return 1;
        var order = Occurred.CompareTo(other.Occurred);
        if (order == 0) order = (int)Kind - (int)other.Kind;
        if (order == 0) order = string.CompareOrdinal(Source, other.Source);
        return order == 0 ? string.CompareOrdinal(Id, other.Id) : order;
    }
}

/// <summary>What an event says happened. A closed set: one record a kind.</summary>
public abstract record Fact;
