using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Certificates;

/// <summary>
/// Walks the decision table of s38 through the API: every state a record can be in, against every paper that can be drafted. What
/// is lawful is worked out here from the statute, apart from the program's own rules.
/// </summary>
public sealed class EveryPathTests
{
    private static readonly string[] Unlawful =
    [
        "No bed could be found for her anywhere tonight", "No secure accommodation is available", "She is violent and has spat at staff",
        "The seriousness of the offence of wounding", "It is too late at night and court sits tomorrow morning", "She would abscond from any placement",
        "For her own safety", "Her mother cannot attend", "The local authority declined both requests", "N/A",
    ];

    private sealed record Child(bool Charged, bool? Refused, int Born, string Asked)
    {
        public bool Twelve => Born <= 2013;
    }

    private static IEnumerable<Child> Children() =>
        from born in new[] { 2011, 2015 }
        from child in new[]
        {
            new Child(false, null, born, ""), new(true, null, born, "declined declined"), new(true, false, born, "declined declined"),
            new(true, true, born, ""), new(true, true, born, "declined"), new(true, true, born, "declined declined"), new(true, true, born, "silent silent"),
            new(true, true, born, "declined accepted"), new(true, true, born, "declined withdrawn"), new(true, true, born, "secure-declined"),
            new(true, true, born, "secure-declined secure-silent"), new(true, true, born, "secure-declined declined"), new(true, true, born, "secure-accepted"),
        }
        // Nobody asks for secure accommodation for a child of eleven here; a records system may have, and it helps nothing.
        select child;

