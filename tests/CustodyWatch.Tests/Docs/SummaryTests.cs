using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Docs;

/// <summary>What the law is made of says what it is, in a sentence that an officer could check.</summary>
public sealed partial class SummaryTests
{
    [Fact]
    public void Every_public_type_of_the_law_has_a_summary()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Folder, "src", "CustodyWatch.Pace"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToArray();

        Assert.True(files.Length > 50);
        Assert.Empty(files.SelectMany(file => Without(File.ReadAllLines(file)).Select(line => $"{Path.GetFileName(file)}: {line}")));
    }

    private static IEnumerable<string> Without(string[] lines) => lines.Where((line, at) =>
        Declaration().IsMatch(line) && lines[..at].Reverse().First(before => !before.TrimStart().StartsWith('[')).TrimStart() is var above
        && !above.StartsWith("///", StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*public (sealed |static |readonly |abstract |partial )*(class|record|struct|enum|interface) ")]
    private static partial Regex Declaration();
}
