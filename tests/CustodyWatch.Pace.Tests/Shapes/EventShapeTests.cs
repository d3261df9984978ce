using System.Runtime.CompilerServices;
using System.Text;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>
/// What a client is told of the shape of every event is written down in Shapes.md, to be read beside the contract. Set
/// APPROVE_SHAPES=1 to write it again; then read what changed.
/// </summary>
public sealed class EventShapeTests
{
    private const string FileName = "Shapes.md";

    [Fact]
    public void Every_shape_is_one_that_was_read_and_approved()
    {
        var now = Write();
        if (Environment.GetEnvironmentVariable("APPROVE_SHAPES") == "1") File.WriteAllText(Path.Combine(SourceFolder(), FileName), now);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Shapes", FileName)).Split('\n'), now.Split('\n'));
    }

    private static string Write()
    {
        var text = new StringBuilder("# What each event holds\n");
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            var lines = ShapeWords.Of(FactReader.ShapeOf(kind)).ToList();
            text.Append("\n## ").Append(kind.TypeName()["custody.".Length..]).Append("\n\n")
                .AppendJoin('\n', lines.Count > 0 ? lines.Select(line => $"- {line}") : ["Nothing of its own."]).Append('\n');
        }
        return text.ToString();
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
