using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Oversight;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Retention;

public sealed class DisposalTests
{
    private const string Statistics = "/statistics?from=2012-06-01&to=2012-07-01";

    [Fact]
    public async Task What_was_disposed_of_is_gone_from_every_byte_and_its_place_in_the_chain_and_the_sums_stay()
    {
        await using var suite = await CustodySuite.Open("2012-06-10T14:30:00Z");
        var (id, paper) = await OldRecord.Everything(suite);
        var other = await suite.As("feed-01").Taken(
            Told.Arrived("2012-06-10T15:00:00Z", record: "CR-12-OTHER").With(told => told["data"]!["child"]!["dateOfBirth"] = "1996-05-05"),
            Told.Released("2012-06-10T19:00:00Z", "CR-12-OTHER"));
        await suite.LookAt("2026-06-10T12:00:00Z");
        var (before, links) = ((await suite.As("insp-01").Read(Statistics)).Body!.ToJsonString(), (await suite.As("insp-01").Read("/chain/verify")).Body!["links"]!.GetValue<long>());
        var written = (await Contents(suite, id)).ToArray();
        Assert.True(written.Length >= 10 && suite.Lies(OldRecord.Number));
        Assert.All(written, content => Assert.True(suite.Lies(content)));

        Assert.Equal(HttpStatusCode.Created, (await suite.As("supt-01").Dispose(id)).Status);
        Assert.Equal(0, await suite.Dispose("--dry-run"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Read($"/detentions/{id}")).Status);
        Assert.Equal(0, await suite.Dispose());

        Assert.All([OldRecord.Number, OldRecord.Words, OldRecord.Initials, OldRecord.Born, "Snowedin", paper.Text("verificationCode")!], text => Assert.False(suite.Lies(text), text));
        Assert.All(written, content => Assert.False(suite.Lies(content)));
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("insp-01").Read($"/detentions/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Read($"/detentions/{other}")).Status);
        var finding = await suite.As("insp-01").Read("/chain/verify");
        Assert.Equal("true", finding.Text("intact"));
        Assert.True(finding.Body!["links"]!.GetValue<long>() > links && finding.Body["disposed"]!.GetValue<long>() > 10, finding.Body.ToJsonString());
        Assert.Equal(before, (await suite.As("insp-01").Read(Statistics)).Body!.ToJsonString());
        Assert.Equal(1, await suite.Services.GetRequiredService<Rebuilding>().Run(default));
        Assert.Equal(before, (await suite.As("insp-01").Read(Statistics)).Body!.ToJsonString());
        var verified = await suite.As().GetStringAsync($"/verify/{paper.Text("number")}?code={paper.Text("verificationCode")}");
        Assert.Contains(paper.Text("contentHash")!, verified, StringComparison.Ordinal);
        Assert.Contains("\"genuine\":false", await suite.As().GetStringAsync($"/verify/{paper.Text("number")}?code=AAAA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_of_a_period_cut_within_a_month_say_that_what_was_disposed_of_may_be_missing_and_lists_and_files_say_so_too()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var gone = await OldRecord.Ended(suite);
        await OldRecord.Ended(suite, "CR-12-OTHER");
        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();
        var inspector = suite.As("insp-01");

        var whole = await inspector.Read("/statistics?from=2012-06-01&to=2012-07-01&by=ethnicity");
        Assert.Equal((2, 1.0), Counted(whole));
        Assert.Empty(whole.Body!["notes"]!.AsArray());
        foreach (var period in new[] { "from=2012-06-05&to=2012-07-01", "from=2012-06-05", "to=2012-06-20", "from=2012-06-05&to=2012-06-20" })
        {
            var cut = await inspector.Read($"/statistics?by=ethnicity&{period}");
            Assert.Equal((period, (1, 0.5)), (period, Counted(cut)));
            Assert.StartsWith("1 detention of the months in which the period begins or ends had their records disposed of", Assert.Single(cut.Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
            Assert.StartsWith("Some detentions", Assert.Single((await inspector.Read($"/statistics?publication=true&{period}")).Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
            Assert.Contains((await inspector.Read($"/statistics/disproportionality?stage=overnight&{period}")).Body!["notes"]!.AsArray(), note => note!.ToString().StartsWith("1 detention", StringComparison.Ordinal));
        }
        Assert.Empty((await inspector.Read("/statistics?from=2012-07-05")).Body!["notes"]!.AsArray());
        Assert.Empty((await suite.As("sgt-02").Read("/statistics?from=2012-06-05")).Body!["notes"]!.AsArray());

        static (int?, double?) Counted(Answer answer) =>
            (answer.Measure("detentions")!["numerator"].Whole(), answer.Measure("detentions", "White")!["completeness"].Real());
    }

    [Fact]
    public async Task A_duty_desk_is_told_how_many_requests_its_figures_leave_out()
    {
        await using var suite = await CustodySuite.Open("2012-06-10T14:30:00Z");
        var (gone, _) = await OldRecord.Everything(suite);
        await suite.LookAt("2026-06-10T12:00:00Z");
        var desk = suite.As("desk-01");
        var before = await desk.Read("/statistics?by=month");
        var asked = before.Measure("accommodationRequested")!["numerator"].Whole()!.Value;
        Assert.True(asked > 0);
        Assert.Empty(before.Body!["notes"]!.AsArray());

        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();

        foreach (var period in new[] { "by=month", "by=month&from=2012-06-20&to=2012-06-25" })
        {
            var after = await desk.Read("/statistics?" + period);
            Assert.Equal((0, 0.0), (after.Measure("accommodationRequested")!["numerator"].Whole(), after.Measure("accommodationRequested", "2012-06")!["completeness"].Real()));
            Assert.StartsWith($"{asked} request", Assert.Single(after.Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        }
        Assert.StartsWith("Some requests", Assert.Single((await desk.Read("/statistics?publication=true")).Body!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        // How many they were completeness does not tell, of whatever of it is published.
        await suite.As("feed-01").Taken([.. Enumerable.Range(0, 9).SelectMany(i => new[]
        {
            Told.Arrived("2026-06-09T10:00:00Z", record: $"CR-{i}"),
            Told.Event("accommodation-requested", "2026-06-09T11:00:00Z", new { requestId = $"R-{i}", authority = "E08000099", kind = "non-secure" }, $"CR-{i}"),
        })]);
        Assert.Equal(9.0 / (9 + asked), (await desk.Read("/statistics")).Measure("accommodationRequested")!["completeness"].Real()!.Value, 4);
        Assert.Equal(
            (9, 1.0), ((await desk.Read("/statistics?publication=true")).Measure("accommodationRequested") is var told ? told!["numerator"].Whole() : null, told!["completeness"].Real()));
        foreach (var elsewhere in new[] { "from=2012-07-01", "to=2012-06-01", "force=98", "force=98&publication=true" }) Assert.Empty((await desk.Read("/statistics?" + elsewhere)).Body!["notes"]!.AsArray());
        Assert.Empty((await suite.As("desk-02").Read("/statistics")).Body!["notes"]!.AsArray());
    }

    [Theory]
    [InlineData("detentions", "ended_at", "id")]
    [InlineData("retention", "ended_at", "detention_id")]
    [InlineData("retention", "grade", "detention_id")]
    [InlineData("figures", "arrived_at", "detention_id")]
    [InlineData("events", "received", "detention_id")]
    [InlineData("retention_decisions", "decided_at", "detention_id")]
    public async Task A_record_of_which_a_time_cannot_be_read_is_named_and_left_alone_and_the_others_go(string table, string column, string key)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var (garbled, other) = (await OldRecord.Ended(suite), await OldRecord.Ended(suite, "CR-12-OTHER"));
        foreach (var id in new[] { garbled, other }) await suite.As("supt-01").Dispose(id);
        var database = suite.Services.GetRequiredService<Database>();
        await database.Write((connection, transaction) => connection.ExecuteAsync($"UPDATE {table} SET {column} = 'Kookaburra' WHERE {key} = @garbled", new { garbled }, transaction), default);

        var results = await ActivatorUtilities.CreateInstance<Disposing>(suite.Services).Run("operator", dryRun: false, default);
        Assert.Equal(1, await suite.Dispose());

        var left = Assert.Single(results, one => one.Left is not null);
        Assert.Equal((garbled, true), (left.DetentionId, left.Altered));
        Assert.Equal("something that is said to be of it cannot be read" + (column == "grade" ? "" : $" ({column})"), left.Left);
        await using var connection = await database.Open(default);
        Assert.Equal([garbled], await connection.QueryAsync<string>("SELECT id FROM detentions"));
        if (table is not ("detentions" or "retention")) return;
        // What is worked out can be worked out again.
        Assert.Equal(1, await suite.Services.GetRequiredService<Rebuilding>().Run(default));
        Assert.Equal(0, await suite.Dispose());
        Assert.Empty(await connection.QueryAsync<string>("SELECT id FROM detentions"));
    }

    [Theory]
    [InlineData("UPDATE access_log SET id = x'0102' WHERE id = (SELECT MAX(id) FROM access_log WHERE reason IS NOT NULL)", 1)]
    [InlineData("UPDATE access_log SET reason = x'00ff' WHERE id = (SELECT MAX(id) FROM access_log WHERE reason IS NOT NULL)", 1)]
    [InlineData("UPDATE quarantine SET content = 'abc'", 1)]
    [InlineData("UPDATE quarantine SET content = x'00ff'", 1)]
    public async Task One_row_of_something_else_that_cannot_be_read_keeps_no_record(string meddling, int exit)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var reader = suite.As("sgt-01");
        reader.DefaultRequestHeaders.Add("X-Access-Reason", "Looking");
        await reader.Read("/detentions?status=all");
        await suite.As("feed-01").Tell(Told.Arrived("2026-06-10T11:00:00Z", record: "CR-1 "));
        await suite.As("supt-01").Dispose(await OldRecord.Ended(suite));
        await suite.Services.GetRequiredService<Database>().Write((connection, transaction) => connection.ExecuteAsync(meddling, transaction: transaction), default);

        Assert.Equal(exit, await suite.Dispose());

        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        Assert.Empty(await connection.QueryAsync<string>("SELECT id FROM detentions"));
    }

    [Theory]
    [InlineData("numbers", "something in local_numbers cannot be read")]
    [InlineData("valid_from", "something in local_numbers cannot be read (valid_from)")]
    public async Task Numbers_of_the_force_that_cannot_be_read_are_named_by_their_table(string column, string words)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("supt-01").Dispose(await OldRecord.Ended(suite));
        Assert.Equal(HttpStatusCode.Created, (await suite.As("admin-01").Call("/settings", new JsonObject { ["numbers"] = new JsonObject { ["keepDecidedRefusalDays"] = 2 }, ["reason"] = "Ours" })).Status);
        await suite.Services.GetRequiredService<Database>().Write((connection, transaction) => connection.ExecuteAsync($"UPDATE local_numbers SET {column} = 'abc'", transaction: transaction), default);

        var results = await ActivatorUtilities.CreateInstance<Disposing>(suite.Services).Run("operator", dryRun: false, default);

        Assert.Equal(words, Assert.Single(results).Left);
        Assert.Equal(1, await suite.Dispose());
    }

    [Fact]
    public async Task Who_disposed_of_what_when_and_under_what_rule_is_on_the_log_and_in_the_access_log()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var id = await OldRecord.Ended(suite);
        await suite.As("supt-01").Dispose(id);
        await suite.Dispose();

        var gone = Assert.Single((await suite.As("insp-01").Read($"/disposals?number={OldRecord.Number}")).Body!["items"]!.AsArray())!;
        Assert.Equal((id, "supt-01", "superintendent"), (gone["detentionId"]!.ToString(), gone["decidedBy"]!.ToString(), gone["decidedRole"]!.ToString()));
        Assert.Contains("kept 7 years", gone["ruleSaid"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty((await suite.As("insp-01").Read("/disposals?number=CR-12-NEVER")).Body!["items"]!.AsArray());
        var looks = (await suite.As("admin-01").Read($"/access-log?subject={id}")).Body!["items"]!.AsArray();
        var erasure = Assert.Single(looks, look => look!["action"]!.ToString() == "erasure")!;
        Assert.Contains(Environment.UserName, erasure["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.All(looks.Where(look => look != erasure), look => Assert.Null(look!["reason"]));
    }

    [Fact]
    public async Task Words_given_for_a_look_at_a_list_or_for_a_search_go_with_the_record_that_they_name()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var (gone, other) = (await OldRecord.Ended(suite), await OldRecord.Ended(suite, OldRecord.Number + "2"));
        await Say("insp-01", "/detentions", $"His mother rang about {OldRecord.Number.ToLowerInvariant()}.");
        await Say("hmi-01", "/certificates", $"{OldRecord.Number}: none?");
        await Say("insp-01", $"/detentions/{other}", $"held with {gone}");
        await suite.As("insp-01").Read($"/access-log?subject={OldRecord.Number.ToLowerInvariant()}");
        await Say("insp-01", "/detentions", $"{OldRecord.Number}2 alone");
        await Say("sgt-98", "/detentions", $"our own {OldRecord.Number}");
        Assert.Equal(6, (await Reasons(suite)).Count);

        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();
        // Whoever knows its number asks for it again.
        await suite.As("insp-01").Read($"/access-log?subject={OldRecord.Number}");

        Assert.Equal([$"{OldRecord.Number}2 alone", $"our own {OldRecord.Number}", $"subject {gone}"], (await Reasons(suite)).Where(said => !said.StartsWith("carried out by", StringComparison.Ordinal)));

        async Task Say(string persona, string address, string why)
        {
            var client = suite.As(persona);
            client.DefaultRequestHeaders.Add("X-Access-Reason", why);
            Assert.Equal(HttpStatusCode.OK, (await client.Read(address)).Status);
        }
    }

    [Fact]
    public async Task Words_given_for_a_change_of_a_setting_a_ladder_an_authority_or_the_rota_go_with_the_record_that_they_name()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var gone = await OldRecord.Ended(suite);
        var turn = (await suite.As("insp-01").Call("/rota", Delivery.Sending.Turn("custody-sergeant"))).Text("id");
        await suite.As("insp-01").Call($"/rota/{turn}/end", new JsonObject { ["reason"] = $"After {OldRecord.Number}" });
        await suite.As("admin-01").Call("/authorities/E08000099", new JsonObject { ["name"] = "Elsewhere", ["reason"] = $"Rang about {OldRecord.Number}" });
        await suite.Services.GetRequiredService<Database>().Write(
            async (connection, transaction) =>
            {
                foreach (var (id, reason) in new[] { ("a", $"Learnt from {OldRecord.Number}"), ("b", $"Learnt from {OldRecord.Number}2") })
                    await connection.ExecuteAsync(CustodyWatch.Log.Reference.LocalNumbersRow.InsertRow, new CustodyWatch.Log.Reference.LocalNumbersRow
                    {
                        Id = id,
                        Force = "99",
                        SetBy = "admin-01",
                        Reason = reason,
                    }, transaction);
            },
            default);
        Assert.Equal(4, (await Changes()).Count);

        await suite.As("supt-01").Dispose(gone);
        await suite.Dispose();

        Assert.Equal([$"Learnt from {OldRecord.Number}2"], await Changes());

        async Task<IReadOnlyList<string>> Changes()
        {
            await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
            return
            [
                .. (await connection.QueryAsync<CustodyWatch.Storage.Sealing.Sealed>(
                    """
                    SELECT reason FROM local_numbers UNION ALL SELECT reason FROM ladders UNION ALL SELECT reason FROM authority_changes
                    UNION ALL SELECT ended_reason FROM rota WHERE ended_reason IS NOT NULL
                    """)).Select(reason => reason.Text).Where(text => text.Contains(OldRecord.Number, StringComparison.Ordinal)),
            ];
        }
    }

    [Fact]
    public async Task Words_that_are_given_while_others_are_read_go_too()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var gone = await OldRecord.Ended(suite);
        var database = suite.Services.GetRequiredService<Database>();
        var words = await WordsElsewhere.Find(database, [gone], suite.Clock.GetCurrentInstant(), default);
        await suite.As("insp-01").Read($"/access-log?subject={OldRecord.Number.ToLowerInvariant()}");
        Assert.Single(await Reasons(suite));

        await database.Write(
            async (connection, transaction) => await words.Take(connection, transaction, (await DetentionRow.Find(connection, gone, transaction))!), default);

        Assert.Empty(await Reasons(suite));
    }

    [Fact]
    public async Task What_is_sent_again_is_known_and_what_is_new_is_refused_and_kept_apart()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var told = OldRecord.Told().Append(OldRecord.Released()).ToArray();
        var id = await suite.As("feed-01").Taken(told);
        await suite.As("supt-01").Dispose(id);
        await suite.Dispose();

        var again = await suite.As("feed-01").Tell(told[0].DeepClone());
        Assert.Equal((HttpStatusCode.OK, "duplicate", id), (again.Status, again.Text("status"), again.Text("detentionId")));
        var late = await suite.As("feed-01").Tell(Told.Drink("2012-06-10T18:00:00Z", OldRecord.Number));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "subject"), (late.Status, Assert.Single(late.Wrong)));
        Assert.Single((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task What_was_refused_goes_with_the_record_it_names_however_badly_it_was_made()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var feed = suite.As("feed-01");
        var id = await feed.Taken(OldRecord.Told().Append(OldRecord.Released()));
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        string[] refused =
        [
            $$"""{"subject":"{{OldRecord.Number}}","id":"a","id":"b"}""", $$"""{"subject":"{{OldRecord.Number}}","id":"\ud800"}""",
            $$"""{"data":{{deep}},"subject":"{{OldRecord.Number}}"}""", """{"id":"a","id":"b","data":"\ud800"}""",
        ];
        foreach (var one in refused) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await feed.Send(one, Harness.Posting.One)).Status);

        await suite.As("supt-01").Dispose(id);
        await suite.Dispose();

        Assert.Single((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("entry")]
    [InlineData("keep")]
    [InlineData("setting")]
    public async Task What_changed_since_it_was_decided_is_asked_once_more(string what)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var id = await OldRecord.Ended(suite);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("supt-01").Dispose(id)).Status);
        var changed = what switch
        {
            "hold" => await suite.As("insp-01").Call($"/detentions/{id}/holds", new JsonObject { ["kind"] = "litigation", ["reason"] = "Letter before claim" }),
            "keep" => await suite.As("insp-01").Call($"/detentions/{id}/retention", new JsonObject { ["decision"] = "keep", ["reason"] = "Inquest", ["reviewAt"] = "2030-01-01T00:00:00Z" }),
            "setting" => await suite.As("admin-01").Call("/settings", new JsonObject { ["numbers"] = new JsonObject { ["keepOtherRecordYears"] = 20 }, ["reason"] = "Inquiry" }),
            _ => await suite.As("feed-01").Tell(Told.Event("court-outcome", "2012-06-11T12:00:00Z", new { outcome = "bailed" }, OldRecord.Number)),
        };
        Assert.True((int)changed.Status < 300, changed.Body?.ToJsonString());

        Assert.Equal(0, await suite.Dispose());

        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Read($"/detentions/{id}")).Status);
        Assert.Empty((await suite.As("insp-01").Read("/disposals")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("DELETE FROM events WHERE position = 2; INSERT INTO disposed_links (position, disposal) SELECT 2, position FROM disposals")]
    [InlineData("UPDATE disposals SET decided_by = 'nobody'")]
    [InlineData("UPDATE disposals SET rule_said = 'because'")]
    [InlineData("DELETE FROM disposed_links WHERE position = (SELECT MIN(position) FROM disposed_links)")]
    public async Task A_gap_that_no_disposal_made_is_named_as_broken(string meddling)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T10:00:00Z"), Told.Drink("2026-06-10T11:00:00Z"));
        var id = await OldRecord.Ended(suite);
        await suite.As("supt-01").Dispose(id);
        await suite.Dispose();
        Assert.Equal("true", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        if (TestDatabase.Server is null) await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");

        await connection.ExecuteAsync(meddling);

        Assert.Equal("false", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));
    }

    [Theory]
    [InlineData("UPDATE events SET detention_id = @gone WHERE event_id = @living")]
    [InlineData("UPDATE alerts SET detention_id = @gone, subject = @gone WHERE id = @alert")]
    [InlineData("UPDATE alerts SET detention_id = @gone WHERE id = @alert")]
    [InlineData("UPDATE events SET suite = 'ELSEWHERE' WHERE detention_id = @gone AND position = (SELECT MAX(e.position) FROM events e WHERE e.detention_id = @gone)")]
    [InlineData("UPDATE events SET occurred = 'never' WHERE detention_id = @gone")]
    [InlineData("UPDATE events SET detention_id = @other WHERE detention_id = @gone AND position = (SELECT MAX(e.position) FROM events e WHERE e.detention_id = @gone)")]
    [InlineData("UPDATE records SET custody_record_number = 'CR-12-NONE' WHERE detention_id = @gone")]
    [InlineData("UPDATE silences SET set_by = 'sgt-02' WHERE detention_id = @gone")]
    [InlineData("UPDATE silence_lifts SET lifted_by = 'sgt-02'")]
    [InlineData("UPDATE holds SET set_by = 'sgt-02'")]
    [InlineData("UPDATE hold_lifts SET lifted_by = 'sgt-02'")]
    [InlineData("UPDATE countersignatures SET signed_by = 'sgt-02'")]
    [InlineData("UPDATE certificates SET signed_by = 'sgt-02'")]
    [InlineData("UPDATE retention_decisions SET decided_by = 'sgt-02'")]
    [InlineData("UPDATE alerts SET title = 'Nothing' WHERE detention_id = @gone")]
    [InlineData("UPDATE chain SET content_hash = hash WHERE position = (SELECT MIN(e.position) FROM events e WHERE e.detention_id = @gone)")]
    public async Task A_record_with_a_row_that_its_link_does_not_hold_for_is_left_alone_with_all_that_was_put_under_it(string meddling)
    {
        if (TestDatabase.Server is not null && meddling.Contains("never", StringComparison.Ordinal)) Assert.Skip("A column of SQL Server keeps what is of its type.");
        await using var suite = await CustodySuite.Open("2012-06-10T14:30:00Z");
        var (gone, _) = await OldRecord.Everything(suite);
        await suite.LookAt("2026-06-10T12:00:00Z");
        var searched = Told.Event(
            "strip-searched", "2026-06-10T11:00:00Z",
            new { authorisedBy = new { id = "4417", rank = "sergeant" }, reason = "Drugs", intimatePartsExposed = true, appropriateAdultPresent = false }, "CR-26-LIVE");
        var other = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T10:00:00Z", record: "CR-26-LIVE"), searched);
        await suite.Look();
        var alert = (await suite.As("sgt-01").Alerts()).First(one => one["detentionId"]?.ToString() == other)["id"]!.ToString();
        Assert.Equal(HttpStatusCode.Created, (await suite.As("supt-01").Dispose(gone)).Status);
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        if (TestDatabase.Server is null) await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
        Assert.True(await connection.ExecuteAsync(meddling, new { gone, other, alert, living = searched["id"]!.ToString() }) > 0);
        var before = await Counted();

        Assert.Equal(1, await suite.Dispose("--dry-run"));
        Assert.Equal(1, await suite.Dispose());

        Assert.Equal(before, await Counted());
        Assert.Equal("false", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));

        async Task<IReadOnlyList<long>> Counted() => (await connection.QueryAsync<long>(
            "SELECT COUNT(*) FROM events UNION ALL SELECT COUNT(*) FROM alerts UNION ALL SELECT COUNT(*) FROM alert_entries UNION ALL SELECT COUNT(*) FROM chain")).AsList();
    }

    // As they begin in the file, sealed; the rest of a long one lies on other pages.
    private static async Task<IReadOnlyList<string>> Reasons(CustodySuite suite)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        return [.. (await connection.QueryAsync<AccessRow>("SELECT reason FROM access_log WHERE reason IS NOT NULL")).Select(row => row.Reason!.Text).Order(StringComparer.Ordinal)];
    }

    private static async Task<IEnumerable<byte[]>> Contents(CustodySuite suite, string id)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        return (await connection.QueryAsync<byte[]>("SELECT content FROM events WHERE detention_id = @id UNION ALL SELECT content FROM certificates WHERE detention_id = @id", new { id }))
            .Select(content => content[..100]);
    }
}
