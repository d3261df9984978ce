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

    public static async Task<HttpResponseMessage> Get(this HttpClient client, string path, params string[] accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var type in accept) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));
        return await client.SendAsync(request);
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
