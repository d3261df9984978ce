using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>Something that a row of a return needs and may lack.</summary>
/// <param name="Sentence">What is said of such a row.</param>
/// <param name="Where">Such rows, of figures named <c>d</c>; <c>@longestAgo</c> is when whoever is lawfully still held came in at the earliest.</param>
/// <param name="Known">How many rows of a set have it.</param>
/// <param name="Needed">How many rows of a set need it.</param>
public sealed record Gap(string Sentence, string Where, Func<Totals, int> Known, Func<Totals, int> Needed)
{
    public static readonly Gap Sex = new("Sex is not known", "d.sex = 'not-known'", of => of[Tally.SexKnown], All);
    public static readonly Gap Ethnicity = new("Ethnicity is not stated", "d.ethnicity = 'NS'", of => of[Tally.EthnicityStated], All);
    public static readonly Gap End = new("The end of the detention is not recorded", "d.ended_at IS NULL AND d.arrived_at < @longestAgo", of => of[Tally.Ended], of => of.EndsDue);
    public static readonly Gap Adult = new("No appropriate adult is recorded as asked for", "d.adult_ask_minutes IS NULL", of => of.Known(Wait.AdultAsk), All);
    public static readonly Gap View = new("The child's view is not recorded", "d.child_views = 0", of => of[Tally.ChildViews], All);

    public static readonly Gap Court = new(
        "Bail was refused and the court's order is not recorded", "d.bail_refused_at IS NOT NULL AND d.court_outcome IS NULL",
        of => of[Tally.CourtKnown], of => of[Tally.BailRefused]);

    public int Missing(Totals of) => Needed(of) - Known(of);

    private static int All(Totals of) => of[Tally.Detentions];
}
