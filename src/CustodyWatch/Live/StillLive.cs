using CustodyWatch.Http;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Live;

/// <summary>Every 15 seconds, to every screen of this node, so that silence means something; and the suites with a live screen are noted.</summary>
public sealed partial class StillLive(
    ToScreens screens, LiveSessions sessions, Database database, Presence presence, IClock clock, ILogger<StillLive> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private const string SelectNewest = "SELECT COALESCE(MAX(sequence), 0) FROM alerts";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Tell(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Saying nothing is right when the database is out of reach: the screens then say that they are not live.
                Silent(log, exception);
            }
        }
    }

    public async Task Tell(CancellationToken cancel)
    {
        await sessions.CloseEnded(cancel);
        await screens.JoinAgain(cancel);
        await presence.Note(cancel);
        await using var connection = await database.Open(cancel);
        var sequence = await connection.ExecuteScalarAsync<long>(SelectNewest);
        await screens.TellHere(screen => screen.StillLive(new(Rfc3339.Text(clock.GetCurrentInstant()), sequence)));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The screens could not be told that they are live.")]
    private static partial void Silent(ILogger log, Exception exception);
}
