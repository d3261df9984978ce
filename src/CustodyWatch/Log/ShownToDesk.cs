using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Log;

/// <summary>
/// What of a record a local authority's desk is shown something of, and so is told of. Its page and its queue are made of these entries
/// alone, so that none of them can change what stands there unsaid.
/// </summary>
public static class ShownToDesk
{
    /// <param name="entries">The entries that count, in order.</param>
    public static IReadOnlyList<CustodyEvent> Of(IReadOnlyList<CustodyEvent> entries) =>
        [.. entries.Where(entry => IsOfEveryRequest(entry.Fact) || RequestOf(entry) is not null)];

    /// <summary>
    /// Whether it is shown with every request of the record: what the child needs, the charge, the court, and what ends the need. When the
    /// child last slept is also told by what ends a rest unsaid, and by what makes one count.
    /// </summary>
    public static bool IsOfEveryRequest(Fact fact) => fact is Arrived or Charged or CourtListed or RiskAssessed or ObservationChanged
        or HealthcareAttended or MealOffered or RestStarted or RestEnded or InterviewStarted or LeftForHospital or ReturnedFromHospital
        or LeftForOtherStation or ArrivedAtStation or AccommodationUnlikely or BailRefused or BailGranted or DetentionRefused or Transferred or Released;

    /// <summary>The one request it is about, early notice by the id of its entry; null when it is about none alone.</summary>
    public static string? RequestOf(CustodyEvent entry) => entry.Fact switch
    {
        AccommodationLikely => entry.Id,
        AccommodationRequested request => request.RequestId,
        AccommodationAnswered answer => answer.RequestId,
        AccommodationWithdrawn withdrawn => withdrawn.RequestId,
        _ => null,
    };
}
