using System.Globalization;
using NodaTime;

namespace CustodyWatch.Simulator;

/// <summary>What is being written about one detention: entries in any order, put in order of time at the end.</summary>
public sealed class Diary(Course course)
{
    private readonly List<(Instant Time, string Type, object Data)> _entries = [];

    public Course Course => course;

    /// <summary>Notes an entry, unless the child had already gone by then.</summary>
    public void Add(Instant time, string type, object data)
    {
        if (time <= course.Left) _entries.Add((time, type, data));
    }

    /// <summary>The entries as events, oldest first.</summary>
    public List<InventedEvent> Events()
    {
        var events = new List<InventedEvent>(_entries.Count + 2);
        foreach (var (time, type, data) in _entries.OrderBy(entry => entry.Time))
            events.Add(Event(events.Count + 1, time, type, data));
        return events;
    }

    private InventedEvent Event(int n, Instant time, string type, object data)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{course.Number}-{n:000}");
        return new InventedEvent(id, course.Suite.Source, type, course.Number, time, data)
        {
            Recorded = time + course.Chance.Skewed(Duration.FromMinutes(2), 1.2),
            RecordedBy = course.Constable,
        };
    }
}
