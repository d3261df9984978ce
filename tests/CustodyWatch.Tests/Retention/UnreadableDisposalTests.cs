using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Retention;

/// <summary>What cannot be read is named, and keeps nothing else from being disposed of.</summary>
public sealed class UnreadableDisposalTests
{
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
    [InlineData("UPDATE access_log SET id = x'0102' WHERE id = (SELECT MAX(id) FROM access_log WHERE reason IS NOT NULL)")]
    [InlineData("UPDATE access_log SET reason = x'00ff' WHERE id = (SELECT MAX(id) FROM access_log WHERE reason IS NOT NULL)")]
    [InlineData("UPDATE quarantine SET content = 'abc'")]
    [InlineData("UPDATE quarantine SET content = x'00ff'")]
    public async Task One_row_of_something_else_that_cannot_be_read_keeps_no_record(string meddling)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var reader = suite.As("sgt-01");
        reader.DefaultRequestHeaders.Add("X-Access-Reason", "Looking");
        await reader.Read("/detentions?status=all");
        await suite.As("feed-01").Tell(Told.Arrived("2026-06-10T11:00:00Z", record: "CR-1 "));
        await suite.As("supt-01").Dispose(await OldRecord.Ended(suite));
        await suite.Services.GetRequiredService<Database>().Write((connection, transaction) => connection.ExecuteAsync(meddling, transaction: transaction), default);

        Assert.Equal(1, await suite.Dispose());

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
}
