using System.Security.Cryptography;
using System.Text;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>
/// Every migration as it came is written down in Released.txt: a database that has run it refuses a program in which it reads otherwise.
/// Set APPROVE_MIGRATIONS=1 to add those that are new; what is there already is never written again.
/// </summary>
public sealed class ReleasedTests
{
    private const string FileName = "Released.txt";

    [Fact]
    public void A_migration_that_has_been_released_is_never_edited_nor_taken_away()
    {
        var (released, now) = (Released(), Now());
        var harmed = released.Keys.Where(name => now.GetValueOrDefault(name) != released[name]).ToArray();
        Assert.True(harmed.Length == 0, $"A migration that has been released is never edited: {string.Join(", ", harmed)}. Write another that puts right what is wrong in it.");
    }

    [Fact]
    public void Every_migration_is_written_down()
    {
        var released = Released();
        var fresh = Now().Where(one => !released.ContainsKey(one.Key)).ToArray();
        if (Environment.GetEnvironmentVariable("APPROVE_MIGRATIONS") == "1") File.AppendAllLines(Path.Combine(SourceFolder(), FileName), fresh.Select(one => $"{one.Key} {one.Value}"));
        else Assert.True(fresh.Length == 0, $"APPROVE_MIGRATIONS=1 writes down what is new: {string.Join(", ", fresh.Select(one => one.Key))}.");
    }

    private static Dictionary<string, string> Released() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Schema", FileName)).Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);

    private static Dictionary<string, string> Now() => new[] { "sqlite", "sqlserver" }
        .SelectMany(engine => Script.Of(engine).Select(script => (Name: $"{engine}/{script.Name[1..]}", script.Sql)))
        .ToDictionary(one => one.Name, one => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(one.Sql.ReplaceLineEndings("\n")))), StringComparer.Ordinal);

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