    [Fact]
    public async Task No_path_leads_to_an_unlawful_certificate_and_every_lawful_one_is_open()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:00:00Z");
        var wrong = new List<string>();
        var signed = 0;
        foreach (var (index, child) in Children().Index())
        {
            var record = $"CR-26-{index + 1:00000}";
            var (id, requests) = await Book(suite, child, record);
            foreach (var (what, body, lawful) in Drafts(child, requests))
            {
                var answer = await suite.Sign(id, body);
                var expected = lawful ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity;
                if (answer.Status != expected) wrong.Add($"{child}: {what}: {answer.Status} {answer.Body?["errors"]?.ToJsonString()}");
                if (answer.Status == HttpStatusCode.UnprocessableEntity && !answer.Body!["errors"]!.AsObject().All(error =>
                    error.Value!.AsArray().All(sentence => sentence!.ToString().Contains('(', StringComparison.Ordinal))))
                    wrong.Add($"{child}: {what}: names no rule: {answer.Body["errors"]!.ToJsonString()}");
                if (answer.Status == HttpStatusCode.Created) signed++;
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var register = new List<JsonNode>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await suite.As("insp-01").Read($"/certificates?limit=500&cursor={cursor}")).Body!;
            register.AddRange(page["items"]!.AsArray().Select(row => row!));
            cursor = page["next"]?.ToString();
        }
        Assert.Equal(Enumerable.Range(1, signed).Select(number => $"99-{number:000000}"), register.Select(row => row["number"]!.ToString()));
    }

    private static IEnumerable<(string What, JsonObject Body, bool Lawful)> Drafts(Child child, IReadOnlyList<string> requests)
    {
        var kept = child is { Charged: true, Refused: true };
        foreach (var lawful in new[] { Night.Snow, "No bed was found, and the A57 is closed by a landslip" })
            yield return (lawful, With(Night.Certificate(), "circumstances", lawful), kept);
        foreach (var reason in Unlawful.Append(" "))
            yield return (reason, With(Night.Certificate(), "circumstances", reason), false);
        foreach (var (what, body) in Flawed(Night.Certificate())) yield return (what, body, false);

        var none = child.Asked.Contains("secure", StringComparison.Ordinal) && !child.Asked.Contains("secure-accepted", StringComparison.Ordinal);
        var noSecure = kept && child.Twelve && none;
        yield return ("no-secure", Papers.NoSecure(), noSecure);
        foreach (var part in new[] { "noSecureSearch", "whyOtherInadequate", "seriousHarmFacts" })
        {
            yield return ($"no-secure without {part}", With(Papers.NoSecure(), part, " "), false);
            yield return ($"no-secure with no word in {part}", With(Papers.NoSecure(), part, "n/a"), false);
        }
        yield return ("no-secure for own safety", With(Papers.NoSecure(), "seriousHarmFacts", "She will harm herself"), false);
        foreach (var (what, body) in Flawed(Papers.NoSecure())) yield return (what, body, false);

        var states = child.Asked.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var failed = kept && states.Count(state => state is not "withdrawn") >= 2
            && states.Any(state => state is "declined" or "silent") && !states.Any(state => state.EndsWith("accepted", StringComparison.Ordinal));
        yield return ("la-failure", Night.Statement(requests), failed);
        yield return ("la-failure on one request", Night.Statement([.. requests.Take(1)]), false);
        yield return ("la-failure on another child's request", Night.Statement([.. requests, "another"]), false);
        yield return ("la-failure not escalated", With(Night.Statement(requests), "escalation", ""), false);
        yield return ("la-failure with no facts", With(Night.Statement(requests), "circumstances", ""), false);
        foreach (var (what, body) in Flawed(Night.Statement(requests))) yield return (what, body, false);
    }

    private static IEnumerable<(string What, JsonObject Body)> Flawed(JsonObject body)
    {
        foreach (var rank in new[] { "constable", "staff", "captain" })
        {
            var by = (JsonObject)body.DeepClone();
            by["custodyOfficer"]!["rank"] = rank;
            yield return ($"{body["limb"]} signed by a {rank}", by);
        }
        foreach (var confirmation in new[] { "bailConsidered", "childAndAdultTold" })
        {
            var without = (JsonObject)body.DeepClone();
            without["confirmations"]![confirmation] = false;
            yield return ($"{body["limb"]} without {confirmation}", without);
        }
        var investigator = (JsonObject)body.DeepClone();
        investigator["confirmations"]!["independent"] = false;
        yield return ($"{body["limb"]} signed by an investigator", investigator);
    }

    private static JsonObject With(JsonObject body, string field, string value)
    {
        body[field] = value;
        return body;
    }

    private static async Task<(string Detention, IReadOnlyList<string> Requests)> Book(CustodySuite suite, Child child, string record)
    {
        var told = Night.Refused(born: $"{child.Born}-03-02", record: record).ToList();
        if (child.Refused is not true) told.RemoveAt(3);
        if (!child.Charged) told.RemoveAt(2);
        if (child.Refused is false) told.Add(Told.Event("bail-granted", "2026-06-10T18:20:00Z", new { conditional = true }, record));
        var requests = new List<string>();
        foreach (var state in child.Asked.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var requestId = $"{record}-r{requests.Count}";
            requests.Add(requestId);
            object asked = state.StartsWith("secure", StringComparison.Ordinal)
                ? new { requestId, authority = "E08000099", kind = "secure", seriousHarmReason = "Stabbed a stranger and names the next" }
                : new { requestId, authority = "E08000099", kind = "non-secure" };
            told.Add(Told.Event("accommodation-requested", "2026-06-10T18:30:00Z", asked, record));
            if (state.EndsWith("declined", StringComparison.Ordinal))
                told.Add(Told.Event("accommodation-answered", "2026-06-10T18:50:00Z",
                    new { requestId, decision = "declined", reasonCode = "no-placement-found", worker = "EDT-7" }, record));
            else if (state.EndsWith("accepted", StringComparison.Ordinal))
                told.Add(Told.Event("accommodation-answered", "2026-06-10T18:50:00Z", new { requestId, decision = "accepted", worker = "EDT-7" }, record));
            else if (state == "withdrawn")
                told.Add(Told.Event("accommodation-withdrawn", "2026-06-10T18:50:00Z", new { requestId, reason = "Asked of the wrong authority" }, record));
        }
        return (await suite.As("feed-01").Taken(told), requests);
    }
}
