using System.Globalization;
using System.Text.RegularExpressions;
using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>Does the sum in a clock's sentence over again, as an officer would who read it, and tells where it does not come out at the due time.</summary>
internal static partial class SumInWords
{
    private const string T = @"\d\d:\d\d(?: GMT| BST)?(?: on \w{3} \d+ \w{3})?";
    private const string L = @"(?:\d+ hours?(?: \d+ minutes?)?|\d+ minutes?|nothing|hour)";

    private const string FromRelevantTime =
        $"^(?<n>{L})(?: from (?:the [^,]+, (?<from>{T})|the warrant issued at (?<from>{T})|(?<from>{T}), which is (?<day>{L}) after the [a-zA-Z ]+ at (?<before>{T}))"
        + $"|, less (?<used>{L}) used before bail, (?:leave (?<left>{L}) from|had run out (?<past>{L}) before) the arrival at (?<from>{T}))";

    private const string ByTheCap = $"(?:, but never past (?<cap>{L})(?:, less (?<capUsed>{L}) used before bail,)? from (?:the arrival at )?(?<capFrom>{T}))?";
    private const string Hospital = $"(?:, with (?<out>{L}) at hospital for treatment left out)?";

    // Seconds are not said, nor those of a length.
    private static readonly Duration Rounding = Duration.FromMinutes(2);
    private static readonly Duration Unbroken = Duration.FromHours(8);

    /// <summary>What is wrong with the sum of a clock that has a due time; null when it comes out, or is of a gate.</summary>
    public static string? Fault(Clock clock)
    {
        if (clock.IsGate || clock.DueAt is not { } due) return null;
        var said = Ways(clock.Name).Select(way => way.Match(clock.Explanation)).FirstOrDefault(match => match.Success);
        var fault = said is null ? "has no sum" : Fault(clock, due, new Read(said, clock.StartedAt));
        return fault is null ? null : $"{clock.Name} from {clock.StartedAt} due {due}: {fault}: {clock.Explanation}";
    }

    private static string? Fault(Clock clock, Instant due, Read read)
    {
        var by = read.At("by")!.Value;
        var from = read.At("from") ?? clock.StartedAt;
        var allowance = read.Length("n") - read.Length("used");
        if (read.Has("used") && !Near(allowance, read.Length("left") - read.Length("past"))) return "what is left is not the hours less those used";
        if (read.Has("day") && !Near(read.At("before")!.Value + read.Length("day"), from)) return "the day before is not a day before";
        var sum = read.At("until") ?? from + allowance;
        if (read.Has("late")) return sum < by && Near(by, due) ? null : "the change did not make it due";
        if (read.Has("cap"))
        {
            var most = read.At("capFrom")!.Value + read.Length("cap") - read.Length("capUsed");
            if (sum <= most) return "the most is more than the sum";
            sum = most;
        }
        if (read.At("other") is { } other) sum = Instant.Min(sum, other);
        if (read.Has("n") || read.Has("until"))
            if (!Near(sum + read.Length("out"), clock.Name == ClockName.Rest ? by + Unbroken : by)) return "the sum comes out otherwise";
        if (Starts(clock.Name) && !Near(read.At("held") ?? from, clock.StartedAt)) return "it is not reckoned from where it began";
        if (read.Has("refused") && !Near(read.At("refused")!.Value + Duration.FromHours(6), read.At("second")!.Value)) return "the second reading comes out otherwise";
        if (read.Has("since") && !Near(read.At("since")!.Value, due)) return "it was not unlawful since then";
        if (!read.Has("moved")) return Near(clock.Name == ClockName.Rest ? by + Unbroken : by, due) ? null : "it is due at another time";
        return Near(by + read.Length("hospital"), read.At("moved")!.Value) && Near(read.At("moved")!.Value, due) ? null : "hospital moves it otherwise";
    }

    private static bool Starts(ClockName name) => name is not (ClockName.DetentionLimit or ClockName.SoftLimit or ClockName.AccommodationTransfer
        or ClockName.MealTime or ClockName.Court or ClockName.CertificateToCourt);

    private static Regex[] Ways(ClockName name) => name switch
    {
        ClockName.DetentionLimit => [Limit(), Extended()],
        ClockName.SoftLimit => [Soft()],
        ClockName.Review => [Reviewed(), AfterBail()],
        ClockName.Visit => [Visited(), Changed()],
        ClockName.FoodTaken => [Eaten()],
        ClockName.Meals => [Meals()],
        ClockName.Rest => [Rested()],
        ClockName.Exercise => [Exercised()],
        ClockName.EarlyNotice => [Notice()],
        ClockName.DesignatedStation => [Station()],
        ClockName.Court or ClockName.CertificateToCourt => [Sitting()],
        _ => [Ordinary()],
    };

