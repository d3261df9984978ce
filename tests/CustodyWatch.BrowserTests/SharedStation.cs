namespace CustodyWatch.BrowserTests;

/// <summary>One service for all tests of a class, where no story disturbs another.</summary>
public sealed class SharedStation : IAsyncLifetime
{
    public Station Station { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Station = await Station.Open();

    public ValueTask DisposeAsync() => Station.DisposeAsync();
}
