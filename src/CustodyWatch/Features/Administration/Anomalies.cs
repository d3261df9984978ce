using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Pace;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>Something in the access log that a person should ask about. It proves nothing.</summary>
/// <param name="Kind"><c>two-suites</c>, <c>two-places</c>, <c>beyond-suite</c>, <c>many-records</c> or <c>odd-hour</c>.</param>
/// <param name="User">Who looked.</param>
/// <param name="Role">As what.</param>
/// <param name="At">The first look it is about.</param>
/// <param name="Text">What was seen, in a sentence.</param>
public sealed record Anomaly(string Kind, string User, string Role, Instant At, string Text);

/// <summary>
/// What is unlike the usual in who looked at what. The numbers are this program's own, so wide that a busy night does not cross them.
/// </summary>
public static class Anomalies
{
    public const string TwoSuites = "two-suites", TwoPlaces = "two-places", BeyondSuite = "beyond-suite", ManyRecords = "many-records", OddHour = "odd-hour";

    /// <summary>How near two looks are to count as at once.</summary>
    public static readonly Duration AtOnce = Duration.FromMinutes(10);

    /// <summary>How far back somebody's usual hours are read.</summary>
    public static readonly Duration Before = Duration.FromDays(28);

    private const int RecordsBeyond = 10, RecordsAtLeast = 30, TimesTheMedian = 3, DaysKnown = 5;

    private static readonly HashSet<string> OfSuites = [Role.CustodySergeant.Word(), Role.DetentionOfficer.Word()];

    /// <summary>What stands out from an instant on; earlier looks only show what is usual.</summary>
    public static IReadOnlyList<Anomaly> Of(IReadOnlyList<Look> looks, Instant from) =>
    [
        .. looks.GroupBy(look => (look.UserId, look.Role)).SelectMany(group => OfPerson([.. group], from))
            .Concat(Many(looks, from))
            .OrderByDescending(found => found.At).ThenBy(found => found.User, StringComparer.Ordinal).ThenBy(found => found.Kind, StringComparer.Ordinal),
    ];

    private static IEnumerable<Anomaly> OfPerson(Look[] looks, Instant from)
    {
        var recent = looks.Where(look => look.At >= from).ToArray();
        foreach (var day in recent.GroupBy(look => LondonTime.DateAt(look.At)))
        {
            if (OfSuites.Contains(looks[0].Role) && AtTwo(day, look => look.Suite) is { } suites)
                yield return Say(TwoSuites, suites.Second, $"Looked at suites {suites.First.Suite} and {suites.Second.Suite} within {Minutes(suites)}.");
            if (AtTwo(day, look => look.Origin) is { } places)
                yield return Say(TwoPlaces, places.Second, $"Signed in from {places.First.Origin} and {places.Second.Origin} within {Minutes(places)}.");
        }
        foreach (var found in Beyond(looks, recent)) yield return found;
        foreach (var found in Odd(looks, recent)) yield return found;
    }

    private static (Look First, Look Second)? AtTwo(IEnumerable<Look> day, Func<Look, string?> where)
    {
        Look? last = null;
        foreach (var look in day.Where(look => where(look) is not null))
        {
            if (last is not null && where(last) != where(look) && look.At - last.At <= AtOnce) return (last, look);
            last = look;
        }
        return null;
    }

    // Where someone of a suite works is where most of their looks are.
    private static IEnumerable<Anomaly> Beyond(Look[] looks, Look[] recent)
    {
        if (!OfSuites.Contains(looks[0].Role)) yield break;
        var own = looks.Where(look => look.Suite is not null).CountBy(look => look.Suite!).OrderByDescending(suite => suite.Value)
            .ThenBy(suite => suite.Key, StringComparer.Ordinal).FirstOrDefault().Key;
        foreach (var day in recent.Where(look => look.RecordSuite is { } suite && suite != own).GroupBy(look => LondonTime.DateAt(look.At)))
            if (day.DistinctBy(look => look.Subject).Count() is >= RecordsBeyond and var records)
                yield return Say(BeyondSuite, day.First(), $"Read {records} records of other suites than {own} in one day.");
    }

    private static IEnumerable<Anomaly> Odd(Look[] looks, Look[] recent)
    {
        foreach (var day in recent.GroupBy(look => LondonTime.DateAt(look.At)))
        {
            var before = looks.Where(look => look.At < day.First().At && look.At >= day.First().At - Before && LondonTime.DateAt(look.At) != day.Key).ToArray();
            if (before.DistinctBy(look => LondonTime.DateAt(look.At)).Count() < DaysKnown) continue;
            var usual = before.Select(look => Hour(look.At)).ToHashSet();
            if (day.FirstOrDefault(look => !usual.Any(hour => Apart(hour, Hour(look.At)) <= 1)) is { } odd)
                yield return Say(OddHour, odd, $"Looked at {Hour(odd.At):00}:00 to {(Hour(odd.At) + 1) % 24:00}:00, an hour at which they had not looked before.");
        }
    }

    // Somebody's own days say nothing of what is usual for others: where one person is the role, there is nothing to go by but the least.
    private static IEnumerable<Anomaly> Many(IReadOnlyList<Look> looks, Instant from)
    {
        foreach (var role in looks.Where(look => look.RecordSuite is not null).GroupBy(look => look.Role))
        {
            var days = role.GroupBy(look => (look.UserId, LondonTime.DateAt(look.At)))
                .Select(day => (First: day.First(), Records: day.DistinctBy(look => look.Subject).Count())).ToArray();
            foreach (var own in days.Where(day => day.First.At >= from && day.Records >= RecordsAtLeast).GroupBy(day => day.First.UserId))
            {
                int[] others = [.. days.Where(day => day.First.UserId != own.Key).Select(day => day.Records).Order()];
                var median = others.ElementAtOrDefault(others.Length / 2);
                foreach (var day in own.Where(day => day.Records > TimesTheMedian * median))
                    yield return Say(ManyRecords, day.First, $"Read {day.Records} records in one day, {Usual(others.Length, median)}.");
            }
        }
    }

    private static string Usual(int others, int median) => others == 0
        ? "and nobody else in the role read any to compare that with"
        : $"when the usual for others in the role is {median}";

    private static Anomaly Say(string kind, Look look, string text) => new(kind, look.UserId, look.Role, look.At, text);

    private static string Minutes((Look First, Look Second) two) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (int)Math.Ceiling((two.Second.At - two.First.At).TotalMinutes))} min");

    private static int Hour(Instant at) => at.InZone(LondonTime.Zone).Hour;

    private static int Apart(int one, int other) => Math.Min(Math.Abs(one - other), 24 - Math.Abs(one - other));
}
