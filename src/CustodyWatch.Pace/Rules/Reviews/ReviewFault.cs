using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Rules.Reviews;

/// <summary>Why a review that was held does not count as one (PACE 1984 s40(1), (3)).</summary>
public enum ReviewFault
{
    /// <summary>It was held before detention was authorised.</summary>
    BeforeAuthorisation,

    /// <summary>The officer was below inspector before charge, or below sergeant after.</summary>
    Rank,

    /// <summary>It was held after the detention was over.</summary>
    AfterEnd,
}

/// <summary>Tells which reviews count.</summary>
public static class ReviewFaults
{
    /// <summary>The lowest rank that can hold a review: inspector before charge, sergeant after.</summary>
    public static Rank RankNeeded(bool charged) => ReviewOfDetention.RankNeeded(charged);

    /// <summary>Why a review does not count, by the test of its clock; null when it counts.</summary>
    /// <param name="record">The custody record, as it stood when or after the review was held.</param>
    /// <param name="at">The review's place on the record.</param>
    /// <param name="review">What was held.</param>
    public static ReviewFault? Of(CustodyRecord record, CustodyEvent at, ReviewHeld review)
    {
        var (authorised, charged) = (false, false);
        foreach (var entry in record.Events)
        {
            if (entry.CompareTo(at) == 0)
                return !authorised ? ReviewFault.BeforeAuthorisation : ReviewOfDetention.RightRank(review, charged) ? null : ReviewFault.Rank;
            authorised |= entry.Fact is DetentionAuthorised;
            charged |= entry.Fact is Charged;
        }
        return ReviewFault.AfterEnd;
    }
}
