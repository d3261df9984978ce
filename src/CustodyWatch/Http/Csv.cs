using System.Buffers;

namespace CustodyWatch.Http;

/// <summary>Comma-separated values (RFC 4180) for people, who open them in a spreadsheet.</summary>
public static class Csv
{
    private static readonly SearchValues<char> OfTelephoneNumbers = SearchValues.Create("0123456789 .()");
    public const string ContentType = "text/csv; charset=utf-8";

    public static string Line(params IEnumerable<object?> cells) => string.Join(',', cells.Select(Written)) + "\r\n";

    /// <summary>The text that <see cref="Cell"/> kept a spreadsheet from working out.</summary>
    public static string Text(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? cell[1..] : cell;

    // A spreadsheet would work out a text that begins like a formula.
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsTelephoneNumber(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The fields of a line: one with a comma in it stands between double quotes, and a double quote in it is written twice.</summary>
    public static List<string> Fields(string line)
    {
        var (fields, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            fields.Add(Bare(line[start..i].Trim()));
            start = i + 1;
        }
        return fields;
    }

    private static string Bare(string field) =>
        field is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : field;

    private static string Written(object? cell) => cell switch
    {
        null => "",
        NodaTime.Instant at => Rfc3339.Text(at),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => Cell(cell.ToString()),
    };

    // "+44 1632 960110": no formula that could do harm, and it has to be read back as it was.
    private static bool IsTelephoneNumber(string text) => text[0] == '+' && text.AsSpan(1).IndexOfAnyExcept(OfTelephoneNumbers) < 0;
}
