using System.Diagnostics;
using System.Net.Sockets;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Operations;

public sealed class StoppingTests
{
    [Fact]
    public async Task Whoever_began_to_ask_and_goes_no_further_does_not_keep_the_service_from_stopping_well()
    {
        await using var folder = new LastingFolder();
        await using var service = await RealService.Start(folder.Path);
        using var dangling = new TcpClient();
        await dangling.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        await dangling.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: x"u8.ToArray(), TestContext.Current.CancellationToken);
        // What came first has been begun when what came after it is answered.
        await service.BecomeReady();
        var asked = Stopwatch.StartNew();

        Assert.Equal(0, await service.Stop());

        Assert.InRange(asked.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }
}
