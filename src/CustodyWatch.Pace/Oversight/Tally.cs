namespace CustodyWatch.Pace.Oversight;

/// <summary>What is counted of a set of detentions. Additions go at the end: the numbers are kept.</summary>
public enum Tally
{
    Detentions, EndKnown, Ended, DetentionRefused, Overnight, OvernightAfterCharge, Charged, BailRefused, Requested, SecureRequested,
    Accepted, OfferedOther, Declined, NoReply, Transferred, RefusedNotSameDay, TransferredNotSameDay, KeptAfterCharge, Certified,
    LookedAfter, EthnicityStated, Authorised, AdultAwaited,
    Reviews, ReviewsOnTime, ReviewsPostponed, FirstHourItems, FirstHourDone, MealTimes, MealTimesKept, Visits, VisitsKept,
    RestPeriods, RestPeriodsKept, StripSearched, StripSearches, StripSearchesWithAdult, ForceUsed, ForceUses, ForceUsesWithAdult,
    ChildViews, CourtKnown, CourtBailed, CourtRemandedToAuthority, CourtRemandedToYouthDetention, SexKnown, Answered,
}

/// <summary>What is measured in minutes, one value a detention. Additions go at the end.</summary>
public enum Wait { Length, AdultAsk, AdultArrival, AdultWithChild, Request, Reply, Transfer }
