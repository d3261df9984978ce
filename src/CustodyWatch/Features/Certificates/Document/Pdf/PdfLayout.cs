using PdfSharp.Drawing;
using PdfSharp.UniversalAccessibility;
using static PdfSharp.UniversalAccessibility.PdfBlockLevelElementTag;

namespace CustodyWatch.Features.Certificates.Document.Pdf;

/// <summary>A piece of a page that is never broken.</summary>
internal sealed record PdfBlock(double Height, Action<PdfPen, double> Draw)
{
    public bool KeepsWithNext { get; init; }

    /// <summary>What is drawn once more above it where it begins a page.</summary>
    public PdfBlock? Again { get; init; }
}

/// <summary>Turns the parts of a sheet into blocks of a known height, in one size of letter.</summary>
/// <param name="typesetter">Breaks lines.</param>
/// <param name="left">Where they begin.</param>
/// <param name="right">Where they end.</param>
/// <param name="size">Of the letters.</param>
/// <param name="wholePages">Whether each page can be read by itself.</param>
internal sealed class PdfLayout(Typesetter typesetter, double left, double right, double size, bool wholePages)
{
    private const int Columns = 3;
    private const double Gutter = 10, CodeSize = 74, LongestValue = 14;

    private readonly double _line = size * 1.24;

    public List<PdfBlock> Blocks { get; } = [];

    public void Head(Sheet sheet, SheetCheck given)
    {
        var (width, title) = (right - left - CodeSize - Gutter, size + 7);
        var check = typesetter.Break(
            $"To check that this paper is genuine, scan the code or open {given.Address} and give the code {given.Code}. The answer must show this hash: {given.Hash}",
            width, size - 1);
        var statute = typesetter.Break(sheet.Statute, width, size + 1, bold: true);
        var titled = typesetter.Break(sheet.Title, width, title, bold: true);
        var height = Math.Max(CodeSize, (titled.Count * title * 1.15) + (statute.Count * (size + 1) * 1.3) + (check.Count * (size - 1) * 1.25)) + 2;
        Blocks.Add(new(height, (pen, y) =>
        {
            y = Lines(pen, Heading1, titled, left, y, title, title * 1.15);
            y = Lines(pen, Paragraph, statute, left, y, size + 1, (size + 1) * 1.3);
            Lines(pen, Paragraph, check, left, y, size - 1, (size - 1) * 1.25);
        }));
        // Beside the title, so it takes no height of its own.
        Blocks.Add(new(0, (pen, y) => pen.Figure(
            QrCode.Of(given.Url), new XRect(right - CodeSize, y - height, CodeSize, CodeSize), $"QR code that opens {given.Url}")));
        if (sheet.Notice is { } notice) Boxed(notice);
    }

    public void Part(SheetPart part)
    {
        var first = Blocks.Count;
        Blocks.Add(new(_line + (size * 0.55), (pen, y) =>
        {
            pen.Rule(left, right, y + (size * 0.4));
            pen.Tagged(Heading2, part.Heading, left, y + (size * 1.45), size + 0.5, bold: true);
        })
        { KeepsWithNext = true });
        if (part.Lead is { } lead) Prose(typesetter.Break(lead, right - left, size, bold: part.Fields.Count > 0), Paragraph);
        if (part.Fields.Count > 0) Fields(part.Fields);
        if (part.Table is { } table) Table(table);
        if (!wholePages || !part.IsKeptWhole) return;
        for (var i = first; i < Blocks.Count - 1; i++) Blocks[i] = Blocks[i] with { KeepsWithNext = true };
    }

    private void Boxed(string notice)
    {
        var lines = typesetter.Break(notice, right - left - 12, size + 1, bold: true);
        var height = lines.Count * (size + 1) * 1.3;
        Blocks.Add(new(height + 10, (pen, y) =>
        {
            pen.Decoration(page => page.DrawRectangle(new XPen(XColors.Black, 1.2), left, y + 2, right - left, height + 5));
            Lines(pen, Paragraph, lines, left + 6, y + 4, size + 1, (size + 1) * 1.3);
        }));
    }

    private void Prose(IReadOnlyList<Stretch> lines, PdfBlockLevelElementTag tag)
    {
        foreach (var some in lines.Chunk((int)LongestValue))
            Blocks.Add(new(some.Length * _line, (pen, y) => Lines(pen, tag, some, left, y, size, _line)));
    }

    private void Fields(IReadOnlyList<SheetField> fields)
    {
        Blocks.Add(Open(List));
        var width = (right - left - (Gutter * (Columns - 1))) / Columns;
        var row = new List<SheetField>();
        void End()
        {
            if (row.Count > 0) Row([.. row.Select((field, i) => Value(field, left + (i * (width + Gutter)), width))]);
            row.Clear();
        }
        foreach (var field in fields)
        {
            if (field.Wide || row.Count == Columns) End();
            if (field.Wide) Wide(Value(field, left, right - left));
            else row.Add(field);
        }
        End();
        Blocks.Add(Close);
    }

    private sealed record Placed(SheetField Field, double X, double Width, IReadOnlyList<Stretch> Label, IReadOnlyList<Stretch> Value, double ValueX);

