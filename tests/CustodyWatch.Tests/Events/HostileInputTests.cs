using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CustodyWatch.Tests.Events;

public sealed class HostileInputTests
{
    private const string Good = """
        {"specversion":"1.0","id":"e-1","source":"/forces/99/suites/CENTRAL","type":"custody.drink-offered","subject":"CR-1",
         "time":"2026-06-10T19:00:00Z","data":{"outcome":"accepted"}}
        """;

    private static async Task<Answer> Send(string body, string type = Posting.One) => await Send(Encoding.UTF8.GetBytes(body), type);

    private static async Task<Answer> Send(byte[] body, string type = Posting.One)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As("feed-01").Send(body, type);
        Assert.Equal(HttpStatusCode.Accepted, (await suite.As("feed-01").Send(Good, Posting.One)).Status);
        return answer;
    }

    [Fact]
    public async Task What_comes_too_slowly_is_answered_so_and_is_no_fault_of_the_service()
    {
        var errors = new Overheard(LogLevel.Error);
        var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", adjust: builder =>
        {
            builder.Logging.AddProvider(errors);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = new(240, TimeSpan.FromSeconds(2)));
        });
        using var sender = new TcpClient();
        await sender.ConnectAsync(suite.Address.Host, suite.Address.Port, TestContext.Current.CancellationToken);
        await using var line = sender.GetStream();

        await line.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/events HTTP/1.1\r\nHost: {suite.Address.Authority}\r\nAuthorization: Demo feed-01\r\nContent-Type: {Posting.One}\r\nContent-Length: 1000\r\n\r\n{{"),
            TestContext.Current.CancellationToken);
        using var answer = new StreamReader(line);

        Assert.StartsWith("HTTP/1.1 408", await answer.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // What is written into the log of it is written after the answer.
        await suite.DisposeAsync();
        Assert.DoesNotContain(errors.Said, said => said.Contains("unhandled exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"id":"e"}}""")]
    [InlineData("nonsense")]
    [InlineData("""{"id":"e",}""")]
    [InlineData("{\"id\":\"a\0b\"}")]
    public async Task What_is_not_JSON_cannot_be_read(string body) => Assert.Equal(HttpStatusCode.BadRequest, (await Send(body)).Status);

    [Fact]
    public async Task What_is_not_UTF8_cannot_be_read() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Send([.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8])).Status);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"specversion":1.0,"id":2,"source":[],"type":{},"subject":null,"time":false,"data":"x"}""")]
    public async Task JSON_that_is_no_event_is_understood_and_refused(string body) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(body)).Status);

    [Theory]
    [InlineData("specversion", "\"0.3\"")]
    [InlineData("id", "\"\"")]
    [InlineData("id", "\"a\\u0000b\"", "event")]
    [InlineData("id", "\"a\\nb\"")]
    [InlineData("source", "\"/forces/99\"")]
    [InlineData("source", "\"/forces/99/suites/CENTRAL/../NORTH\"")]
    [InlineData("type", "\"custody.vanished\"")]
    [InlineData("type", "\"Custody.Drink-Offered\"")]
    [InlineData("subject", "\"\"")]
    [InlineData("subject", "\"12345678901234567890123456789012345678901\"")]
    [InlineData("time", "\"2026-06-10\"")]
    [InlineData("time", "\"2026-06-10T19:00:00\"")]
    [InlineData("time", "\"2026-02-30T19:00:00Z\"")]
    [InlineData("time", "\"9999-12-31T23:59:59.999Z\"")]
    [InlineData("time", "\"9999-12-31T23:59:59-23:59\"")]
    [InlineData("time", "\"0000-01-01T00:00:00Z\"")]
    [InlineData("time", "1718046000")]
    [InlineData("recordedtime", "\"yesterday\"")]
    [InlineData("medium", "\"pigeon\"")]
    [InlineData("data_base64", "\"e30=\"")]
    [InlineData("time", "\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("time", "\"2016-12-30T23:59:60Z\"")]
    [InlineData("Upper", "\"x\"")]
    [InlineData("under_score", "\"x\"")]
    [InlineData("extension", "{}")]
    [InlineData("extension", "1.5")]
    [InlineData("datacontenttype", "\"text/xml\"")]
    [InlineData("dataschema", "\"not an address\"")]
    [InlineData("data", "[]")]
    [InlineData("data", "null", "data.outcome")]
    [InlineData("data", "{\"outcome\":7}", "data.outcome")]
    [InlineData("data", "{\"outcome\":\"accepted\",\"note\":\"\\ud800\"}", "event")]
    [InlineData("data", "{\"outcome\":\"accepted\",\"note\":1e400}", "event")]
    [InlineData("data", "{\"outcome\":\"accepted\",\"note\":1e-99999999999}", "event")]
    [InlineData("data", "{\"outcome\":\"accepted\",\"outcome\":\"refused\"}", "event")]
    public async Task Each_wrong_attribute_is_named(string attribute, string value, string? path = null)
    {
        var told = JsonNode.Parse(Good)!.AsObject();
        told[attribute] = "PLACE";
        var answer = await Send(told.ToJsonString().Replace("\"PLACE\"", value, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([path ?? attribute], answer.Wrong);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(2_000_000)]
    public async Task Depth_beyond_reason_is_refused_and_spoils_no_neighbour(int depth)
    {
        var deep = new string('[', depth) + new string(']', depth);
        var told = Good.Replace("e-1", "deep", StringComparison.Ordinal).Replace("\"accepted\"", deep, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(told)).Status);
        var batch = await Send($"[{told},{Good.Replace("e-1", "flat", StringComparison.Ordinal)}]", Posting.Batch);

        Assert.Equal(["quarantined", "accepted"], batch.Body!["results"]!.AsArray().Select(result => result!["status"]!.ToString()));
    }

    [Theory]
    [InlineData(6_000_000)]
    [InlineData(10_000_000)]
    public async Task More_than_five_megabytes_is_too_large(int length) =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(new string(' ', length))).Status);

    [Fact]
    public async Task More_than_a_thousand_events_are_too_many_and_none_is_recorded()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var drinks = Enumerable.Range(1, 1001).Select(number => Told.Drink("2026-06-10T19:00:00Z", id: $"e-{number}"));

        var answer = await suite.As("feed-01").TellAll(drinks);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(HttpStatusCode.Accepted, (await suite.As("feed-01").Tell(Told.Drink("2026-06-10T19:30:00Z", id: "e-1"))).Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/cloudevents+json; charset=utf-16")]
    [InlineData("application/cloudevents-batch+json; charset=iso-8859-1")]
    public async Task Another_content_type_is_not_taken(string type) =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Send(Good.Replace("e-1", "e-2", StringComparison.Ordinal), type)).Status);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData(Good)]
    public async Task A_batch_is_a_list_and_what_is_none_is_refused_as_a_whole_and_kept(string body)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var answer = await suite.As("feed-01").Send(body, Posting.Batch);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["event"], answer.Wrong);
        var held = Assert.Single((await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), held!["event"]));
    }

    [Fact]
    public async Task What_is_compressed_is_not_taken()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        using var content = new StringContent(Good, Encoding.UTF8, Posting.One);
        content.Headers.ContentEncoding.Add("gzip");

        using var answer = await suite.As("feed-01").PostAsync("/api/v1/events", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Everything_well_formed_that_was_refused_is_in_quarantine()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        string[] bodies = ["{}", "[]", "7", """{"id":"x","data":""" + new string('[', 70) + new string(']', 70) + "}"];
        foreach (var body in bodies) await feed.Send(body, Posting.One);

        var held = await suite.As("admin-01").Read("/quarantine?state=held");

        Assert.Equal(bodies.Length, held.Body!["items"]!.AsArray().Count);
    }
}
