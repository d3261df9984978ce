using System.Globalization;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

/// <summary>Every measure made again from the rows of the file, as an analyst with a spreadsheet would.</summary>
public sealed class CsvTests
{
    [Fact]
    public async Task Every_measure_can_be_made_again_from_the_rows_of_the_file()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        await suite.As("feed-01").Taken(Invented.Going());
        var rows = Rows(await suite.As("insp-01").GetStringAsync("/api/v1/statistics/export?force=99"));
        var answer = await suite.As("insp-01").Read("/statistics?force=99");
        foreach (var (name, (numerator, denominator, value)) in Numbers(rows))
        {
            var said = answer.Measure(name)!;
            Assert.Equal((name, numerator, denominator, value), (name, said["numerator"].Whole()!.Value, said["denominator"].Whole(), said["value"].Real()));
        }
    }

    internal static Dictionary<string, (int Numerator, int? Denominator, double? Value)> Numbers(List<Dictionary<string, string>> rows)
    {
        var (counts, times) = (Counts(rows), Times(rows));
        return Measures.All.ToDictionary(measure => measure.Name, measure => measure.IsTime ? Waited(measure, times) : Counted(measure, counts));
    }

    internal static List<Dictionary<string, string>> Rows(string csv)
    {
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private static (int, int?, double?) Counted(Measure measure, Dictionary<string, (int Counted, int? Of)> counts)
    {
        var (counted, of) = counts[measure.Name];
        return (counted, of, of is null ? counted : of == 0 ? null : Math.Round((double)counted / of.Value, 4));
    }

    private static (int, int?, double?) Waited(Measure measure, Dictionary<Wait, (int[] Minutes, int Of)> times)
    {
        var (minutes, of) = times[measure.Wait!.Value];
        return (minutes.Length, of, minutes.Length == 0 ? null : Math.Round(Quantile(minutes, measure.Reckoning) / (measure.Name.EndsWith("Hours", StringComparison.Ordinal) ? 60 : 1), 4));
    }

    // As a spreadsheet's inclusive percentile.
    private static double Quantile(int[] sorted, Reckoning reckoning)
    {
        var place = (sorted.Length - 1) * reckoning switch { Reckoning.Median => 0.5, Reckoning.Ninetieth => 0.9, _ => 1.0 };
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (sorted[below + 1] - sorted[below]) * (place - below);
    }

    private static Dictionary<Wait, (int[] Minutes, int Of)> Times(List<Dictionary<string, string>> rows)
    {
        return new()
        {
            [Wait.Length] = (Known("lengthMinutes"), rows.Count),
            [Wait.AdultAsk] = (Known("adultAskMinutes"), rows.Count),
            [Wait.AdultArrival] = (Known("adultArrivalMinutes"), Yes("adultAwaited")),
            [Wait.AdultWithChild] = (Known("adultWithChildMinutes"), Yes("authorised")),
            [Wait.Request] = (Known("requestMinutes"), Yes("bailRefused")),
            [Wait.Reply] = (Known("replyMinutes"), Yes("accommodationRequested")),
            [Wait.Transfer] = (Known("transferMinutes"), Yes("transferred")),
        };

        int Yes(string column) => rows.Count(row => row[column] == "yes");

        int[] Known(string column) => [.. rows.Where(row => row[column].Length > 0).Select(row => int.Parse(row[column], CultureInfo.InvariantCulture)).Order()];
    }

    private static Dictionary<string, (int Counted, int? Of)> Counts(List<Dictionary<string, string>> rows)
    {
        var (all, refused, asked, kept) = (rows.Count, Yes("bailRefused"), Yes("accommodationRequested"), Yes("keptAfterCharge"));
        var ordered = rows.Where(row => row["bailRefused"] == "yes" && row["courtOutcome"] != "not recorded").ToArray();
        return new()
        {
            ["detentions"] = (all, null),
            ["lookedAfter"] = (Yes("lookedAfter"), all),
            ["ethnicityStated"] = (Count(row => row["ethnicity18"] != "NS"), all),
            ["detentionRefused"] = (Yes("detentionRefused"), all),
            ["overnight"] = (Yes("overnight"), all),
            ["overnightAfterCharge"] = (Count(row => row["overnightChargeStatus"] == "post-charge"), Yes("overnight")),
            ["firstHourCompleted"] = (Sum("firstHourDone"), Sum("firstHourItems")),
            ["reviewsOnTime"] = (Sum("reviewsOnTime"), Sum("reviewsOnTime") + Sum("reviewsLate")),
            ["reviewsPostponed"] = (Sum("reviewsPostponed"), null),
            ["mealsOnTime"] = (Sum("mealTimesKept"), Sum("mealTimes")),
            ["visitsOnTime"] = (Sum("visitsKept"), Sum("visits")),
            ["restGiven"] = (Sum("restPeriodsKept"), Sum("restPeriods")),
            ["stripSearched"] = (Count(row => row["stripSearches"] != "0"), all),
            ["stripSearchesWithAdult"] = (Sum("stripSearchesWithAdult"), Sum("stripSearches")),
            ["forceUsed"] = (Count(row => row["forceUses"] != "0"), all),
            ["forceUsedWithAdult"] = (Sum("forceUsesWithAdult"), Sum("forceUses")),
            ["childViewRecorded"] = (Count(row => row["childViews"] != "0"), all),
            ["charged"] = (Yes("charged"), all),
            ["bailRefused"] = (refused, Yes("charged")),
            ["accommodationRequested"] = (asked, refused),
            ["secureRequested"] = (Yes("secureRequested"), asked),
            ["accommodationAnswered"] = (Yes("answered"), asked),
            ["accepted"] = (Yes("accepted"), asked),
            ["offeredOther"] = (Yes("offeredOther"), asked),
            ["declined"] = (Yes("declined"), asked),
            ["noReply"] = (Yes("noReply"), asked),
            ["transferred"] = (Yes("transferred"), refused),
            ["transferredNotSameDay"] = (Count(row => row["transferred"] == "yes" && row["courtSameDay"] == "no"), Count(row => row["bailRefused"] == "yes" && row["courtSameDay"] == "no")),
            ["keptAfterCharge"] = (kept, refused),
            ["certified"] = (Count(row => row["certified"] == "yes" && row["keptAfterCharge"] == "yes"), kept),
            ["courtOutcomeKnown"] = (ordered.Length, refused),
            ["courtBailed"] = (Ordered("bailed"), ordered.Length),
            ["courtRemandedToAuthority"] = (Ordered("remanded-local-authority"), ordered.Length),
            ["courtRemandedToYouthDetention"] = (Ordered("remanded-youth-detention"), ordered.Length),
        };

        int Yes(string column) => rows.Count(row => row[column] == "yes");
        int Sum(string column) => rows.Sum(row => int.Parse(row[column], CultureInfo.InvariantCulture));
        int Count(Func<Dictionary<string, string>, bool> counts) => rows.Count(counts);
        int Ordered(string order) => ordered.Count(row => row["courtOutcome"] == order);
    }
}
