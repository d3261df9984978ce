using CustodyWatch.Access;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Pages;

/// <summary>
/// Draws the overview and a measure for nobody soon after the service has started: the first of each takes half a second, for code to
/// be made ready, and whoever asks first should not be the one to wait for that.
/// </summary>
internal sealed partial class FirstNumbers(IServiceScopeFactory services, Database database, IClock clock, ILogger<FirstNumbers> log) : BackgroundService
{
    private static readonly TimeSpan SoonAfterTheStart = TimeSpan.FromSeconds(2);
    private static readonly Caller Nobody = new() { UserId = "nobody", Role = Role.Inspectorate, AllForces = true };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(SoonAfterTheStart, stoppingToken);
            await Draw(http => OversightPages.Overview(http, database, clock, stoppingToken));
            await Draw(http => OversightPages.OneMeasure("overnight", http, database, clock, stoppingToken));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            NotDrawn(log, exception);
        }
    }

    private async Task Draw(Func<HttpContext, Task<IResult>> page)
    {
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = Nobody.Principal(nameof(FirstNumbers)) };
        (http.Request.Scheme, http.Request.Host, http.Request.Path, http.Response.Body) = ("http", new("localhost"), "/oversight", Stream.Null);
        await (await page(http)).ExecuteAsync(http);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The overview could not be drawn for nobody; the first who asks waits a little longer.")]
    private static partial void NotDrawn(ILogger log, Exception exception);
}
