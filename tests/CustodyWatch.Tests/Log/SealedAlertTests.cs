using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;
using Dapper;
using NodaTime;
using static CustodyWatch.Tests.Log.Tampering;

namespace CustodyWatch.Tests.Log;

/// <summary>An alert stands as its entries say, and each of them is sealed with the alert.</summary>
public sealed class SealedAlertTests
{
    [Fact]
    public async Task Whatever_is_altered_of_an_alert_as_it_stands_is_noticed()
    {
        await using var suite = await Open();
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await suite.LookAt("2012-06-10T18:00:00Z");
        var id = (await suite.As("sgt-01").Alerts("state=open"))[0]["id"]!.ToString();
        await suite.As("sgt-01").Call($"/alerts/{id}/acknowledge", new JsonObject());
        suite.Clock.Reset(Instant.FromUtc(2012, 6, 11, 9, 30));
        await suite.As("feed-01").Taken(OldRecord.Released());
        await suite.Look();
        await using var connection = await Opened(suite);
        await Unbind(connection, "alerts");
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM alerts WHERE id = @id AND acknowledged_by IS NOT NULL AND resolved_at IS NOT NULL", new { id }));
        var unnoticed = new List<string>();

        foreach (var column in await Columns(connection, "alerts"))
        {
            var before = await connection.ExecuteScalarAsync<object?>($"SELECT {column} FROM alerts WHERE id = @id", new { id });
            var values = new DynamicParameters(new { id });
            values.Add("value", Another(column, before));
            await connection.ExecuteAsync($"UPDATE alerts SET {column} = @value WHERE id = @id", values);
            if ((await suite.As("admin-01").Read("/chain/verify")).Text("intact") == "true") unnoticed.Add(column);
            await connection.ExecuteAsync($"UPDATE alerts SET {column} = @before WHERE id = @now", new { before, now = column == "id" ? "altered" : id });
        }

        // ops/threats.md says so.
        Assert.Equal(["step_at"], unnoticed);
        await Intact(suite);
    }

    [Theory]
    [InlineData("UPDATE alerts SET state = 'resolved', resolved_at = raised_at", "state, resolved_at")]
    [InlineData("UPDATE alerts SET text = 'nothing', reason = 'nothing'", "reason, text")]
    [InlineData("UPDATE alerts SET state = 'acknowledged', acknowledged_by = 'sgt-01', acknowledged_at = raised_at", "state, acknowledged_by, acknowledged_at")]
    public async Task It_is_said_what_an_alerts_entries_say_otherwise(string meddling, string columns)
    {
        await using var suite = await Open();
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await suite.LookAt("2012-06-10T16:30:00Z");
        await using var connection = await Opened(suite);
        var (id, sequence) = await connection.QueryFirstAsync<(string, long)>("SELECT id, sequence FROM alerts WHERE state = 'open' AND due_at IS NOT NULL ORDER BY sequence");
        await connection.ExecuteAsync(meddling + " WHERE id = @id", new { id });

        Assert.Equal((sequence, $"The row of alerts {id} has been altered: its entries say otherwise of {columns}."), await Broken(suite));
        Assert.Equal(1, await VerifyCommand.Run(await TestDatabase.ArgumentsOf(suite.Folder)));
    }

    [Fact]
    public async Task An_alert_that_nothing_raised_is_named()
    {
        await using var suite = await Open();
        await OldRecord.Everything(suite);
        await using var connection = await Opened(suite);
        var columns = await Columns(connection, "alerts");
        await connection.ExecuteAsync($"""
            INSERT INTO alerts ({string.Join(", ", columns)})
            SELECT {string.Join(", ", columns.Select(column => column switch { "id" => "'forged'", "step" => "'escalation-9'", "sequence" => "1", _ => column }))}
            FROM alerts WHERE sequence = (SELECT MAX(sequence) FROM alerts)
            """);

        Assert.Equal((1, "A row was added to alerts, forged: no link of the chain stands for it."), await Broken(suite));
    }

