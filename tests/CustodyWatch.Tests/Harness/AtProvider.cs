namespace CustodyWatch.Tests.Harness;

/// <summary>The service as a force runs it, and beside it the provider that signs its people in.</summary>
public abstract class AtProvider : IAsyncLifetime
{
    private protected ProviderOfIdentity Provider { get; private set; } = null!;

    private protected SecureSuite Suite { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await ProviderOfIdentity.Start();
        Suite = await SecureSuite.Open(Provider);
    }

    public async ValueTask DisposeAsync()
    {
        await Suite.DisposeAsync();
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
