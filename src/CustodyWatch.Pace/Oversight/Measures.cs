using static CustodyWatch.Pace.Oversight.Reckoning;

namespace CustodyWatch.Pace.Oversight;

/// <summary>Every measure, in the order of a detention.</summary>
public static class Measures
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new("detentions", "Detentions", "Custody records of people under 18 whose arrival falls in the period. The same child counts again each time.", Count, Tally.Detentions, null)
            { Needs = (Tally.Detentions, Tally.Detentions) },
        Share("lookedAfter", "Looked-after children", "Detentions of children said at arrival to be looked after by a local authority.", Tally.LookedAfter, Tally.Detentions),
        Share("ethnicityStated", "Ethnicity stated", "Detentions of children whose self-defined ethnicity was stated.", Tally.EthnicityStated, Tally.Detentions),
        Share("detentionRefused", "Detention refused", "Detentions that a custody officer did not authorise (PACE 1984 s37(2)).", Tally.DetentionRefused, Tally.Detentions),
        .. Times("length", "Length of detention", "Hours", "from arrival at the station to the end of the detention", Wait.Length, Tally.Detentions),
        new("lengthLongestHours", "Longest detention", "The longest time in hours from arrival at the station to the end of the detention.", Longest, null, Tally.Detentions)
            { Wait = Wait.Length, MinutesInUnit = 60 },
        Share("overnight", "Held overnight", OvernightRule.FourHours.Definition, Tally.Overnight, Tally.Detentions) with { RuleVersion = OvernightRule.FourHours.Name },
        Share("overnightAfterCharge", "Held overnight after charge", "Of those held overnight, those who had been charged by the end of the fourth hour of the first night that counts.", Tally.OvernightAfterCharge, Tally.Overnight)
            with { RuleVersion = OvernightRule.FourHours.Name },
        Share("firstHourCompleted", "First hour completed", "Of the duties of the first hour that applied (custody officer, rights, responsible person, local authority, adult asked, risk assessed, named woman, personal needs), those done within 60 minutes of arrival. One not done counts once the hour is over, unless the child had left.", Tally.FirstHourDone, Tally.FirstHourItems),
        .. Times("adultAsk", "Time to ask for an adult", "Minutes", "from arrival to an appropriate adult first being asked to come, or coming unasked", Wait.AdultAsk, Tally.Detentions),
        .. Times("adultArrival", "Time for the adult to come", "Minutes", "from first asking, while none was there, to an appropriate adult's arrival; of those who waited", Wait.AdultArrival, Tally.AdultAwaited),
        .. Times("adultWithChild", "Time until an adult was there", "Minutes", "from authorisation of detention to an appropriate adult first being there; nought when one was there before", Wait.AdultWithChild, Tally.Authorised),
        Share("reviewsOnTime", "Reviews on time", "Of reviews of detention that were held or fell due (PACE 1984 s40), those held by the right rank at or before the time due. Reviews lawfully postponed are counted apart.", Tally.ReviewsOnTime, Tally.Reviews),
        Share("reviewsPostponed", "Reviews postponed", "Reviews postponed under PACE 1984 s40(4), beside all others held or due.", Tally.ReviewsPostponed, null),
        Share("mealsOnTime", "Meals at mealtimes", "Of recognised mealtimes at which a meal was offered or that passed while the child was there, the hour after them included, those at which one was offered; as far as the record's last entry reaches.", Tally.MealTimesKept, Tally.MealTimes),
        Share("visitsOnTime", "Visits on time", "Of visits that were made or fell due (Code C 9.3), those made on time and in the way that counts; as far as the record's last entry reaches.", Tally.VisitsKept, Tally.Visits),
        Share("restGiven", "Rest given", "Of periods of 24 hours that were completed, those with eight continuous hours' rest (Code C 12.2); as far as the record's last entry reaches.", Tally.RestPeriodsKept, Tally.RestPeriods),
        Share("stripSearched", "Strip searched", "Detentions with at least one strip search.", Tally.StripSearched, Tally.Detentions),
        Share("stripSearchesWithAdult", "Strip searches with the adult", "Of strip searches, those at which the appropriate adult was present (Code C Annex A 11).", Tally.StripSearchesWithAdult, Tally.StripSearches),
        Share("forceUsed", "Force used", "Detentions in which force was used at least once.", Tally.ForceUsed, Tally.Detentions),
        Share("forceUsedWithAdult", "Force used with the adult there", "Of uses of force, those while an appropriate adult was there.", Tally.ForceUsesWithAdult, Tally.ForceUses),
        Share("childViewRecorded", "Child's view recorded", "Detentions in which what the child said or felt was recorded in the child's words.", Tally.ChildViews, Tally.Detentions),
        Share("charged", "Charged", "Detentions in which the child was charged.", Tally.Charged, Tally.Detentions),
        Share("bailRefused", "Bail refused after charge", "Children refused bail while under 18 (PACE 1984 s38(1)), beside those charged. A refusal counts where the charge before it is missing from the record.", Tally.BailRefused, Tally.Charged),
        Share("accommodationRequested", "Place asked for", "Of those refused bail, children for whom local authority accommodation was asked for at any time.", Tally.Requested, Tally.BailRefused),
        Share("secureRequested", "Secure place asked for", "Of those for whom a place was asked for, children for whom a secure one was.", Tally.SecureRequested, Tally.Requested),
        .. Times("request", "Time to ask for a place", "Minutes", "from the refusal of bail to the first request; nought when it was made before", Wait.Request, Tally.BailRefused),
        Share("accommodationAnswered", "Request answered", "Of those for whom a place was asked for, children for whom an answer that decides was given to any request, whether or not it still stands.", Tally.Answered, Tally.Requested),
        Share("accepted", "Request accepted", "Of those for whom a place was asked for, children for whom an acceptance stands.", Tally.Accepted, Tally.Requested),
        Share("offeredOther", "Other place offered", "Of those for whom a place was asked for, children for whom an offer of another kind stands.", Tally.OfferedOther, Tally.Requested),
        Share("declined", "Request declined", "Of those for whom a place was asked for, children for whom a refusal stands.", Tally.Declined, Tally.Requested),
        Share("noReply", "No reply", "Of those for whom a place was asked for, children with a request that was not answered by the time the answer was due, and still is not.", Tally.NoReply, Tally.Requested),
        .. Times("reply", "Time to answer", "Minutes", "from the first request to its first answer that decides", Wait.Reply, Tally.Requested),
        Share("transferred", "Moved to local authority accommodation", "Of those refused bail, children handed over to the local authority.", Tally.Transferred, Tally.BailRefused),
        Share("transferredNotSameDay", "Moved, of those not taken to court the same day", "As transferred, leaving out children taken to court on the local date of the charge.", Tally.TransferredNotSameDay, Tally.RefusedNotSameDay),
        .. Times("transfer", "Time to move", "Minutes", "from the refusal of bail to the handing over to the local authority", Wait.Transfer, Tally.Transferred),
        Share("keptAfterCharge", "Kept after charge", "Of those refused bail, children not handed over to the local authority and not bailed by the police after all.", Tally.KeptAfterCharge, Tally.BailRefused),
        Share("certified", "Certified", "Of those kept after charge, children for whom a valid certificate was signed (PACE 1984 s38(6), (7)).", Tally.Certified, Tally.KeptAfterCharge),
        Share("courtOutcomeKnown", "Court's order known", "Of those refused bail, children whose court's order is recorded.", Tally.CourtKnown, Tally.BailRefused),
        Share("courtBailed", "Bailed by the court", "Of those refused bail by the police whose court's order is known, children whom the court bailed. For learning, never for ranking an officer.", Tally.CourtBailed, Tally.CourtKnown)
            with { Needs = (Tally.CourtKnown, Tally.BailRefused) },
        Share("courtRemandedToAuthority", "Remanded to local authority accommodation", "Of those refused bail whose court's order is known, children remanded to local authority accommodation.", Tally.CourtRemandedToAuthority, Tally.CourtKnown)
            with { Needs = (Tally.CourtKnown, Tally.BailRefused) },
        Share("courtRemandedToYouthDetention", "Remanded to youth detention", "Of those refused bail whose court's order is known, children remanded to youth detention accommodation.", Tally.CourtRemandedToYouthDetention, Tally.CourtKnown)
            with { Needs = (Tally.CourtKnown, Tally.BailRefused) },
    ];

    public static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    private static Measure Share(string name, string title, string definition, Tally counted, Tally? of) =>
        new(name, title, definition, of is null ? Count : Reckoning.Share, counted, of);

    private static IEnumerable<Measure> Times(string name, string title, string unit, string span, Wait wait, Tally of)
    {
        var inUnit = unit == "Hours" ? 60 : 1;
        var median = $"The median, in {unit.ToLowerInvariant()}, of the time {span}";
        var ninetieth = $"The 90th percentile, in {unit.ToLowerInvariant()}, of the time {span}: nine in ten took no longer.";
        var published = $"For publication it is the length of the nearest rank, to the nearest {(unit == "Hours" ? "hour" : "five minutes")}";
        yield return new($"{name}Median{unit}", $"{title}, median", $"{median}.", Median, null, of)
        { Wait = wait, MinutesInUnit = inUnit, DefinitionPublished = $"{median}. {published}." };
        yield return new($"{name}90th{unit}", $"{title}, 90th percentile", $"{ninetieth} Between two lengths it is read by straight line.", Ninetieth, null, of)
        { Wait = wait, MinutesInUnit = inUnit, DefinitionPublished = $"{ninetieth} {published}, of {Measure.FewestForNinetieth} lengths or more." };
    }
}
