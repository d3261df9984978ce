using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Chaos;

/// <summary>
/// A records system that never stops: a child arrives every so often whose drink falls due within seconds, the others are written
/// about all the time, and whatever is not answered is sent again until it is.
/// </summary>
internal sealed class Load(Func<RealService?> service)
{
    private const int Writers = 3;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1.5), Pause = TimeSpan.FromMilliseconds(40);
    private static readonly Duration Drink = Duration.FromHours(4), Stays = Duration.FromSeconds(60);

    private readonly ConcurrentQueue<(string Record, Instant DueAt)> _held = [];
    private int _number;

    /// <summary>Each entry that was answered as taken, by its id.</summary>
    public ConcurrentDictionary<string, bool> Acknowledged { get; } = [];

    /// <summary>When the drink of each child is due, and when their arrival was known to be on disk.</summary>
    public ConcurrentDictionary<string, (Instant DueAt, Instant Known)> Children { get; } = [];

    /// <summary>How many sendings were not answered with a success, and were made again.</summary>
    public int Again;

    public Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(1, Writers).Select(_ => Write(stop)).Append(Admit(stop)));

    private async Task Admit(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (record, now) = ($"CH-{Interlocked.Increment(ref _number)}", Time.OfTheMachine.GetCurrentInstant());
            var due = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 4 + (_number % 6));
            await Send(Told.Arrived(Text(due - Drink), record: record, id: record));
            Children[record] = (due, Time.OfTheMachine.GetCurrentInstant());
            _held.Enqueue((record, due));
            while (_held.TryPeek(out var first) && first.DueAt + Stays < now && _held.TryDequeue(out first))
                await Send(Told.Released(Text(now), first.Record));
            await Wait(Every, stop);
        }
    }

    private async Task Write(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_held.ToArray() is { Length: > 0 } held)
                await Send(Told.Event(
                    "youth-justice-told", Text(Time.OfTheMachine.GetCurrentInstant()), new { service = "Team" }, held[Interlocked.Increment(ref _number) % held.Length].Record));
            await Wait(Pause, stop);
        }
    }

    private async Task Send(JsonObject told)
    {
        while (true)
        {
            try
            {
                if (service() is { } there)
                {
                    using var feed = there.As("feed-01");
                    feed.Timeout = TimeSpan.FromSeconds(40);
                    var answer = await feed.Tell(told);
                    if (answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK) break;
                    if (answer.Status < HttpStatusCode.InternalServerError && answer.Status != HttpStatusCode.TooManyRequests)
                        throw new InvalidOperationException($"{told["type"]} was refused: {answer.Status} {answer.Body}");
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
            {
                // It is not known whether it was taken.
            }
            Interlocked.Increment(ref Again);
            await Task.Delay(100, CancellationToken.None);
        }
        Acknowledged[told["id"]!.ToString()] = true;
    }

    private static async Task Wait(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, stop);
        }
        catch (OperationCanceledException)
        {
            // That is all.
        }
    }

    private static string Text(Instant instant) => InstantPattern.General.Format(instant);
}
