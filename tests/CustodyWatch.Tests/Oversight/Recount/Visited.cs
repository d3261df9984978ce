using NodaTime;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>Visits to the cell (Code C 9.3): how many were made in time or fell due, and how many were in time.</summary>
internal sealed class Visited
{
    private readonly Story _story;
    private (int Level, bool Rouse, int? Minutes) _watch = (1, false, null);
    // Since when the visits are counted, if they are; and no sooner than when it can be due.
    private Instant? _from, _noSooner;
    // What a visit was owed by once that had passed: no later change of watching mends it.
    private Instant? _frozen;
    private bool _begun, _hospital, _travelling, _interviewed;

    private Visited(Story story) => _story = story;

    public int Due { get; private set; }
    public int Kept { get; private set; }

    public static Visited Of(Story story)
    {
        var visited = new Visited(story);
        foreach (var entry in story.Entries) visited.Take(entry);
        // A visit that was owed when the child left, or when anything was last heard, was not made.
        if (visited.Deadline is { } due && (story.Ended is { } ended ? due < ended : due <= story.Last)) visited.Due++;
        return visited;
    }

    private bool Elsewhere => _hospital || _travelling || _interviewed;

    private Instant? Deadline => _from is { } from ? DeadlineFrom(from) : null;

    private void Take(LogEntry entry)
    {
        var before = Elsewhere;
        if (entry.Time >= _story.Arrived) Move(entry.Type);
        if (!before && Elsewhere)
        {
            if (Deadline <= entry.Time) Due++;
            (_from, _noSooner, _frozen) = (null, null, null);
        }
        else if (before && !Elsewhere && _begun)
        {
            (_from, _noSooner, _frozen) = (entry.Time, null, null);
        }
        switch (entry.Type)
        {
            case "detention-authorised" or "cell-placed" when !_begun:
                (_begun, _from) = (true, Elsewhere ? null : entry.Time);
                break;
            case "risk-assessed":
                Change((entry.Whole("observationLevel")!.Value, entry.Is("rouse"), null), entry.Time);
                break;
            case "observation-changed":
                Change((entry.Whole("observationLevel")!.Value, entry.Is("rouse"), entry.Whole("intervalMinutes")), entry.Time);
                break;
            case "visit" when _from is not null && entry.Time >= _story.Arrived && Counts(entry):
                Due++;
                if (entry.Time <= Deadline) Kept++;
                (_from, _noSooner, _frozen) = (entry.Time, null, null);
                break;
        }
    }

    private void Change((int Level, bool Rouse, int? Minutes) watch, Instant at)
    {
        if (Deadline <= at) _frozen ??= Deadline;
        else if (_from is not null) _noSooner = at;
        _watch = watch;
    }

    private Instant DeadlineFrom(Instant from)
    {
        if (_frozen is { } frozen) return frozen;
        var usual = _watch.Level > 1 || _watch.Rouse ? 30 : 60;
        var due = from + Duration.FromMinutes(_watch.Minutes < usual ? _watch.Minutes.Value : usual);
        return _noSooner > due ? _noSooner.Value : due;
    }

    private bool Counts(LogEntry visit) => visit.Says("method") switch
    {
        "in-cell" => !_watch.Rouse || visit.Is("roused"),
        "hatch" => !_watch.Rouse,
        _ => false,
    };

    private void Move(string type)
    {
        switch (type)
        {
            case "left-for-hospital": _hospital = true; break;
            case "returned-from-hospital": _hospital = false; break;
            case "left-for-other-station": _travelling = true; break;
            case "arrived-at-station": _travelling = false; break;
            case "interview-started": _interviewed = true; break;
            case "interview-ended": _interviewed = false; break;
        }
    }
}
