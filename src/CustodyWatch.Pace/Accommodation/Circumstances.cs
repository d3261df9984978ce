using System.Text.RegularExpressions;
using static CustodyWatch.Pace.Accommodation.UnlawfulReason;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// Judges a statement of why moving a child is impracticable (PACE 1984 s38(6)(a)). It fails when it rests only on reasons
/// that the law does not accept (Code C Note 16D); a statement that also gives a fact of the journey stands. To name the journey,
/// to judge it or to say that nothing is in its way gives no fact of it, and what an unlawful reason explains is as unlawful as the reason.
/// </summary>
public static class Circumstances
{
    private const int FewestWords = 4;

    /// <summary>Whether a text says anything: "n/a" and "see log" do not, nor that it is so because it is so.</summary>
    public static bool Stated(string? text) =>
        !string.IsNullOrWhiteSpace(text) && !ReasonPhrases.SaysNothing.IsMatch(text)
        && !Array.TrueForAll(ReasonPhrases.ClauseEnd.Split(text), clause => ReasonPhrases.SaysNothing.IsMatch(clause));

    /// <summary>The unlawful reasons a statement rests only on, in their order; none when the statement can stand.</summary>
    public static IReadOnlyList<UnlawfulReason> RestOnlyOn(string? circumstances)
    {
        if (circumstances is null) return [NothingStated];
        var facts = LawfulReasons.FactsOf(circumstances.Trim());
        var clauses = ReasonPhrases.ClauseEnd.Split(facts);
        var hour = Array.TrueForAll(ReasonPhrases.OfTheHourAlone, pattern => pattern.IsMatch(facts)) ? [Hour] : Array.Empty<UnlawfulReason>();
        var unlawful = clauses.SelectMany(ReasonsIn).Concat(hour).Distinct().Order().ToList();
        if (!Stated(facts) || (unlawful.Count == 0 && WordCount(facts) < FewestWords)) return [NothingStated];
        var ends = ReasonPhrases.ClauseEnd.Matches(facts);
        return clauses.Index().Any(one => IsFactOfJourney(one.Item, ReasonsFor(clauses, ends, one.Index))) ? [] : unlawful;
    }

    /// <summary>
    /// What a statement of serious harm speaks of when it says nothing but that the child may abscond or go missing, or needs protection
    /// (PACE 1984 s38(6A): harm to the public, from the child). None for any text that holds a word of something more: the contract asks
    /// only that it be filled.
    /// </summary>
    public static IReadOnlyList<UnlawfulReason> NotHarmToThePublic(string? facts) =>
        facts is not null && ReasonPhrases.OfTheChildAlone.IsMatch(facts)
            ? [.. ReasonsIn(facts).Where(reason => reason is Absconding or OwnSafety).Order()]
            : [];

    private static bool IsFactOfJourney(string clause, List<UnlawfulReason> reasons)
    {
        var told = ReasonPhrases.AnotherMatter.Replace(ReasonPhrases.NothingInTheWay.Replace(clause, ""), "");
        if (Holds(ReasonPhrases.Plain, told)) return true;
        if (reasons.Count == 0 && Holds(ReasonPhrases.Open, told)) return true;
        return reasons.TrueForAll(reason => reason is SecureBedWanting or AnyBedWanting or Hour)
            && Holds(ReasonPhrases.Firm, ReasonPhrases.Judgement.Replace(told, ""));
    }

    /// <summary>The unlawful reasons in a clause, and those of a clause that explains it.</summary>
    private static List<UnlawfulReason> ReasonsFor(string[] clauses, MatchCollection ends, int index)
    {
        var reasons = ReasonsIn(clauses[index]);
        if (index < ends.Count && ReasonPhrases.Because.IsMatch(ends[index].Value)) reasons.AddRange(ReasonsIn(clauses[index + 1]));
        if (index > 0 && (ReasonPhrases.Therefore.IsMatch(clauses[index]) || SpeaksOfTheSame(clauses[index], ends[index - 1].Value)))
            reasons.AddRange(ReasonsIn(clauses[index - 1]));
        return reasons;
    }

    // "She kicked the door and damaged the van": what she did to the van is her behaviour still.
    private static bool SpeaksOfTheSame(string clause, string joinedBy) =>
        ReasonPhrases.And.IsMatch(joinedBy) && ReasonPhrases.DidFurther.IsMatch(clause);

    private static bool Holds(IEnumerable<Regex[]> markers, string clause) =>
        markers.Any(marker => Array.TrueForAll(marker, pattern => pattern.IsMatch(clause)));

    private static List<UnlawfulReason> ReasonsIn(string clause)
    {
        var wanting = ReasonPhrases.PoliceUnit.Replace(ReasonPhrases.Destination.Replace(clause, ""), "");
        var reasons = ReasonPhrases.Unlawful
            .Where(phrase => Array.TrueForAll(phrase.All, pattern => pattern.IsMatch(phrase.Reason is SecureBedWanting or AnyBedWanting ? wanting : clause)))
            .Select(phrase => phrase.Reason).Distinct().ToList();
        if (reasons.Contains(SecureBedWanting)) reasons.Remove(AnyBedWanting);
        if (ReasonPhrases.FoundFit.IsMatch(clause) && !ReasonPhrases.Unsettled.IsMatch(clause)) reasons.Add(FitToTravel);
        return reasons;
    }

    private static int WordCount(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));
}
