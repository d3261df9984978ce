using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>A number of hours from the relevant time in words, by the limb of PACE 1984 s41(2) that applies.</summary>
internal static class FromRelevantTime
{
    private static readonly Duration Day = Duration.FromHours(24);

    /// <summary>The sum as far as the hours themselves, such as <c>24 hours from the arrival at the first police station, 14:40</c>.</summary>
    /// <param name="record">Whose relevant time.</param>
    /// <param name="hours">How many hours.</param>
    /// <param name="time">How the sentence says its times.</param>
    public static string Words(CustodyRecord record, Duration hours, Func<Instant, string> time)
    {
        var (arrived, relevant) = (record.Arrived!, record.RelevantTime!.Value);
        if (UsedBeforeBail(record) is { } used)
        {
            var (left, sum) = (hours - used, $"{Say.Length(hours)}, less {Say.Length(used)} used before bail,");
            return left < Duration.Zero ? $"{sum} had run out {Say.Length(-left)} before the arrival at {time(Mentioned(record))}"
                : $"{sum} leave {(left > Duration.Zero ? Say.Length(left) : "nothing")} from the arrival at {time(Mentioned(record))}";
        }
        var limb = arrived.Route switch
        {
            Route.Voluntary => $"the arrest at the station, {time(relevant)}",
            Route.StreetBail => $"the arrival to answer street bail, {time(relevant)}",
            Route.CourtWarrant => $"the arrest on the court's warrant, {time(relevant)}",
            Route.OtherForce when IsADayAfter(record) => $"{time(relevant)}, which is 24 hours after the arrest at {time(Mentioned(record))}",
            Route.OutsideEnglandAndWales when IsADayAfter(record) =>
                $"{time(relevant)}, which is 24 hours after the entry into England and Wales at {time(Mentioned(record))}",
            _ => $"the arrival at the first police station, {time(relevant)}",
        };
        return $"{Say.Length(hours)} from {limb}";
    }

    /// <summary>The most that hours may come to, such as <c>96 hours from 14:40</c>.</summary>
    public static string AtMost(CustodyRecord record, Duration hours, Func<Instant, string> time) => UsedBeforeBail(record) is { } used
        ? $"{Say.Length(hours)}, less {Say.Length(used)} used before bail, from the arrival at {time(Mentioned(record))}"
        : $"{Say.Length(hours)} from {time(record.RelevantTime!.Value)}";

    /// <summary>What the words tell the time of besides the relevant time: the arrival after bail, or the arrest or entry a day before.</summary>
    public static Instant Mentioned(CustodyRecord record)
    {
        if (UsedBeforeBail(record) is not null) return record.ArrivedAt!.Value;
        return IsADayAfter(record) ? record.RelevantTime!.Value - Day : record.RelevantTime!.Value;
    }

    private static Duration? UsedBeforeBail(CustodyRecord record) =>
        record.Arrived is { Route: Route.BailReturn or Route.BailBreach, CarriedForward: { } used } ? used.LimitElapsed : null;

    // Before any arrival here, and not the arrival at a station elsewhere at which the child was questioned.
    private static bool IsADayAfter(CustodyRecord record) => record.RelevantTime < record.ArrivedAt
        && record.Arrived is { Route: Route.OtherForce, QuestionedInArrestingForce: false } or { Route: Route.OutsideEnglandAndWales };
}
