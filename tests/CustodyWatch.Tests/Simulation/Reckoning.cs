using CustodyWatch.Delivery;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using NodaTime;

namespace CustodyWatch.Tests.Simulation;

/// <summary>What has to be true once the night is over: of every delivery, of the chain, and of the board against the log.</summary>
internal static class Reckoning
{
    public static async Task<List<string>> Of(Dialect file, Life life, Witness witness, OutsideWorld outside, Screens screens)
    {
        var wrong = new List<string>();
        await using (var connection = file.Connect())
        {
            await connection.OpenAsync();
            var rows = (await connection.QueryAsync<DeliveryRow>($"SELECT {DeliveryRow.Columns} FROM deliveries ORDER BY position, id")).AsList();
            wrong.AddRange(Told(rows.Where(row => row.Channel == DeliveryRow.LiveChannel).ToLookup(row => row.AlertId), witness, screens));
            wrong.AddRange(Sent(rows.Where(row => row.Channel != DeliveryRow.LiveChannel).ToLookup(row => row.MessageId), outside));
        }
        if (!(await life.Walk()).Intact) wrong.Add("the chain of hashes does not hold");
        var before = await Standing(file);
        await life.Rebuild();
        var after = await Standing(file);
        wrong.AddRange(before.Except(after).Take(3).Select(row => $"worked out again from the log this is no longer so: {row}"));
        wrong.AddRange(after.Except(before).Take(3).Select(row => $"worked out again from the log this is new: {row}"));
        var finding = await life.Audit();
        if (finding.Wrong > 0) wrong.Add($"the audit of timers found {finding.Mended.Count} mended, {finding.Stuck.Count} stuck, {finding.Unread.Count} unread");
        return wrong;
    }

    // How long a clock has been paused by now is worked out when it is asked; until it goes on nothing else about it changes.
    private static async Task<List<string>> Standing(Dialect file) =>
        [.. (await Projected.Everything(file)).Select(row => IsPaused(row) ? row[..row.IndexOf("|paused_ms=", StringComparison.Ordinal)] : row)];

    // The careful reading warns of a review while the child is away, and its due time is not known before the child is back.
    private static bool IsPaused(string row) => row.Contains("|state=paused|", StringComparison.Ordinal)
        || (row.Contains("|state=warning|", StringComparison.Ordinal) && row.Contains("|due_at=|", StringComparison.Ordinal) && !row.Contains("|paused_ms=0|", StringComparison.Ordinal));

    // Whatever spoke was owed to the screens once, and they were told, and of nothing else.
    private static IEnumerable<string> Told(ILookup<string, DeliveryRow> live, Witness witness, Screens screens)
    {
        var positions = witness.Entries.Values.SelectMany(entries => entries).Select(entry => (entry.AlertId, entry.Position)).ToHashSet();
        foreach (var (alert, position, _) in screens.Told)
            if (!positions.Contains((alert, position))) yield return $"the screens were told of {position}, which was never kept";
        foreach (var alert in witness.Alerts.Values)
        {
            foreach (var owed in live[alert.Id].CountBy(row => row.Position))
                if (owed.Value > 1) yield return $"{Witness.Say(alert)} is owed to the screens {owed.Value} times at {owed.Key}";
            foreach (var row in live[alert.Id])
                if (row.Outcome is null || !screens.Told.Contains((alert.Id, row.Position, true))) yield return $"{Witness.Say(alert)} was never told to the screens";
        }
        // Of the steps of one cycle that speak at once the highest is told; of cycles that come round and speak late at once, the latest.
        var spoken = witness.Alerts.Values
            .SelectMany(alert => witness.Entries[alert.Id].Where(Speaks).Select(entry => (Alert: alert, Entry: entry)))
            .GroupBy(one => (one.Alert.Subject, one.Alert.Clock, one.Alert.ClockSequence, one.Entry.At)).ToList();
        var atOnce = spoken.ToLookup(cycle => (cycle.Key.Subject, cycle.Key.Clock, cycle.Key.At));
        foreach (var cycle in spoken)
            if (!cycle.Any(one => live[one.Alert.Id].Any(row => row.Position == one.Entry.Position))
                && !(cycle.All(IsLateOfMany) && atOnce[(cycle.Key.Subject, cycle.Key.Clock, cycle.Key.At)].Any(
                    later => later.Key.ClockSequence > cycle.Key.ClockSequence && later.Where(IsLateOfMany).Any(one => one.Alert.StepRank >= cycle.Max(step => step.Alert.StepRank)))))
                yield return $"{Witness.Say(cycle.First().Alert)} spoke at {cycle.Key.At} and is owed to no screen";
    }

    private static bool IsLateOfMany((AlertRow Alert, AlertEntryRow Entry) one) =>
        one.Entry.Reason == AlertDecision.Late && !ClockKind.Of(one.Alert.Cycle.Clock).IsGate;

    private static bool Speaks(AlertEntryRow entry) => entry.State == "open" && entry.Reason is not (Hush.Reason or AlertDecision.PutRight);

    // Each message has come to an end or is still to be tried; what is said to have gone was taken; and none went twice for nothing.
    private static IEnumerable<string> Sent(ILookup<string?, DeliveryRow> messages, OutsideWorld outside)
    {
        var taken = outside.Taken.ToLookup(taking => taking.Id);
        foreach (var message in messages)
        {
            var rows = message.OrderBy(row => row.Attempts).ThenBy(row => row.Outcome is null).ToList();
            var what = $"message {message.Key} by {rows[0].Channel} of alert entry {rows[0].Position}";
            if (message.Key is null) continue;
            if (rows.Any(row => row.Outcome == "delivered") && !taken.Contains(message.Key)) yield return $"{what} is said to have gone and nobody took it";
            if (rows.Count(row => row.Outcome is null) > 1) yield return $"{what} is to be tried twice at once";
            if (rows.Count(row => row.Outcome == "delivered") > 1) yield return $"{what} is said to have gone twice";
            if (rows.All(row => row.Outcome?.StartsWith("failed-", StringComparison.Ordinal) == true)) yield return $"{what} failed and is not tried again";
        }
        foreach (var message in taken)
        {
            if (!messages.Contains(message.Key)) yield return $"a message {message.Key} was sent that nobody owed";
            foreach (var (one, next) in message.Zip(message.Skip(1)))
                if (one.Answered && one.Epoch == next.Epoch) yield return $"message {message.Key} was sent again though its taking was answered";
        }
    }
}
