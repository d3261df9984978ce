using CustodyWatch.Storage;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>The migrations of one engine as the program carries them, in order of number.</summary>
public sealed record Script(string Name, string Sql)
{
    public static IReadOnlyList<Script> Of(string engine)
    {
        var assembly = typeof(Migrations).Assembly;
        var folder = $"db.{engine}.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return new Script(name[folder.Length..], reader.ReadToEnd());
                }),
        ];
    }
}
