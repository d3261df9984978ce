using System.Diagnostics;
using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Simulator;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// Fills a database as a nation does: the latest detentions with all their entries, through the door of the log in batches as a
/// feed that catches up sends them; before them, as far back as ten years, copies of their figures, nights and questions, and of the
/// marks that those questions are about.
/// </summary>
internal sealed class NationFilling : IDisposable
{
    private const int ADay = 145, AtOnce = 10, Told = 1000;
    private static readonly Caller Feed = new() { UserId = "feed-of-the-nation", Role = Role.Feed };

    // Who was with a child, and every visit, is half of all marks, and few questions are about them.
    private const string AskedAbout = $"""
        AND (kind NOT IN ('{EntryMark.Hand}', '{EntryMark.Check}') OR EXISTS (SELECT 1 FROM questions q WHERE q.detention_id = entry_marks.detention_id
            AND q.kind IN ('{QuestionRow.TwoPlaces}', '{QuestionRow.RoundNumbers}', '{QuestionRow.ImpossibleCheck}')))
        """;
    private static readonly Duration Apart = Duration.FromDays(1) / ADay;
    private readonly IHost _host;
    private readonly Instant _now = CustodyWatch.Time.OfTheMachine.GetCurrentInstant();
    private readonly IReadOnlyList<InventedSuite> _suites;
    private readonly Chance _chance = new(1);

    public NationFilling(string folder)
    {
        var builder = Host.CreateApplicationBuilder(["--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"]);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        _host = builder.Build();
        // The last force is that of the demo's inspector.
        _suites = [.. InventedSuite.Nation(_chance).Select(suite => suite.Force == "43" ? new InventedSuite("99", suite.Code, suite.Authority, suite.Care) : suite)];
    }

    public static LocalDate Today => CustodyWatch.Time.OfTheMachine.GetCurrentInstant().InUtc().Date;

    public Database Database => _host.Services.GetRequiredService<Database>();

    public Task Prepare() => _host.Services.GetRequiredService<Migrations>().Run(CancellationToken.None);

    /// <summary>
    /// Enters the latest detentions a thousand at a time, the latest thousand first so that time may end it anywhere, and says what
    /// each cost. What of a child still held lies ahead is left out.
    /// </summary>
    /// <param name="within">How long to go on for.</param>
    public async Task Enter(int detentions, Duration within)
    {
        var (began, sent) = (Stopwatch.StartNew(), 0L);
        var log = _host.Services.GetRequiredService<CustodyLog>();
        for (var done = 0; done < detentions && began.Elapsed < within.ToTimeSpan(); done += Told)
        {
            var (watch, used) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            var before = sent;
            for (var n = Math.Min(Told, detentions - done); n > 0; n -= AtOnce)
            {
                var entries = Enumerable.Range(0, Math.Min(AtOnce, n)).SelectMany(one => Invent(done + n - one, _now - Apart * (done + n - one)))
                    .Where(entry => entry.Time <= _now).Select(entry => EnvelopeReader.Read(entry.ToJson(), _now)).ToArray();
                foreach (var outcome in await Send(log, entries))
                    if (outcome.Status is not (OutcomeStatus.Accepted or OutcomeStatus.Duplicate)) throw new InvalidOperationException(string.Join("; ", outcome.Refusal!.Errors.SelectMany(error => error.Value)));
                sent += entries.Length;
            }
            var (told, took) = (Math.Min(Told, detentions - done), Process.GetCurrentProcess().TotalProcessorTime - used);
            Say($"  {done + told,7:N0} detentions, {sent,10:N0} entries: of the last {told:N0} each {watch.ElapsedMilliseconds / (double)told:0.0} ms, {took.TotalMilliseconds / told:0.0} ms of a processor, {took.TotalMilliseconds / (sent - before) * 100:0.0} ms a hundred entries");
        }
    }

    // As a feed does: what was not taken is sent again, on a machine that stands still at times.
    private static async Task<IReadOnlyList<Outcome>> Send(CustodyLog log, Submission[] entries)
    {
        while (true)
            try
            {
                return await log.Append(entries, Feed, CancellationToken.None);
            }
            catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
            {
                Say($"  not taken, and sent again: {exception.Message}");
            }
    }

