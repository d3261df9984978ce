using System.ComponentModel.DataAnnotations;
using System.Net;
using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Demo;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Tests.Access;

public sealed class StartingTests
{
    [Theory]
    [InlineData("Production", null, "No identity provider is configured")]
    [InlineData("Production", "true", "Demo mode lets anyone be anyone")]
    [InlineData("Development", "perhaps", "CustodyWatch:Demo must be true or false")]
    public async Task The_service_refuses_to_start_and_says_why(string environment, string? demo, string sentence)
    {
        var (exit, said) = await Start(environment, ("CUSTODYWATCH__DEMO", demo));
        Assert.NotEqual(0, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://provider.example", "custodywatch", "Authority must be the https address")]
    [InlineData("https://provider.example", null, "Audience must name")]
    public async Task A_provider_that_cannot_be_trusted_is_refused(string authority, string? audience, string sentence)
    {
        var (exit, said) = await Start(
            "Production", ("CUSTODYWATCH__IDENTITY__AUTHORITY", authority), ("CUSTODYWATCH__IDENTITY__AUDIENCE", audience));
        Assert.NotEqual(0, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CustodyWatch:Database:Provider is 'sqlite' or 'sqlserver', not 'oracle'", "CUSTODYWATCH__DATABASE__PROVIDER", "oracle")]
    [InlineData("CustodyWatch:Database:ConnectionString is needed", "CUSTODYWATCH__DATABASE__PROVIDER", "SqlServer")]
    [InlineData("CustodyWatch:Keys:CertificateFile names /nope, and there is no such file", "CUSTODYWATCH__KEYS__CERTIFICATEFILE", "/nope")]
    [InlineData("The database /proc/nowhere/custodywatch.db cannot be used", "CUSTODYWATCH__DATADIRECTORY", "/proc/nowhere")]
    [InlineData("CustodyWatch:Heartbeat:Url must be an https address", "CUSTODYWATCH__HEARTBEAT__URL", "http://monitor.example")]
    [InlineData("CustodyWatch:PublicAddress must be", "CUSTODYWATCH__PUBLICADDRESS", "host")]
    [InlineData("A webhook needs a Name and a Force", "CUSTODYWATCH__DELIVERY__WEBHOOKS__0__URL", "https://hook.example")]
    [InlineData("CustodyWatch:Limits:RequestsPerMinute", "CUSTODYWATCH__LIMITS__REQUESTSPERMINUTE", "abc")]
    [InlineData("CustodyWatch:Limits:AnonymousPerMinute must be between 1 and", "CUSTODYWATCH__LIMITS__ANONYMOUSPERMINUTE", "0")]
    [InlineData("CustodyWatch:Delivery:AtOnce must be between 1 and 64", "CUSTODYWATCH__DELIVERY__ATONCE", "65")]
    [InlineData("CustodyWatch:Alerts:Sweep must be six fields", "CUSTODYWATCH__ALERTS__SWEEP", "nonsense")]
    [InlineData("CustodyWatch:Alerts:OutageAlerts must be between 1 and 10000", "CUSTODYWATCH__ALERTS__OUTAGEALERTS", "0")]
    [InlineData("CustodyWatch:Database:ConnectionString cannot be read: ", "CUSTODYWATCH__DATABASE__CONNECTIONSTRING", "garbage")]
    [InlineData("CustodyWatch:Anchors:File names /proc, to which nothing can be added", "CUSTODYWATCH__ANCHORS__FILE", "/proc")]
    [InlineData("CustodyWatch:Anchors:File names /proc/nowhere/anchors, to which nothing can be added", "CUSTODYWATCH__ANCHORS__FILE", "/proc/nowhere/anchors")]
    [InlineData("CustodyWatch:SuitesFile names a file that is not there: /nope", "CUSTODYWATCH__SUITESFILE", "/nope")]
    [InlineData("CustodyWatch:SuitesFile, /dev/null: the first line must be", "CUSTODYWATCH__SUITESFILE", "/dev/null")]
    [InlineData("CustodyWatch:Redis must say where Redis is, such as redis:6379: Keyword 'a' is not supported", "CUSTODYWATCH__REDIS", "a=b")]
    [InlineData("CustodyWatch:Redis must say where Redis is, such as redis:6379.", "CUSTODYWATCH__REDIS", "ssl=true")]
    [InlineData("5000", "ASPNETCORE_URLS", "5000")]
    public async Task What_is_wrong_with_a_setting_is_said_in_a_sentence(string sentence, string name, string value)
    {
        var (exit, said) = await Start("Development", (name, value));

        Assert.Equal(1, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("CUSTODYWATCH__DELIVERY__ATONCE", "65")]
    [InlineData("CUSTODYWATCH__LIMITS__REQUESTSPERMINUTE", "abc")]
    [InlineData("CUSTODYWATCH__ANCHORS__FILE", "/proc")]
    public async Task Of_a_wrong_setting_nothing_is_said_beside_that_sentence(string name, string value)
    {
        var ended = await Run(["serve"], "Development", (name, value));

        Assert.Equal(1, ended.Exit);
        Assert.DoesNotContain("fail:", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_left_empty_is_the_usual_one()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(["--CustodyWatch:Delivery:AtOnce", "", "--CustodyWatch:Delivery:SeenWithinSeconds", "90"]);
        builder.Services.AddSettings<OutsideOptions>("CustodyWatch:Delivery");
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<OutsideOptions>>().Value;

        Assert.Equal((new OutsideOptions().AtOnce, 90), (options.AtOnce, options.SeenWithinSeconds));
    }

    [Fact]
    public async Task A_limit_that_is_left_empty_is_the_usual_one()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", settings: new Dictionary<string, string>
        {
            ["CustodyWatch:Limits:RequestsPerMinute"] = "",
            ["CustodyWatch:Limits:AnonymousPerMinute"] = "",
        });

        foreach (var client in new[] { suite.As(), suite.As("sgt-01") })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_port_in_use_and_a_file_that_is_no_database_are_said_in_a_sentence()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var folder = Directory.CreateTempSubdirectory("custodywatch-refusal-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "custodywatch.db"), new string('x', 10_000));
            var (exit, said) = await Start("Development", ("ASPNETCORE_URLS", $"http://{other.LocalEndpoint}"));
            Assert.Equal(1, exit);
            Assert.Contains("address already in use", said, StringComparison.Ordinal);
            (exit, said) = await Start("Development", ("CUSTODYWATCH__DATADIRECTORY", folder.FullName));
            Assert.Equal(1, exit);
            Assert.Contains("custodywatch.db cannot be used", said, StringComparison.Ordinal);
            Assert.Single(said.Trim().Split('\n'));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_setting_that_is_left_empty_says_nothing()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
        [
            "--CustodyWatch:DataDirectory", "", "--CustodyWatch:Database:Provider", "", "--CustodyWatch:Database:ConnectionString", " ",
            "--CustodyWatch:Keys:Directory", "", "--CustodyWatch:Keys:CertificateFile", "",
        ]);
        builder.Services.AddSettings<StorageOptions>("CustodyWatch");
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<StorageOptions>>().Value;

        Assert.Equal(new StorageOptions(), options);
        Assert.Null(Wrong(options));
        Assert.IsType<SqlServerDialect>(Dialect.For(new() { Database = new() { Provider = "SQLServer", ConnectionString = "Server=x" } }));
    }

    [Theory]
    [InlineData("sqlserver", "garbage")]
    [InlineData("sqlserver", "Server=x;Databse=y")]
    [InlineData("sqlserver", "Server=x;Encrypt=perhaps")]
    [InlineData("sqlserver", "Server=x;Connect Timeout=soon")]
    [InlineData("sqlite", "garbage")]
    [InlineData("sqlite", "Data Sorce=x")]
    [InlineData("sqlite", "Data Source=x;Mode=perhaps")]
    public void Of_a_connection_string_that_cannot_be_read_it_is_said_where_it_stands(string provider, string given) =>
        Assert.StartsWith(
            "CustodyWatch:Database:ConnectionString cannot be read: ",
            Wrong(new StorageOptions { Database = new() { Provider = provider, ConnectionString = given } }), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0")]
    [InlineData("custody-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b")]
    [InlineData("custody-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0 ")]
    [InlineData("custody-26785a09-ab16-4eb0-8407-a37497a57506_3d844edf-8d35-48ac-975b-e847b4f122b0")]
    public void A_key_of_notify_that_is_not_whole_is_refused(string key)
    {
        Assert.NotNull(Delivering(key));
        Assert.Null(Delivering(Receiver.ApiKey));

        static string? Delivering(string key) => Wrong(new OutsideOptions { Notify = new() { ApiKey = key, TextTemplateId = "t", EmailTemplateId = "e" } });
    }

    private static string? Wrong(IValidatableObject options) => options.Validate(new(options)).SingleOrDefault()?.ErrorMessage;

    [Fact]
    public void A_setting_that_nothing_reads_is_named_and_one_that_is_read_is_not()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CustodyWatch:Delivery:Notify:ApiKey"] = "x",
            ["CustodyWatch:HEARTBEAT:URL"] = "x",
            ["CustodyWatch:Delivery:Webhooks:0:Url"] = "x",
            ["CustodyWatch:Identity:Roles:custody_sergeant:0"] = "x",
            ["CustodyWatch:Alerts:Sweeps"] = "x",
            ["CustodyWatch:Hearbeat:Url"] = "x",
            ["CustodyWatch:Delivery:Webhooks:0:Secrets"] = "x",
            ["Elsewhere:Url"] = "x",
        }).Build();

        Assert.Equal(["CustodyWatch:Alerts:Sweeps", "CustodyWatch:Delivery:Webhooks:0:Secrets", "CustodyWatch:Hearbeat:Url"], UnreadSettings.In(configuration));
    }

    [Theory]
    [InlineData("dispose", "--dryrun")]
    [InlineData("verify", "--datadirectory=/x")]
    public async Task A_command_asked_wrongly_does_nothing_and_ends_with_64(params string[] command)
    {
        var (exit, said) = await Ask(command, "Development");
        Assert.Equal(64, exit);
        Assert.Contains($"Usage: {command[0]}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invented_suite_comes_alive_among_no_records_that_it_did_not_make()
    {
        using var folder = new Folder();
        await using (var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, embedded: true))
            await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"));

        var (exit, said) = await Ask(["serve", "--demo"], "Development", ("CUSTODYWATCH__DATADIRECTORY", folder.Path));

        Assert.Equal(1, exit);
        Assert.StartsWith("The configured database holds records that no demonstration made", said, StringComparison.Ordinal);
        await using var again = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, embedded: true);
        Assert.Single((await again.As("sgt-01").Read("/detentions?status=all")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task An_invented_suite_comes_alive_again_where_it_was_from_its_beginning()
    {
        using var folder = new Folder();
        await Invented(folder);
        await using (var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, embedded: true))
            await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"));

        await Invented(folder);
        await using var still = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.Path, embedded: true);
        Assert.Single((await still.As("sgt-01").Read("/detentions?status=all")).Body!["items"]!.AsArray());

        static async Task Invented(Folder folder)
        {
            var (app, _) = await Program.Service(["--environment", "Development", .. folder.Settings]);
            await using (app) await app!.KeepToInvention();
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000", "http://127.0.0.1:5000")]
    [InlineData("http://+:8080", "http://127.0.0.1:8080")]
    [InlineData("https://[::]:5001", "https://127.0.0.1:5001")]
    [InlineData("http://custody.example:80", "http://127.0.0.1:80")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    public void Demo_mode_listens_on_this_machine_alone(string given, string narrowed) => Assert.Equal(narrowed, Loopback.Narrow(given));

    [Fact]
    public async Task Asked_for_help_the_program_names_its_commands_and_does_not_start_the_service()
    {
        var (exit, said) = await Ask(["--help"], "Development");
        Assert.Equal(0, exit);
        Assert.Contains("replay", said, StringComparison.Ordinal);
    }

    private static Task<(int Exit, string Said)> Start(string environment, params (string Name, string? Value)[] settings) =>
        Ask(["serve"], environment, settings);

    private static async Task<(int Exit, string Said)> Ask(string[] command, string environment, params (string Name, string? Value)[] settings)
    {
        var ended = await Run(command, environment, settings);
        return (ended.Exit, command is ["--help"] ? ended.Output : ended.Error);
    }

    private static async Task<OtherProgram.Ended> Run(string[] command, string environment, params (string Name, string? Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-refusal-");
        try
        {
            var given = new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["CUSTODYWATCH__DATADIRECTORY"] = folder.FullName,
            };
            foreach (var (name, value) in settings.Where(setting => setting.Value is not null)) given[name] = value;
            return await OtherProgram.CustodyWatch(command, given);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
