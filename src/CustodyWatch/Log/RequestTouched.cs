using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Log;

/// <summary>A request for accommodation that may stand otherwise, and the local authority it was made of; early notice counts as one.</summary>
public sealed record RequestTouched(string Id, string Authority)
{
    /// <summary>The requests of a record that new entries touch: by name, or all of them when the child leaves or an entry is corrected.</summary>
    public static IReadOnlyList<RequestTouched> By(IReadOnlyCollection<CustodyEvent> added, IReadOnlyCollection<CustodyEvent> record)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var all = false;
        foreach (var entry in added)
        {
            if (NamedBy(entry.Fact) is { } id) named.Add(id);
            else all |= entry.Fact is Corrected or Transferred or Released or BailGranted or DetentionRefused;
        }
        RequestTouched[] notices =
            [.. added.Where(entry => entry.Fact is AccommodationLikely).Select(entry => new RequestTouched(entry.Id, ((AccommodationLikely)entry.Fact).Authority))];
        if (!all && named.Count == 0) return notices;
        return
        [
            .. notices,
            .. record.Select(entry => entry.Fact).OfType<AccommodationRequested>().DistinctBy(request => request.RequestId)
                .Where(request => all || named.Contains(request.RequestId))
                .Select(request => new RequestTouched(request.RequestId, request.Authority)),
        ];
    }

    private static string? NamedBy(Fact fact) => fact switch
    {
        AccommodationRequested request => request.RequestId,
        AccommodationAnswered answer => answer.RequestId,
        AccommodationWithdrawn withdrawn => withdrawn.RequestId,
        _ => null,
    };
}
