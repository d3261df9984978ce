using System.Globalization;
using NodaTime;

namespace CustodyWatch.Simulator.Live;

/// <summary>
/// An invented suite going about its day: children arrive, adults come late or not at all, a duty desk answers. When it opens
/// there are children in it already, some of them being failed.
/// </summary>
public sealed class LiveSuite(CustodyApi api, Func<Instant> now, Func<Instant, CancellationToken, Task> until, int seed)
{
    private const int Fewest = 4, Most = 9;
    private static readonly Duration RoundsEvery = Duration.FromMinutes(12);

    /// <summary>How long ago the children of the first hour arrived, and how well they are being looked after.</summary>
    private static readonly (double HoursAgo, double Care)[] There =
        [(14.2, 0.8), (9.5, 0.3), (6.1, 0.95), (3.4, 0.6), (1.3, 0.9), (0.4, 0.9)];

    private readonly Chance _chance = new(seed);
    private readonly DutyDesk _desk = new(api);
    private readonly PriorityQueue<InventedEvent, Instant> _toCome = new();
    private readonly Dictionary<string, Instant> _leaving = [];
    private readonly string _series = now().InZone(InventedEvent.London).ToString("MMddHHmm", CultureInfo.InvariantCulture);
    private int _numbers;

    public async Task Run(CancellationToken cancel)
    {
        var opened = now();
        foreach (var (hoursAgo, care) in There) Admit(opened - Duration.FromHours(hoursAgo), care, opened);
        Admit(ForgottenGirl.Course(_chance, NextNumber(), opened));
        await api.Post([.. Due(opened)], cancel);

        var (nextArrival, nextRound) = (opened + _chance.Minutes(20, 60), opened + RoundsEvery);
        while (true)
        {
            var next = Instant.Min(nextArrival, nextRound);
            if (_toCome.TryPeek(out _, out var soonest)) next = Instant.Min(next, soonest);
            await until(next, cancel);

            var time = now();
            if (time >= nextArrival) nextArrival = Arrive(time);
            foreach (var entry in Due(time)) await Post(entry, cancel);
            if (time < nextRound) continue;
            await new SergeantsRound(api, _chance).Go(cancel);
            nextRound = time + RoundsEvery;
        }
    }

    private async Task Post(InventedEvent entry, CancellationToken cancel)
    {
        if (entry.Type == "custody.accommodation-answered" && await _desk.Answers(entry, cancel)) return;
        await api.Post([entry], cancel);
    }

    private IEnumerable<InventedEvent> Due(Instant time)
    {
        while (_toCome.TryPeek(out var entry, out var at) && at <= time)
        {
            _toCome.Dequeue();
            yield return entry;
        }
    }

    /// <summary>Admits a child if there is room, and says when the next one comes.</summary>
    private Instant Arrive(Instant time)
    {
        foreach (var gone in _leaving.Where(child => child.Value <= time).ToArray()) _leaving.Remove(gone.Key);
        if (_leaving.Count < Most) Admit(time - Duration.FromSeconds(1), _chance.Fraction(0.4, 1), time + Duration.FromHours(1));
        return time + (_leaving.Count < Fewest ? _chance.Minutes(5, 20) : _chance.Minutes(60, 160));
    }

    /// <summary>Admits a child who stays beyond an instant.</summary>
    private void Admit(Instant arrived, double care, Instant stays)
    {
        var (suite, number) = (InventedSuite.Central with { Care = care }, NextNumber());
        Course course;
        do course = Course.Decide(new Chance(_chance.Between(0, int.MaxValue - 1)), suite, number, arrived);
        while (course.Left <= stays || course.Ending == Ending.DetentionRefused);
        Admit(course);
    }

    private void Admit(Course course)
    {
        _leaving[course.Number] = course.Left;
        foreach (var entry in Detention.Write(course)) _toCome.Enqueue(entry, entry.Time);
    }

    private string NextNumber() => string.Create(CultureInfo.InvariantCulture, $"CW-{_series}-{++_numbers:000}");
}