    // The value begins on the last line of its label.
    private Placed Value(SheetField field, double x, double width)
    {
        var label = typesetter.Break(field.Label + ":", width, size, bold: true);
        var indent = typesetter.Width(label[^1].Text + "  ", bold: true, size);
        var value = field.Value is null ? [] : typesetter.Break(field.Value, width, size, indent: Math.Min(indent, width));
        return new(field, x, width, label, value, indent);
    }

    private void Row(IReadOnlyList<Placed> row)
    {
        var tallest = row.Max(placed => Height(placed));
        var space = row.Any(placed => placed.Field.Value is null) ? size * 0.55 : 0;
        Blocks.Add(new(tallest + space, (pen, y) =>
        {
            foreach (var placed in row) Item(pen, placed, placed.Value, y + space, first: true);
        }));
    }

    private void Wide(Placed placed)
    {
        var first = true;
        foreach (var lines in placed.Value.Count == 0 ? [[]] : placed.Value.Chunk((int)LongestValue))
        {
            var begins = first;
            var height = (begins ? placed.Label.Count - 1 + lines.Length : lines.Length) * _line;
            Blocks.Add(new(height, (pen, y) => Item(pen, placed, lines, y, begins)));
            first = false;
        }
    }

    private double Height(Placed placed) => (placed.Label.Count - 1 + Math.Max(placed.Value.Count, 1)) * _line;

    private void Item(PdfPen pen, Placed placed, IReadOnlyList<Stretch> value, double y, bool first)
    {
        pen.Begin(ListItem);
        if (first)
        {
            y = Lines(pen, Label, placed.Label, placed.X, y, size, _line) - _line;
            if (placed.Field.Value is null)
            {
                pen.Tagged(ListBody, SheetField.ByHand, placed.X + placed.ValueX, y + size, size - 2);
                pen.Rule(placed.X + placed.ValueX, placed.X + placed.Width, y + _line, dotted: true);
            }
        }
        if (value.Count > 0) Lines(pen, ListBody, value, placed.X, y, size, _line);
        pen.End();
    }

    private void Table(SheetTable table)
    {
        Blocks.Add(Open(PdfBlockLevelElementTag.Table));
        Cells(table, table.Heads, TableHeaderCell, bold: true);
        var again = wholePages ? HeadsAgain(table) : null;
        foreach (var row in table.Rows) Cells(table, row, TableDataCell, bold: false, again);
        Blocks.Add(Close);
    }

    // For the eye: whoever has the table read aloud was told once what heads it.
    private PdfBlock HeadsAgain(SheetTable table)
    {
        var cells = Broken(table, table.Heads, bold: true);
        var height = cells.Max(cell => cell.Lines.Count) * _line;
        return new(height + 1, (pen, y) =>
        {
            foreach (var (x, lines) in cells)
                foreach (var (index, line) in lines.Index())
                    pen.Decoration(_ => pen.Text(line.Text, x + line.X, y + (index * _line) + size, size, line.Bold));
            pen.Rule(left, right, y + height + 1, dotted: true);
        });
    }

    private List<(double X, IReadOnlyList<Stretch> Lines)> Broken(SheetTable table, IReadOnlyList<string> row, bool bold)
    {
        var x = left;
        var cells = new List<(double X, IReadOnlyList<Stretch> Lines)>();
        foreach (var (share, text) in table.Shares.Zip(row))
        {
            var width = share * (right - left);
            cells.Add((x, typesetter.Break(text, width - 5, size, bold)));
            x += width;
        }
        return cells;
    }

    private void Cells(SheetTable table, IReadOnlyList<string> row, PdfBlockLevelElementTag tag, bool bold, PdfBlock? again = null)
    {
        var cells = Broken(table, row, bold);
        // A cell longer than a page could not be placed; what does not fit in one row goes on in the next.
        const int most = 50;
        for (var from = 0; from < cells.Max(cell => cell.Lines.Count); from += most)
        {
            var start = from;
            var height = Math.Min(cells.Max(cell => cell.Lines.Count) - start, most) * _line;
            Blocks.Add(new(height + 1, (pen, y) =>
            {
                pen.Begin(TableRow);
                foreach (var cell in cells) Lines(pen, tag, [.. cell.Lines.Skip(start).Take(most)], cell.X, y, size, _line);
                pen.End();
                if (bold) pen.Rule(left, right, y + height + 1, dotted: true);
            })
            { KeepsWithNext = bold, Again = again });
        }
    }

    private static double Lines(PdfPen pen, PdfBlockLevelElementTag tag, IReadOnlyList<Stretch> lines, double x, double y, double size, double step)
    {
        pen.Begin(tag);
        foreach (var line in lines)
        {
            pen.Text(line.Text, x + line.X, y + size, size, line.Bold);
            y += step;
        }
        pen.End();
        return y;
    }

    private static PdfBlock Open(PdfBlockLevelElementTag tag) => new(0, (pen, _) => pen.Begin(tag)) { KeepsWithNext = true };

    private static PdfBlock Close => new(0, (pen, _) => pen.End());
}
