using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace CustodyWatch.Features.Certificates.Document.Pdf;

/// <summary>Writes on the pages of one document, each thing under the tag that says what it is.</summary>
internal sealed class PdfPen(PdfDocument document) : IDisposable
{
    private readonly UAManager _tags = UAManager.ForDocument(document);
    private readonly Dictionary<(double Size, bool Bold), XFont> _fonts = [];
    private XGraphics? _page;

    /// <summary>Whether the head of a table says that it heads its column.</summary>
    public required bool SaysWhatHeads { get; init; }

    public void Language(string language) => _tags.SetDocumentLanguage(language);

    public void NewPage()
    {
        _page?.Dispose();
        var page = document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        // Fields are reached in the order of the tags.
        page.Elements.SetName("/Tabs", "/S");
        _page = XGraphics.FromPdfPage(page);
    }

    public void Begin(PdfBlockLevelElementTag tag)
    {
        _tags.StructureBuilder.BeginElement(tag);
        if (!SaysWhatHeads || tag != PdfBlockLevelElementTag.TableHeaderCell) return;
        // Or a reader of tables cannot name what is under it (PDF/UA-1, 7.5).
        var attributes = new PdfDictionary(document);
        attributes.Elements.SetName("/O", "/Table");
        attributes.Elements.SetName("/Scope", "/Column");
        _tags.StructureBuilder.CurrentStructureElement.Elements["/A"] = attributes;
    }

    public void End() => _tags.StructureBuilder.End();

    public void Text(string text, double x, double baseline, double size, bool bold = false)
    {
        if (text.Length > 0) _page!.DrawString(text, Font(size, bold), XBrushes.Black, x, baseline);
    }

    public void Tagged(PdfBlockLevelElementTag tag, string text, double x, double baseline, double size, bool bold = false)
    {
        Begin(tag);
        Text(text, x, baseline, size, bold);
        End();
    }

    /// <summary>What is there for the eye only.</summary>
    public void Decoration(Action<XGraphics> draw)
    {
        _tags.StructureBuilder.BeginArtifact();
        draw(_page!);
        End();
    }

    public void Rule(double x1, double x2, double y, bool dotted = false) => Decoration(page =>
        page.DrawLine(dotted ? new XPen(XColors.Black, 0.5) { DashStyle = XDashStyle.Dot } : new XPen(XColors.Black, 0.6), x1, y, x2, y));

    public void Figure(QrCode code, XRect box, string alternative)
    {
        // A tag counts its box from the foot of the page.
        _tags.StructureBuilder.BeginElement(PdfIllustrationElementTag.Figure, alternative,
            new XRect(box.X, _page!.PageSize.Height - box.Bottom, box.Width, box.Height));
        var module = box.Width / code.Size;
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        foreach (var (x, y, length) in code.Dark) path.AddRectangle(box.X + (x * module), box.Y + (y * module), length * module, module);
        _page.DrawPath(XBrushes.Black, path);
        End();
    }

    private XFont Font(double size, bool bold) =>
        _fonts.TryGetValue((size, bold), out var font) ? font : _fonts[(size, bold)] = PdfFonts.Of(size, bold);

    public void Dispose() => _page?.Dispose();
}
