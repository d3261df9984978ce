using CustodyWatch.Log;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Oversight;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Log;

public sealed class RenewalTests
{
    [Fact]
    public async Task What_an_older_version_made_is_counted_one_by_one_then_made_anew_and_touches_no_timer()
    {
        await using var suite = await CustodySuite.Open(Invented.Now, embedded: true, adjust: Alone);
        await suite.As("feed-01").Taken(Invented.Children(20));
        var (statistics, questions) = (await Statistics(suite), await Questions(suite));
        var database = suite.Services.GetRequiredService<Database>();
        await using (var connection = await database.Open(default))
            await connection.ExecuteAsync("""
                UPDATE figures SET version = 0;
                UPDATE totals SET dimension = SUBSTR(dimension, 3);
                UPDATE figures SET looked_after = 1 - looked_after;
                DELETE FROM questions; DELETE FROM entry_marks;
                """);
        Assert.NotEqual(statistics, await Statistics(suite));
        Assert.Equal(statistics.Count(letter => letter == '{'), (await Statistics(suite)).Count(letter => letter == '{'));
        var timers = await Timers(database);

        await suite.Services.GetRequiredService<Renewal>().Run(default);

        Assert.Equal((statistics, questions, timers), (await Statistics(suite), await Questions(suite), await Timers(database)));
        Assert.Equal(20, suite.Services.GetRequiredService<Renewal>().Done);
        Assert.False(suite.Services.GetRequiredService<Renewal>().IsWanted);
        await using var looking = await database.Open(default);
        Assert.Equal(0, await looking.ExecuteScalarAsync<int>($"SELECT COUNT(*) FROM totals WHERE dimension NOT LIKE '{FiguresRow.Current}:%'"));
    }

    [Fact]
    public async Task The_service_sees_to_it_by_itself_after_it_was_started()
    {
        await using var folder = new LastingFolder();
        string before;
        await using (var suite = await CustodySuite.Open(Invented.Now, folder.Path, Alone, embedded: true))
        {
            await suite.As("feed-01").Taken(Invented.Children(3));
            before = await Statistics(suite);
            await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
            await connection.ExecuteAsync("UPDATE figures SET version = 0, age = 9; DELETE FROM totals; DELETE FROM questions");
        }
        await using (var suite = await CustodySuite.Open(Invented.Now, folder.Path, embedded: true))
        {
            var renewal = suite.Services.GetRequiredService<Renewal>();
            await Eventually.True(() => renewal is { Done: 3, IsWanted: false });
            Assert.Equal(before, await Statistics(suite));
        }
    }

    [Fact]
    public async Task A_record_that_had_to_be_written_twice_is_counted_once()
    {
        var journeys = new Journeys();
        await using var suite = await CustodySuite.Open(Invented.Now, embedded: true, adjust: builder =>
        {
            Alone(builder);
            builder.Services.AddSingleton<Dialect>(DistantDialect.In(builder.Configuration, journeys));
        });
        await suite.As("feed-01").Taken(Invented.Children(3));
        await using (var connection = await suite.Services.GetRequiredService<Database>().Open(default))
            await connection.ExecuteAsync("UPDATE figures SET version = 0");

        journeys.LosesCommit = true;
        await suite.Services.GetRequiredService<Renewal>().Run(default);

        Assert.False(journeys.LosesCommit);
        Assert.Equal(3, suite.Services.GetRequiredService<Renewal>().Done);
    }

    // What was disposed of can be worked out by no version: a migration puts it into the totals of each.
    [Theory]
    [InlineData("sqlite")]
    [InlineData("sqlserver")]
    public void The_figures_of_this_version_bring_along_those_of_what_was_disposed_of(string engine)
    {
        var program = typeof(Migrations).Assembly;
        var migrations = program.GetManifestResourceNames().Where(name => name.StartsWith($"db.{engine}.", StringComparison.Ordinal)).Select(name =>
        {
            using var text = new StreamReader(program.GetManifestResourceStream(name)!);
            return text.ReadToEnd();
        });
        Assert.Contains(migrations, text => text.Contains($"'{FiguresRow.Current}:'", StringComparison.Ordinal) && text.Contains("FROM disposed_totals", StringComparison.Ordinal));
    }

    private static void Alone(WebApplicationBuilder builder) => builder.Services.Remove(
        builder.Services.Single(service => service.ImplementationType == typeof(RenewalAtStart)));

    private static async Task<string> Statistics(CustodySuite suite) =>
        (await suite.As("insp-01").Read("/statistics?by=age")).Body!.ToJsonString();

    private static async Task<string> Questions(CustodySuite suite) =>
        (await suite.As("insp-01").Read("/integrity?limit=500")).Body!.ToJsonString();

    private static async Task<string> Timers(Database database)
    {
        await using var connection = await database.Open(default);
        return string.Join(' ', await connection.QueryAsync<string>("SELECT detention_id || version FROM timers ORDER BY detention_id"));
    }
}
