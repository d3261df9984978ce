using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A refusal of bail after charge and what it sets going (PACE 1984 s38(1), (6)), until bail is granted.</summary>
/// <param name="At">When bail was refused.</param>
/// <param name="Index">Where it stands among the events.</param>
/// <param name="IsChild">Whether the detained person was under 18 then, so that s38(6) applies.</param>
/// <param name="GrantedAt">When bail was granted after all.</param>
/// <param name="GrantedIndex">Where that stands among the events; past the last one when bail was not granted.</param>
public sealed record BailRefusal(Instant At, int Index, bool IsChild, Instant? GrantedAt, int GrantedIndex)
{
    /// <summary>The refusals of a record. One repeated starts nothing; one after bail was granted is new.</summary>
    public static IReadOnlyList<BailRefusal> Of(Timeline events, Child child)
    {
        List<BailRefusal>? refusals = null;
        for (var i = 0; i < events.Count; i++)
        {
            var at = events[i].Occurred;
            switch (events[i].Fact)
            {
                case BailRefused when refusals is null || refusals[^1].GrantedAt is not null:
                    (refusals ??= []).Add(new BailRefusal(at, i, child.AgeAt(at) < Ages.Adult, null, int.MaxValue));
                    break;
                case BailGranted when refusals is not null && refusals[^1].GrantedAt is null:
                    refusals[^1] = refusals[^1] with { GrantedAt = at, GrantedIndex = i };
                    break;
            }
        }
        return refusals ?? (IReadOnlyList<BailRefusal>)[];
    }
}