    [Fact]
    public async Task What_a_version_before_sealed_of_alerts_holds_byte_for_byte_and_goes_on()
    {
        await using var suite = await Open();
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await suite.LookAt("2012-06-10T15:30:00Z");
        await using var connection = await Opened(suite);
        await AsBefore(connection);
        await Intact(suite);

        await suite.LookAt("2012-06-10T18:30:00Z");

        Assert.Equal(["alert", "whole-alert"], await connection.QueryAsync<string>("SELECT DISTINCT kind FROM chain WHERE kind LIKE '%alert' ORDER BY kind"));
        await Intact(suite);
        await connection.ExecuteAsync("UPDATE chain SET kind = 'whole-alert' WHERE position = (SELECT MIN(position) FROM chain WHERE kind = 'alert')");
        Assert.Contains("The link is not what its own content makes it.", (await Broken(suite)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_alert_that_was_passed_on_is_sealed_where_it_stood_and_where_it_stands(bool raisedByVersionBefore)
    {
        await using var suite = await Open();
        await suite.As("feed-01").Taken(Told.Arrived("2012-06-10T10:00:00Z", id: "a"));
        await suite.LookAt("2012-06-10T14:30:00Z");
        await using var connection = await Opened(suite);
        if (raisedByVersionBefore) await AsBefore(connection);
        suite.Clock.Reset(Instant.FromUtc(2012, 6, 10, 14, 31));
        await suite.As("feed-01").Taken(Told.Retracted("a", "2012-06-10T14:30:00Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2012-06-10T10:00:00Z", source: Told.North));
        await suite.Look();
        Assert.Equal(["NORTH"], await connection.QueryAsync<string>("SELECT DISTINCT suite FROM alerts WHERE detention_id IS NOT NULL"));
        await Intact(suite);
        var (position, alert) = await connection.QueryFirstAsync<(long, string)>("SELECT position, alert_id FROM alert_entries WHERE left_suite = 'CENTRAL' ORDER BY position DESC");

        foreach (var (meddling, back) in new[]
        {
            ("UPDATE alerts SET suite = 'CENTRAL' WHERE id = @alert", "UPDATE alerts SET suite = 'NORTH' WHERE id = @alert"),
            ("UPDATE alerts SET authority = 'E08000099' WHERE id = @alert", "UPDATE alerts SET authority = NULL WHERE id = @alert"),
            ("UPDATE alert_entries SET left_suite = 'OTHER' WHERE position = @position", "UPDATE alert_entries SET left_suite = 'CENTRAL' WHERE position = @position"),
            ("UPDATE alert_entries SET left_suite = NULL WHERE position = @position", "UPDATE alert_entries SET left_suite = 'CENTRAL' WHERE position = @position"),
            ("UPDATE alert_entries SET left_authority = 'E08000099' WHERE position = @position", "UPDATE alert_entries SET left_authority = NULL WHERE position = @position"),
        })
        {
            await connection.ExecuteAsync(meddling, new { position, alert });
            Assert.Equal("What the link stands for has been altered.", (await Broken(suite)).Reason);
            await connection.ExecuteAsync(back, new { position, alert });
        }
        await Intact(suite);
    }

    [Fact]
    public async Task An_alert_that_comes_to_rest_on_another_provision_names_it_and_is_sealed_with_both()
    {
        await using var suite = await Open("2026-06-11T06:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:00:00Z"), Review("2026-06-10T18:00:00Z"), Review("2026-06-11T03:00:00Z"));
        await suite.Look();
        var warned = Assert.Single(await suite.As("sgt-01").Alerts("detention-limit", "warning"));
        Assert.Equal("PACE 1984 s41(1)", warned["basis"]!["citation"]!.ToString());
        await suite.As("feed-01").Taken(Told.Event("extension-authorised", "2026-06-11T06:00:00Z", new
        {
            officer = new { id = "301", rank = "superintendent" },
            until = "2026-06-11T23:00:00Z",
            reason = "A second interview",
        }));
        await suite.Look();

        await suite.LookAt("2026-06-11T17:00:00Z");
        var again = Assert.Single(await suite.As("sgt-01").Alerts("detention-limit", "warning"));
        Assert.Equal(("open", "broken-again", "PACE 1984 s42(1)"), (again["state"]!.ToString(), again["reason"]!.ToString(), again["basis"]!["citation"]!.ToString()));
        Assert.Contains("s42(1)", again["text"]!.ToString(), StringComparison.Ordinal);
        await Intact(suite);
        await using var connection = await Opened(suite);
        var (position, alert) = await connection.QuerySingleAsync<(long, string)>(
            "SELECT position, alert_id FROM alert_entries WHERE was_basis_citation = 'PACE 1984 s41(1)'");
        Assert.Equal(again["id"]!.ToString(), alert);

        foreach (var (meddling, back) in new[]
        {
            ("UPDATE alerts SET basis_citation = 'PACE 1984 s41(1)' WHERE id = @alert", "UPDATE alerts SET basis_citation = 'PACE 1984 s42(1)' WHERE id = @alert"),
            ("UPDATE alert_entries SET was_basis_citation = NULL WHERE position = @position", "UPDATE alert_entries SET was_basis_citation = 'PACE 1984 s41(1)' WHERE position = @position"),
            ("UPDATE alert_entries SET was_basis_authority = NULL WHERE position = @position", "UPDATE alert_entries SET was_basis_authority = 'STATUTE' WHERE position = @position"),
            ("UPDATE alert_entries SET was_basis_setting = 'x' WHERE position = @position", "UPDATE alert_entries SET was_basis_setting = NULL WHERE position = @position"),
        })
        {
            await connection.ExecuteAsync(meddling, new { position, alert });
            Assert.Equal("What the link stands for has been altered.", (await Broken(suite)).Reason);
            await connection.ExecuteAsync(back, new { position, alert });
        }
        await Intact(suite);

        static JsonObject Review(string at) => Told.Event("review-held", at, new { officer = new { id = "201", rank = "inspector" }, method = "in-person", outcome = "continue" });
    }

    private static object Another(string column, object? before) => column switch
    {
        _ when column.EndsWith("_at", StringComparison.Ordinal) => Instant.FromUtc(2012, 6, 10, 14, 31, 7),
        _ when before is long or int => Convert.ToInt64(before, CultureInfo.InvariantCulture) + 1_000_000,
        _ => "altered",
    };

    // Links as the version before made them: less of an alert was sealed, and the kind said so.
    private static async Task AsBefore(DbConnection connection)
    {
        var entries = (await connection.QueryAsync<Entry>("""
            SELECT e.position, e.alert_id, a.subject, a.clock, a.clock_sequence, a.step, a.severity, a.audience, e.at, e.state, e.reason, e.user_id,
                e.note, e.due_at, e.text
            FROM alert_entries e JOIN alerts a ON a.id = e.alert_id
            """)).ToDictionary(entry => entry.Position);
        Assert.NotEmpty(entries);
        var last = new ChainLink { Hash = new byte[32] };
        foreach (var link in (await connection.QueryAsync<ChainLink>("SELECT position, kind, content_hash FROM chain ORDER BY position")).ToList())
        {
            last = entries.TryGetValue(link.Position, out var e)
                ? Chain.Next(last.Position, last.Hash, "alert", Chain.Hash(
                    e.AlertId, e.Subject, e.Clock, e.ClockSequence, e.Step, e.Severity, e.Audience, e.At, e.State, e.Reason, e.UserId, e.Note, e.DueAt, e.Text))
                : Chain.Next(last.Position, last.Hash, link.Kind, link.ContentHash);
            await connection.ExecuteAsync(
                "UPDATE chain SET kind = @Kind, content_hash = @ContentHash, previous_hash = @PreviousHash, hash = @Hash WHERE position = @Position", last);
        }
        await connection.ExecuteAsync("UPDATE chain_head SET hash = @Hash", last);
    }

    private sealed record Entry
    {
        public long Position { get; init; }
        public string AlertId { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Clock { get; init; } = "";
        public long ClockSequence { get; init; }
        public string Step { get; init; } = "";
        public string Severity { get; init; } = "";
        public string Audience { get; init; } = "";
        public Instant At { get; init; }
        public string State { get; init; } = "";
        public string Reason { get; init; } = "";
        public string? UserId { get; init; }
        public Sealed? Note { get; init; }
        public Instant? DueAt { get; init; }
        public string Text { get; init; } = "";
    }
}
