using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace CustodyWatch.Features.Certificates.Document.Pdf;

/// <summary>
/// Sets a sheet on A4: one page, in smaller letters where the text is long, and only when even those do not fit on further pages
/// that say which they are. Tagged throughout (PDF/UA), and the same bytes every time.
/// </summary>
internal static class PdfSheet
{
    private const double Left = 34, Right = 561, Top = 30, Bottom = 806, Foot = 822, FootSize = 7;
    private const double Flowing = 8;
    private static readonly double[] Sizes = [9.5, 9, 8.5, 8, 7.5, 7];

    public static byte[] Write(Sheet sheet, DateTime signed)
    {
        var check = sheet.Check ?? throw new InvalidOperationException("What is not signed is not printed.");
        using var typesetter = new Typesetter(sheet.Unprintable);
        var blocks = Sizes.Select(size => Lay(sheet, typesetter, size)).FirstOrDefault(laid => Pages(laid).Count == 1)
            ?? Lay(sheet, typesetter, Flowing);
        var pages = Pages(blocks);
        using var document = new PdfDocument();
        document.Options.NoCompression = true;
        document.Options.CompressContentStreams = false;
        document.Info.Title = $"{sheet.Title}, {sheet.Number}";
        document.Info.Creator = "CustodyWatch";
        document.Info.CreationDate = document.Info.ModificationDate = signed;
        document.ViewerPreferences.DisplayDocTitle = true;
        using (var pen = new PdfPen(document) { SaysWhatHeads = sheet.Form != CertificateContent.SecondForm })
        {
            pen.Language("en-GB");
            foreach (var (number, page) in pages.Index())
            {
                pen.NewPage();
                Frame(pen, sheet, number + 1, pages.Count);
                foreach (var (block, y) in page) block.Draw(pen, y);
            }
        }
        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return FixedBytes.Of(bytes.ToArray(), document.Info.Title, signed, check.Hash);
    }

    private static List<PdfBlock> Lay(Sheet sheet, Typesetter typesetter, double size)
    {
        var layout = new PdfLayout(typesetter, Left, Right, size, sheet.HasWholePages);
        layout.Head(sheet, sheet.Check!);
        foreach (var part in sheet.Parts) layout.Part(part);
        return layout.Blocks;
    }

    // A heading is never left alone at the foot of a page, and what is under it on the next is headed again where it is a table.
    private static List<List<(PdfBlock Block, double Y)>> Pages(List<PdfBlock> blocks)
    {
        var (pages, y) = (new List<List<(PdfBlock, double)>> { new() }, Top);
        for (var i = 0; i < blocks.Count; i++)
        {
            var together = 0.0;
            for (var next = i; next < blocks.Count; next++)
            {
                together += blocks[next].Height;
                if (!blocks[next].KeepsWithNext) break;
            }
            if (y + together > Bottom && pages[^1].Count > 0)
            {
                pages.Add([]);
                y = Top + FootSize * 2;
                if (blocks[i].Again is { } again)
                {
                    pages[^1].Add((again, y));
                    y += again.Height;
                }
            }
            pages[^1].Add((blocks[i], y));
            y += blocks[i].Height;
        }
        return pages;
    }

    private static void Frame(PdfPen pen, Sheet sheet, int page, int pages) => pen.Decoration(graphics =>
    {
        var font = PdfFonts.Of(FootSize, bold: false);
        graphics.DrawLine(new XPen(XColors.Black, 0.4), Left, Foot - 9, Right, Foot - 9);
        graphics.DrawString(PdfFonts.Printable($"{sheet.Title}, {sheet.Number}, {sheet.Form}", sheet.Unprintable), font, XBrushes.Black, Left, Foot);
        graphics.DrawString(page < pages ? $"Page {page} of {pages}, continued on page {page + 1}" : $"Page {page} of {pages}", font, XBrushes.Black,
            new XPoint(Right, Foot), XStringFormats.BaseLineRight);
        if (page > 1) graphics.DrawString($"{sheet.Number}, continued from page {page - 1}", font, XBrushes.Black, Left, Top + FootSize);
    });
}