    private const string Since = $"(?:.*From (?<since>{T}) )?";

    [GeneratedRegex($"{FromRelevantTime}{ByTheCap}{Hospital}: the child .* by (?<by>{T}){Since}")]
    private static partial Regex Limit();

    [GeneratedRegex($"^Extended at {T} to (?<until>{T}){ByTheCap}{Hospital}: the child .* by (?<by>{T}){Since}")]
    private static partial Regex Extended();

    [GeneratedRegex($"{FromRelevantTime}: reached at (?<by>{T})")]
    private static partial Regex Soft();

    private const string Moved = $@"(?:\. On the words of the Act (?<hospital>{L}) at hospital for treatment move it to (?<moved>{T}))?";
    private const string Second = $"(?:.* 6 hours from bail being refused at (?<refused>{T}), which would be (?<second>{T}))?";

    [GeneratedRegex($@"^(?<n>{L}) from (?:detention being authorised at|the \w+ review, (?:held|due)) (?<from>{T})(?: and held (?<held>{T}))?: by (?<by>{T}){Moved}{Second}{Since}")]
    private static partial Regex Reviewed();

    [GeneratedRegex($"^9 hours less {L} since the last review before bail gives (?<other>{T}), (?<n>{L}) from authorisation gives {T}; the earlier counts: by (?<by>{T}){Moved}{Second}{Since}")]
    private static partial Regex AfterBail();

    [GeneratedRegex($@"every (?<n>{L}) at observation level \d: from (?<from>{T}), by (?<by>{T})\.$")]
    private static partial Regex Visited();

    [GeneratedRegex($@": (?<n>{L}) from (?<from>{T}) had passed (?<late>when) the [a-z ]+ was changed at (?<by>{T}), so it")]
    private static partial Regex Changed();

    [GeneratedRegex($"at (?<from>{T}); (?<n>{L}) later is (?<by>{T})")]
    private static partial Regex Eaten();

    [GeneratedRegex($"the 24 hours to (?<by>{T}) hold too few")]
    private static partial Regex Meals();

    [GeneratedRegex($"in the (?<n>24 hours) from (?<from>{T}): rest (?:must|had to) begin by (?<by>{T})")]
    private static partial Regex Rested();

    [GeneratedRegex($"(?<n>24 hours) from (?<from>{T}) end at (?<by>{T})")]
    private static partial Regex Exercised();

    [GeneratedRegex($"[bB]y (?<by>{T}) .*: the earlier of (?<n>{L}) from (?<from>{T}) and (?<other>{T})")]
    private static partial Regex Notice();

    [GeneratedRegex($"^(?<n>6 hours) from the arrival at (?<from>{T}) .* by (?<by>{T})")]
    private static partial Regex Station();

    [GeneratedRegex($"(?:sits at|sitting at|was set for) (?<by>{T})")]
    private static partial Regex Sitting();

    [GeneratedRegex($"by (?<by>{T}): (?<n>{L}) from (?:the mealtime at )?(?<from>{T})(?:.*, with (?<out>{L}) at rest or away left out)?")]
    private static partial Regex Ordinary();

    private static bool Near(Duration one, Duration other) => one - other < Rounding && other - one < Rounding;

    private static bool Near(Instant one, Instant other) => Near(one - other, Duration.Zero);

    /// <summary>The times and lengths found in a sentence that began on a day it need not name.</summary>
    private sealed class Read(Match match, Instant near)
    {
        public bool Has(string part) => match.Groups[part].Success;

        public Duration Length(string part)
        {
            var text = match.Groups[part].Value;
            if (text == "hour") return Duration.FromHours(1);
            return Count("hour") is var hours && Count("minute") is var minutes ? Duration.FromMinutes((hours * 60) + minutes) : default;

            int Count(string unit) => Regex.Match(text, $@"(\d+) {unit}") is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        }

        public Instant? At(string part)
        {
            if (!Has(part)) return null;
            var words = match.Groups[part].Value.Split(' ');
            var clock = words[0].Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var day = LondonTime.DateAt(near);
            if (Array.IndexOf(words, "on") is >= 0 and var on)
                day = Enumerable.Range(-10, 400).Select(later => day.PlusDays(later)).First(date => date.ToString("ddd d MMM", CultureInfo.InvariantCulture) == string.Join(' ', words[(on + 1)..]));
            var local = day + new LocalTime(clock[0], clock[1]);
            return words.Contains("BST") ? local.WithOffset(Offset.FromHours(1)).ToInstant()
                : words.Contains("GMT") ? local.WithOffset(Offset.Zero).ToInstant()
                : LondonTime.At(day, local.TimeOfDay);
        }
    }
}
