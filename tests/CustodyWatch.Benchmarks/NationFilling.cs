using System.Diagnostics;
using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Simulator;
using CustodyWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>
/// Fills a database as a nation does: the latest detentions with all their entries, through the door of the log in batches as a
/// feed that catches up sends them; before them, as far back as ten years, <see cref="NationCopies">copies</see> of what oversight reads.
/// </summary>
internal sealed class NationFilling : IDisposable
{
    private const int ADay = 145, AtOnce = 10, Told = 1000;
    private static readonly Caller Feed = new() { UserId = "feed-of-the-nation", Role = Role.Feed };

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
        _suites = [.. NationalYear.Nation(_chance).Select(suite => suite.Force == "43" ? new InventedSuite("99", suite.Code, suite.Authority, suite.Care) : suite)];
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
        var began = Stopwatch.GetTimestamp();
        var made = await new NationCopies(Database, Apart).Make(detentions);
        if (made > 0) Say($"  {made:N0} more in figures alone, {Stopwatch.GetElapsedTime(began).TotalMilliseconds / made:0.00} ms each");
    }

    public void Dispose() => _host.Dispose();

    internal static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private List<InventedEvent> Invent(int number, Instant arrived) => Detention.Invent(
        _chance.Between(0, int.MaxValue - 1), _suites[_chance.Between(0, _suites.Count - 1)],
        string.Create(CultureInfo.InvariantCulture, $"CR-{arrived.InUtc().Year % 100:00}-{number:000000}"), arrived);
}
