using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Handover.Pages;

/// <summary>Reads a suite for its change of shift.</summary>
public sealed class HandoverReading(Database database, Handovers handovers, IClock clock)
{
    private const int LookedThrough = 20;
    private static readonly Duration UsualShift = Duration.FromHours(12);

    private const string SelectOpen = $"""
        SELECT {DetentionRow.Columns} FROM detentions
        WHERE force = @Force AND suite = @Suite AND (status = '{DetentionRow.Open}' OR changes_at <= @now OR awaited_until > @now) ORDER BY arrived_at, id
        """;

    // Whoever has read or done anything in a force is in its access log.
    private const string AskSeen = "SELECT CASE WHEN EXISTS (SELECT 1 FROM access_log WHERE user_id = @user AND force = @force AND role IN @roles) THEN 1 ELSE 0 END";

    private static readonly string[] WhoAccept = [.. Policies.Table[Policies.AcceptHandover].Select(role => role.Word())];

    public async Task<HandoverView> Read(SuiteCode suite, Caller caller, CancellationToken cancel)
    {
        var now = clock.Now();
        var every = await SuiteAlerts.Read(database, suite, cancel);
        var alerts = every with { Live = [.. every.Live.Where(alert => !alert.IsForAuthorityAlone)] };
        var standing = await database.Read(
            async (connection, transaction) =>
            {
                var rows = await connection.QueryAsync<DetentionRow>(SelectOpen, new { suite.Force, suite.Suite, now }, transaction);
                return await Standing.Of(connection, transaction, rows.AsList(), now);
            },
            cancel);
        await using var connection = await database.Open(cancel);
        var latest = await HandoverRow.Latest(connection, database.Dialect.First, suite, LookedThrough);
        var waiting = await HandoverRow.Waiting(connection, suite);
        var accepted = latest.Where(one => one.AcceptedAt is not null).MaxBy(one => one.AcceptedAt);
        var since = accepted?.AcceptedAt ?? now - UsualShift;
        var byChild = alerts.Live.ToLookup(alert => alert.DetentionId);
        var open = standing.Where(one => one.Detention.IsHeldAt(now)).ToArray();
        var namesakes = Namesakes.Of(open.Select(one => one.Detention.Initials?.Text));
        var children = new List<PassingChild>();
        foreach (var one in open)
        {
            Duty[] duties = [.. one.Clocks.Select(Duty.Of)];
            var record = (await Record.OfId(connection, one.Detention.Id)).Clocks(now).Record;
            children.Add(new PassingChild(one.Detention, one.Detention.AgeAt(now), duties, [.. byChild[one.Detention.Id]])
            {
                Away = record.Away,
                HowItStands = HowItStands.Of(record),
                Safe = KeptSafe.Lines(record, duties),
                HasNamesake = one.Detention.Initials is { } initials && namesakes.Contains(initials.Text),
            });
        }
        var (changes, raised) = await ShiftChanges.Read(connection, suite, since, now);
        return new HandoverView
        {
            Suite = suite,
            Now = now,
            Caller = caller,
            Alerts = alerts,
            Waiting = waiting,
            IsOfferedToStranger = waiting is not null && await connection.ExecuteScalarAsync<long>(
                AskSeen, new { user = waiting.ToUser, force = suite.Force, roles = WhoAccept }) == 0,
            People = [.. latest.SelectMany(one => new[] { one.AcceptedBy, one.FromUser }).OfType<string>().Distinct().Where(one => one != caller.UserId).Order(StringComparer.Ordinal)],
            IsTheirs = waiting is not null && handovers.IsTheirs(waiting, caller, now),
            GoesOnAt = waiting?.OfferedAt + handovers.Waits,
            Accepted = accepted,
            Since = since,
            Children = children,
            Changes = changes,
            Raised = raised,
        };
    }
}
