using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>A night by the clock on the wall, local midnight to eight, in elapsed minutes before and after the charge.</summary>
internal sealed record Slept(LocalDate Night, int Before, int After)
{
    public int Minutes => Before + After;

    public static IReadOnlyList<Slept> Of(Story story)
    {
        var from = story.First("detention-authorised")?.Time ?? story.Arrived;
        var (until, charged) = (story.Ended ?? story.Now, story.First("charged")?.Time ?? Instant.MaxValue);
        var nights = new List<Slept>();
        for (var date = Wall.Date(from); Wall.At(date, 0) < until; date = date.PlusDays(1))
        {
            var (begins, ends) = (Instant.Max(from, Wall.At(date, 0)), Instant.Min(until, Wall.At(date, 8)));
            if (ends - begins < Duration.FromMinutes(1)) continue;
            var (all, before) = (Wall.Minutes(begins, ends), Wall.Minutes(begins, Instant.Min(ends, charged)));
            nights.Add(new(date, before, all - before));
        }
        return nights;
    }

    /// <summary>When the fourth hour of a night was over; null when there was none.</summary>
    public static Instant? FourHours(Story story)
    {
        var from = story.First("detention-authorised")?.Time ?? story.Arrived;
        foreach (var night in Of(story))
            if (night.Minutes >= 240)
                return Instant.Max(from, Wall.At(night.Night, 0)) + Duration.FromHours(4);
        return null;
    }
}
