using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime.Text;

namespace CustodyWatch.Tests.Examples;

/// <summary>One service for all examples; each is told under its own custody record number.</summary>
public sealed class ExampleService : IAsyncLifetime
{
    public CustodySuite Suite { get; private set; } = null!;

    // With nobody to be told, no alerts: years of them would be raised for the examples that nobody ends.
    public async ValueTask InitializeAsync() => Suite = await CustodySuite.Open("2029-01-01T00:00:00Z", adjust: Alerting.Untimed);

    public ValueTask DisposeAsync() => Suite.DisposeAsync();
}

/// <summary>The examples that specify the law give the same clocks through the whole service as to the law alone.</summary>
public sealed class ExamplesOverHttpTests(ExampleService service) : IClassFixture<ExampleService>
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Examples");

    /// <summary>Every example that is told with the default local numbers.</summary>
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Where(path => Read(path)["settings"] is null)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_example_posted_in_an_accidental_order_gives_its_clocks(string file)
    {
        var example = Read(Path.Combine(Folder, file));
        var events = example["events"]!.AsArray().Select(told => told!.DeepClone()).ToArray();
        var own = SHA256.HashData(Encoding.UTF8.GetBytes(file));
        foreach (var told in events) told["subject"] = Convert.ToHexString(own)[..40];
        new Random(own[0]).Shuffle(events);
        var id = await service.Suite.As("feed-01").Taken(events);
        var reader = service.Suite.As("insp-01");

        foreach (var atOnce in example["expect"]!.AsArray().GroupBy(expected => expected!["at"]!.ToString()))
        {
            var at = Uri.EscapeDataString(atOnce.Key);
            var clocks = (await reader.Read($"/detentions/{id}/clocks?history=true&at={at}")).Body!["clocks"]!.AsArray();
            foreach (var expected in atOnce) Check(expected!, clocks);
        }
    }

    private static void Check(JsonNode expected, JsonArray clocks)
    {
        var got = clocks
            .Where(clock => clock!["clock"]!.ToString() == expected["clock"]!.ToString())
            .Where(clock => expected["sequence"] is null || JsonNode.DeepEquals(clock!["sequence"], expected["sequence"]))
            .MaxBy(clock => clock!["sequence"]!.GetValue<int>());
        if (expected["absent"] is not null)
        {
            Assert.Null(got);
            return;
        }
        Assert.NotNull(got);
        if (expected["state"] is { } state) Assert.Equal(state.ToString(), got["state"]!.ToString());
        foreach (var member in new[] { "dueAt", "warnAt", "metAt" })
            if (expected.AsObject().ContainsKey(member))
                Assert.Equal((member, Instant(expected[member])), (member, Instant(got[member])));
    }

    private static NodaTime.Instant? Instant(JsonNode? text) =>
        text is null ? null : OffsetDateTimePattern.ExtendedIso.Parse(text.ToString()).Value.ToInstant();

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;
}
