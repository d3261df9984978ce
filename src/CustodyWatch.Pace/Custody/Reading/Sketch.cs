using System.Text;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>
/// Notes what a reader asks of an object, in the place of an object to read: so what is said of the shape of an event is what is
/// checked. Where readers ask more after some words than after others, it answers with the words it was told to.
/// </summary>
/// <param name="path">Of the object, from the data.</param>
/// <param name="said">What fields say, by path.</param>
internal sealed class Sketch(string path, IReadOnlyDictionary<string, string> said)
{
    private readonly List<FieldShape> _fields = [];
    private readonly List<(string One, string Other)> _either = [];
    private readonly Dictionary<string, Sketch> _inner = [];

    /// <summary>Where every problem of reading nothing goes.</summary>
    public Problems Problems { get; } = new();

    public string Path => path;

    public IReadOnlyList<FieldShape> Fields => _fields;

    public IReadOnlyList<(string One, string Other)> Either => _either;

    /// <summary>The objects read within, by the field that holds them or a list of them.</summary>
    public IReadOnlyDictionary<string, Sketch> Inner => _inner;

    /// <summary>What a field says; null when nothing was told of it.</summary>
    public string? Says(ReadOnlySpan<byte> name) => said.GetValueOrDefault(PathOf(Text(name)));

    public void Note(ReadOnlySpan<byte> name, FieldShape shape) => _fields.Add(shape with { Name = Text(name) });

    public void NoteEither(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => _either.Add((Text(one), Text(other)));

    /// <summary>Notes that a field read before is required after all.</summary>
    public void Demand(ReadOnlySpan<byte> name)
    {
        var named = Text(name);
        var at = _fields.FindIndex(field => field.Name == named);
        _fields[at] = _fields[at] with { Required = true };
    }

    /// <summary>The object that a field holds, or each member of its list.</summary>
    public Sketch Within(ReadOnlySpan<byte> name)
    {
        var named = Text(name);
        return _inner[named] = new Sketch(PathOf(named), said);
    }

    /// <summary>Where a field of this object stands.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Text(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);
}
