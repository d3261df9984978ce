using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.SqlTests.Schema;

public sealed partial class IndexTests
{
    [Fact]
    public void Each_index_says_why_it_is_there_above_it_or_where_that_can_no_longer_be_written_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Folder, "db", "README.md"));
        var told = new[] { "sqlite", "sqlserver" }.SelectMany(Script.Of).SelectMany(script => Indexes(script.Sql.ReplaceLineEndings("\n").Split('\n')))
            .GroupBy(index => index.Name, index => index.Told).ToDictionary(one => one.Key, one => one.Any(told => told));
        var without = told.Where(index => !index.Value).Select(index => index.Key).ToArray();

        Assert.NotEmpty(without);
        Assert.All(without, name => Assert.Matches($@"\| `{name}` \| \w", readme));
        Assert.DoesNotContain(Named().Matches(readme), row => told.GetValueOrDefault(row.Groups[1].Value, true));
    }

    private static IEnumerable<(string Name, bool Told)> Indexes(string[] lines) =>
        lines.Index().Where(line => Created().IsMatch(line.Item))
            .Select(line => (Created().Match(line.Item).Groups[1].Value, line.Index > 0 && lines[line.Index - 1].StartsWith("--", StringComparison.Ordinal)));

    [GeneratedRegex(@"^CREATE (?:UNIQUE )?INDEX (\w+)")]
    private static partial Regex Created();

    [GeneratedRegex(@"\| `([iu]x_\w+)` \|")]
    private static partial Regex Named();
}
