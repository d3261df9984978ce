using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Board;

/// <summary>A board costs what those cost who are held, however many were in the suite before them.</summary>
public sealed partial class BoardPlanTests
{
    [Theory]
    [InlineData("sgt-01", "/api/v1/suites/CENTRAL/board")]
    [InlineData("sgt-01", "/suites/CENTRAL")]
    [InlineData("insp-01", "/forces/99")]
    [InlineData("insp-01", "/api/v1/due?within=PT8H")]
    public async Task Whoever_is_held_is_looked_up_and_not_looked_for_among_all_who_ever_were(string persona, string address)
    {
        var heard = new ConcurrentBag<string>();
        await using var folder = new LastingFolder();
        var file = SqliteDialect.Of(Path.Combine(folder.Path, "custodywatch.db")).ConnectionString;
        await using var suite = await CustodySuite.Open(
            "2026-06-10T12:30:00Z", folder.Path, embedded: true, adjust: builder =>
            {
                Alerting.Untimed(builder);
                builder.Services.AddSingleton<Dialect>(new ListeningDialect(file, heard.Add));
            });
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        heard.Clear();

        using var answer = await suite.As(persona).GetAsync(address);

        answer.EnsureSuccessStatusCode();
        var asked = heard.SelectMany(sql => sql.Split(';')).Where(sql => sql.Contains("detentions d", StringComparison.Ordinal)).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, sql => Assert.DoesNotMatch(AmongAll(), Plan(file, sql)));
    }

    private static string Plan(string file, string sql)
    {
        using var connection = new SqliteConnection(file);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct()) command.Parameters.AddWithValue(name, DBNull.Value);
        using var rows = command.ExecuteReader();
        var plan = new List<string>();
        while (rows.Read()) plan.Add(rows.GetString(3));
        return string.Join('\n', plan);
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    // From end to end, or by nothing narrower than the force or the suite.
    [GeneratedRegex(@"SCAN [acdo]\b|SEARCH [acdo] USING .*\(force=\?( AND suite=\?)?\)")]
    private static partial Regex AmongAll();
}