    /// <summary>Copies what was entered back in time until there are so many detentions; entries and clocks are not copied.</summary>
    public async Task CopyBack(int detentions)
    {
        const string select = $"SELECT {FiguresRow.Columns} FROM figures d WHERE d.counted = 1 AND d.detention_id NOT LIKE '00-%'";
        List<FiguresRow> latest;
        await using (var connection = await Database.Open(CancellationToken.None))
            latest = (await FiguresRow.Read(connection, select, new { })).AsList();
        var span = Duration.FromDays(Math.Ceiling((Apart * latest.Count).TotalDays));
        var began = Stopwatch.GetTimestamp();
        var copies = Math.Max(0, (detentions - 1) / latest.Count);
        await Database.Write((connection, transaction) => connection.ExecuteAsync("UPDATE timers SET fires_at = NULL", transaction: transaction), CancellationToken.None);
        for (var copy = 1; copy <= copies; copy++)
        {
            var (back, prefix) = (span * copy, string.Create(CultureInfo.InvariantCulture, $"00-{copy:00}-"));
            var totals = new TotalsChanges();
            foreach (var some in latest.GroupBy(row => FiguresRow.MonthOf(row.Figures!.ArrivedAt - back)).SelectMany(month => month.Chunk(500)))
                await Database.Write((connection, transaction) => Copy(connection, transaction, some, back, prefix, totals), CancellationToken.None);
            await Database.Write((connection, transaction) => totals.Put(connection, transaction, Database.Dialect), CancellationToken.None);
        }
        if (copies > 0) Say($"  {latest.Count * copies:N0} more in figures alone, {Stopwatch.GetElapsedTime(began).TotalMilliseconds / (latest.Count * copies):0.00} ms each");
    }

    public void Dispose() => _host.Dispose();

    internal static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private List<InventedEvent> Invent(int number, Instant arrived) => Detention.Invent(
        _chance.Between(0, int.MaxValue - 1), _suites[_chance.Between(0, _suites.Count - 1)],
        string.Create(CultureInfo.InvariantCulture, $"CR-{arrived.InUtc().Year % 100:00}-{number:000000}"), arrived);

    // All of one month.
    private static async Task Copy(
        System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, IReadOnlyList<FiguresRow> rows, Duration back, string prefix, TotalsChanges totals)
    {
        var copies = rows.Select(row => row with { DetentionId = prefix + row.DetentionId, Figures = Earlier(row.Figures!, back) }).Select(row => row with { Month = FiguresRow.MonthOf(row.Figures!.ArrivedAt) }).ToArray();
        var (some, moved, month) = (rows.Select(row => row.DetentionId).ToArray(), (long)back.TotalMilliseconds, copies[0].Month);
        string[] times = ["arrived_at", "authorised_at", "charged_at", "bail_refused_at", "ended_at", "review_open_due_at", "no_reply_from", "overnight_from"];
        await Multiply("records", "detention_id", ("custody_record_number", "@prefix || custody_record_number"));
        await Multiply("detentions", "id", ("custody_record_number", "@prefix || custody_record_number"), ("arrived_at", "arrived_at - @moved"), ("ended_at", "ended_at - @moved"));
        await Multiply("questions", "detention_id", ("arrived_at", "arrived_at - @moved"));
        var on = await connection.ExecuteScalarAsync<long>("SELECT MAX(position) FROM entry_marks", transaction: transaction);
        await Multiply("entry_marks", "detention_id", ("position", $"position + {on}"), ("occurred", "occurred - @moved"));
        // A place in the order of lots that nothing can be told from: a long stride along the range of such places.
        await Multiply(
            "figures", "detention_id",
            [("month", "@month"), ("sample_key", "sample_key % 9000000000000000000 + @moved * 40503"), .. times.Select(time => (time, time + " - @moved"))]);
        await Multiply("nights", "detention_id", ("night", $"date(night, '-{(int)back.TotalDays} days')"));
        foreach (var copy in copies) totals.Add(copy, Instant.MaxValue, sign: 1);

        async Task Multiply(string table, string key, params (string Column, string Value)[] other)
        {
            var columns = (await connection.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')", transaction: transaction)).ToArray();
            var values = columns.Select(column => column == key ? "@prefix || " + key : other.FirstOrDefault(one => one.Column == column).Value ?? column);
            await connection.ExecuteAsync(
                $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} WHERE {key} IN @some {(table == "entry_marks" ? AskedAbout : "")}",
                new { some, prefix, moved, month }, transaction);
        }
    }

    private static DetentionFigures Earlier(DetentionFigures one, Duration back) => one with
    {
        ArrivedAt = one.ArrivedAt - back,
        AuthorisedAt = one.AuthorisedAt - back,
        ChargedAt = one.ChargedAt - back,
        BailRefusedAt = one.BailRefusedAt - back,
        EndedAt = one.EndedAt - back,
        ReviewOpenDueAt = one.ReviewOpenDueAt - back,
        NoReplyFrom = one.NoReplyFrom - back,
        OvernightFrom = one.OvernightFrom - back,
    };
}
