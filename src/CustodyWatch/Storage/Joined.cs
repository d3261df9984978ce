using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CustodyWatch.Storage.Sealing;
using Dapper;

namespace CustodyWatch.Storage;

/// <summary>A statement and the values of its parameters; of several rows of values it is carried out for each.</summary>
public readonly record struct Statement(string Sql, object? Values)
{
    internal IEnumerable<Statement> Each()
    {
        var sql = Sql;
        return Values is IEnumerable<object> rows ? rows.Select(row => new Statement(sql, row)) : [this];
    }
}

/// <summary>Several statements as one text, each with parameters of its own, so that a database on another machine is asked once.</summary>
internal sealed partial class Joined
{
    /// <summary>SQL Server takes 2,100.</summary>
    public const int MostParameters = 2000;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();
    private readonly List<string> _texts = [];

    /// <summary>Each statement, its parameters renamed.</summary>
    public IReadOnlyList<string> Texts => _texts;

    public string Sql => string.Join(";\n", _texts);
    public DynamicParameters Values { get; } = new();
    public int Parameters { get; private set; }

    /// <summary>The statements in order, in as few texts as there can be.</summary>
    public static IReadOnlyList<Joined> Of(IEnumerable<Statement> statements)
    {
        var joined = new List<Joined>();
        foreach (var statement in statements.SelectMany(one => one.Each()))
        {
            var values = ValuesOf(statement);
            if (joined.Count == 0 || joined[^1].Parameters + values.Count > MostParameters) joined.Add(new Joined());
            joined[^1].Add(statement.Sql, values);
        }
        return joined;
    }

    private void Add(string sql, IReadOnlyDictionary<string, (object? Value, Type Type)> values)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"_{_texts.Count}");
        _texts.Add(Parameter().Replace(sql, name => name.Value + number));
        foreach (var (name, (value, type)) in values) Add(name + number, value, type);
    }

    // What is null has no type to be told by, and no text is taken for bytes.
    private void Add(string name, object? value, Type type)
    {
        Parameters += value is IEnumerable and not (string or byte[]) ? ((IEnumerable)value).Cast<object>().Count() : 1;
        if (value is null && (type == typeof(byte[]) || type == typeof(SealedContent))) Values.Add(name, null, System.Data.DbType.Binary, size: -1);
        else Values.Add(name, value);
    }

    private static Dictionary<string, (object? Value, Type Type)> ValuesOf(Statement statement)
    {
        var values = new Dictionary<string, (object?, Type)>(StringComparer.Ordinal);
        if (statement.Values is not { } row) return values;
        foreach (var name in Parameter().Matches(statement.Sql).Select(match => match.Value[1..]))
            values[name] = row switch
            {
                IReadOnlyDictionary<string, object?> named => (named[name], typeof(object)),
                DynamicParameters added => (added.Get<object?>(name), typeof(object)),
                _ => ValueOf(row, name),
            };
        return values;
    }

    private static (object?, Type) ValueOf(object row, string name)
    {
        var property = Properties.GetOrAdd(row.GetType(), type => type.GetProperties()).First(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return (property.GetValue(row), property.PropertyType);
    }

    [GeneratedRegex(@"(?<![@\w])@[A-Za-z_]\w*")]
    private static partial Regex Parameter();
}
