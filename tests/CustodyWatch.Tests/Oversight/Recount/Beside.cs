using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>The appropriate adult: asked, come, there or not when it mattered; and the duties of the first hour.</summary>
internal sealed record Beside
{
    public int? AskMinutes { get; private init; }
    public bool Awaited { get; private init; }
    public int? ArrivalMinutes { get; private init; }
    public int? WithChildMinutes { get; private init; }
    public int ForceUses { get; private init; }
    public int ForceUsesWithAdult { get; private init; }

    public static Beside Of(Story story)
    {
        var comings = story.Entries.Where(entry => entry.Type is "aa-arrived" or "aa-left").ToArray();
        var asked = story.First("aa-requested", "aa-arrived");
        var awaited = story.Every("aa-requested").FirstOrDefault(request => !IsThere(request));
        var came = awaited is null ? null : story.Entries.SkipWhile(entry => entry != awaited).FirstOrDefault(entry => entry.Type == "aa-arrived");
        var force = story.Every("force-used").ToArray();
        return new()
        {
            AskMinutes = asked is null ? null : Wall.Minutes(story.Arrived, asked.Time),
            Awaited = awaited is not null,
            ArrivalMinutes = came is null ? null : Wall.Minutes(awaited!.Time, came.Time),
            WithChildMinutes = story.First("detention-authorised") is { } authorised && story.First("aa-arrived") is { } first ? Wall.Minutes(authorised.Time, first.Time) : null,
            ForceUses = force.Length,
            ForceUsesWithAdult = force.Count(IsThere),
        };

        bool IsThere(LogEntry when) => comings.LastOrDefault(coming => Array.IndexOf(story.Entries, coming) < Array.IndexOf(story.Entries, when))?.Type == "aa-arrived";
    }
}

/// <summary>The duties of the first hour that applied, and those done within it.</summary>
internal sealed record FirstHour(int Duties, int Done)
{
    public static FirstHour Of(Story story)
    {
        var over = story.Arrived + Duration.FromHours(1);
        var done = new List<bool>
        {
            Did("seen-by-custody-officer", "detention-authorised", "detention-refused"), Did("responsible-person-told"), Did("aa-requested", "aa-arrived"),
            Did("risk-assessed"), Did("personal-needs-asked"),
        };
        if (story.First("detention-authorised") is not null) done.Add(Did("rights-given"));
        if (story.Arrival.Is("child", "lookedAfter")) done.Add(Did("local-authority-told"));
        if (story.Arrival.Says("child", "sex") == "female") done.Add(Did("woman-assigned"));
        // What was not done is missed once the hour is over.
        return new((story.Ended ?? story.Now) > over ? done.Count : done.Count(did => did), done.Count(did => did));

        bool Did(params string[] types) => story.First(types)?.Time <= over;
    }
}
