using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Alerting;

/// <summary>Which local authority a clock about accommodation concerns.</summary>
public static class Addressee
{
    /// <summary>The nine-character code of the authority that was asked; null for a clock that concerns none.</summary>
    public static string? Of(Clock clock, CustodyRecord record) => Of(CycleKey.Of(clock), record);

    /// <inheritdoc cref="Of(Clock, CustodyRecord)"/>
    public static string? Of(CycleKey cycle, CustodyRecord record) => cycle.Clock switch
    {
        ClockName.AccommodationReply => Asked(record).Skip(cycle.Sequence - 1).FirstOrDefault()?.Authority,
        ClockName.AccommodationTransfer => Offered(record).Skip(cycle.Sequence - 1).FirstOrDefault(),
        _ => null,
    };

    private static IEnumerable<AccommodationRequested> Asked(CustodyRecord record) => record.Events
        .Select(entry => entry.Fact).OfType<AccommodationRequested>().DistinctBy(request => request.RequestId);

    private static IEnumerable<string> Offered(CustodyRecord record)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in record.Events)
        {
            if (entry.Fact is AccommodationRequested request) asked.TryAdd(request.RequestId, request.Authority);
            else if (entry.Fact is AccommodationAnswered answer && answer.Decision.OffersPlace()
                     && asked.TryGetValue(answer.RequestId, out var authority))
                yield return authority;
        }
    }
}
