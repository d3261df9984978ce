namespace CustodyWatch.Tests.Harness;

/// <summary>A data folder, with its database, that outlives a service: for what is so still when the service is back.</summary>
internal sealed class LastingFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("custodywatch-lasting-").FullName;

    public async ValueTask DisposeAsync() => await TestDatabase.Remove(Path);
}
