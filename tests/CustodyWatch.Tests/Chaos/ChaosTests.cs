using System.Diagnostics;
using System.Globalization;
using System.Net;
using CustodyWatch.Tests.Harness;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CustodyWatch.Tests.Chaos;

/// <summary>The real process under load, killed and hindered; <c>ops/chaos</c> does so many times more, and with a disk that is full.</summary>
public sealed class ChaosTests(ITestOutputHelper output) : IAsyncDisposable
{
    // A name, and the two identifiers that Notify's keys end with.
    private const string ApiKey = "custody-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    private readonly Random _chance = new(Given("CUSTODYWATCH_CHAOS_SEED", 1));
    private readonly List<Interval> _able = [];
    private readonly string _folder = Environment.GetEnvironmentVariable("CUSTODYWATCH_CHAOS_FOLDER") ?? Directory.CreateTempSubdirectory("custodywatch-chaos-").FullName;
    private RealService? _service;
    private Sink? _sink;
    private RedisServer? _redis;
    private Instant _since;
    private int _kills, _others;

    private static int Kills => Given("CUSTODYWATCH_CHAOS", 1);

    /// <summary>Whether the folder is a small disk of its own, that may be filled and be made read-only.</summary>
    private static bool OwnDisk => Environment.GetEnvironmentVariable("CUSTODYWATCH_CHAOS_FOLDER") is not null;

    private static Instant Now => Time.OfTheMachine.GetCurrentInstant();

    private string Database => Path.Combine(_folder, "custodywatch.db");

    [Fact]
    public async Task Killed_and_hindered_under_load_it_loses_nothing_doubles_no_alert_and_raises_what_fell_due_when_it_is_back()
    {
        Assert.SkipUnless(TestDatabase.Server is null, "The faults are those of the embedded database.");
        _sink = await Sink.Open();
        if (RedisServer.IsInstalled) _redis = await RedisServer.Start();
        await Start();
        using (var inspector = _service!.As("insp-01"))
            Assert.Equal(HttpStatusCode.Created, (await inspector.Call("/rota", Delivery.Sending.Turn("custody-sergeant", until: "2099-01-01T00:00:00Z"))).Status);
        using var enough = new CancellationTokenSource();
        var load = new Load(() => _service);
        var sending = load.Run(enough.Token);
        for (var round = 1; _kills < Kills; round++)
        {
            await Progress(load, sending);
            if (round % 5 == 0) await Hinder(round / 5);
            else await KillAndStart();
        }
        await Progress(load, sending);
        _sink.Answers = Answers.Taking;
        await enough.CancelAsync();
        await sending.WaitAsync(Long, CancellationToken.None);
        var verdict = await Settled(load);
        output.WriteLine(FormattableString.Invariant($"{_kills} kills and {_others} other faults, {load.Again} sendings made again\n{verdict}"));
        using var admin = _service!.As("admin-01");
        Assert.Equal("true", (await admin.Read("/chain/verify")).Text("intact"));
        Assert.Empty(verdict.Lost);
        Assert.Empty(verdict.Doubled);
        Assert.Empty(verdict.Early);
        Assert.Empty(verdict.Missing);
        Assert.Equal(0, verdict.Untold);
    }

    // At any moment, and not only when it is at rest.
    private async Task KillAndStart()
    {
        await Task.Delay(_chance.Next(0, 1500));
        var dead = _service!;
        _service = null;
        Unable();
        await dead.Kill();
        await dead.DisposeAsync();
        _kills++;
        await Start();
        if (_kills % 10 == 0) Console.WriteLine($"{_kills} kills and {_others} other faults");
    }

