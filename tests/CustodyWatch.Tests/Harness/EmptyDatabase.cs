namespace CustodyWatch.Tests.Harness;

/// <summary>The embedded database of a service that was never used, made once and copied: hundreds of tests want one of their own.</summary>
internal static class EmptyDatabase
{
    private const string Name = "custodywatch.db";
    private static readonly Lazy<Task<Dictionary<string, byte[]>>> Files = new(Make);

    /// <summary>With the keys that its records are sealed with.</summary>
    public static async Task CopyTo(string folder)
    {
        foreach (var (name, content) in await Files.Value)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
        }
    }

    private static async Task<Dictionary<string, byte[]>> Make()
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
        try
        {
            var (app, refusal) = await Program.Service(
                ["--environment", "Development", "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning"]);
            await (app ?? throw new InvalidOperationException(refusal)).DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return new[] { Path.Combine(folder, Name) }.Concat(Directory.EnumerateFiles(Path.Combine(folder, "keys")))
                .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
