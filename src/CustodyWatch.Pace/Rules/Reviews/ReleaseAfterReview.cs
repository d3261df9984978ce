using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Reviews;

/// <summary>A review decided on release and the child is still here: a local number of minutes to let them go.</summary>
internal static class ReleaseAfterReview
{
    private static readonly Duration Warning = Duration.FromMinutes(15);
    private static readonly Provision Level = Provision.Local("releaseAfterReviewMinutes");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var (authorised, charged) = (false, false);
        foreach (var entry in record.Events)
        {
            authorised |= entry.Fact is DetentionAuthorised;
            charged |= entry.Fact is Charged;
            if (!authorised || entry.Fact is not ReviewHeld { Outcome: ReviewOutcome.Release } review) continue;
            if (!ReviewOfDetention.RightRank(review, charged)) continue;
            var minutes = record.Numbers(entry.Occurred).ReleaseAfterReviewMinutes;
            yield return Duty.Once(record, ClockName.ReleaseAfterReview, entry.Occurred, minutes, Level, fact => fact is Released,
                "The review decided on release: the child", "have left", Warning);
            yield break;
        }
    }
}
