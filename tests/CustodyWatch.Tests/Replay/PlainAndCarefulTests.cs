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

    private static readonly string[] Numbers =
    [
        "0", "-0", "0.0", "-0.0", "0e5", "-0E-3", "1", "-1", "1.0", "-1.00", "10e-1", "0.1e1", "100", "1e2", "1E+2", "100.00", "10", "0.1", "0.10", "1e-1", "0.01", "101",
        "12345678901234567890", "12345678901234567891", "12345678901234567890.0", "1234567890123456789e1", "-12345678901234567890", "9007199254740992", "9007199254740993",
        "0.1000000000000000055511151231257827", "0.10000000000000000555", "1e-400", "1e-401", "5e-324", "1.7976931348623157e308", "17976931348623157e292",
        "100000000000000000000000000000000000000000", "1e41", "1e42", "18446744073709551616", "18446744073709551617", "1.5", "15e-1", "15",
    ];

    [Fact]
    public void Two_numbers_are_one_to_a_replay_where_they_are_one_to_the_log()
    {
        foreach (var one in Numbers)
        {
            foreach (var other in Numbers)
            {
                using var before = JsonDocument.Parse(WithNumber(one));
                using var now = JsonDocument.Parse(WithNumber(other));
                Assert.True(
                    JsonElement.DeepEquals(before.RootElement, now.RootElement) == (Fingerprint(one) == Fingerprint(other)),
                    $"{one} and {other}");
            }
        }

        static ulong Fingerprint(string number)
        {
            var (_, fingerprint, reason) = CarefulReader.Read(WithNumber(number));
            Assert.Equal("", reason);
            if (!PlainEvent.TryRead(WithNumber(number), new QuoteMarks(), out var plain) || new FactCache().Read(plain.Kind, plain.Data, out var data) is null) return fingerprint;
            Assert.Equal(fingerprint, plain.Fingerprint + JsonFingerprint.Member("data"u8, data));
            return fingerprint;
        }
    }

    [Theory]
    [InlineData("CR\u200B-1")]
    [InlineData("\uFEFFCR-1")]
    [InlineData("CR-1\u2028")]
    [InlineData("CR-1\U000E0041")]
    public void A_number_with_what_nobody_sees_in_it_is_read_by_neither(string unseen)
    {
        var escaped = Afternoon.Line(unseen, Afternoon.Central, 2, "10:02:00", "force-used", """{"kind":"held","reason":"To prevent self-harm."}""");
        foreach (var written in new[] { escaped, escaped.Replace(JavaScriptEncoder.Default.Encode(unseen), unseen, StringComparison.Ordinal) })
        {
            var line = Encoding.UTF8.GetBytes(written);

            Assert.False(PlainEvent.TryRead(line, new QuoteMarks(), out _));
            Assert.EndsWith("subject may hold only characters that can be written", CarefulReader.Read(line).Reason, StringComparison.Ordinal);
        }
    }

    private static byte[] WithNumber(string number) => Encoding.UTF8.GetBytes(
        Afternoon.Line("CR-1", Afternoon.Central, 2, "10:02:00", "force-used", $$"""{"kind":"held","reason":"To prevent self-harm.","weight":{{number}}}"""));

    private static List<byte[]> InventedLines(int seed, int detentions) =>
        [.. from n in Enumerable.Range(0, detentions)
            from entry in Detention.Invent(seed + n, InventedSuite.Central, $"CR-{n}", Instant.FromUtc(2026, 6, 10, n % 24, 17))
            select entry.ToJson()];
}
