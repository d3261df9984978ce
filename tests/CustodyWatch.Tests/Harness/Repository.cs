namespace CustodyWatch.Tests.Harness;

/// <summary>The source that the tests were built from.</summary>
public static class Repository
{
    public static string Folder { get; } = Find();

    public static bool HasTool(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustodyWatch.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The source is not there.");
    }
}
