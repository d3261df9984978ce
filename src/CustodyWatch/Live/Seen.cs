using System.Data.Common;
using System.Threading.Channels;
using CustodyWatch.Delivery;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Live;

/// <summary>An alert that stood drawn on somebody's screen.</summary>
public sealed record Sight(string AlertId, long Position, string UserId, string? Audience);

/// <summary>
/// Keeps what was seen, by whom and when, and calls off what was still to be sent to the same audience elsewhere. Many sights are
/// kept at once, so that a thousand screens do not hold up one child's timer; one that is lost costs a text and no more.
/// </summary>
public sealed partial class Seen(Database database, IClock clock, ILogger<Seen> log) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Sight> _sights = Channel.CreateBounded<Sight>(
        new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Note(IEnumerable<Sight> sights)
    {
        foreach (var sight in sights) _sights.Writer.TryWrite(sight);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _sights.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gather, stoppingToken);
            var some = new List<Sight>();
            while (some.Count < AtOnce && _sights.Reader.TryRead(out var sight)) some.Add(sight);
            try
            {
                await database.Write((connection, transaction) => Keep(connection, transaction, some, clock.GetCurrentInstant()), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                NotKept(log, some.Count, exception);
            }
        }
    }

    private static async Task Keep(DbConnection connection, DbTransaction transaction, IReadOnlyList<Sight> sights, Instant now)
    {
        foreach (var (alertId, position, userId, audience) in sights.Distinct())
        {
            await DeliveryRow.SeenBy(connection, transaction, alertId, position, userId, now);
            if (audience is not null) await DeliveryRow.CallOff(connection, transaction, alertId, position, audience, DeliveryRow.Seen);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "That {Count} alerts were seen could not be kept.")]
    private static partial void NotKept(ILogger log, int count, Exception exception);
}
