using NodaTime;

namespace CustodyWatch.Simulator;

/// <summary>How a detention is going to go, decided before the first entry is written.</summary>
public sealed record Course
{
    private static readonly Duration Day = Duration.FromHours(24);

    public required Chance Chance { get; init; }
    public required InventedSuite Suite { get; init; }
    public required string Number { get; init; }
    public required InventedChild Child { get; init; }
    public required Instant Arrived { get; init; }
    public required Instant Left { get; init; }
    public required Ending Ending { get; init; }

    /// <summary>Whether nobody thinks of food or drink.</summary>
    public bool Unfed { get; init; }

    /// <summary>When the child is charged, if the case ends that way.</summary>
    public Instant? Charged { get; init; }

    public Instant Authorised { get; init; }

    /// <summary>When the appropriate adult came; null if nobody did.</summary>
    public Instant? AdultCame { get; set; }

    /// <summary>Times the child was being interviewed or away, when nobody can look into a cell.</summary>
    public List<Interval> Busy { get; } = [];

    /// <summary>When the appropriate adult went for good; null if none came.</summary>
    public Instant? AdultLeft { get; set; }

    /// <summary>The cells of a suite go round, so that no two children of a dozen share one.</summary>
    public string Cell => $"J{1 + (Number.Where(char.IsAsciiDigit).TakeLast(3).Aggregate(0, (n, digit) => (n * 10) + digit - '0') % 12)}";

    public string Sergeant { get; private init; } = "";
    public string Constable { get; private init; } = "";

    /// <summary>Whether a duty is done in time: the better the suite, the likelier.</summary>
    public bool InTime(double usually = 0.95) => Chance.Maybe(usually * (0.4 + (0.6 * Suite.Care)) + (Suite.Care > 0.9 ? 0.03 : 0));

    public bool HasAdult(Instant at) => AdultCame <= at && !(AdultLeft <= at);

    public bool IsBusy(Instant at) => Busy.Any(interval => interval.Contains(at));

    public object Officer(string rank) =>
        rank == "sergeant" ? new { id = Sergeant, rank } : new { id = Chance.Between(1000, 9999).ToString("0000", null), rank };

    /// <summary>Decides everything that decides the rest; a stay that is given ends in release.</summary>
    public static Course Decide(Chance chance, InventedSuite suite, string number, Instant arrived, Duration? stay = null)
    {
        var ending = stay is null ? EndingOf(chance) : Ending.Released;
        var usual = chance.Skewed(Duration.FromHours(ending == Ending.Released ? 11.9 : 10), 0.55);
        var left = arrived + (stay ?? Duration.Min(Duration.Max(usual, Duration.FromMinutes(50)), Duration.FromHours(34)));
        Instant? charged = ending is Ending.ChargedAndBailed or Ending.ChargedAndKept ? left : null;
        if (ending == Ending.ChargedAndBailed) left += chance.Minutes(15, 50);
        if (ending == Ending.ChargedAndKept) left = NextCourt(charged!.Value + Duration.FromHours(1), chance);
        if (left - arrived > Day * 3) left = arrived + (Day * 3);
        return new Course
        {
            Chance = chance,
            Suite = suite,
            Number = number,
            Child = InventedChild.Invent(chance, arrived, suite),
            Arrived = arrived,
            Authorised = arrived + chance.Minutes(8, 35),
            Left = left,
            Charged = charged,
            Ending = ending,
            Sergeant = chance.Between(1000, 4999).ToString("0000", null),
            Constable = chance.Between(5000, 9999).ToString("0000", null),
        };
    }

    private static Ending EndingOf(Chance chance) => chance.Between(1, 100) switch
    {
        <= 1 => Ending.DetentionRefused,
        <= 12 => Ending.ChargedAndBailed,
        <= 21 => Ending.ChargedAndKept,
        _ => Ending.Released,
    };

    /// <summary>The van to the morning court: 08:30 on a day that is not a Sunday.</summary>
    private static Instant NextCourt(Instant from, Chance chance)
    {
        var date = from.InZone(InventedEvent.London).Date;
        while (true)
        {
            var van = date.At(new LocalTime(8, 30)).InZoneLeniently(InventedEvent.London).ToInstant() + chance.Minutes(0, 50);
            if (van > from && date.DayOfWeek != IsoDayOfWeek.Sunday) return van;
            date = date.PlusDays(1);
        }
    }
}

/// <summary>How a detention ends.</summary>
public enum Ending { Released, DetentionRefused, ChargedAndBailed, ChargedAndKept }
