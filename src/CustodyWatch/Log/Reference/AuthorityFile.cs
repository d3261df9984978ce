namespace CustodyWatch.Log.Reference;

/// <summary>Authorities as comma-separated values: what comes with the program, and what an administrator brings.</summary>
public static class AuthorityFile
{
    public const string Heading = "code,name,day_contact,night_contact,head_of_service_contact,last_tested";

    public const int HeadingLine = 1;

    /// <summary>Each line after the heading, with its number; null for one that has not six fields, and for a first line that is not the heading.</summary>
    public static IEnumerable<(int Line, AuthorityRow? Row)> Read(TextReader reader)
    {
        var number = HeadingLine;
        if (!string.Join(',', Http.Csv.Fields(reader.ReadLine() ?? "")).Equals(Heading, StringComparison.OrdinalIgnoreCase)) yield return (number, null);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            yield return (number, Http.Csv.Fields(line).ConvertAll(Http.Csv.Text) is [var code, var name, var day, var night, var head, var tested]
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
}
