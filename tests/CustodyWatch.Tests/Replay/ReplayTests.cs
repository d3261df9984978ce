using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Replay;

public sealed class ReplayTests : IDisposable
{
    private readonly ReplayBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Every_clock_broken_or_met_late_is_a_line_of_the_report()
    {
        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson", Afternoon.Text()), "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Fact]
    public void The_report_is_written_where_it_was_asked_for_and_as_the_name_of_the_file_says()
    {
        var report = _bench.Place("breaches.csv");

        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson", Afternoon.Text()), "--out", report));

        Assert.Equal("", _bench.Output);
        Assert.Equal(Afternoon.Csv, File.ReadAllText(report));
    }

    [Fact]
    public void As_json_it_says_the_same_with_null_for_what_is_not_there()
    {
        _bench.Run(_bench.File("june.ndjson", Afternoon.Text()), "--format=json");

        var report = JsonDocument.Parse(_bench.Output).RootElement;
        Assert.Equal(5, report.GetArrayLength());
        Assert.Equal(
            """{"custodyRecordNumber":"CR-1","source":"/forces/99/suites/CENTRAL","clock":"force-used","sequence":1,"authority":"LOCAL","citation":null,"startedAt":"2026-06-10T10:02:00Z","dueAt":"2026-06-10T10:02:00Z","metAt":null,"state":"breached","lateSeconds":null}""",
            report[0].GetRawText());
        Assert.Equal(900, report[1].GetProperty("lateSeconds").GetInt64());
    }

    [Fact]
    public void As_a_table_it_cuts_nothing_off()
    {
        _bench.Run(_bench.File("june.ndjson", Afternoon.Text()));

        Assert.Equal(6, _bench.Lines.Length);
        Assert.Single(_bench.Lines.Select(line => line.Length).Distinct());
        Assert.StartsWith("custodyRecordNumber  source                     clock", _bench.Lines[0], StringComparison.Ordinal);
        Assert.Matches("^CR-1  +/forces/99/suites/CENTRAL  visit  +2  +CODE  +PACE Code C 9.3  .*  met-late  +900$", _bench.Lines[4]);
    }

    [Fact]
    public void Nothing_broken_is_an_empty_report()
    {
        var arrival = Afternoon.Lines()[0];

        Assert.Equal(0, _bench.Run(_bench.File("one.ndjson", arrival), "--format", "csv"));
        Assert.Equal(Afternoon.Csv.Split('\n')[0] + "\n", _bench.Output);

        _bench.Run(_bench.File("one.ndjson", arrival), "--format", "json");
        Assert.Equal(0, JsonDocument.Parse(_bench.Output).RootElement.GetArrayLength());
    }

    [Fact]
    public void A_gzip_file_a_zstd_file_and_standard_input_give_the_same_report()
    {
        var text = Encoding.UTF8.GetBytes(Afternoon.Text());
        using var zstd = new ZstdSharp.Compressor();
        _bench.Input = text;
        string[] files = [_bench.File("june.ndjson.gz", Gzip(text)), _bench.File("june.ndjson.zst", zstd.Wrap(text).ToArray()), "-"];

        foreach (var file in files)
        {
            Assert.Equal(0, _bench.Run(file, "--format", "csv"));
            Assert.Equal(Afternoon.Csv, _bench.Output);
        }
    }

