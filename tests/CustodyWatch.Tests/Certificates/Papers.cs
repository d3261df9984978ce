using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Certificates;

/// <summary>What sergeants, inspectors and courts do with certificates, in one line each.</summary>
internal static class Papers
{
    public static Task<Answer> Sign(this CustodySuite suite, string detention, JsonNode body) =>
        suite.As("sgt-01").Call($"/detentions/{detention}/certificates", body);

    /// <summary>A detention with one signed certificate.</summary>
    public static async Task<(string Detention, Answer Signed)> Signed(this CustodySuite suite, string record = "CR-26-00001")
    {
        var id = await suite.As("feed-01").Taken(Night.Refused(record: record));
        return (id, await suite.Sign(id, Night.Certificate()));
    }

    /// <summary>A detention with a statement signed on two requests that nobody had answered yet.</summary>
    public static async Task<(string Detention, Answer Signed)> Stated(this CustodySuite suite)
    {
        var id = await suite.As("feed-01").Taken(Night.Refused());
        var signed = await suite.Sign(id, Night.Statement(await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id)));
        Assert.Equal(HttpStatusCode.Created, signed.Status);
        return (id, signed);
    }

    /// <summary>Where anybody with a paper learns whether it is genuine, by its number and code or others.</summary>
    public static string WhereVerified(this Answer signed, string? number = null, string? code = null) =>
        $"/verify/{number ?? signed.Text("number")}?code={code ?? signed.Text("verificationCode")}";

    /// <summary>What anybody with a paper learns of it.</summary>
    public static Task<string> Verify(this CustodySuite suite, Answer signed, string? number = null, string? code = null) =>
        suite.As().GetStringAsync(signed.WhereVerified(number, code));

    /// <summary>Whether a paper stands, as a court learns it.</summary>
    public static async Task<string> ToTheCourt(this CustodySuite suite, Answer signed) =>
        JsonNode.Parse(await suite.Verify(signed))!["status"]!.ToString();

    /// <summary>Whether each paper stands, in the order of the register.</summary>
    public static async Task<IEnumerable<string>> Statuses(this CustodySuite suite) =>
        (await suite.As("insp-01").Read("/certificates")).Body!["items"]!.AsArray().Select(row => row!["status"]!.ToString());

    /// <summary>How it stands with a clock of a detention.</summary>
    public static async Task<string> State(this CustodySuite suite, string detention, string clock) =>
        (await suite.As("sgt-01").Read($"/detentions/{detention}/clocks")).Body!["clocks"]!.AsArray().First(one => one!.Is("clock", clock))!["state"]!.ToString();

    public static async Task<HttpResponseMessage> Get(this HttpClient client, string path, params string[] accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var type in accept) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));
        return await client.SendAsync(request);
    }

    public static JsonObject Requested(string id, string time) =>
        Told.Event("accommodation-requested", time, new { requestId = id, authority = "E08000099", kind = "non-secure" });

    /// <summary>A statement made elsewhere, as a records system tells of it.</summary>
    public static JsonObject StatementTold(string id, string time, string also = "{}")
    {
        var data = JsonNode.Parse(also)!.AsObject();
        (data["certificateId"], data["limb"], data["circumstances"]) = (id, "la-failure", "Nobody answered");
        data["officer"] = new JsonObject { ["id"] = "4417", ["rank"] = "sergeant" };
        return Told.Event("certificate-issued", time, data);
    }

    public static JsonObject NoSecure()
    {
        var body = Night.Certificate("no-secure");
        body["noSecureSearch"] = "Six homes rung by the authority between 18:30 and 19:20";
        body["whyOtherInadequate"] = "The home offered has no waking staff";
        body["seriousHarmFacts"] = "Has said he will finish what he began with the boy he stabbed";
        return body;
    }
}
