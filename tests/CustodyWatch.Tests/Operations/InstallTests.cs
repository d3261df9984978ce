using System.Reflection;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Live;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Microsoft.Extensions.Configuration;

namespace CustodyWatch.Tests.Operations;

/// <summary>What whoever installs the service is told and given.</summary>
public sealed class InstallTests
{
    private static readonly (string Under, Type Options)[] All =
    [
        ("", typeof(StorageOptions)), ("", typeof(LiveOptions)), ("", typeof(PublicAddressOptions)), ("ALERTS__", typeof(TimerOptions)),
        ("ANCHORS__", typeof(AnchorOptions)), ("DELIVERY__", typeof(OutsideOptions)), ("HEARTBEAT__", typeof(HeartbeatOptions)), ("LIMITS__", typeof(LimitOptions)),
    ];

    [Fact]
    public void Every_setting_that_the_program_reads_is_named()
    {
        var named = Ops("install.md");

        Assert.All(All.SelectMany(part => Settings(part.Under, part.Options)), setting => Assert.Contains($"`{setting}`", named, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_that_is_named_is_one_that_the_program_reads()
    {
        var (under, named) = ("", new Dictionary<string, string?>());
        foreach (var line in Ops("install.md").Split('\n').Where(line => line.StartsWith('|')))
        {
            var names = Regex.Matches(line.Split('|')[1], "`([A-Za-z0-9_]+)`").Select(name => name.Groups[1].Value).ToArray();
            if (line.StartsWith("| setting", StringComparison.Ordinal)) under = names.FirstOrDefault() ?? "";
            else foreach (var name in names) named[(under + name).Replace("__", ":", StringComparison.Ordinal)] = "said";
        }

        Assert.InRange(named.Count, 50, 200);
        Assert.Empty(UnreadSettings.In(new ConfigurationBuilder().AddInMemoryCollection(named).Build()));
    }

    [Fact]
    public void Whether_anyone_may_be_anyone_is_among_the_settings() => Assert.Contains("| `DEMO` |", Ops("install.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData("install.md")]
    [InlineData("upgrade.md")]
    [InlineData("runbook.md")]
    public void Every_line_for_compose_says_which_file(string page) =>
        Assert.DoesNotMatch("docker compose (?!-f ops/compose.yaml )", Ops(page));

    [Theory]
    [InlineData("systemd/custodywatch.service")]
    [InlineData("compose.yaml")]
    [InlineData("kubernetes/nodes.yaml")]
    public void However_it_is_run_the_proxy_says_where_a_caller_came_from(string file) =>
        Assert.Contains("ASPNETCORE_FORWARDEDHEADERS_ENABLED", Ops(file), StringComparison.Ordinal);

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("kubernetes/nodes.yaml")]
    public void The_anchors_outlive_the_nodes_that_come_and_go(string file) => Assert.Contains("/anchors/anchors.ndjson", Ops(file), StringComparison.Ordinal);

    [Theory]
    [InlineData("install.md", "db/roles/sqlserver.sql")]
    [InlineData("prepare-database", "CREATE ROLE custodywatch_service")]
    public void A_login_is_made_a_member_of_a_role_once_the_role_is_there(string page, string made)
    {
        var told = Ops(page);

        Assert.InRange(told.IndexOf(made, StringComparison.Ordinal), 0, told.IndexOf("ALTER ROLE custodywatch_service ADD MEMBER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("prepare-database")]
    [InlineData("kubernetes/redis.yaml")]
    public void No_password_is_an_argument_of_a_command(string file) => Assert.DoesNotMatch("""-P\b|-v password|--requirepass|redis-cli -a""", Ops(file));

    [Fact]
    public void An_image_is_built_of_what_is_named_and_of_nothing_that_lies_beside_it()
    {
        var rules = File.ReadAllLines(Path.Combine(Repository.Folder, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').ToArray();

        Assert.Equal("*", rules[0]);
        Assert.All(rules.Where(rule => rule[0] == '!'), rule => Assert.True(Path.Exists(Path.Combine(Repository.Folder, rule[1..])), rule));
        Assert.All(["!ops", "!data", "!.git"], rule => Assert.DoesNotContain(rule, rules));
    }

    private static IEnumerable<string> Settings(string under, Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).SelectMany(property => Settings(under, property));

    private static IEnumerable<string> Settings(string under, PropertyInfo property)
    {
        var name = under + property.Name.ToUpperInvariant();
        var type = property.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return Settings($"{name}__0__", type.GetGenericArguments()[0]);
        return type.Assembly == typeof(StorageOptions).Assembly ? Settings($"{name}__", type) : [name];
    }

    private static string Ops(string file) => File.ReadAllText(Path.Combine(Repository.Folder, "ops", file));
}
