using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>When the child was somewhere else: at hospital, or on the way to another station.</summary>
/// <param name="To">Null while still away.</param>
internal sealed record Absent(Instant From, Instant? To, string Where, string? Purpose)
{
    public bool Covers(Instant at) => at >= From && (To is null || at < To);

    public static IReadOnlyList<Absent> Of(Story story) => [.. Of(story, "hospital", "left-for-hospital", "returned-from-hospital")
        .Concat(Of(story, "another station", "left-for-other-station", "arrived-at-station")).OrderBy(one => one.From)];

    // A second leaving, or a return of nobody who had left, counts for nothing.
    private static IEnumerable<Absent> Of(Story story, string where, string leaving, string returning)
    {
        LogEntry? left = null;
        foreach (var entry in story.Entries)
        {
            if (entry.Type == leaving && entry.Time >= story.Arrived) left ??= entry;
            if (entry.Type != returning || left is null) continue;
            yield return new(left.Time, entry.Time, where, left.Says("purpose"));
            left = null;
        }
        if (left is not null) yield return new(left.Time, null, where, left.Says("purpose"));
    }

    /// <summary>Time at hospital for treatment less questioning there, which moves the review (PACE 1984 s41(6)).</summary>
    public static IReadOnlyList<(Instant From, Instant? To)> Excluded(Story story)
    {
        var spans = new List<(Instant From, Instant? To)>();
        foreach (var absent in Of(story).Where(one => one.Purpose == "treatment"))
        {
            var from = absent.From;
            foreach (var asked in story.Every("questioned-in-hospital").OrderBy(one => one.Moment("from")))
            {
                var (begun, done) = (asked.Moment("from")!.Value, asked.Moment("to")!.Value);
                if (done <= from || begun >= absent.To) continue;
                if (begun > from) spans.Add((from, begun));
                from = done;
            }
            if (!(from >= absent.To)) spans.Add((from, absent.To));
        }
        return spans;
    }
}
