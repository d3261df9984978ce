using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Features.Certificates.Document.Pdf;
using CustodyWatch.Http;
using PdfSharp.Pdf.IO;

namespace CustodyWatch.Tests.Certificates;

/// <summary>Papers that go on to further pages, each of which may lie on the court's desk by itself.</summary>
public sealed partial class LongPapersTests
{
    private const string Signature = "Signature:", Signer = "Signed by the custody officer";

    [Fact]
    public void A_table_that_goes_on_says_again_on_every_page_what_heads_it()
    {
        var pages = Pages(Paper("CW 38, version 5", requests: 40, sentences: 6));

        Assert.True(pages.Count > 3);
        foreach (var page in pages.Where(page => page.Contains("Testshire")))
            Assert.Single(page, text => text == "By whom");
        Assert.Single(Pages(Paper(CertificateContent.ThirdForm, requests: 40, sentences: 6)), page => page.Contains("By whom"));
    }

    [Fact]
    public void The_signature_is_never_on_another_page_than_the_name_the_rank_and_the_time()
    {
        var before = 0;
        // Each sentence or two moves what stands below them down by a line.
        for (var sentences = 1; sentences <= 11; sentences++)
        {
            if (Pages(Paper(CertificateContent.ThirdForm, requests: 20, sentences)).Exists(IsTornApart)) before++;
            Assert.DoesNotContain(Pages(Paper("CW 38, version 5", requests: 20, sentences)), IsTornApart);
        }
        Assert.NotEqual(0, before);

        static bool IsTornApart(List<string> page) => page.Contains(Signature) != page.Contains(Signer);
    }

    [Theory]
    [InlineData("CW 38, version 3", "83d1b0de138981ee74fb52e5c95839bac7544fae35cfbb11127c0f09e87a8595")]
    [InlineData("CW 38, version 4", "e8460fe54c9de7170bc9d47cb9b37b0aae152d991da5b134d9272a884a9889bd")]
    [InlineData("CW 38, version 5", "cfcb28e0ac26366bff08fe1705c75eb36d6d1d9f11fc152dfb3ce686d090a085")]
    public void What_a_form_printed_on_several_pages_it_prints_for_ever(string form, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Paper(form, requests: 20, sentences: 6))));

    [Theory]
    [InlineData(CertificateContent.FourthForm, '?')]
    [InlineData("CW 38, version 5", '\u25A1')]
    public void A_letter_that_the_typeface_does_not_have_is_a_box_on_the_paper_and_was_a_question_mark_before(string form, char shown)
    {
        var lines = Pages(Paper(form, requests: 1, sentences: 1, "Rang \U0001F600 the duty desk, 出租车: " + string.Concat(Enumerable.Repeat("\U0001F695", 200)))).Single();

        Assert.Contains($"Rang {shown} the duty desk, {shown}{shown}{shown}:", string.Join(' ', lines), StringComparison.Ordinal);
        Assert.Equal(200, lines.Where(line => line.All(letter => letter == shown)).Sum(line => line.Length));
        Assert.InRange(lines.Count(line => line.All(letter => letter == shown)), 2, 20);
    }

    private static byte[] Paper(string form, int requests, int sentences, string? told = null)
    {
        var frozen = JsonNode.Parse(WhatPapersSayTests.Frozen)!.AsObject();
        frozen["form"] = form;
        var one = frozen["requests"]![0]!;
        frozen["requests"] = new JsonArray([.. Enumerable.Range(1, requests).Select(number =>
        {
            var request = one.DeepClone();
            request["requestId"] = $"r-{number}";
            request["text"] = $"Request {number}: the duty worker rang every foster home in the county and in two others";
            return request;
        })]);
        frozen["circumstances"] = string.Concat(Enumerable.Repeat("Snowed in since 12:00 and every road out of the town is shut. ", sentences)) + told;
        var content = frozen.Deserialize<CertificateContent>(Json.Options)!;
        return PdfSheet.Write(
            SheetOf.Content(content, new SheetCheck(content.VerifyAt, "ABCD-EFGH", new string('0', 64))), content.SignedAt.ToDateTimeUtc());
    }

    // What is written on each page, as it was written, stretch by stretch.
    private static List<List<string>> Pages(byte[] pdf)
    {
        var letters = Map().Matches(Encoding.Latin1.GetString(pdf)).DistinctBy(one => one.Groups[1].Value)
            .ToDictionary(one => one.Groups[1].Value, one => (char)int.Parse(one.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        using var document = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
        return [.. document.Pages.Cast<PdfSharp.Pdf.PdfPage>().Select(page => Written()
            .Matches(Encoding.Latin1.GetString(page.Contents.CreateSingleContent().Stream.Value))
            .Select(text => string.Concat(Glyph().Matches(Space().Replace(text.Groups[1].Value, "")).Select(glyph => letters[glyph.Value]))).ToList())];
    }

    [GeneratedRegex("<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]{4})>")]
    private static partial Regex Map();

    [GeneratedRegex(@"<([0-9A-F\s]+)> Tj")]
    private static partial Regex Written();

    [GeneratedRegex(@"\s")]
    private static partial Regex Space();

    [GeneratedRegex("....")]
    private static partial Regex Glyph();
}
