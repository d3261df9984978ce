using QRCoder;

namespace CustodyWatch.Features.Certificates.Document;

/// <summary>A QR code as dark runs on a square grid, its quiet zone included.</summary>
internal sealed record QrCode(int Size, IReadOnlyList<(int X, int Y, int Length)> Dark)
{
    public static QrCode Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var dark = new List<(int, int, int)>();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows.Count; x++)
            {
                var start = x;
                while (x < rows.Count && rows[y][x]) x++;
                if (x > start) dark.Add((start, y, x - start));
            }
        return new(rows.Count, dark);
    }
}
