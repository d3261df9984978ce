using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Replay.Reading;
using CustodyWatch.Simulator;
using NodaTime;

namespace CustodyWatch.Tests.Replay;

/// <summary>The quick reader of plain lines may decline a line, but may never read one otherwise than the reader of the API.</summary>
public sealed class PlainAndCarefulTests
{
    private static readonly JsonSerializerOptions Escaping = new() { Encoder = JavaScriptEncoder.Create() };

    [Fact]
    public void Both_readers_make_the_same_of_every_line_a_suite_writes()
    {
        foreach (var line in InventedLines(seed: 11, detentions: 30))
        {
            Assert.True(PlainEvent.TryRead(line, new QuoteMarks(), out var plain), Encoding.UTF8.GetString(line));
            var fact = new FactCache().Read(plain.Kind, plain.Data, out var data);
            var (entry, fingerprint, reason) = CarefulReader.Read(line);

            Assert.Equal("", reason);
            Assert.Equal(entry!.Event.Id, Encoding.UTF8.GetString(plain.Id));
            Assert.Equal(entry.Event.Source, Encoding.UTF8.GetString(plain.Source));
            Assert.Equal(entry.CustodyRecordNumber, Encoding.UTF8.GetString(plain.Subject));
            Assert.Equal((entry.Event.Kind, entry.Event.Occurred.ToUnixTimeMilliseconds()), (plain.Kind, plain.Occurred));
            Assert.Equivalent(entry.Event.Fact, fact, strict: true);
            Assert.Equal(fingerprint, plain.Fingerprint + JsonFingerprint.Member("data"u8, data));
        }
    }

    [Fact]
    public void A_line_written_otherwise_has_the_same_fingerprint_and_one_that_says_otherwise_has_not()
    {
        var fingerprints = new HashSet<ulong>();
        var lines = InventedLines(seed: 12, detentions: 5);
        foreach (var line in lines)
        {
            var members = JsonNode.Parse(line)!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()));
            var otherwise = JsonSerializer.SerializeToUtf8Bytes(new JsonObject(members), Escaping);

            Assert.Equal(CarefulReader.Read(line).Fingerprint, CarefulReader.Read(otherwise).Fingerprint);
            fingerprints.Add(CarefulReader.Read(line).Fingerprint);
        }
        var saidTwice = lines.Select(line => JsonNode.Parse(line)!).GroupBy(line => $"{line["time"]}{line["data"]!.ToJsonString()}{line["recordedtime"]}").Count();
        Assert.Equal(saidTwice, fingerprints.Count);
    }

    private static List<byte[]> InventedLines(int seed, int detentions) =>
        [.. from n in Enumerable.Range(0, detentions)
            from entry in Detention.Invent(seed + n, InventedSuite.Central, $"CR-{n}", Instant.FromUtc(2026, 6, 10, n % 24, 17))
            select entry.ToJson()];
}
