using System.Data.Common;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Log;

/// <summary>A suite whose database somebody has in hand, and what the chain then says of it.</summary>
internal static class Tampering
{
    public const string Now = "2012-06-10T14:30:00Z";

    // A look of the service's own would add links, and change alerts, between what was meddled with and what is said of it.
    public static Task<CustodySuite> Open(string now = Now, string? folder = null) => CustodySuite.Open(now, folder, Alerting.Untimed);

    public static async Task<DbConnection> Opened(CustodySuite suite)
    {
        var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        if (TestDatabase.Server is null) await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
        return connection;
    }

    public static async Task Unbind(DbConnection connection, string table)
    {
        if (TestDatabase.Server is null) return;
        foreach (var key in (await connection.QueryAsync<string>("SELECT name FROM sys.foreign_keys WHERE parent_object_id = OBJECT_ID(@table)", new { table })).AsList())
            await connection.ExecuteAsync($"ALTER TABLE {table} DROP CONSTRAINT {key}");
    }

    public static async Task Intact(CustodySuite suite)
    {
        var finding = await suite.As("admin-01").Read("/chain/verify");
        Assert.True(finding.Text("intact") == "true", finding.Body!.ToJsonString());
    }

    public static async Task<(long Position, string Reason)> Broken(CustodySuite suite)
    {
        var finding = await suite.As("admin-01").Read("/chain/verify");
        Assert.Equal("false", finding.Text("intact"));
        return (finding.Body!["firstBroken"]!["position"]!.GetValue<long>(), finding.Body["firstBroken"]!["reason"]!.ToString());
    }

    public static async Task<IReadOnlyList<string>> Columns(DbConnection connection, string table)
    {
        await using var reader = await connection.ExecuteReaderAsync($"SELECT * FROM {table} WHERE 1 = 0");
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}
