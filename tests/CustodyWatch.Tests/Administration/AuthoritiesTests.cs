using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Administration;

public sealed class AuthoritiesTests
{
    [Fact]
    public async Task An_administrators_change_is_kept_with_who_and_why_and_survives_a_start_and_the_command()
    {
        await using var folder = new LastingFolder();
        await using (var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path))
        {
            var changed = await suite.As("admin-01").Call("/authorities/E06000001", new JsonObject
            {
                ["name"] = "Hartlepool",
                ["nightContact"] = "01632 960200",
                ["lastTested"] = "2026-06-09",
                ["reason"] = "Rang at 02:00",
            });
            Assert.Equal((HttpStatusCode.OK, "01632 960200"), (changed.Status, changed.Text("nightContact")));
        }
        await using (var suite = await CustodySuite.Open("2026-06-10T13:00:00Z", folder.Path))
        {
            var one = await suite.As("admin-01").Read("/authorities/E06000001");
            Assert.Equal("2026-06-09", one.Body!["authority"]!["lastTested"]!.ToString());
            var change = Assert.Single(one.Body["history"]!.AsArray())!;
            Assert.Equal(("admin-01", "Rang at 02:00"), (change["changedBy"]!.ToString(), change["reason"]!.ToString()));
            Assert.Contains("authorities/E06000001", (await suite.As("admin-01").Read("/access-log")).Body!.ToJsonString(), StringComparison.Ordinal);
        }
        var file = Path.Combine(folder.Path, "changes.csv");
        await File.WriteAllLinesAsync(file, [AuthorityFile.Heading, "E06000001,Hartlepool,,01632 960201,,2026-06-09", "E06000099,\"Vale, New\",,,,"]);
        Assert.Equal(0, await AuthoritiesCommand.Run([file, "--CustodyWatch:DataDirectory", folder.Path]));
        await File.WriteAllLinesAsync(file, [AuthorityFile.Heading, "E06000001,Hartlepool,,,,", "E07000001,District,,,,"]);
        Assert.Equal(2, await AuthoritiesCommand.Run([file, "--CustodyWatch:DataDirectory", folder.Path]));
        await using (var suite = await CustodySuite.Open("2026-06-10T14:00:00Z", folder.Path))
        {
            var one = await suite.As("admin-01").Read("/authorities/E06000001");
            Assert.Equal("01632 960201", one.Body!["authority"]!["nightContact"]!.ToString());
            Assert.Equal(2, one.Body["history"]!.AsArray().Count);
            Assert.Equal("Vale, New", (await suite.As("admin-01").Read("/authorities/E06000099")).Body!["authority"]!["name"]!.ToString());
        }
    }

    [Fact]
    public async Task Every_force_sees_in_its_own_log_that_contacts_were_changed_which_all_of_them_use()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("admin-01").Call("/authorities/E06000001", new JsonObject { ["name"] = "Hartlepool", ["nightContact"] = "01632 960200", ["reason"] = "Rang" });

        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        var rows = await connection.QueryAsync<(string Force, string Action)>(
            "SELECT force, action FROM access_log WHERE user_id = 'admin-01' AND subject = 'authorities/E06000001' ORDER BY force");
        Assert.Equal([("98", "alteration"), ("99", "alteration")], rows);
    }

    [Fact]
    public async Task A_file_that_does_not_begin_with_its_heading_is_refused_whole()
    {
        await using var folder = new LastingFolder();
        var file = Path.Combine(folder.Path, "changes.csv");
        await EmptyDatabase.CopyTo(folder.Path);
        await File.WriteAllLinesAsync(file, ["E06000001,Hartlepool,,01632 960201,,", "E06000099,Vale,,,,"]);

        Assert.Equal(2, await AuthoritiesCommand.Run([file, "--CustodyWatch:DataDirectory", folder.Path]));

        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, embedded: true);
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("admin-01").Read("/authorities/E06000099")).Status);
    }

    [Fact]
    public async Task Where_there_is_no_database_the_command_makes_none_and_says_so()
    {
        await using var folder = new LastingFolder();
        var file = Path.Combine(folder.Path, "changes.csv");
        await File.WriteAllLinesAsync(file, [AuthorityFile.Heading, "E06000001,Hartlepool,,01632 960201,,"]);

        var refusal = await Assert.ThrowsAsync<CannotStartException>(() => AuthoritiesCommand.Run([file, "--CustodyWatch:DataDirectory", folder.Path]));

        Assert.StartsWith("There is no database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("-ask for duty")]
    [InlineData("=1+1")]
    [InlineData("+44 1632 960110")]
    [InlineData("Vale, \"New\"")]
    public void What_is_written_to_a_file_is_read_back_as_it_was(string contact)
    {
        var row = new AuthorityRow { Code = "E06000001", Name = "Hartlepool", NightContact = contact };
        using var file = new StringReader($"{AuthorityFile.Heading}\n{AuthorityFile.Line(row)}");

        Assert.Equal((2, row), Assert.Single(AuthorityFile.Read(file)));
    }

    [Theory]
    [InlineData("E07000001", "District", null, "code")]
    [InlineData("E06000001", "", null, "name")]
    [InlineData("E06000001", "Hartlepool", "2026-06-11", "lastTested")]
    [InlineData("E06000001", "Hartlepool", "last week", "lastTested")]
    public async Task What_is_wrong_is_refused_by_its_field(string code, string name, string? tested, string field)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var answer = await suite.As("admin-01").Call($"/authorities/{code}",
            new JsonObject { ["name"] = name, ["lastTested"] = tested, ["reason"] = "Checked" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([field], answer.Wrong);
    }

    [Fact]
    public async Task Every_authority_with_childrens_services_is_filed_and_no_district()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var page = (await suite.As("sgt-01").Read("/authorities?limit=500")).Body!;
        var codes = page["items"]!.AsArray().Select(row => row!["code"]!.ToString()).ToArray();
        // 153 in England, 22 in Wales, and the two of the demonstration.
        Assert.Equal(177, codes.Length);
        Assert.All(codes, code => Assert.Matches("^(E06|E08|E09|E10|W06)[0-9]{6}$", code));
        Assert.Equal(22, codes.Count(code => code.StartsWith('W')));
    }
}
