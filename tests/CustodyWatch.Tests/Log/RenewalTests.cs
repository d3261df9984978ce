using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Oversight;
using CustodyWatch.Tests.Retention;
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
            await connection.ExecuteAsync($"""
                UPDATE figures SET version = 0;
                DELETE FROM totals WHERE dimension NOT LIKE '{FiguresRow.Current}:%';
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
        await using (var suite = await CustodySuite.Open(Invented.Now, folder.Path, Alerting.Untimed, embedded: true))
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

    // What was disposed of can be worked out by no version; and the one before takes away the totals of this, before this goes on or meanwhile.
    [Theory]
    [InlineData("UPDATE figures SET version = 3; DELETE FROM totals")]
    [InlineData("DELETE FROM totals; INSERT INTO totals SELECT * FROM others WHERE dimension NOT LIKE '%:disposed'")]
    public async Task What_was_disposed_of_is_in_the_figures_again_from_the_first_moment_after_the_version_before_was_there(string takenAway)
    {
        await using var folder = new LastingFolder();
        string before;
        await using (var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, Alone, embedded: true))
        {
            await OldRecord.Ended(suite, "CR-12-OTHER");
            await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
            await connection.ExecuteAsync("CREATE TABLE others AS SELECT * FROM totals");
            var gone = await OldRecord.Ended(suite);
            before = await Statistics(suite);
            await suite.As("supt-01").Dispose(gone);
            await suite.Dispose();
            await connection.ExecuteAsync(takenAway);
        }
        await using (var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, Alone, embedded: true))
        {
            Assert.Equal(before, await Statistics(suite));
            await suite.Services.GetRequiredService<Renewal>().Run(default);
            Assert.Equal(before, await Statistics(suite));
            await suite.Services.GetRequiredService<Rebuilding>().Run(default);
            await suite.Services.GetRequiredService<Renewal>().Run(default);
            Assert.Equal(before, await Statistics(suite));
        }
    }

    // A migration that put it into the totals of a version would have it twice in them: the program does so.
    [Theory]
    [InlineData("sqlite")]
    [InlineData("sqlserver")]
    public void No_migration_puts_into_totals_what_was_disposed_of_but_those_that_did_so_before_the_program_could(string engine)
    {
        var program = typeof(Migrations).Assembly;
        var folder = $"db.{engine}.";
        var migrations = program.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Where(name =>
        {
            using var text = new StreamReader(program.GetManifestResourceStream(name)!);
            return text.ReadToEnd().Contains("FROM disposed_totals", StringComparison.Ordinal);
        });
        Assert.Equal(["V0089_figures_version.sql", "V0100_figures_of_two.sql", "V0117_figures_of_four.sql"], migrations.Select(name => name[folder.Length..]).Order(StringComparer.Ordinal));
    }

    private static void Alone(WebApplicationBuilder builder)
    {
        Alerting.Untimed(builder);
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(RenewalAtStart)));
    }

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
