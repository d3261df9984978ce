using CustodyWatch.Log;

namespace CustodyWatch.Live;

/// <summary>Passes on what has been committed, so that screens read again.</summary>
public sealed partial class TellScreens(
    Committed committed, ToScreens screens, ILogger<TellScreens> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in committed.Listen(stoppingToken))
        {
            try
            {
                await screens.Tell(Groups.For(change), screen => screen.DetentionChanged(new(change.Id, change.Suite, change.Version)));
                foreach (var request in change.Requests)
                    await screens.Tell(
                        [.. Groups.For(change), Groups.Authority(request.Authority)],
                        screen => screen.RequestChanged(new(request.Id, request.Authority, change.Version)));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                NotTold(log, change.Id, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The screens could not be told of a change to detention {DetentionId}.")]
    private static partial void NotTold(ILogger log, string detentionId, Exception exception);
}
