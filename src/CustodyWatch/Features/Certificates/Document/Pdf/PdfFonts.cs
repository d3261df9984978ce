using System.Buffers.Binary;
using System.Collections.Frozen;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace CustodyWatch.Features.Certificates.Document.Pdf;

/// <summary>The typeface of printed documents, carried in the program, so that paper looks the same wherever it is made.</summary>
internal sealed class PdfFonts : IFontResolver
{
    public const string Family = "Source Sans 3";
    private const string Regular = "SourceSans3_400Regular", Bold = "SourceSans3_600SemiBold";
    private static readonly XPdfFontOptions Options = new(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);
    private static readonly FrozenSet<int> Known;

    static PdfFonts()
    {
        GlobalFontSettings.FontResolver = new PdfFonts();
        Known = Characters(File(Regular)).ToFrozenSet();
    }

    public static XFont Of(double size, bool bold) => new(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, Options);

    /// <summary>Text that the typeface can show.</summary>
    /// <param name="text">Whatever was written.</param>
    /// <param name="missing">What stands for a letter that it does not have.</param>
    public static string Printable(string text, char missing)
    {
        var shown = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n') shown.Append('\n');
            else if (System.Text.Rune.IsControl(rune) || System.Text.Rune.IsWhiteSpace(rune)) shown.Append(' ');
            else if (Known.Contains(rune.Value)) shown.Append(rune.ToString());
            else shown.Append(missing);
        }
        return shown.ToString();
    }

    public byte[] GetFont(string faceName) => File(faceName);

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? Bold : Regular);

    private static byte[] File(string name)
    {
        using var stream = typeof(PdfFonts).Assembly.GetManifestResourceStream($"fonts.{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is missing.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // The characters of the basic plane that a TrueType font has letters for: its cmap table, format 4.
    private static IEnumerable<int> Characters(byte[] font)
    {
        int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));
        int U32(int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(at));
        var cmap = Enumerable.Range(0, U16(4)).Select(i => 12 + (16 * i)).First(at => font.AsSpan(at, 4).SequenceEqual("cmap"u8));
        var table = U32(cmap + 8);
        var format4 = Enumerable.Range(0, U16(table + 2)).Select(i => table + U32(table + 4 + (8 * i) + 4)).First(at => U16(at) == 4);
        var segments = U16(format4 + 6) / 2;
        for (var i = 0; i < segments; i++)
        {
            var end = format4 + 14 + (2 * i);
            var start = end + 2 + (2 * segments);
            var range = start + (4 * segments);
            for (var character = U16(start); character <= U16(end) && character != 0xFFFF; character++)
                if (U16(range) == 0 || U16(range + U16(range) + (2 * (character - U16(start)))) != 0)
                    yield return character;
        }
    }
}
