using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Log;

/// <summary>A request for accommodation that may stand otherwise, and the local authority it was made of; early notice counts as one.</summary>
public sealed record RequestTouched(string Id, string Authority)
{
    /// <summary>
    /// The requests of a record that new entries touch: by name, or all of them when the entry is of what is shown with every request, or
    /// is a correction. Each goes by the authority it is made of by now; where a correction passes one on, the authority it was made of
    /// until then is told with it.
    /// </summary>
    /// <param name="added">The new entries.</param>
    /// <param name="record">Every entry in the order received, the new ones last.</param>
    public static IReadOnlyList<RequestTouched> By(IReadOnlyCollection<CustodyEvent> added, IReadOnlyCollection<CustodyEvent> record)
    {
        if (added.Any(entry => entry.Fact is Corrected))
            return [.. Made(record).Concat(Made([.. record.Take(record.Count - added.Count)])).Distinct()];
        var named = new HashSet<string>(added.Select(ShownToDesk.RequestOf).OfType<string>(), StringComparer.Ordinal);
        var all = added.Any(entry => ShownToDesk.IsOfEveryRequest(entry.Fact));
        return !all && named.Count == 0 ? [] : [.. Made(record).Where(request => all || named.Contains(request.Id))];
    }

    private static IEnumerable<RequestTouched> Made(IReadOnlyCollection<CustodyEvent> record)
    {
        var standing = Corrections.Apply(record);
        return standing.Where(entry => entry.Fact is AccommodationLikely)
            .Select(entry => new RequestTouched(entry.Id, ((AccommodationLikely)entry.Fact).Authority))
            .Concat(standing.Select(entry => entry.Fact).OfType<AccommodationRequested>().DistinctBy(request => request.RequestId)
                .Select(request => new RequestTouched(request.RequestId, request.Authority)));
    }
}