    private async Task Hinder(int which)
    {
        _others++;
        // What is outside stays so until the next time, and is no excuse for being late. Each of it comes with each fault.
        _sink!.Answers = (Answers)(which / 2 % 4);
        if (_redis is not null) _redis = await Redis(_redis, gone: _sink.Answers == Answers.Gone);
        List<Func<TimeSpan, Task>> faults = [StandStill, Locked];
        if (RealService.MayBeHindered) faults.AddRange([SlowDisk, _service!.FailingDisk]);
        if (OwnDisk) faults.AddRange([Full, ReadOnly]);
        Unable();
        await faults[which % faults.Count](TimeSpan.FromSeconds(_chance.Next(2, 9)));
        await _service!.BecomeReady();
        _since = Now;
    }

    private async Task StandStill(TimeSpan time)
    {
        await _service!.Freeze();
        await Task.Delay(time);
        await _service.Thaw();
    }

    private static async Task<RedisServer> Redis(RedisServer redis, bool gone)
    {
        await redis.Kill();
        if (gone) return redis;
        await redis.DisposeAsync();
        return await RedisServer.Start(redis.Port);
    }

    private Task SlowDisk(TimeSpan time) => _service!.SlowDisk(TimeSpan.FromMilliseconds(_chance.Next(20, 300)), time);

    private async Task Locked(TimeSpan time)
    {
        await using var connection = new SqliteConnection($"Data Source={Database}");
        await connection.OpenAsync();
        await using var holding = connection.BeginTransaction(deferred: false);
        await Task.Delay(time);
    }

    private async Task Full(TimeSpan time)
    {
        var filler = Path.Combine(_folder, "filler");
        try
        {
            await using var file = File.Create(filler);
            var block = new byte[64 * 1024];
            while (true) await file.WriteAsync(block);
        }
        catch (IOException)
        {
            // Full.
        }
        await Task.Delay(time);
        File.Delete(filler);
    }

    private async Task ReadOnly(TimeSpan time)
    {
        string[] files = [Database, Database + "-wal"];
        await Run("chattr", ["+i", .. files]);
        await Task.Delay(time);
        await Run("chattr", ["-i", .. files]);
    }

    private static async Task Run(string program, IEnumerable<string> arguments) => Assert.Equal(0, (await OtherProgram.Run(program, arguments)).Exit);

    private async Task Start()
    {
        _service = await RealService.Start(_folder, new Dictionary<string, string>(_redis?.Settings ?? [])
        {
            ["CustodyWatch:Delivery:Notify:ApiKey"] = ApiKey,
            ["CustodyWatch:Delivery:Notify:BaseUrl"] = _sink!.Address,
            ["CustodyWatch:Delivery:Notify:TextTemplateId"] = "text",
            ["CustodyWatch:Delivery:Notify:EmailTemplateId"] = "email",
            ["CustodyWatch:Delivery:Webhooks:0:Name"] = "control-room",
            ["CustodyWatch:Delivery:Webhooks:0:Force"] = "99",
            ["CustodyWatch:Delivery:Webhooks:0:Url"] = _sink.Address + "/hook",
            ["CustodyWatch:Delivery:Webhooks:0:Secret"] = "a-secret-shared-with-the-receiver-1",
        });
        _since = Now;
    }

    private void Unable() => _able.Add(new Interval(_since, Now));

    // A few more entries are taken, however busy the machine is.
    private static async Task Progress(Load load, Task sending)
    {
        var (enough, waited) = (load.Acknowledged.Count + 15, Stopwatch.StartNew());
        while (load.Acknowledged.Count < enough)
        {
            if (sending.IsFaulted) await sending;
            Assert.True(waited.Elapsed < Long, "Nothing more is taken.");
            await Task.Delay(20);
        }
    }

    // Everything has fallen due, and what was owed has been told and tried.
    private async Task<Verdict> Settled(Load load)
    {
        var able = _able.Append(new Interval(_since, Now + Duration.FromHours(1))).ToList();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var verdict = await Verdict.Of(Database, load, _sink!, able);
            if ((verdict.Missing.Count == 0 && verdict.Untold == 0) || waited.Elapsed > Long) return verdict;
            await Task.Delay(500);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        if (_sink is not null) await _sink.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        if (!OwnDisk) await TestDatabase.Remove(_folder);
    }

    private static int Given(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : usual;
}
