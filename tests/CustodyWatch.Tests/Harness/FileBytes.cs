using System.Text;

namespace CustodyWatch.Tests.Harness;

/// <summary>What lies in the files of a service, byte for byte.</summary>
internal static class FileBytes
{
    public static bool Lies(this CustodySuite suite, string text) => suite.Lies(Encoding.UTF8.GetBytes(text));

    // On another machine's server the pages are out of reach of a test; what a statement can read there is the same.
    public static bool Lies(this CustodySuite suite, byte[] bytes)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "The bytes of a server's files are not to be read from here.");
        while (true)
        {
            try
            {
                return Directory.GetFiles(suite.Folder, "*", SearchOption.AllDirectories).Any(path => Read(path).AsSpan().IndexOf(bytes) >= 0);
            }
            catch (FileNotFoundException)
            {
                // The log goes into the database with the last connection to it: then all is read once more.
            }
        }
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        return memory.ToArray();
    }
}
