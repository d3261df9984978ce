using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>Reviews of detention (PACE 1984 s40), by a small rule of its own.</summary>
internal sealed record Reviewed(int OnTime, int Late, int Postponed)
{
    public static Reviewed Of(Story story)
    {
        var (onTime, late, postponed) = (0, 0, 0);
        if (story.First("detention-authorised") is not { } authorised) return new(0, 0, 0);
        var excluded = Absent.Excluded(story);
        var (from, due, put) = (authorised.Time, FirstDue(story, authorised.Time), false);
        var charged = false;
        foreach (var entry in story.Entries.SkipWhile(entry => entry != authorised))
        {
            if (entry.Type == "charged") charged = true;
            if (entry.Type == "review-postponed" && !(Moved(from, due, excluded, entry.Time) < entry.Time)) put = true;
            if (entry.Type != "review-held" || !entry.IsRanked(charged ? "sergeant" : "inspector")) continue;
            var moved = Moved(from, due, excluded, entry.Time);
            if (put) postponed++;
            else if (moved < entry.Time) late++;
            else onTime++;
            (from, due, put) = (entry.Time, (moved < entry.Time ? moved.Value : entry.Time) + Duration.FromHours(9), false);
        }
        // The one that was next: owed when the child was still there after it fell due.
        var next = Moved(from, due, excluded, story.Ended);
        if (put) postponed++;
        else if (story.Ended is { } ended ? next < ended : next <= story.Now) late++;
        return new(onTime, late, postponed);
    }

    private static Instant FirstDue(Story story, Instant authorised)
    {
        var six = authorised + Duration.FromHours(6);
        if (story.Arrival.Says("route") is not ("bail-return" or "bail-breach") || story.Arrival.Says("carriedForward", "sinceLastReview") is not { } since) return six;
        var used = NodaTime.Text.PeriodPattern.NormalizingIso.Parse(since).Value.ToDuration();
        return Instant.Min(six, story.Arrived + Duration.FromHours(9) - used);
    }

    // The due time moved by what is excluded since the period began; null while the child is away for it.
    private static Instant? Moved(Instant start, Instant due, IReadOnlyList<(Instant From, Instant? To)> excluded, Instant? known)
    {
        foreach (var (from, to) in excluded)
        {
            if (from >= due || from >= known) break;
            var until = to is { } back && !(back > known) ? back : known;
            if (until is null) return null;
            if (until > start) due += until.Value - Instant.Max(from, start);
        }
        return due;
    }
}
