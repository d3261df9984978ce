using System.Net.Http.Headers;
using System.Text;
using CustodyWatch.Pace;
using CustodyWatch.Storage;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Log.Proof;

/// <summary>
/// Notes once a day where the chain stands, in a file beside the database and, when one is set, with somebody outside. Looked at
/// every hour, so that a day on which the service was down in part still has its anchor.
/// </summary>
public sealed partial class DailyAnchor(
    Database database, IOptions<AnchorOptions> options, IOptions<StorageOptions> storage, IClock clock,
    IHttpClientFactory outside, ILogger<DailyAnchor> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The file that holds the anchors of this node.</summary>
    public string Path => System.IO.Path.GetFullPath(
        options.Value.File ?? System.IO.Path.Combine(storage.Value.DataPath, "anchors.ndjson"), AppContext.BaseDirectory);

    // The last line of the file that was taken outside.
    private string SentPath => Path + ".sent";

    /// <summary>When the chain was last anchored, as far as this node knows; where it never was, since when it tries.</summary>
    public Instant Anchored { get; private set; } = clock.GetCurrentInstant();

    /// <summary>When the oldest anchor was noted that is to be posted outside and has not been taken; null where none waits.</summary>
    public Instant? Unposted { get; private set; }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (options.Value.File is not null) Begin().Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"CustodyWatch:Anchors:File names {Path}, to which nothing can be added: {exception.Message}", exception);
        }
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await Note(stoppingToken);
                await Send(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                NotNoted(log, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Adds today's anchor, when the file does not have it yet.</summary>
    public Task Note(CancellationToken cancel) => InTurn(NoteNow, cancel);

    /// <summary>Posts the anchors that have not been taken outside yet, the oldest first; what is not taken is tried again.</summary>
    public Task Send(CancellationToken cancel) => InTurn(SendNow, cancel);

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    private async Task InTurn(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await work(cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task NoteNow(CancellationToken cancel)
    {
        var now = clock.Now();
        var day = LondonTime.DateAt(now);
        var anchors = await ChainAnchor.ReadFile(Path, cancel);
        if (anchors.Count > 0) Anchored = anchors.Max(anchor => anchor.At);
        if (anchors.Any(anchor => anchor.Day == day)) return;
        await using var connection = await database.Open(cancel);
        var head = await ChainLink.Head(connection);
        await using var file = Begin();
        var line = new ChainAnchor(day, now, head.Position, Convert.ToHexStringLower(head.Hash)).ToLine();
        await file.WriteAsync(Encoding.UTF8.GetBytes("\n" + line), cancel);
        file.Flush(flushToDisk: true);
        Anchored = now;
    }

    private FileStream Begin()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    private async Task SendNow(CancellationToken cancel)
    {
        if (options.Value.Url is not { } url) return;
        var anchors = await ChainAnchor.ReadFile(Path, cancel);
        var sent = File.Exists(SentPath) ? Sent(anchors, (await File.ReadAllTextAsync(SentPath, cancel)).Trim()) : 0;
        using var http = outside.CreateClient(nameof(DailyAnchor));
        foreach (var anchor in anchors.Skip(sent))
        {
            Unposted = anchor.At;
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Content = new StringContent(anchor.ToLine(), Encoding.UTF8, "application/json");
            if (options.Value.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request, cancel);
            answer.EnsureSuccessStatusCode();
            await File.WriteAllTextAsync(SentPath, anchor.ToLine(), cancel);
        }
        Unposted = null;
    }

    // Where another file was put in the place of the one it was of, nothing was sent. Older versions kept how many lines were.
    private static int Sent(IReadOnlyList<ChainAnchor> anchors, string last)
    {
        if (int.TryParse(last, out var count)) return count <= anchors.Count ? count : 0;
        return anchors.Index().Where(one => one.Item.ToLine() == last).Select(one => one.Index + 1).LastOrDefault();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The anchor of the chain could not be noted or sent; it is tried again in an hour.")]
    private static partial void NotNoted(ILogger log, Exception exception);
}
