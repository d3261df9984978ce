using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class EveryFormTests
{
    // The fields of each type as the contract names them.
    private static readonly Dictionary<string, string> Contract = new()
    {
        ["arrived"] = "route arrestedAt designatedStation firstStationArrivedAt questionedInArrestingForce enteredEnglandAndWalesAt carriedForward offences child",
        ["seen-by-custody-officer"] = "officer",
        ["detention-authorised"] = "officer grounds",
        ["detention-refused"] = "officer reason",
        ["left-for-other-station"] = "station",
        ["arrived-at-station"] = "station designatedStation",
        ["rights-given"] = "appropriateAdultPresent",
        ["responsible-person-told"] = "relationship method",
        ["responsible-person-not-reached"] = "reason",
        ["local-authority-told"] = "authority",
        ["aa-requested"] = "adult",
        ["aa-accepted"] = "expectedAt adult",
        ["aa-declined"] = "reason adult",
        ["aa-arrived"] = "adult",
        ["aa-left"] = "",
        ["legal-adviser-requested"] = "",
        ["legal-adviser-contacted"] = "",
        ["legal-adviser-arrived"] = "",
        ["legal-adviser-declined"] = "",
        ["social-care-referred"] = "authority concerns",
        ["youth-justice-told"] = "service",
        ["child-view"] = "text",
        ["child-asked"] = "requestId for text",
        ["child-answered"] = "requestId outcome reason",
        ["risk-assessed"] = "observationLevel rouse lastAteAt lastSleptAt",
        ["observation-changed"] = "observationLevel rouse intervalMinutes reason",
        ["visit"] = "method roused response",
        ["meal-offered"] = "kind outcome",
        ["drink-offered"] = "outcome",
        ["rest-started"] = "",
        ["rest-ended"] = "cause",
        ["exercise-offered"] = "outcome",
        ["healthcare-requested"] = "reason urgent",
        ["healthcare-attended"] = "finding instructions",
        ["cell-placed"] = "cell reason withAdult",
        ["cell-left"] = "",
        ["woman-assigned"] = "officer",
        ["woman-unassigned"] = "officer",
        ["personal-needs-asked"] = "menstrualProducts",
        ["strip-searched"] = "authorisedBy reason intimatePartsExposed appropriateAdultPresent exception",
        ["force-used"] = "kind reason",
        ["left-for-hospital"] = "purpose",
        ["questioned-in-hospital"] = "from to",
        ["returned-from-hospital"] = "",
        ["interview-started"] = "appropriateAdultPresent urgentAuthority",
        ["interview-ended"] = "",
        ["review-held"] = "officer method outcome asleep representations",
        ["review-postponed"] = "officer ground reason",
        ["extension-authorised"] = "officer until reason",
        ["warrant-applied"] = "",
        ["warrant-granted"] = "court hours",
        ["warrant-extended"] = "court hours",
        ["warrant-refused"] = "court",
        ["charged"] = "officer offences",
        ["bail-granted"] = "conditional",
        ["bail-refused"] = "officer grounds reason",
        ["accommodation-likely"] = "authority reason",
        ["accommodation-unlikely"] = "officer reason",
        ["accommodation-requested"] = "requestId authority kind seriousHarmReason neededBy notes",
        ["accommodation-answered"] = "requestId decision placement reasonCode text worker",
        ["accommodation-withdrawn"] = "requestId reason",
        ["transferred"] = "to authority court receiver",
        ["certificate-issued"] = "certificateId limb officer circumstances noSecureSearch whyOtherInadequate seriousHarmFacts",
        ["certificate-produced"] = "certificateId court",
        ["court-listed"] = "court sittingAt",
        ["court-outcome"] = "outcome",
        ["released"] = "outcome preReleaseRiskAssessment",
    };

    [Fact]
    public void Every_type_of_the_contract_is_asked_for_with_exactly_its_own_fields()
    {
        var kinds = Enum.GetValues<EventKind>().Where(kind => kind != EventKind.Corrected).ToArray();
        Assert.Equal(Contract.Keys.Order(), kinds.Select(Vocabulary<EventKind>.Word).Order());
        Assert.All(kinds, kind => Assert.Equal(
            Contract[Vocabulary<EventKind>.Word(kind)].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            EntryFields.For(kind).Select(field => field.Path.Split('.')[0]).Distinct().Order()));
    }

    [Fact]
    public async Task Every_form_filled_in_whole_makes_its_entry_with_the_time_at_the_door_and_the_time_of_typing()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        // A certificate is signed and never merely entered: its form leads to the questions of s38.
        var kinds = Enum.GetValues<EventKind>()
            .Where(kind => kind is not EventKind.Arrived and not EventKind.Corrected and not EventKind.CertificateIssued).ToArray();
        await suite.As("feed-01").Taken(kinds.Select(kind => Told.Arrived("2026-06-10T18:00:00Z", record: $"CR-{kind}")));
        await suite.As("feed-01").Taken(
            Asked("child-asked", "ChildAnswered", new { requestId = "Written on the form", @for = "blanket" }),
            Asked("accommodation-requested", "AccommodationAnswered", Place), Asked("accommodation-requested", "AccommodationWithdrawn", Place));
        var sergeant = suite.As("sgt-01");
        var ids = (await sergeant.Read("/detentions?limit=500")).Body!["items"]!.AsArray()
            .ToDictionary(item => item!["custodyRecordNumber"]!.ToString(), item => item!["id"]!.ToString());
        using var reader = new Reader(suite, "sgt-01");
        foreach (var kind in kinds)
        {
            var address = $"/detentions/{ids[$"CR-{kind}"]}/entries/{Vocabulary<EventKind>.Word(kind)}";
            var (status, page) = await reader.Open(address);
            Assert.True(status == HttpStatusCode.OK, $"{address}: {status}");
            var fields = EntryFields.For(kind);
            Assert.All(fields, field => Assert.Contains($"name=\"{field.Path}\"", page, StringComparison.Ordinal));

            var sent = await reader.Send(address, fields.Select(Filled).Append(("when", "2026-06-10T20:55")).Append(("entryId", Guid.NewGuid().ToString())));

            Assert.True(sent.Status == HttpStatusCode.SeeOther, $"{kind}: {sent.Status} {Problem(sent.Html)}");
            var entry = Assert.Single(await sergeant.Entries(ids[$"CR-{kind}"]), entry => entry["type"]!.ToString() == kind.TypeName());
            Assert.Equal(
                ("2026-06-10T19:55:00Z", "2026-06-10T20:30:00Z", "sgt-01", "screen"),
                (entry["occurred"]!.ToString(), entry["recorded"]!.ToString(), entry["recordedBy"]!.ToString(), entry["medium"]!.ToString()));
            Assert.All(fields, field => Assert.True(Find(entry["data"]!, field.Path) is not null, $"{kind} keeps {field.Path}"));
        }
    }

    [Fact]
    public async Task An_arrival_written_on_a_form_opens_a_record_and_leads_to_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        using var reader = new Reader(suite, "sgt-01");
        await reader.Open("/suites/CENTRAL/arrivals");

        var unfinished = await reader.Send("/suites/CENTRAL/arrivals", ("number", "CR-9"), ("when", "2026-06-10T21:20"));
        var sent = await reader.Send("/suites/CENTRAL/arrivals", EntryFields.For(EventKind.Arrived)
            .Where(field => field.Required).Select(Filled)
            .Append(("number", "CR-9"))
            .Append(("child.lookedAfterBy", "E08000099")).Append(("carriedForward.limitElapsed", "9:05")).Append(("carriedForward.sinceLastReview", "PT3H30M"))
            .Append(("when", "2026-06-10T21:20")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unfinished.Status);
        Assert.Contains("There is a problem", unfinished.Html, StringComparison.Ordinal);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, Problem(sent.Html));
        var (_, page) = await reader.Open(sent.Location!);
        Assert.Contains("CR-9", page, StringComparison.Ordinal);
        Assert.Contains("Arrived", page, StringComparison.Ordinal);
        var entry = Assert.Single(await suite.As("sgt-01").Entries(sent.Location!.Split('/', '?')[2]));
        Assert.Equal("""{"limitElapsed":"PT545M","sinceLastReview":"PT3H30M"}""", entry["data"]!["carriedForward"]!.ToJsonString());
        var (_, correction) = await reader.Open($"/detentions/{sent.Location!.Split('/', '?')[2]}/corrections?event={Uri.EscapeDataString(entry["eventId"]!.ToString())}&source={Uri.EscapeDataString(Told.Central)}");
        Assert.Contains("value=\"9:05\"", correction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("child-answered", "child-asked")]
    [InlineData("accommodation-answered", "accommodation-requested")]
    [InlineData("accommodation-withdrawn", "accommodation-requested")]
    public async Task An_answer_to_what_nobody_asked_for_leads_to_the_request_and_makes_none_up(string kind, string asked)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        using var reader = new Reader(suite, "sgt-01");

        var (_, page) = await reader.Open($"/detentions/{id}/entries/{kind}");
        var (_, asking) = await reader.Open($"/detentions/{id}/entries/{asked}");

        Assert.Contains($"href=\"/detentions/{id}/entries/{asked}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"requestId\"", page, StringComparison.Ordinal);
        Assert.Matches("name=\"requestId\" value=\"[0-9a-f]{12}\"", asking);
    }

    private static readonly object Place = new { requestId = "Written on the form", authority = "E08000099", kind = "non-secure" };

    private static JsonObject Asked(string type, string kind, object data) => Told.Event(type, "2026-06-10T19:00:00Z", data, record: $"CR-{kind}");

    private static (string, string) Filled(Field field) => (field.Path, field switch
    {
        { Kind: FieldKind.YesNo } => "yes",
        { Kind: FieldKind.Date } => "2011-03-02",
        { Kind: FieldKind.When } => "2026-06-10T21:10",
        { Options.Count: > 0 } => field.Options[0].Value,
        { Kind: FieldKind.Number } => "15",
        { IsAuthority: true } => "E08000099",
        { Path: "child.initials" } => "AB",
        _ => "Written on the form",
    });

    private static JsonNode? Find(JsonNode at, string path) => path.Split('.').Aggregate((JsonNode?)at, (node, step) => node switch
    {
        JsonArray list => list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
        _ => node?[step],
    });

    private static string Problem(string html) =>
        html.IndexOf("error-summary", StringComparison.Ordinal) is > 0 and var at ? html.Substring(at, Math.Min(900, html.Length - at)) : html[..Math.Min(300, html.Length)];
}
