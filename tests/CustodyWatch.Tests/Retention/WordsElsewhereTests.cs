using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Retention;

/// <summary>What was written of a record elsewhere goes with it.</summary>
public sealed class WordsElsewhereTests
{
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

    private static async Task<IReadOnlyList<string>> Reasons(CustodySuite suite)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        return [.. (await connection.QueryAsync<AccessRow>("SELECT reason FROM access_log WHERE reason IS NOT NULL")).Select(row => row.Reason!.Text).Order(StringComparer.Ordinal)];
    }
}
