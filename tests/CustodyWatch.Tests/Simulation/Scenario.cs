using System.Globalization;
using CustodyWatch.Simulator;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Simulation;

/// <summary>A child to be detained: invented from a seed, arriving so long after the night begins (or before it), and cared for so well.</summary>
public sealed record InventedStay(int Seed, Duration After, double Care);

/// <summary>The process dies, or the disk refuses, at the n-th such moment after an instant.</summary>
/// <param name="Down">How long it is until it is started again.</param>
/// <param name="Dies">False when only the disk refuses once.</param>
public sealed record Crash(Instant After, Moment Moment, int Nth, Duration Down, bool Dies = true);

/// <summary>The machine stands still, as a paused virtual machine does, and the clock leaps.</summary>
public sealed record Leap(Instant At, Duration By);

/// <summary>Everything that happens in one simulated night, decided before it begins.</summary>
public sealed record Scenario
{
    public required int Seed { get; init; }
    public required Instant Begins { get; init; }
    public required Duration Lasts { get; init; }
    public IReadOnlyList<InventedStay> Children { get; init; } = [];
    public IReadOnlyList<Crash> Crashes { get; init; } = [];
    public IReadOnlyList<Leap> Leaps { get; init; } = [];

    /// <summary>How many of a hundred sendings of the records system are lost on the way, or their answer on the way back.</summary>
    public int FeedLoses { get; init; }

    /// <summary>How many entries of a hundred come minutes or hours late, and so out of order.</summary>
    public int FeedLate { get; init; }

    /// <summary>How many entries of a hundred are sent twice.</summary>
    public int FeedTwice { get; init; }

    /// <summary>When the records system falls silent for two and a half hours; null when it does not.</summary>
    public Instant? FeedStops { get; init; }

    public static readonly Duration FeedSilence = Duration.FromMinutes(150);

    /// <summary>How often the records system looks for what it has to send; at once, when it is zero.</summary>
    public Duration FeedEvery { get; init; }

    /// <summary>How many of a hundred messages outside fail, stall or lose their answer.</summary>
    public int OutsideFails { get; init; }

    /// <summary>How many of a hundred alerts the sergeant takes in hand at each round; none, when there are no rounds.</summary>
    public int Acknowledged { get; init; }

    public bool HasScreen { get; init; }

    private static readonly Instant[] Days =
        [Instant.FromUtc(2026, 6, 10, 0, 0), Instant.FromUtc(2026, 3, 28, 12, 0), Instant.FromUtc(2026, 10, 24, 12, 0), Instant.FromUtc(2026, 1, 3, 0, 0)];

    public Instant Ends => Begins + Lasts;

    /// <param name="seed">The same seed is the same night.</param>
    /// <param name="crashes">How many crashes to plan.</param>
    /// <param name="children">How many children; one to three, when it is not said.</param>
    public static Scenario Invent(int seed, int crashes, int? children = null)
    {
        var chance = new Chance(seed);
        var begins = chance.Pick(Days) + Duration.FromMinutes(chance.Between(0, 24 * 60)) + Duration.FromMilliseconds(chance.Between(0, 999));
        var lasts = Duration.FromMinutes(chance.Between(90, 240));
        return new Scenario
        {
            Seed = seed,
            Begins = begins,
            Lasts = lasts,
            Children =
            [
                .. Enumerable.Range(0, children ?? chance.Between(1, 3)).Select(_ => new InventedStay(
                    chance.Between(0, int.MaxValue - 1), Duration.FromMinutes(chance.Between(-240, 90)), chance.Fraction(0.2, 0.95))),
            ],
            Crashes = [.. Enumerable.Range(0, crashes).Select(_ => Invent(chance, begins, lasts)).OrderBy(crash => crash.After)],
            Leaps = [.. Enumerable.Range(0, chance.Between(0, 2)).Select(_ => new Leap(
                Cut(begins + (lasts * chance.Fraction(0, 1))), Duration.FromSeconds(chance.Pick(7, 90, 1200, 4000))))],
            FeedLoses = chance.Pick(0, 5, 20),
            FeedLate = chance.Pick(0, 10, 30),
            FeedTwice = chance.Pick(0, 5, 20),
            FeedStops = chance.Maybe(0.2) ? Cut(begins + (lasts * chance.Fraction(0, 0.5))) : null,
            OutsideFails = chance.Pick(0, 10, 60),
            Acknowledged = chance.Pick(0, 20, 60),
            HasScreen = chance.Maybe(0.5),
            FeedEvery = children is null ? Duration.Zero : Duration.FromSeconds(chance.Pick(0, 15, 60)),
        };
    }

    private static Crash Invent(Chance chance, Instant begins, Duration lasts)
    {
        var moment = chance.Pick(Moment.Statement, Moment.Statement, Moment.BeforeCommit, Moment.AfterCommit, Moment.AfterCommit, Moment.BeforeSending,
            Moment.AfterTaken, Moment.BeforeTelling, Moment.AfterTelling);
        return new Crash(
            Cut(begins + (lasts * chance.Fraction(0, 1))),
            moment,
            chance.Between(1, moment == Moment.Statement ? 60 : 4),
            Duration.FromSeconds(chance.Pick(0, 1, 4, 20, 90, 600, 2400)),
            Dies: moment > Moment.BeforeCommit || chance.Maybe(0.85));
    }

    /// <summary>The night in words, so that somebody can see what it takes.</summary>
    public string InWords()
    {
        var words = new List<string> { $"seed {Seed}: from {Text(Begins)} for {Lasts.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes" };
        words.AddRange(Children.Select(child =>
            $"a child (invented from {child.Seed}, care {child.Care.ToString("0.00", CultureInfo.InvariantCulture)}) arrives {Text(Begins + child.After)}"));
        words.AddRange(Crashes.Select(crash => crash.Dies
            ? $"after {Text(crash.After)} the process dies at {crash.Moment} number {crash.Nth} and is back {crash.Down.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s later"
            : $"after {Text(crash.After)} the disk refuses at {crash.Moment} number {crash.Nth}"));
        words.AddRange(Leaps.Select(leap => $"at {Text(leap.At)} the machine stands still for {leap.By.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s"));
        if (FeedLoses + FeedLate + FeedTwice > 0) words.Add($"of 100 entries {FeedLoses} are lost on the way or back, {FeedLate} come late, {FeedTwice} twice");
        if (FeedStops is { } stops) words.Add($"from {Text(stops)} the records system sends nothing for {FeedSilence.TotalMinutes:0} minutes");
        if (FeedEvery > Duration.Zero) words.Add($"the records system sends every {FeedEvery.TotalSeconds:0} s");
        if (OutsideFails > 0) words.Add($"{OutsideFails} of 100 messages outside fail");
        if (Acknowledged > 0) words.Add($"the sergeant takes {Acknowledged} of 100 alerts in hand");
        if (HasScreen) words.Add("a screen is open");
        return string.Join("; ", words);
    }

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(Cut(at));

    private static Instant Cut(Instant at) => Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}

/// <summary>What chance decides about one thing: by what the thing is, never by when it is asked, so that a smaller night decides the same.</summary>
internal static class Fate
{
    public static double Of(int seed, string thing)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var letter in thing) hash = (hash ^ letter) * 1099511628211UL;
        hash ^= hash >> 31;
        hash *= 0x9E3779B97F4A7C15UL;
        hash ^= hash >> 29;
        return (hash >> 11) / (double)(1UL << 53);
    }

    public static bool Decides(int seed, string thing, int ofHundred) => Of(seed, thing) * 100 < ofHundred;
}
