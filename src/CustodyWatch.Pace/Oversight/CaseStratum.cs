namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// The strata of a case audit, as HMIC sampled: the first that fits is a case's own, so that the rare and grave are never lost
/// among the many.
/// </summary>
public static class CaseStratum
{
    public const string KeptAfterCharge = "kept-after-charge", SearchedOrForced = "strip-searched-or-force", LookedAfter = "looked-after",
        Youngest = "under-14", Overnight = "overnight", Other = "other";

    public static readonly IReadOnlyList<string> All = [KeptAfterCharge, SearchedOrForced, LookedAfter, Youngest, Overnight, Other];

    public static string Of(DetentionFigures figures) =>
        figures.KeptAfterCharge ? KeptAfterCharge
        : figures.StripSearches > 0 || figures.ForceUses > 0 ? SearchedOrForced
        : figures.LookedAfter ? LookedAfter
        : figures.Age < 14 ? Youngest
        : figures.OvernightFrom is not null ? Overnight
        : Other;
}
