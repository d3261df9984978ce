namespace CustodyWatch.Log;

/// <summary>Authorities as comma-separated values: what comes with the program, and what an administrator brings.</summary>
public static class AuthorityFile
{
    public const string Heading = "code,name,day_contact,night_contact,head_of_service_contact,last_tested";

    public const int HeadingLine = 1;

    /// <summary>Each line after the heading, with its number; null for one that has not six fields, and for a first line that is not the heading.</summary>
    public static IEnumerable<(int Line, AuthorityRow? Row)> Read(TextReader reader)
    {
        var number = HeadingLine;
        if (!string.Join(',', Fields(reader.ReadLine() ?? "")).Equals(Heading, StringComparison.OrdinalIgnoreCase)) yield return (number, null);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            yield return (number, Fields(line).ConvertAll(Http.Csv.Text) is [var code, var name, var day, var night, var head, var tested]
                ? new AuthorityRow
                {
                    Code = code,
                    Name = name,
                    DayContact = Known(day),
                    NightContact = Known(night),
                    HeadOfServiceContact = Known(head),
                    LastTested = Known(tested),
                }
                : null);
        }
    }

    public static string Line(AuthorityRow row) => string.Join(',', new[]
    {
        row.Code, row.Name, row.DayContact, row.NightContact, row.HeadOfServiceContact, row.LastTested,
    }.Select(field => Http.Csv.Cell(field)));

    private static string? Known(string field) => field.Length == 0 ? null : field;

    // A field with a comma in it stands between double quotes, and a double quote in it is written twice (RFC 4180).
    private static List<string> Fields(string line)
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
}
