using PdfSharp.Drawing;

namespace CustodyWatch.Features.Certificates.Document.Pdf;

/// <summary>A stretch of text on a line, in one weight.</summary>
internal readonly record struct Stretch(string Text, double X, bool Bold);

/// <summary>Breaks text into lines of a width.</summary>
/// <param name="missing">What is printed for a letter that the typeface does not have.</param>
internal sealed class Typesetter(char missing) : IDisposable
{
    private const double Unit = 100;
    private readonly XGraphics _measure = XGraphics.CreateMeasureContext(new XSize(1000, 1000), XGraphicsUnit.Point, XPageDirection.Downwards);
    private readonly Dictionary<(char Letter, bool Bold), double> _widths = [];
    private readonly XFont _regular = PdfFonts.Of(Unit, bold: false), _bold = PdfFonts.Of(Unit, bold: true);

    public double Width(ReadOnlySpan<char> text, bool bold, double size)
    {
        var width = 0.0;
        foreach (var letter in text) width += Width(letter, bold);
        return width * size / Unit;
    }

    /// <summary>The lines of a text that begins after an indent on its first line.</summary>
    public IReadOnlyList<Stretch> Break(string text, double width, double size, bool bold = false, double indent = 0)
    {
        var lines = new List<Stretch>();
        var (line, x, space) = (new List<string>(), indent, Width(" ", bold, size));
        var start = indent;
        void End()
        {
            lines.Add(new(string.Join(' ', line), start, bold));
            line.Clear();
            (x, start) = (0, 0);
        }
        foreach (var paragraph in PdfFonts.Printable(text, missing).Split('\n'))
        {
            if (lines.Count > 0 || line.Count > 0) End();
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, bold, width, size)))
            {
                var needed = Width(word, bold, size) + (line.Count > 0 ? space : 0);
                if (x + needed > width && (line.Count > 0 || start > 0)) End();
                x += line.Count > 0 ? needed : Width(word, bold, size);
                line.Add(word);
            }
        }
        End();
        return lines;
    }

    // A word too long for a line is broken where the line ends.
    private IEnumerable<string> Pieces(string word, bool bold, double width, double size)
    {
        var (start, so) = (0, 0.0);
        for (var i = 0; i < word.Length; i++)
        {
            var letter = Width(word[i], bold) * size / Unit;
            if (so + letter > width && i > start)
            {
                yield return word[start..i];
                (start, so) = (i, 0);
            }
            so += letter;
        }
        yield return word[start..];
    }

    private double Width(char letter, bool bold)
    {
        if (!_widths.TryGetValue((letter, bold), out var width))
            _widths[(letter, bold)] = width = _measure.MeasureString(letter.ToString(), bold ? _bold : _regular).Width;
        return width;
    }

    public void Dispose() => _measure.Dispose();
}
