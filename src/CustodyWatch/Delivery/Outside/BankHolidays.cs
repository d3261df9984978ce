using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Delivery.Outside;

/// <summary>The bank holidays of England and Wales (Banking and Financial Dealings Act 1971 s1), for the years that have been announced.</summary>
public static class BankHolidays
{
    private static readonly FrozenSet<LocalDate> Dates = Read().ToFrozenSet();
    private static readonly FrozenSet<int> Years = Dates.Select(date => date.Year).ToFrozenSet();

    /// <summary>Whether a day is one; null for a year of which the list says nothing.</summary>
    public static bool? Has(LocalDate date) => Years.Contains(date.Year) ? Dates.Contains(date) : null;

    private static IEnumerable<LocalDate> Read()
    {
        using var file = typeof(BankHolidays).Assembly.GetManifestResourceStream("db.reference.bank-holidays.csv")
            ?? throw new InvalidOperationException("The bank holidays are missing.");
        using var reader = new StreamReader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line) yield return LocalDatePattern.Iso.Parse(line).GetValueOrThrow();
    }
}
