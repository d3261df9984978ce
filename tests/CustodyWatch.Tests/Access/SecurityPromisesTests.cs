using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Access;

/// <summary>What SECURITY.md promises has code and a test that can be found.</summary>
public sealed partial class SecurityPromisesTests
{
    public static TheoryData<string, string, string, string> Promises => [.. Rows().Select(row => (row.Promise, row.File, row.Symbol, row.Test))];

    [Theory]
    [MemberData(nameof(Promises))]
    public void Each_promise_names_the_code_and_the_test_behind_it(string promise, string file, string symbol, string test)
    {
        var path = Path.Combine(Repository.Folder, file);
        Assert.True(File.Exists(path), $"{promise}: {file} is gone");
        Assert.Contains(symbol, File.ReadAllText(path), StringComparison.Ordinal);
        var (name, method) = (test.Split('.')[0], test.Split('.')[1]);
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Folder, "tests"), $"{name}.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        Assert.True(tests.Any(text => text.Contains($" {method}(", StringComparison.Ordinal)), $"{promise}: {test} is gone");
    }

    [Fact]
    public void Every_line_of_the_table_is_read() =>
        Assert.Equal(File.ReadLines(Page).Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1, Rows().Count());

    private static string Page => Path.Combine(Repository.Folder, "ops", "SECURITY.md");

    private static IEnumerable<(string Promise, string File, string Symbol, string Test)> Rows() => Row().Matches(File.ReadAllText(Page))
        .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value));

    [GeneratedRegex(@"^\| ([^|]+) \| `([^`#]+)#([^`]+)` \| `(\w+\.\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
