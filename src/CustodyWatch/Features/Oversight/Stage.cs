using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>A decision about children, set against those who stood before it.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Title">On a screen.</param>
/// <param name="Counted">Those it fell on.</param>
/// <param name="Of">Those it could have fallen on; null for the residents of the area.</param>
/// <param name="OfWords">The same in words.</param>
public sealed record Stage(string Name, string Title, Tally Counted, Tally? Of, string OfWords)
{
    public const string Detentions = "detentions";

    public static readonly IReadOnlyList<Stage> All =
    [
        new(Detentions, "Brought into custody", Tally.Detentions, null, "residents aged 10 to 17"),
        new("overnight", "Held overnight", Tally.Overnight, Tally.Detentions, "detentions"),
        new("strip-search", "Strip searched", Tally.StripSearched, Tally.Detentions, "detentions"),
        new("bail-refused", "Refused bail", Tally.BailRefused, Tally.Charged, "children charged"),
        new("transferred", "Moved to the local authority", Tally.Transferred, Tally.BailRefused, "children refused bail"),
    ];

    public static Stage? Find(string name) => All.FirstOrDefault(stage => stage.Name == name);
}
