using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>Eight hours of unbroken rest in each period of 24 that was completed (Code C 12.2).</summary>
internal sealed record Rested(int Periods, int Kept)
{
    private static readonly Duration Day = Duration.FromHours(24), Enough = Duration.FromHours(8);

    public static Rested Of(Story story)
    {
        var whole = Whole(story);
        var (periods, kept) = (0, 0);
        for (var end = story.Arrived + Day; story.Ended is { } ended ? end < ended : end <= story.Last; end += Day)
        {
            periods++;
            if (whole.Any(at => at > end - Day && at <= end)) kept++;
        }
        return new(periods, kept);
    }

    // When each eighth hour was complete.
    private static List<Instant> Whole(Story story)
    {
        var (whole, carried, away) = (new List<Instant>(), Duration.Zero, new HashSet<string>());
        Instant? since = null;
        foreach (var entry in story.Entries.Where(entry => entry.Time >= story.Arrived))
        {
            if (entry.Type is "left-for-hospital" or "left-for-other-station") away.Add(entry.Type);
            if (entry.Type is "returned-from-hospital") away.Remove("left-for-hospital");
            if (entry.Type is "arrived-at-station") away.Remove("left-for-other-station");
            var why = entry.Type switch
            {
                "rest-ended" => entry.Says("cause"),
                "interview-started" or "left-for-other-station" => "investigation",
                "left-for-hospital" => "legal-or-clinical",
                _ => null,
            };
            if (entry.Type == "rest-started" && away.Count == 0) since ??= entry.Time;
            if (why is null || since is not { } begun) continue;
            var rested = carried + (entry.Time - begun);
            if (rested >= Enough) whole.Add(begun + Enough - carried);
            // Woken for the case, or of itself, it begins again; else it goes on from where it was.
            carried = rested < Enough && why is "own-request" or "legal-or-clinical" ? rested : Duration.Zero;
            since = null;
        }
        if (since is { } still && still + Enough - carried is var done && done <= (story.Ended ?? story.Now)) whole.Add(done);
        return whole;
    }
}
