using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CustodyWatch.Features.Certificates.Document.Pdf;

/// <summary>
/// Makes a PDF the same, byte for byte, whenever it is written: its ids and the tags of its font subsets come from what it says
/// and not from chance, and its description says that it is made for everyone (PDF/UA-1). Nothing changes its length or place.
/// </summary>
internal static partial class FixedBytes
{
    public static byte[] Of(byte[] pdf, string title, DateTime signed, string hash)
    {
        // One byte, one character: places in the text are places in the file.
        var text = Encoding.Latin1.GetString(pdf);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title + hash)))[..32];
        var tags = new Dictionary<string, string>();
        foreach (Match match in Subset().Matches(text))
        {
            var tag = match.Groups["tag"];
            if (!tags.TryGetValue(tag.Value, out var fixedTag)) tags[tag.Value] = fixedTag = "CUSTO" + (char)('A' + tags.Count);
            Put(pdf, tag.Index, fixedTag, tag.Length);
        }
        var ids = Ids().Match(text);
        Put(pdf, ids.Groups["one"].Index, id, ids.Groups["one"].Length);
        Put(pdf, ids.Groups["two"].Index, id, ids.Groups["two"].Length);
        var packet = Packet().Match(text);
        Put(pdf, packet.Index, Description(title, signed), packet.Length);
        return pdf;
    }

    private static void Put(byte[] pdf, int at, string text, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > length || length == 0) throw new InvalidOperationException("The PDF has no room where its own marks stood.");
        bytes.CopyTo(pdf, at);
        pdf.AsSpan(at + bytes.Length, length - bytes.Length).Fill((byte)' ');
    }

    private static string Description(string title, DateTime signed)
    {
        var time = signed.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return $"""
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{WebUtility.HtmlEncode(title)}</rdf:li></rdf:Alt></dc:title>
            <xmp:CreatorTool>CustodyWatch</xmp:CreatorTool><xmp:CreateDate>{time}</xmp:CreateDate><xmp:ModifyDate>{time}</xmp:ModifyDate>
            <pdfuaid:part>1</pdfuaid:part>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            """;
    }

    [GeneratedRegex(@"/(?<tag>[A-Z]{6})\+Source")]
    private static partial Regex Subset();

    [GeneratedRegex(@"/ID\s*\[\s*<(?<one>[0-9A-Fa-f]{32})>\s*<(?<two>[0-9A-Fa-f]{32})>", RegexOptions.RightToLeft)]
    private static partial Regex Ids();

    [GeneratedRegex(@"<x:xmpmeta.*?</x:xmpmeta>", RegexOptions.Singleline)]
    private static partial Regex Packet();
}
