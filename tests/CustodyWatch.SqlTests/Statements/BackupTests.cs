using System.Text.RegularExpressions;
using CustodyWatch.SqlTests.Schema;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.SqlTests.Statements;

/// <summary>How a database on SQL Server is backed up and restored, with a sqlcmd that only writes down what it is told.</summary>
public sealed partial class BackupTests : IDisposable
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-backups-").FullName, _tools = Directory.CreateTempSubdirectory("custodywatch-sqlcmd-").FullName;
    private readonly Instant _now;

    public BackupTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a machine with a shell that has it.");
        _now = Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(_folder));
        Is("state", "ONLINE");
        Is("at-work", "0");
        Is("refused", "");
        Is("said", "");
        Is("sqlcmd", $$"""
            #!/usr/bin/env bash
            cd {{_tools}}
            while [ $# -gt 0 ]; do [ "$1" != -Q ] || said=$2; shift; done
            printf '%s\nGO\n' "$said" >> said
            while read -r part number; do
              [[ $said != *"$part"* ]] || { echo "Msg $number, Level 16, State 1, Server s, Line 1"; exit 1; }
            done < refused
            case $said in
              *state_desc*) cat state ;;
              *dm_exec_sessions*) cat at-work ;;
              *master_files*) echo /data/file ;;
              *FILELISTONLY*) printf 'custodywatch|/old/a.mdf|D|PRIMARY\ncustodywatch_log|/old/a.ldf|L|NULL\n' ;;
              *"BACKUP "*) file=${said#*DISK = N\'}; : > "${file%%\'*}" ;;
            esac

            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_tools, "sqlcmd"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Each_backup_is_a_file_of_its_own_that_was_read_through_and_what_is_wanted_no_more_goes()
    {
        // Full ones at night, the log each hour.
        foreach (var day in Enumerable.Range(1, 50)) Made((24 * day) + 2, "bak");
        foreach (var hour in Enumerable.Range(1, 24 * 50)) Made(hour, "trn");

        Assert.Equal(0, (await Run("backup-sqlserver", "log", _folder)).Exit);
        Assert.Equal(24 * 50 + 1, Files("trn").Length);
        Assert.Equal(0, (await Run("backup-sqlserver", "full", _folder)).Exit);

        Assert.Equal(1 + 34, Files("bak").Length);
        // From the full one before the last two days on, and the last before that.
        Assert.Equal(Enumerable.Range(1, 51).Select(hour => Named(hour, "trn")).Reverse(), Files("trn")[..^1]);
        Assert.Equal(2, Said().Count(said => said.StartsWith("BACKUP", StringComparison.Ordinal) && said.Contains(".part' WITH FORMAT, CHECKSUM", StringComparison.Ordinal)));
        Assert.Equal(2, Said().Count(said => said.StartsWith("RESTORE VERIFYONLY", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(_folder, "*.part"));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_read_is_none_and_takes_nothing_away()
    {
        Made(24 * 40, "bak");
        Is("refused", "VERIFYONLY 3189\n");

        Assert.Equal(1, (await Run("backup-sqlserver", "full", _folder)).Exit);

        Assert.Equal([Named(24 * 40, "bak")], Files("bak"));
    }

    [Fact]
    public async Task The_end_of_the_log_is_saved_then_each_backup_restored_in_order_and_only_then_is_it_opened()
    {
        Made(30, "bak");
        foreach (var hour in new[] { 8, 5, 4, 3, 2 }) Made(hour, "trn");
        Made(4, "bak");
        // Begun before the full one, and ended before it as well.
        Is("refused", $"{Named(5, "trn")} 4326\n");

        var ended = await Run("restore-sqlserver", _folder);
        Assert.True(ended.Exit == 0, ended.Error);

        var (changes, last) = (Changes(), Files("trn")[^1]);
        Assert.StartsWith("ALTER DATABASE [custodywatch] SET SINGLE_USER", changes[0], StringComparison.Ordinal);
        Assert.Contains($"{last}.part' WITH NORECOVERY", changes[0], StringComparison.Ordinal);
        Assert.Contains($"{Named(4, "bak")}' WITH NORECOVERY", changes[1], StringComparison.Ordinal);
        Assert.Equal([Named(4, "trn"), Named(3, "trn"), Named(2, "trn"), last], changes[2..^1].Select(Logs).Where(name => name != Named(5, "trn")));
        Assert.All(changes[2..^1], said => Assert.Contains("WITH NORECOVERY", said, StringComparison.Ordinal));
        Assert.StartsWith("RESTORE DATABASE [custodywatch] WITH RECOVERY", changes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_it_stood_at_a_moment_beside_the_one_in_service()
    {
        Is("state", "ABSENT");
        foreach (var hour in new[] { 50, 26 }) Made(hour, "bak");
        foreach (var hour in new[] { 51, 49, 27, 25, 24 }) Made(hour, "trn");
        // It was begun before that moment and had not ended.
        Is("refused", $"{Named(26, "bak")} 4338\n{Named(51, "trn")} 4330\n");
        var moment = _now - Duration.FromMinutes(25 * 60 + 30);

        var ended = await Run("restore-sqlserver", new Dictionary<string, string?> { ["TARGET"] = "look", ["TZ"] = "Europe/London" }, _folder, InstantPattern.General.Format(moment));
        Assert.True(ended.Exit == 0, ended.Error);

        var changes = Changes();
        Assert.Contains($"{Named(50, "bak")}' WITH NORECOVERY", changes[0], StringComparison.Ordinal);
        Assert.Equal([Named(51, "trn"), Named(49, "trn"), Named(27, "trn"), Named(25, "trn")], changes[1..^1].Select(Logs));
        var local = moment.InZone(DateTimeZoneProviders.Tzdb["Europe/London"]).ToString("uuuu-MM-dd'T'HH:mm:ss", null);
        Assert.All(changes[..^1], said => Assert.Contains($"STOPAT = '{local}'", said, StringComparison.Ordinal));
        Assert.All(changes, said => Assert.Contains("[look]", said, StringComparison.Ordinal));
        Assert.DoesNotContain(Said(), said => said.Contains("BACKUP", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("at-work", "2", 75)]
    [InlineData("refused", "BACKUP 4214\n", 1)]
    public async Task Nothing_is_restored_over_what_somebody_works_with_or_whose_end_cannot_be_saved(string what, string answer, int exit)
    {
        Made(4, "bak");
        Is(what, answer);

        Assert.Equal(exit, (await Run("restore-sqlserver", _folder)).Exit);

        Assert.DoesNotContain(Said(), said => said.StartsWith("RESTORE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_a_log_is_missing_it_is_said_and_nothing_is_opened()
    {
        Made(4, "bak");
        foreach (var hour in new[] { 3, 1 }) Made(hour, "trn");
        Is("refused", $"{Named(1, "trn")} 4305\n");

        Assert.Equal(1, (await Run("restore-sqlserver", _folder)).Exit);

        Assert.DoesNotContain(Said(), said => said.Contains("WITH RECOVERY", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_runbook_says_to_the_server_is_understood()
    {
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(Repository.Folder, "ops", "runbook.md"))).Select(block => block.Groups[1].Value).ToArray();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.NotEmpty(TSql.Parse(block, "runbook.md").Statements()));
    }

    private Task<OtherProgram.Ended> Run(string script, params string[] arguments) => Run(script, [], arguments);

    private Task<OtherProgram.Ended> Run(string script, Dictionary<string, string?> environment, params string[] arguments)
    {
        environment["PATH"] = $"{_tools}:{Environment.GetEnvironmentVariable("PATH")}";
        return OtherProgram.Run("bash", [Path.Combine(Repository.Folder, "ops", script), .. arguments], environment);
    }

    /// <summary>Each thing that was said to the server, all of which it understands.</summary>
    private string[] Said()
    {
        var said = File.ReadAllText(Path.Combine(_tools, "said"));
        TSql.Parse(said, "said");
        return said.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private string[] Changes() => [.. Said().Where(said => !said.StartsWith("SET NOCOUNT ON", StringComparison.Ordinal)
        && !File.ReadLines(Path.Combine(_tools, "refused")).Any(line => line.Split(' ') is [var part, "4338"] && said.Contains(part, StringComparison.Ordinal)))];

    private static string Logs(string said) => Log().Match(said).Groups[1].Value;

    private string Named(int hoursAgo, string kind) => $"custodywatch-{Stamp.Format(_now - Duration.FromHours(hoursAgo))}.{kind}";

    private void Made(int hoursAgo, string kind) => File.WriteAllText(Path.Combine(_folder, Named(hoursAgo, kind)), "");

    private string[] Files(string kind) => [.. Directory.GetFiles(_folder, $"*.{kind}").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private void Is(string what, string answer) => File.WriteAllText(Path.Combine(_tools, what), answer);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_tools, recursive: true);
    }

    [GeneratedRegex("^RESTORE LOG .*/(custodywatch-[^']*)'")]
    private static partial Regex Log();

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
