using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>Meals at the recognised times, and whether one was offered from an hour before to an hour after.</summary>
internal sealed record Fed(int Times, int Kept)
{
    private static readonly (int Hour, int Minute)[] Recognised = [(8, 0), (12, 30), (17, 30)];

    public static Fed Of(Story story)
    {
        var absences = Absent.Of(story);
        var (times, kept) = (0, 0);
        for (var date = Wall.Date(story.Arrived); Wall.At(date, 0) <= story.Last + Duration.FromHours(1); date = date.PlusDays(1))
            foreach (var (hour, minute) in Recognised)
            {
                var mealtime = Wall.At(date, hour, minute);
                var (opens, closes) = (mealtime - Duration.FromHours(1), mealtime + Duration.FromHours(1));
                // From when in that hour the child was there: from its beginning, from arrival, or from coming back.
                var starts = absences.Select(away => away.To).OfType<Instant>().Where(back => back > opens && back <= mealtime)
                    .Append(Instant.Max(opens, story.Arrived)).Where(IsThere).Where(at => at <= mealtime && at <= story.Last).ToArray();
                if (starts.Length == 0) continue;
                var offered = story.Every("meal-offered").Any(meal => meal.Time >= opens && meal.Time <= closes && meal.Time >= story.Arrived);
                // Whoever left before it closed was not owed it any more.
                var passed = starts.Any(start => story.Last >= closes && !absences.Any(away => away.From > start && away.From <= closes) && !(story.Ended <= closes));
                if (offered || passed) times++;
                if (offered) kept++;
            }
        return new(times, kept);

        bool IsThere(Instant at) => !(story.Ended <= at) && !absences.Any(away => away.Covers(at));
    }
}
