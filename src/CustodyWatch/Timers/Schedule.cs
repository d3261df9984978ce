using System.Text.RegularExpressions;

namespace CustodyWatch.Timers;

/// <summary>How seldom a cron expression that begins with seconds comes round.</summary>
internal static partial class Schedule
{
    private const int InMinute = 60, InHour = 60 * InMinute;

    /// <summary>The longest wait from one coming to the next; null where it is no such expression, or leaves out an hour or a day.</summary>
    public static TimeSpan? LongestWait(string cron)
    {
        if (cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is not [var second, var minute, "*", "*" or "?", "*", "*" or "?"]) return null;
        var (seconds, minutes) = (Values(second), Values(minute));
        int[] comings = [.. minutes.SelectMany(past => seconds.Select(at => past * InMinute + at))];
        return comings.Length == 0 ? null : TimeSpan.FromSeconds(comings.Zip(comings.Skip(1).Append(comings[0] + InHour), (one, next) => next - one).Max());
    }

    // Such as *, */5, 10-40/2 or 0,30; none where it is nothing of the kind.
    private static SortedSet<int> Values(string field)
    {
        var values = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            if (Part().Match(part) is not { Success: true } said) return [];
            var (from, step) = (Number(said, "from") ?? 0, Number(said, "step"));
            var to = Number(said, "to") ?? (said.Groups["from"].Success && step is null ? from : InMinute - 1);
            if (from >= InMinute || to >= InMinute || step == 0) return [];
            for (var value = from; value <= (to < from ? to + InMinute : to); value += step ?? 1) values.Add(value % InMinute);
        }
        return values;
    }

    private static int? Number(Match said, string name) => int.TryParse(said.Groups[name].ValueSpan, out var number) ? number : null;

    [GeneratedRegex(@"^(\*|(?<from>\d{1,2})(-(?<to>\d{1,2}))?)(/(?<step>\d{1,2}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
