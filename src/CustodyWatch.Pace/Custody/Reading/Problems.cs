namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>What is wrong with an event, by field path, each in a plain sentence.</summary>
public sealed class Problems
{
    private readonly SortedDictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _byPath.Count > 0;

    /// <summary>The sentences, by field path.</summary>
    public IReadOnlyDictionary<string, string[]> Errors =>
        _byPath.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>Notes that a field is wrong.</summary>
    public void Add(string path, string sentence)
    {
        if (!_byPath.TryGetValue(path, out var sentences)) _byPath[path] = sentences = [];
        sentences.Add(sentence);
    }

    /// <summary>Forgets everything, for the next event.</summary>
    public void Clear() => _byPath.Clear();
}
