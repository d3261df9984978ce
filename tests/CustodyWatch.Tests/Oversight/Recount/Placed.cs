using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>A child refused bail after charge (PACE 1984 s38(6)): asked for, answered, moved, certified, or silence; and the court.</summary>
internal sealed record Placed
{
    public bool Refused { get; private init; }
    public bool Bailed { get; private init; }
    public bool Asked { get; private init; }
    public bool Secure { get; private init; }
    public IReadOnlyList<string> Decisions { get; private init; } = [];
    public bool Answered { get; private init; }
    public bool Silent { get; private init; }
    public bool Moved { get; private init; }
    public bool SameDay { get; private init; }
    public bool Certified { get; private init; }
    public string? Ordered { get; private init; }
    public int? AskMinutes { get; private init; }
    public int? ReplyMinutes { get; private init; }
    public int? MoveMinutes { get; private init; }

    public bool Kept => Refused && !Moved && !Bailed;

    public static Placed Of(Story story)
    {
        if (Refusal(story) is not { } refused) return new();
        var requests = story.Every("accommodation-requested").DistinctBy(one => one.Says("requestId")).Select(one => new Request(story, one)).ToArray();
        var standing = requests.Select(request => request.Standing).OfType<string>().ToArray();
        var moved = story.End is { Type: "transferred" } gone && gone.Says("to") == "local-authority";
        var toCourt = story.End is { } end && (end.Type == "transferred" ? end.Says("to") == "court" : end.Says("outcome") == "to-court");
        return new()
        {
            Refused = true,
            Bailed = IsBailed(story),
            Asked = requests.Length > 0,
            Secure = requests.Any(request => request.IsSecure),
            Decisions = standing,
            Answered = requests.Any(request => request.Replied is not null),
            Silent = requests.Any(request => request.IsSilent),
            Moved = moved,
            SameDay = toCourt && story.First("charged") is { } charged && Wall.Date(charged.Time) == Wall.Date(story.Ended!.Value),
            Certified = story.Every("certificate-issued").Any(certificate => Counts(story, certificate)),
            Ordered = story.Entries.Concat(story.After).FirstOrDefault(entry => entry.Type == "court-outcome")?.Says("outcome"),
            AskMinutes = requests.Length > 0 ? Wall.Minutes(refused, requests[0].At) : null,
            ReplyMinutes = requests.Length > 0 && requests[0].Replied is { } reply ? Wall.Minutes(requests[0].At, reply) : null,
            MoveMinutes = moved ? Wall.Minutes(refused, story.Ended!.Value) : null,
        };
    }

    // A refusal repeated is none; one after bail was granted is a new one. Under 18 then, or it is no child's.
    private static Instant? Refusal(Story story)
    {
        var open = false;
        foreach (var entry in story.Entries)
        {
            if (entry.Type == "bail-granted") open = false;
            if (entry.Type != "bail-refused" || open) continue;
            open = true;
            if (story.Age(entry.Time) < 18) return entry.Time;
        }
        return null;
    }

    // What was said last of a child's bail.
    private static bool IsBailed(Story story)
    {
        var (open, child, bailed) = (false, false, false);
        foreach (var entry in story.Entries)
        {
            if (entry.Type == "bail-granted")
            {
                if (open && child) bailed = true;
                open = false;
            }
            if (entry.Type != "bail-refused" || open) continue;
            (open, child) = (true, story.Age(entry.Time) < 18);
            if (child) bailed = false;
        }
        return bailed;
    }

    // Those of the test either tell of a road or rest on the want of a bed alone, which is no reason (Code C Note 16D).
    private static bool Counts(Story story, LogEntry certificate)
    {
        var before = story.Entries.TakeWhile(entry => entry != certificate).ToArray();
        if (!certificate.IsRanked("sergeant") || !before.Any(entry => entry.Type == "bail-refused")) return false;
        return certificate.Says("limb") switch
        {
            "impracticable" => certificate.Says("circumstances")!.Contains("road", StringComparison.Ordinal),
            "no-secure" => story.Age(certificate.Time) >= 12 && before.Any(entry => entry.Type == "accommodation-requested" && entry.Says("kind") == "secure"),
            _ => false,
        };
    }

    private sealed class Request
    {
        public Request(Story story, LogEntry asked)
        {
            var later = story.Entries.SkipWhile(entry => entry != asked).Skip(1).ToArray();
            var withdrawn = later.FirstOrDefault(entry => entry.Type == "accommodation-withdrawn" && IsOfIt(entry))?.Time;
            var answers = later.Where(entry => entry.Type == "accommodation-answered" && IsOfIt(entry) && entry.Says("decision") != "needs-facts" && !(entry.Time > withdrawn)).ToArray();
            var (bailed, due) = (later.FirstOrDefault(entry => entry.Type == "bail-granted")?.Time, asked.Time + Duration.FromHours(1));
            (At, IsSecure) = (asked.Time, asked.Says("kind") == "secure");
            Replied = answers.FirstOrDefault()?.Time;
            Standing = withdrawn is null ? answers.LastOrDefault()?.Says("decision") : null;
            // Nobody waits once the child has left or been bailed, and a silence is one from the hour on.
            IsSilent = Standing is null && withdrawn is null && !(bailed < due) && !(story.Ended < due) && due <= story.Now;

            bool IsOfIt(LogEntry entry) => entry.Says("requestId") == asked.Says("requestId");
        }

        public Instant At { get; }
        public bool IsSecure { get; }
        public Instant? Replied { get; }
        public string? Standing { get; }
        public bool IsSilent { get; }
    }
}
