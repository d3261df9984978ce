using NodaTime;

namespace CustodyWatch.Pace.Rules.Reviews;

/// <summary>
/// The careful reading of when a review falls due: as if no time at hospital were left out (decision 0003). The warning keeps to it, also
/// while on the words of PACE 1984 s41(6) nothing is due.
/// </summary>
public static class CarefulReview
{
    /// <summary>How long before the careful time the warning comes: 60 minutes.</summary>
    public static readonly Duration Warning = Duration.FromMinutes(60);

    /// <summary>By when a review is to be held whose warning stands at an instant.</summary>
    public static Instant HoldBy(Instant warnAt) => warnAt + Warning;
}
