using System.Runtime.CompilerServices;
using CustodyWatch.Delivery;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Tests.Chaos;

/// <summary>What the files say afterwards: what was lost, late or doubled.</summary>
internal sealed record Verdict
{
    public required int Acknowledged { get; init; }
    public required IReadOnlyList<string> Lost { get; init; }
    public required int Alerts { get; init; }
    public required IReadOnlyList<string> Doubled { get; init; }
    public required IReadOnlyList<string> Missing { get; init; }
    public required IReadOnlyList<string> Early { get; init; }

    /// <summary>Milliseconds from due to raised, of what fell due and was raised while nothing hindered the service.</summary>
    public required IReadOnlyList<double> Late { get; init; }

    /// <summary>Of what fell due while it was down or hindered, or just before: how many milliseconds it was ready and had not raised it yet.</summary>
    public required IReadOnlyList<double> LateAfterFault { get; init; }

    public required int Untold { get; init; }
    public required int Messages { get; init; }
    public required int TakenTwice { get; init; }
    public required int Unfinished { get; init; }

    /// <param name="able">The stretches in which the service ran and nothing hindered it.</param>
    public static async Task<Verdict> Of(string file, Load load, Sink sink, IReadOnlyList<Interval> able)
    {
        // The service is another process, so nobody here has said yet how its rows are read.
        RuntimeHelpers.RunClassConstructor(typeof(Database).TypeHandle);
        await using var connection = SqliteDialect.Of(file).Connect();
        await connection.OpenAsync();
        var events = (await connection.QueryAsync<string>("SELECT event_id FROM events")).ToHashSet();
        var alerts = (await connection.QueryAsync<AlertRow>($"SELECT {AlertRow.Columns} FROM alerts WHERE detention_id IS NOT NULL")).AsList();
        var first = (await connection.QueryAsync<(string Alert, long At)>("SELECT alert_id, MIN(at) FROM alert_entries GROUP BY alert_id"))
            .ToDictionary(entry => entry.Alert, entry => Instant.FromUnixTimeMilliseconds(entry.At));
        var drinks = alerts.Where(alert => alert is { Clock: "drink", ClockSequence: 1, Step: "due" }).ToLookup(alert => alert.CustodyRecordNumber!);
        var (late, lateAfter) = (new List<double>(), new List<double>());
        foreach (var (record, (due, known)) in load.Children)
            if (drinks[record].FirstOrDefault() is { } alert)
            {
                var stretches = able.Where(stretch => stretch.End > Instant.Max(due, known) && stretch.Start < first[alert.Id])
                    .Select(stretch => (From: Instant.Max(stretch.Start, Instant.Max(due, known)), To: Instant.Min(stretch.End, first[alert.Id]))).ToList();
                var took = stretches.Sum(stretch => (stretch.To - stretch.From).TotalMilliseconds);
                (stretches is [var only] && only.From == Instant.Max(due, known) && only.To == first[alert.Id] ? late : lateAfter).Add(took);
            }
        var messages = (await connection.QueryAsync<DeliveryRow>($"SELECT {DeliveryRow.Columns} FROM deliveries WHERE channel <> 'live'")).AsList();
        return new Verdict
        {
            Acknowledged = load.Acknowledged.Count,
            Lost = [.. load.Acknowledged.Keys.Where(id => !events.Contains(id))],
            Alerts = alerts.Count,
            Doubled =
            [
                .. alerts.CountBy(alert => $"{alert.Subject} {alert.Clock} {alert.ClockSequence} {alert.Step}").Where(step => step.Value > 1).Select(step => step.Key),
                .. (await connection.QueryAsync<string>("""
                    SELECT alert_id FROM alert_entries WHERE state = 'open' AND reason IN ('on-time', 'late') GROUP BY alert_id HAVING COUNT(*) > 1
                    """)).Select(alert => $"{alert} was raised twice"),
            ],
            Missing = [.. load.Children.Keys.Where(record => !drinks.Contains(record))],
            Early = [.. alerts.Where(alert => first[alert.Id] < alert.StepAt).Select(alert => $"{alert.Clock} {alert.Step} of {alert.CustodyRecordNumber}")],
            Late = [.. late.Order()],
            LateAfterFault = [.. lateAfter.Order()],
            Untold = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM deliveries WHERE channel = 'live' AND outcome IS NULL"),
            Messages = messages.Select(row => row.MessageId).Distinct().Count(),
            TakenTwice = sink.Taken.Count(message => message.Value > 1),
            Unfinished = messages.Count(row => row.Outcome is null),
        };
    }

    public override string ToString() => FormattableString.Invariant($"""
        entries: {Acknowledged:N0} acknowledged, {Lost.Count} lost
        alerts: {Alerts:N0} raised, {Doubled.Count} twice, {Early.Count} early; of {Late.Count + LateAfterFault.Count + Missing.Count} that fell due during the run {Missing.Count} missing
        from due to raised, nothing in the way ({Late.Count}): {Spread(Late)}
        fell due while it could not, or just before ({LateAfterFault.Count}), ready and not raised yet: {Spread(LateAfterFault)}
        screens: {Untold} alerts not told; outside: {Messages:N0} messages owed, {TakenTwice} taken twice, {Unfinished} still to be tried
        """);

    private static string Spread(IReadOnlyList<double> sorted) => sorted.Count == 0 ? "none" : FormattableString.Invariant(
        $"median {sorted[sorted.Count / 2]:0} ms, 99th of 100 {sorted[(int)(sorted.Count * 0.99)]:0} ms, longest {sorted[^1]:0} ms");
}