    [Theory]
    [InlineData(0x50)]
    [InlineData(0x5F)]
    public void A_zstd_file_made_by_several_cores_begins_with_a_frame_to_be_skipped(byte kind)
    {
        using var zstd = new ZstdSharp.Compressor();
        byte[] file =
        [
            .. Afternoon.Lines().SelectMany(line =>
            {
                var frame = zstd.Wrap(Encoding.UTF8.GetBytes(line + "\n")).ToArray();
                return (byte[])[kind, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, .. BitConverter.GetBytes(frame.Length), .. frame];
            }),
        ];

        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson.zst", file), "--format", "csv"));
        Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Fact]
    public void Lines_may_come_in_any_order_and_from_several_files()
    {
        var lines = Afternoon.Lines();
        var late = _bench.File("late.ndjson", string.Join("\r\n", lines[8..].Reverse()));
        var early = _bench.File("early.ndjson", "\uFEFF" + string.Join("\n \n", lines[..8].Reverse()) + "\n\n");

        Assert.Equal(0, _bench.Run(late, early, "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
    }

    [Fact]
    public void Each_duty_is_judged_at_the_instant_asked_about()
    {
        _bench.Run(_bench.File("june.ndjson", Afternoon.Text()), "--format", "csv", "--at", "2026-06-10T11:40:00.750+01:00");

        Assert.Equal(
            "CR-1,/forces/99/suites/CENTRAL,adult-requested,1,LOCAL,PACE Code C 3.15,2026-06-10T10:00:00Z,2026-06-10T10:30:00Z,,breached,600",
            _bench.Lines[^1]);
    }

    [Fact]
    public void What_was_broken_before_bail_was_granted_gets_later_until_the_child_has_gone()
    {
        const string Officer = """{"officer":{"id":"4417","rank":"sergeant"}""";
        string[] charged =
        [
            Afternoon.Line("CR-1", Afternoon.Central, 21, "10:50:00", "charged", Officer + ""","offences":[{"description":"Theft","class":"either-way"}]}"""),
            Afternoon.Line("CR-1", Afternoon.Central, 22, "11:00:00", "bail-refused", Officer + ""","grounds":["own-interests"],"reason":"No home to go to."}"""),
            Afternoon.Line("CR-1", Afternoon.Central, 23, "12:20:00", "bail-granted", """{"conditional":true}"""),
        ];

        _bench.Run(_bench.File("june.ndjson", string.Join('\n', Afternoon.Lines().Concat(charged))), "--format", "csv");

        Assert.Contains(
            "CR-1,/forces/99/suites/CENTRAL,court-listing,1,LOCAL,,2026-06-10T11:00:00Z,2026-06-10T12:00:00Z,,breached,3600", _bench.Lines);
        Assert.DoesNotContain(_bench.Lines, line => line.Contains(",certificate,", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_instant_each_record_is_judged_at_the_latest_time_of_any_line()
    {
        var arrival = Afternoon.Line("CR-2", "/forces/99/suites/NORTH", 1, "13:30:00", "arrived", Afternoon.Arrival);
        var unreleased = string.Join('\n', [.. Afternoon.Lines()[..^1], arrival]);

        _bench.Run(_bench.File("june.ndjson", unreleased), "--format", "csv");

        Assert.EndsWith(",2026-06-10T12:30:00Z,2026-06-10T12:45:00Z,,breached,2700", _bench.Lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_ordered_by_suite_then_number_by_code_point()
    {
        var files = new[] { ("\U0001F600", "CENTRAL"), ("\uFF5E", "CENTRAL"), ("b,1", "CENTRAL"), ("B\"1", "CENTRAL"), ("A", "NORTH"), ("Z", "Alpha") }
            .Select((record, n) => _bench.File($"{n}.ndjson", Afternoon.Text(record.Item1, $"/forces/99/suites/{record.Item2}")));

        Assert.Equal(0, _bench.Run([.. files, "--format", "csv"]));

        Assert.Equal(
            ["Z", "\"B\"\"1\"", "\"b,1\"", "\uFF5E", "\U0001F600", "A"],
            _bench.Lines.Skip(1).Select(line => line[..line.IndexOf(",/forces", StringComparison.Ordinal)]).Distinct());
    }

    [Theory]
    [InlineData("Name at least one file", "--format", "csv")]
    [InlineData("--format is table, csv or json", "june.ndjson", "--format", "xml")]
    [InlineData("--at needs an instant", "june.ndjson", "--at", "yesterday")]
    [InlineData("--at needs a value", "june.ndjson", "--at")]
    [InlineData("There is no option --speed", "june.ndjson", "--speed", "60")]
    [InlineData("There is no option -v", "june.ndjson", "-v")]
    [InlineData("--out needs a value", "june.ndjson", "--out", "")]
    [InlineData("--out needs a value", "june.ndjson", "--out", "--format", "csv")]
    [InlineData("--out ./june.ndjson is a file to be read", "june.ndjson", "--out", "./june.ndjson")]
    [InlineData("read only once", "-", "-")]
    [InlineData("--at is said twice", "june.ndjson", "--at", "2026-06-10T19:52:00Z", "--at=2026-06-10T20:52:00Z")]
    [InlineData("--out is said twice", "june.ndjson", "--out", "a.csv", "--out", "b.csv")]
    [InlineData("--format is said twice", "june.ndjson", "--format", "csv", "--format", "csv")]
    public void What_was_asked_for_wrongly_is_said_in_a_sentence(string sentence, params string[] args)
    {
        Assert.Equal(64, _bench.Run(args));
        Assert.Contains(sentence, _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hyphen_is_standard_output()
    {
        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson", Afternoon.Text()), "--out", "-", "--format", "csv"));

        Assert.Equal(Afternoon.Csv, _bench.Output);
        Assert.False(File.Exists("-"));
    }

    [Fact]
    public void What_is_told_twice_is_counted_once()
    {
        var (file, copy) = (_bench.File("june.ndjson", Afternoon.Text()), _bench.File("copy.ndjson", Afternoon.Text()));

        foreach (var files in new[] { new[] { file }, [file, file], [file, copy] })
        {
            Assert.Equal(0, _bench.Run([.. files, "--format", "csv"]));
            Assert.Equal(Afternoon.Csv, _bench.Output);
            Assert.Equal("1 custody records, 17 events, 5 clocks broken or met late, 0 bad lines.", _bench.Messages.Trim());
        }
    }

    [Fact]
    public async Task A_closed_standard_input_is_said_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is found out from /proc.");

        var closed = await OtherProgram.Run("sh", ["-c", "exec dotnet \"$0\" replay - <&-", OtherProgram.Dll]);
        var empty = await OtherProgram.Run("sh", ["-c", "exec dotnet \"$0\" replay - </dev/null", OtherProgram.Dll]);
        var piped = await OtherProgram.Run("sh", ["-c", "true | dotnet \"$0\" replay -", OtherProgram.Dll]);

        Assert.Equal((66, "Standard input is closed."), (closed.Exit, closed.Error.Trim()));
        Assert.Equal((0, 0), (empty.Exit, piped.Exit));
    }

    [Fact]
    public void A_report_is_never_written_over_what_it_is_made_of()
    {
        var file = _bench.File("june.ndjson", Afternoon.Text());
        var link = _bench.Place("latest.csv");
        File.CreateSymbolicLink(link, file);

        Assert.Equal(64, _bench.Run(file, "--out", file));
        Assert.Equal(64, _bench.Run(file, "--out", link));

        Assert.Equal(Afternoon.Text(), File.ReadAllText(file));
    }

    [Fact]
    public void Where_the_report_cannot_be_written_nothing_is_read()
    {
        var report = _bench.Place("no-such-folder/breaches.csv");

        Assert.Equal(73, _bench.Run(_bench.File("june.ndjson", "not an event"), "--out", report));

        Assert.StartsWith($"{report} cannot be written: ", _bench.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("june.ndjson", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shorter_report_takes_the_place_of_a_longer_one_whole()
    {
        var report = _bench.File("breaches.csv", new string('x', 10_000));

        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson", Afternoon.Text()), "--out", report));

        Assert.Equal(Afternoon.Csv, File.ReadAllText(report));
    }

    [Fact]
    public void A_custody_record_number_is_no_formula_in_a_spreadsheet()
    {
        Assert.Equal(0, _bench.Run(_bench.File("june.ndjson", Afternoon.Text("=1+1")), "--format", "csv"));

        Assert.StartsWith("'=1+1,/forces/", _bench.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_said_to_be_so_and_leave_the_last_report_as_it_was()
    {
        string[] files = [_bench.File("a.ndjson", Afternoon.Text()), _bench.File("b.ndjson", Afternoon.Text("CR-2"))];
        var (report, fresh) = (_bench.File("breaches.csv", "as it was"), _bench.Place("new.csv"));
        using (File.Open(files[0], FileMode.Open, FileAccess.Write, FileShare.None))
        using (File.Open(files[1], FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Assert.Equal(66, _bench.Run([.. files, "--out", report]));
            Assert.Equal(66, _bench.Run([.. files, "--out", fresh]));
        }

        Assert.Contains("a.ndjson", _bench.Messages, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(report));
        Assert.False(File.Exists(fresh));
    }

    [Fact]
    public void A_folder_is_not_a_file()
    {
        Assert.Equal(66, _bench.Run("."));
        Assert.Contains(". is a folder", _bench.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Equal(66, _bench.Run("no-such-file.ndjson"));
        Assert.Contains("no-such-file.ndjson", _bench.Messages, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
