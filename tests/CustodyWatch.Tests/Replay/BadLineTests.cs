using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Replay;

public sealed class BadLineTests : IDisposable
{
    private readonly ReplayBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Bad_lines_are_reported_by_number_and_skipped()
    {
        var lines = Afternoon.Lines().ToList();
        lines.Insert(0, "not json");
        lines.Insert(3, lines[4].Replace("\"rank\":\"sergeant\"", "\"rank\":\"general\"", StringComparison.Ordinal));
        lines.Insert(6, "");
        lines.Insert(7, """["an array"]""");
        lines.Add("""{"specversion":"1.0"}""");
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
        var messages = _bench.Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{file}:1: is not JSON", messages[0]);
        Assert.StartsWith($"{file}:4: data.officer.rank ", messages[1], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:8: event must be an object", messages[2], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:{lines.Count}: ", messages[3], StringComparison.Ordinal);
        Assert.Equal("1 custody records, 17 events, 5 clocks broken or met late, 4 bad lines.", messages[4]);
    }

    [Fact]
    public void Each_file_counts_its_own_lines()
    {
        var first = _bench.File("a.ndjson", Afternoon.Text());
        var second = _bench.File("b.ndjson", "\n\n{}\n");

        Assert.Equal(2, _bench.Run(first, second));

        Assert.Contains($"{second}:3: ", _bench.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"id\":\"CR-1-02\"", "\"id\":\"\"")]
    [InlineData("\"1.0\"", "\"0.3\"")]
    [InlineData("/forces/99/suites/CENTRAL", "/suites/CENTRAL")]
    [InlineData("custody.force-used", "custody.force-abused")]
    [InlineData("10:02:00Z", "10:02:00")]
    [InlineData("10:02:00Z", "25:02:00Z")]
    [InlineData("\"kind\":\"held\"", "\"kind\":1")]
    [InlineData("\"kind\":\"held\"", "\"kind\" \"held\"")]
    [InlineData("\"kind\":\"held\"", "\"kind\":\"held\",\"kind\":\"held\"")]
    [InlineData("\"kind\":\"held\"", "\"kind\":\"held\",\"x\":1e999")]
    [InlineData("\"kind\":\"held\"", "\"kind\":\"he\\u0000ld\"")]
    [InlineData("\"kind\":\"held\"", "\"kind\":\"he\0ld\"")]
    [InlineData("\"subject\":\"CR-1\"", "\"subject\":\"CR-1\",\"subject\":\"CR-1\"")]
    [InlineData("\"subject\":\"CR-1\"", "\"subject\":\"CR-1\",\"medium\":\"carrier pigeon\"")]
    [InlineData("\"subject\":\"CR-1\"", "\"subject\":\"CR-1\",\"recordedtime\":\"noon\"")]
    [InlineData("\"subject\":\"CR-1\"", "\"subject\":\"CR-1234567890123456789012345678901234567890\"")]
    [InlineData("}}", "}")]
    [InlineData("}}", "}}}")]
    public void A_line_the_log_would_refuse_is_bad(string right, string wrong)
    {
        var lines = Afternoon.Lines();
        Assert.Contains(right, lines[1], StringComparison.Ordinal);
        lines[1] = lines[1].Replace(right, wrong, StringComparison.Ordinal);
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.StartsWith($"{file}:2: ", _bench.Messages, StringComparison.Ordinal);
        Assert.Equal(Afternoon.Csv.Split('\n').Where(line => !line.Contains("force-used", StringComparison.Ordinal)), _bench.Output.Split('\n'));
    }

