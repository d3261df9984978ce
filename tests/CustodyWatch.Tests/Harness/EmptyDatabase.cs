namespace CustodyWatch.Tests.Harness;

/// <summary>The embedded database of a service that was never used, made once and copied: hundreds of tests want one of their own.</summary>
internal static class EmptyDatabase
{
    private const string Name = "custodywatch.db";
    private static readonly Lazy<Task<byte[]>> Content = new(Make);

    public static async Task CopyTo(string folder) => await File.WriteAllBytesAsync(Path.Combine(folder, Name), await Content.Value);

    private static async Task<byte[]> Make()
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
        try
        {
            var (app, refusal) = await Program.Service(
                ["--environment", "Development", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"]);
            await (app ?? throw new InvalidOperationException(refusal)).DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return await File.ReadAllBytesAsync(Path.Combine(folder, Name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
