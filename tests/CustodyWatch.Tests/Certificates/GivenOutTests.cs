using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Certificates;

/// <summary>What is done with a certificate stands in the access log before it is done.</summary>
public sealed class GivenOutTests
{
    private const string Evening = "2026-06-10T18:40:00Z";

    [Fact]
    public async Task A_countersignature_is_in_the_access_log_with_the_certificate_it_is_under()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await suite.Signed();
        await suite.As("insp-01").Call($"/certificates/{signed.Text("id")}/countersign", new JsonObject());
        // Said again it changes nothing.
        await suite.As("insp-01").Call($"/certificates/{signed.Text("id")}/countersign", new JsonObject());

        Assert.Equal(["insp-01 alteration certificate 99-000001 countersigned"], await Looks(suite, id, "insp-01"));
    }

    [Theory]
    [InlineData("application/pdf", "disclosure")]
    [InlineData("application/json", "consultation")]
    [InlineData("text/html", "consultation")]
    public async Task A_paper_is_given_out_and_what_is_shown_is_looked_at(string form, string action)
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await suite.Signed();

        await suite.As("hmi-01").Get($"/api/v1/certificates/{signed.Text("id")}", form);

        Assert.Equal([$"hmi-01 {action} certificate 99-000001"], await Looks(suite, id, "hmi-01"));
    }

    [Fact]
    public async Task The_command_gives_out_no_paper_without_saying_so_in_the_access_log()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, _) = await suite.Signed();
        var (file, user) = (Path.Combine(suite.Folder, "out.pdf"), $"command:{Environment.UserName}");

        Assert.Equal(0, (await Command(suite, file)).Exit);

        Assert.Equal([$"{user} disclosure certificate 99-000001"], await Looks(suite, id, user));
        Assert.SkipWhen(TestDatabase.Server is not null, "How a table refuses is told for the embedded database only.");
        File.Delete(file);
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        await connection.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'no room'); END");

        var refused = await Command(suite, file);

        Assert.Equal(77, refused.Exit);
        Assert.Contains("Certificate 99-000001 is not given out: that it was cannot be written to the access log", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    private static async Task<(int Exit, string Error)> Command(CustodySuite suite, string file)
    {
        var ended = await OtherProgram.CustodyWatch(
            ["certificate", "99-000001", "--pdf", file], new Dictionary<string, string?> { ["CUSTODYWATCH__DATADIRECTORY"] = suite.Folder });
        return (ended.Exit, ended.Error);
    }

    private static async Task<IReadOnlyList<string>> Looks(CustodySuite suite, string id, string user) =>
        [.. (await suite.As("admin-01").Read($"/access-log?subject={id}&user={Uri.EscapeDataString(user)}")).Body!["items"]!.AsArray()
            .Select(look => $"{look!["user"]} {look["action"]} {look["reason"]}")];
}