    [Fact]
    public void A_replacement_that_cannot_be_true_is_bad_before_its_arrival_and_after_it_and_changes_nothing()
    {
        var arrival = Told.Arrived("2026-06-10T18:00:00Z", id: "in");
        var data = Told.Arrived("2026-06-10T18:00:00Z").With(told => told["data"]!["child"]!["dateOfBirth"] = "1996-03-02")["data"]!;
        var replacement = Told.Replaced("in", "2026-06-10T19:00:00Z", new { data });
        string Lines(params JsonObject[] told) => string.Join('\n', told.Select(one => one.ToJsonString()));
        var at = new[] { "--format", "csv", "--at", "2026-06-12T18:00:00Z" };

        Assert.Equal(0, _bench.Run([_bench.File("alone.ndjson", Lines(arrival)), .. at]));
        var alone = _bench.Output;
        var before = _bench.File("before.ndjson", Lines(replacement, arrival));
        Assert.Equal(2, _bench.Run([before, .. at]));
        Assert.StartsWith($"{before}:1: data.corrects is 18 or over", _bench.Messages, StringComparison.Ordinal);
        Assert.Equal(alone, _bench.Output);
        var after = _bench.File("after.ndjson", Lines(arrival, replacement));
        Assert.Equal(2, _bench.Run([after, .. at]));
        Assert.StartsWith($"{after}:2: data.corrects is 18 or over", _bench.Messages, StringComparison.Ordinal);
        Assert.Equal(alone, _bench.Output);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, "event is nested deeper than 32")]
    [InlineData(5_000, "event is nested deeper than 32")]
    public void What_is_nested_too_deep_is_said_to_be_so_as_the_log_says_it(int lists, string? reason)
    {
        var lines = Afternoon.Lines();
        // The event and its data are two deep themselves.
        lines[1] = lines[1].Replace("\"kind\":\"held\"", $"\"kind\":\"held\",\"x\":{new string('[', lists)}{new string(']', lists)}", StringComparison.Ordinal);
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(reason is null ? 0 : 2, _bench.Run(file, "--format", "csv"));

        if (reason is not null) Assert.StartsWith($"{file}:2: {reason}\n", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arrest_before_the_child_was_born_is_bad()
    {
        var lines = Afternoon.Lines();
        lines[0] = System.Text.RegularExpressions.Regex.Replace(lines[0], "\"arrestedAt\":\"[0-9]{4}", "\"arrestedAt\":\"0026");

        Assert.Equal(2, _bench.Run(_bench.File("june.ndjson", string.Join('\n', lines))));

        Assert.Contains(":1: data.arrestedAt lies before", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_utf_8_is_bad()
    {
        var bytes = Encoding.UTF8.GetBytes(Afternoon.Text());
        bytes[bytes.AsSpan().IndexOf("held"u8)] = 0xFF;

        Assert.Equal(2, _bench.Run(_bench.File("june.ndjson", bytes)));

        Assert.Contains(":2: is not UTF-8", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_too_long_to_be_an_event_is_skipped_and_the_next_is_read()
    {
        var lines = Afternoon.Lines().ToList();
        lines.Insert(4, new string('x', 30_000_000));
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Contains($"{file}:5: Is longer than 8 MB.", _bench.Messages, StringComparison.Ordinal);
        Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Theory]
    [InlineData(40, 17)]
    [InlineData(8, 18)]
    [InlineData(1, 18)]
    public void A_packed_file_that_breaks_off_is_read_as_far_as_it_goes_and_said_to_be_damaged(int missing, int line)
    {
        var file = _bench.File("june.ndjson.gz", Gzip(Afternoon.Text())[..^missing]);

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.StartsWith($"{file}:{line}: The file is damaged from here on.", _bench.Messages, StringComparison.Ordinal);
        if (line > 17) Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Fact]
    public void A_packed_file_of_several_members_breaks_off_between_none_of_them()
    {
        var members = Afternoon.Lines().Select(line => Gzip(line + "\n")).ToArray();
        byte[] whole = [.. members.SelectMany(member => member)];

        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson.gz", whole), "--format", "csv"));
        Assert.Equal(Afternoon.Csv, _bench.Output);

        Assert.Equal(2, _bench.Run(_bench.File("begun.ndjson.gz", [.. whole, .. members[0][..12]])));
        Assert.Contains(":18: The file is damaged from here on.", _bench.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public void What_follows_a_packed_file_and_is_none_is_damage(int length)
    {
        var file = _bench.File("june.ndjson.gz", [.. Gzip(Afternoon.Text()), .. new byte[length]]);

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Contains($"{file}:18: The file is damaged from here on.", _bench.Messages, StringComparison.Ordinal);
        Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Fact]
    public void A_damaged_file_is_read_as_far_as_it_goes_and_said_to_be_damaged()
    {
        using var zstd = new ZstdSharp.Compressor();
        var bytes = zstd.Wrap(Encoding.UTF8.GetBytes(Afternoon.Text())).ToArray();

        Assert.Equal(2, _bench.Run(_bench.File("june.ndjson.zst", bytes[..^40])));

        Assert.Contains("The file is damaged from here on.", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_line_twice_counts_once_however_it_is_written()
    {
        var lines = Afternoon.Lines().ToList();
        var rewritten = lines[1].Replace(":", " : ", StringComparison.Ordinal).Replace("10 : 02 : 00Z", "10:02:00Z", StringComparison.Ordinal)
            .Replace("\"kind\" : \"held\",\"reason\" : \"To prevent self-harm.\"", "\"reason\":\"To prevent self\\u002dharm.\",\t\"kind\":\"held\"", StringComparison.Ordinal);
        Assert.Contains("\\u002dharm", rewritten, StringComparison.Ordinal);
        lines.Add(rewritten);
        lines.Insert(1, lines[0]);

        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson", string.Join('\n', lines)), "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Fact]
    public void A_line_with_the_source_and_id_of_another_that_says_something_else_is_bad_and_the_first_stands()
    {
        var lines = Afternoon.Lines().ToList();
        lines.Add(lines[1].Replace("held", "cuffed", StringComparison.Ordinal));
        lines.Add(lines[2].Replace("\"subject\":\"CR-1\"", "\"subject\":\"CR-9\"", StringComparison.Ordinal));
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
        Assert.Contains($"{file}:18: has the source and id of an earlier line", _bench.Messages, StringComparison.Ordinal);
        Assert.Contains($"{file}:19: has the source and id of an earlier line", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_told_again_with_two_of_its_texts_changed_about_says_something_else()
    {
        var lines = Afternoon.Lines().ToList();
        lines.Add(lines[1].Replace("""{"kind":"held","reason":"To prevent self-harm."}""", """{"kind":"To prevent self-harm.","reason":"held"}""", StringComparison.Ordinal));
        Assert.NotEqual(lines[1], lines[^1]);
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
        Assert.Contains($"{file}:18: has the source and id of an earlier line", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_line_takes_no_id_from_the_line_that_puts_it_right_on_another_record()
    {
        var lines = Afternoon.Lines().ToList();
        var refused = Afternoon.Line("CR-1", Afternoon.Central, 99, "09:00:00", "arrived", Afternoon.Arrival);
        lines.Add(refused);
        lines.AddRange(Afternoon.Lines("CR-2").Skip(1));
        lines.Add(refused.Replace("\"subject\":\"CR-1\"", "\"subject\":\"CR-2\"", StringComparison.Ordinal));
        lines.Add(refused.Replace("\"subject\":\"CR-1\"", "\"subject\":\"CR-3\"", StringComparison.Ordinal));
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Contains("CR-2,/forces/99/suites/CENTRAL,force-used", _bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CR-3", _bench.Output, StringComparison.Ordinal);
        Assert.Equal(
            [$"{file}:18: type the record already has an arrival, and a child arrives once", $"{file}:36: has the source and id of an earlier line and says something else"],
            _bench.Messages.Split('\n')[..2]);
    }

    [Fact]
    public void A_refused_correction_takes_no_id_from_the_line_after_it_and_each_of_its_copies_is_bad()
    {
        var (arrival, anew) = (Told.Arrived("2026-06-10T14:30:00Z", id: "a1"), Told.Arrived("2026-06-10T14:40:00Z", id: "a2"));
        var (misshapen, back) = (Told.Replaced("a1", "2026-06-10T15:00:00Z", new { data = new { route = 1 } }, id: "c1"), Told.Retracted("a1", "2026-06-10T15:00:00Z", id: "c1"));
        string[] at = ["--format", "csv", "--at", "2026-06-11T20:00:00Z"];
        Assert.Equal(0, _bench.Run([_bench.File("alone.ndjson", anew.ToJsonString()), .. at]));
        var alone = _bench.Output;

        foreach (var lines in new JsonObject[][] { [misshapen, misshapen, back, arrival, anew], [misshapen, misshapen, arrival, anew, back] })
        {
            var file = _bench.File("june.ndjson", string.Join('\n', lines.Select(one => one.ToJsonString())));
            Assert.Equal(2, _bench.Run([file, .. at]));
            Assert.Equal(alone, _bench.Output);
            Assert.Equal([$"{file}:1", $"{file}:2"], _bench.Messages.Split('\n')[..^2].Select(message => message[..message.IndexOf(": ", StringComparison.Ordinal)]));
        }
    }

    [Theory]
    [InlineData("2008-06-10", "is 18 or over on arrival")]
    [InlineData("2026-06-11", "lies after the arrival")]
    public void An_arrival_of_somebody_who_was_no_child_then_is_bad(string born, string reason)
    {
        var lines = Afternoon.Lines();
        lines[0] = lines[0].Replace("2010-11-20", born, StringComparison.Ordinal);
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file));

        Assert.Contains($"{file}:1: data.child.dateOfBirth {reason}", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_arrival_on_a_record_is_bad_and_the_first_stands()
    {
        var lines = Afternoon.Lines().ToList();
        lines.Add(Afternoon.Line("CR-1", "/forces/99/suites/NORTH", 99, "09:00:00", "arrived", Afternoon.Arrival));
        var file = _bench.File("june.ndjson", string.Join('\n', lines));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
        Assert.StartsWith($"{file}:18: ", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arrival_entered_anew_stands_wherever_the_retraction_of_the_first_is_written()
    {
        var (first, anew) = (Told.Arrived("2026-06-10T14:30:00Z", id: "a1"), Told.Arrived("2026-06-10T14:40:00Z", id: "a2"));
        var (back, again) = (Told.Retracted("a1", "2026-06-10T15:00:00Z", id: "c1"), Told.Retracted("c1", "2026-06-10T15:10:00Z", id: "c2"));
        string[] at = ["--format", "csv", "--at", "2026-06-11T20:00:00Z"];

        string Report(int exit, params JsonObject[] told)
        {
            var file = _bench.File("june.ndjson", string.Join('\n', told.Select(one => one.ToJsonString())));
            Assert.Equal(exit, _bench.Run([file, .. at]));
            return _bench.Output;
        }

        var alone = Report(0, anew);
        Assert.Contains("drink", alone, StringComparison.Ordinal);
        foreach (var lines in new JsonObject[][] { [first, back, anew], [first, anew, back], [anew, first, back], [back, anew, first], [back, first, anew], [anew, back, first, back] })
            Assert.Equal(alone, Report(0, lines));

        var firstStands = Report(2, first, anew, back, again);
        Assert.NotEqual(alone, firstStands);
        Assert.Equal(firstStands, Report(2, first, back, anew, again));
        Assert.StartsWith($"{_bench.Place("june.ndjson")}:3: type the record already has an arrival", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retraction_whose_id_is_an_earlier_lines_takes_nothing_back()
    {
        var (arrival, drink) = (Told.Arrived("2026-06-10T14:30:00Z", id: "a1"), Told.Drink("2026-06-10T15:00:00Z", id: "d1"));
        var file = _bench.File("june.ndjson", string.Join('\n', new[] { arrival, drink, Told.Retracted("a1", "2026-06-10T15:10:00Z", id: "d1") }.Select(one => one.ToJsonString())));

        Assert.Equal(2, _bench.Run(file, "--format", "csv", "--at", "2026-06-10T23:00:00Z"));

        Assert.StartsWith($"{file}:3: has the source and id of an earlier line", _bench.Messages, StringComparison.Ordinal);
        Assert.Contains("drink,2,", _bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Someone_of_eighteen_is_not_a_child_and_what_ended_before_it_began_did_not_happen()
    {
        var lines = Afternoon.Lines();
        var grown = lines[0].Replace("2010-11-20", "2008-06-10", StringComparison.Ordinal);
        var file = _bench.File("june.ndjson", string.Join('\n', [grown, .. lines, Afternoon.Line("CR-1", "/forces/99/suites/CENTRAL", 40, "09:59:00", "released",
            """{"outcome":"no-further-action","preReleaseRiskAssessment":true}""")]));

        Assert.Equal(2, _bench.Run(file, "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
        Assert.Contains($"{file}:1: data.child.dateOfBirth is 18 or over", _bench.Messages, StringComparison.Ordinal);
        Assert.Contains($"{file}:19: time ", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_to_come_are_not_refused()
    {
        var file = _bench.File("later.ndjson", Afternoon.Text().Replace("2026-06-10T", "2126-06-10T", StringComparison.Ordinal)
            .Replace("2010-11-20", "2110-11-20", StringComparison.Ordinal));

        Assert.Equal(0, _bench.Run(file));
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
