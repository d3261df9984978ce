using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Operations;

/// <summary>A word mistyped is refused before anything is done.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("There is no option --dryrun.", "dispose", "--dryrun")]
    [InlineData("There is no option --dry-run=false.", "dispose", "--dry-run=false")]
    [InlineData("now is not understood.", "dispose", "now")]
    [InlineData("There is no option --newkey.", "reseal", "--newkey")]
    [InlineData("There is no option --dry-run.", "reseal", "--dry-run")]
    [InlineData("There is no option --datadirectory.", "verify", "--datadirectory", "/x")]
    [InlineData("CustodyWatch:DataDirectory=x is not understood.", "rebuild", "CustodyWatch:DataDirectory=x")]
    [InlineData("--CustodyWatch:DataDirectory needs a value.", "dispose", "--CustodyWatch:DataDirectory", "--dry-run")]
    [InlineData("--CustodyWatch:DataDirectory needs a value.", "migrate", "--CustodyWatch:DataDirectory")]
    [InlineData("Nothing reads the setting --CustodyWatch:DataDirecory;", "verify", "--CustodyWatch:DataDirecory", "nowhere")]
    [InlineData("Nothing reads the setting --custodywatch:datadirecory;", "dispose", "--dry-run", "--custodywatch:datadirecory=nowhere")]
    [InlineData("Nothing reads the setting --CustodyWatch:Database;", "import", "folder", "--CustodyWatch:Database", "nowhere")]
    [InlineData("b is not understood.", "authorities", "a", "b")]
    [InlineData("There is no option --force.", "import", "folder", "--force")]
    [InlineData("There is no option --out.", "certificate", "99-000001", "--out", "a.pdf")]
    [InlineData("There is no option --dmeo.", "serve", "--dmeo")]
    [InlineData("There is no option --url.", "--url", "http://127.0.0.1:0")]
    public void What_is_not_understood_is_refused_and_the_usage_is_said(string sentence, params string[] args)
    {
        var (help, problem) = CommandLine.Check(args);

        Assert.Null(help);
        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
        Assert.Contains(" Usage: ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("nonsense", "--help")]
    [InlineData("serve", "--demo", "--speed", "60", "--urls", "http://127.0.0.1:0")]
    [InlineData("--environment", "Development", "--custodywatch:demo=true")]
    [InlineData("dispose", "--dry-run", "--CustodyWatch:DataDirectory", "/x", "--Logging:LogLevel:Default=Warning")]
    [InlineData("verify", "--CustodyWatch:Database:Provider", "sqlserver", "--disposed")]
    [InlineData("certificate", "99-000001", "--pdf", "-", "--CustodyWatch:DataDirectory", "/x")]
    [InlineData("serve", "--CustodyWatch:DataDirecory", "nowhere")]
    [InlineData("reseal", "--custodywatch:keys:directory=/k", "--CustodyWatch:Identity:Roles:inspector:0", "INSP")]
    [InlineData("authorities", "file.csv")]
    [InlineData("replay", "file.ndjson", "--speed")]
    public void What_is_understood_is_carried_out(params string[] args) => Assert.Equal((null, null), CommandLine.Check(args));

    [Theory]
    [InlineData("serve")]
    [InlineData("replay")]
    [InlineData("migrate")]
    [InlineData("verify")]
    [InlineData("rebuild")]
    [InlineData("reseal")]
    [InlineData("dispose")]
    [InlineData("import")]
    [InlineData("authorities")]
    [InlineData("certificate")]
    public void Each_command_asked_for_help_says_how_it_is_used_and_does_nothing(string command)
    {
        foreach (var help in new[] { "--help", "-h" })
            Assert.StartsWith($"Usage: {command}", CommandLine.Check([command, help]).Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_environment_that_nothing_reads_is_said_by_whatever_command_works_by_settings()
    {
        using var folder = new Storage.Folder();
        var mistyped = new Dictionary<string, string?> { ["CUSTODYWATCH__DATADIRECORY"] = "/x" };

        var told = await OtherProgram.CustodyWatch(["migrate", .. folder.Settings], mistyped);
        var help = await OtherProgram.CustodyWatch(["help"], mistyped);

        Assert.Equal(0, told.Exit);
        Assert.Contains("their names may be mistyped: CustodyWatch:DATADIRECORY", told.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (help.Exit, help.Error));
    }

    [Fact]
    public void Whoever_joins_the_report_of_replay_to_another_list_is_told_of_the_apostrophe() =>
        Assert.Contains("has an apostrophe put before it", CommandLine.Check(["replay", "--help"]).Help, StringComparison.Ordinal);
}
