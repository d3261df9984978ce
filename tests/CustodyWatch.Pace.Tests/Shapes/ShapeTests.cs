using System.Text.Json;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>What is of the right shape and what is not, at its edges. Of each case the field named is put into data that is otherwise right.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("risk-assessed", "observationLevel", "0", "must be a whole number from 1 to 4")]
    [InlineData("risk-assessed", "observationLevel", "1", null)]
    [InlineData("risk-assessed", "observationLevel", "4", null)]
    [InlineData("risk-assessed", "observationLevel", "4.0", null)]
    [InlineData("risk-assessed", "observationLevel", "5", "must be a whole number from 1 to 4")]
    [InlineData("risk-assessed", "observationLevel", "2.5", "must be a whole number from 1 to 4")]
    [InlineData("risk-assessed", "observationLevel", "1e40", "must be a whole number from 1 to 4")]
    [InlineData("risk-assessed", "observationLevel", "\"2\"", "must be a whole number from 1 to 4")]
    [InlineData("observation-changed", "intervalMinutes", "0", "must be a whole number from 1 to 1440")]
    [InlineData("observation-changed", "intervalMinutes", "1", null)]
    [InlineData("observation-changed", "intervalMinutes", "1440", null)]
    [InlineData("observation-changed", "intervalMinutes", "1441", "must be a whole number from 1 to 1440")]
    [InlineData("observation-changed", "observationLevel", "5", "must be a whole number from 1 to 4")]
    [InlineData("observation-changed", "observationLevel", "0", "must be a whole number from 1 to 4")]
    [InlineData("warrant-granted", "hours", "0", "must be a whole number from 1 to 36")]
    [InlineData("warrant-granted", "hours", "1", null)]
    [InlineData("warrant-granted", "hours", "37", "must be a whole number from 1 to 36")]
    [InlineData("warrant-extended", "hours", "0", "must be a whole number from 1 to 36")]
    [InlineData("warrant-extended", "hours", "36", null)]
    [InlineData("warrant-extended", "hours", "37", "must be a whole number from 1 to 36")]
    [InlineData("bail-granted", "conditional", "\"true\"", "must be true or false")]
    [InlineData("bail-granted", "conditional", "1", "must be true or false")]
    [InlineData("visit", "method", "\"door\"", "must be one of in-cell, hatch, camera")]
    [InlineData("visit", "method", "\"In-Cell\"", "must be one of in-cell, hatch, camera")]
    [InlineData("visit", "method", "\"in\\u002dcell\"", null)]
    [InlineData("detention-authorised", "grounds", "[]", "must hold at least one")]
    [InlineData("detention-authorised", "grounds", "[\"other\"]", "may hold only secure-or-preserve-evidence, obtain-evidence-by-questioning")]
    [InlineData("detention-authorised", "grounds", "[{}, \"secure-or-preserve-evidence\"]", "may hold only secure-or-preserve-evidence, obtain-evidence-by-questioning")]
    [InlineData("detention-authorised", "grounds", "[[\"secure-or-preserve-evidence\"]]", "may hold only secure-or-preserve-evidence, obtain-evidence-by-questioning")]
    [InlineData("review-held", "representations", "[]", null)]
    [InlineData("social-care-referred", "concerns", "[]", "must hold at least one")]
    [InlineData("social-care-referred", "concerns", "[7]", "may hold only text of at most 10000 characters")]
    [InlineData("social-care-referred", "concerns", "[{\"a\": [1]}, \"missing\"]", "may hold only text of at most 10000 characters")]
    [InlineData("social-care-referred", "concerns", "[\"\\ud800\"]", "may hold only text of at most 10000 characters")]
    [InlineData("social-care-referred", "concerns", "[\"a\\u0000b\"]", "may hold only text of at most 10000 characters")]
    [InlineData("child-view", "text", "\"a\\u0000b\"", "may hold only characters that can be written")]
    [InlineData("child-view", "text", "\"half a pair \\udc00\"", "may hold only characters that can be written")]
    [InlineData("child-view", "text", "\"caf\\u00e9 \\\"now\\\"\"", null)]
    [InlineData("certificate-issued", "requests", "\"r-1\"", null)]
    [InlineData("certificate-issued", "requests", "[7, {\"a\": [1]}, \"\\ud800\"]", null)]
    [InlineData("child-asked", "text", "\" \"", null)]
    [InlineData("charged", "offences", "[]", "must hold at least one offence")]
    [InlineData("local-authority-told", "authority", "\"E07000001\"", "E07000001 is a district council, which has no children's services: name the county (E10)")]
    [InlineData("local-authority-told", "authority", "\"E0800009\"", "must be an authority code: E06, E08, E09, E10 or W06 and six digits")]
    [InlineData("local-authority-told", "authority", "\"E080000999\"", "must be an authority code: E06, E08, E09, E10 or W06 and six digits")]
    [InlineData("local-authority-told", "authority", "\"S12000001\"", "must be an authority code: E06, E08, E09, E10 or W06 and six digits")]
    [InlineData("local-authority-told", "authority", "\"xE08000099\"", "must be an authority code: E06, E08, E09, E10 or W06 and six digits")]
    [InlineData("local-authority-told", "authority", "\"E08000099\\n\"", "must be an authority code: E06, E08, E09, E10 or W06 and six digits")]
    [InlineData("local-authority-told", "authority", "\"E06000001\"", null)]
    [InlineData("local-authority-told", "authority", "\"E08000001\"", null)]
    [InlineData("local-authority-told", "authority", "\"E09000001\"", null)]
    [InlineData("local-authority-told", "authority", "\"E10000001\"", null)]
    [InlineData("local-authority-told", "authority", "\"W06000001\"", null)]
    [InlineData("transferred", "authority", "\"E07000001\"", "E07000001 is a district council, which has no children's services: name the county (E10)")]
    [InlineData("questioned-in-hospital", "to", "\"2026-06-10T17:59:59+01:00\"", "may not be before from")]
    [InlineData("questioned-in-hospital", "to", "\"2026-06-10T18:00:00+01:00\"", null)]
    public void A_field_is_taken_or_refused(string type, string field, string json, string? rule)
    {
        var kind = EveryEvent.Kind(type);
        var data = EveryEvent.Data(kind);
        data.Remove(field);
        var text = data.ToJsonString();
        var separator = data.Count == 0 ? "" : ",";
        foreach (var whole in new[] { $"{text[..^1]}{separator}\"{field}\":{json}}}", $"{text[..^1]}{separator} \"{field}\" : {json} }}" })
        {
            var (fact, errors) = EveryEvent.ReadText(kind, whole);
            if (rule is null) Assert.NotNull(fact);
            else Assert.Equal(rule, errors[$"data.{field}"][0]);
        }
    }

    [Fact]
    public void A_child_has_initials_and_never_a_name()
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        data["child"]!["initials"] = new string('A', 40);
        Assert.Empty(EveryEvent.Read(EventKind.Arrived, data).Errors);
        data["child"]!["initials"] = new string('A', 41);
        Assert.Equal(["may be at most 40 characters"], EveryEvent.Read(EventKind.Arrived, data).Errors["data.child.initials"]);
    }

    [Theory]
    [InlineData("child-asked", "requestId", 200)]
    [InlineData("corrected", "corrects", 200)]
    [InlineData("certificate-produced", "certificateId", 200)]
    [InlineData("child-view", "text", 10_000)]
    public void An_identifier_has_at_most_two_hundred_characters_and_any_text_ten_thousand(string type, string field, int longest)
    {
        var data = EveryEvent.Data(EveryEvent.Kind(type));
        data[field] = new string('x', longest);
        Assert.Empty(EveryEvent.Read(EveryEvent.Kind(type), data).Errors);
        data[field] = new string('x', longest + 1);
        Assert.Equal([$"may be at most {longest} characters"], EveryEvent.Read(EveryEvent.Kind(type), data).Errors[$"data.{field}"]);
    }

    [Theory]
    [InlineData("a", 10_000)]
    [InlineData("é", 10_000)]
    [InlineData("日", 10_000)]
    [InlineData("😀", 10_000)]
    public void A_text_of_a_list_is_as_long_as_any_other_however_it_is_written(string letter, int most)
    {
        foreach (var (count, taken) in new[] { (most, true), (most + 1, false) })
        {
            var words = string.Concat(Enumerable.Repeat(letter, count));
            foreach (var written in new[] { words, string.Concat(words.Select(unit => $"\\u{(int)unit:x4}")) })
            {
                var (_, errors) = EveryEvent.ReadText(EventKind.SocialCareReferred, $"{{\"authority\":\"E08000099\",\"concerns\":[\"{written}\"]}}");
                string[] expected = taken ? [] : ["may hold only text of at most 10000 characters"];
                Assert.Equal(expected, errors.GetValueOrDefault("data.concerns", []));
            }
        }
    }

    [Theory]
    [InlineData("social-care-referred", "concerns", "[7, 8]")]
    [InlineData("detention-authorised", "grounds", "[\"other\"]")]
    public void A_list_with_a_wrong_member_is_not_said_to_be_empty(string type, string field, string json)
    {
        var data = EveryEvent.Data(EveryEvent.Kind(type));
        data[field] = System.Text.Json.Nodes.JsonNode.Parse(json);
        Assert.DoesNotContain("must hold at least one", EveryEvent.Read(EveryEvent.Kind(type), data).Errors[$"data.{field}"]);
    }

    [Theory]
    [InlineData("social-care-referred", "concerns")]
    [InlineData("detention-authorised", "grounds")]
    [InlineData("charged", "offences")]
    public void What_is_no_list_is_said_to_be_none_and_nothing_else_is_said_of_it(string type, string field)
    {
        foreach (var json in new[] { "{\"a\":1}", "\"missing\"", "7", "true" })
        {
            var data = EveryEvent.Data(EveryEvent.Kind(type));
            data[field] = System.Text.Json.Nodes.JsonNode.Parse(json);
            Assert.Equal(["must be a list"], EveryEvent.Read(EveryEvent.Kind(type), data).Errors[$"data.{field}"]);
        }
    }

    [Theory]
    [InlineData("{\"text\":\"first\",\"text\":\"last\"}", "last")]
    [InlineData("{\"te\\u0078t\":\"written out\"}", "written out")]
    [InlineData("{ \"text\" : \"with spaces\" , \"other\" : [1, {\"text\": 2}] }", "with spaces")]
    [InlineData("{\"other\":true,\"text\":\"after true\",\"more\":false}", "after true")]
    [InlineData("{\"other\":null,\"text\":\"after null\"}", "after null")]
    [InlineData("{\"text\":\"t\\u00e9l\\u00e9\"}", "télé")]
    [InlineData("{\"text\":\"télé\"}", "télé")]
    public void A_field_is_found_however_the_object_is_written(string json, string text) =>
        Assert.Equal(new ChildView(text), EveryEvent.ReadText(EventKind.ChildView, json).Fact);

    [Theory]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(60)]
    public void A_field_is_found_among_many(int others)
    {
        var many = string.Concat(Enumerable.Range(0, others).Select(n => $"\"x{n}\":\"{n}\","));
        Assert.Equal(new ChildView("here"), EveryEvent.ReadText(EventKind.ChildView, $"{{{many}\"text\":\"here\"}}").Fact);
        Assert.Equal(new ChildView("here"), EveryEvent.ReadText(EventKind.ChildView, $"{{\"text\":\"here\",{many.TrimEnd(',')}}}").Fact);
    }

    [Theory]
    [InlineData("{\"text\":\"a\"")]
    [InlineData("{\"text\":\"a\",}")]
    [InlineData("{\"text\":\"a\" \"more\":\"b\"}")]
    [InlineData("{\"text\":tru}")]
    [InlineData("{\"text\" \"a\"}")]
    [InlineData("{\"text\":\"a\nb\"}")]
    [InlineData("{text:\"a\"}")]
    [InlineData("{\"text\":\"a")]
    [InlineData("{\"text\":falsey}")]
    [InlineData("")]
    public void What_is_not_JSON_is_no_data(string text) =>
        Assert.ThrowsAny<JsonException>(() => EveryEvent.ReadText(EventKind.ChildView, text));

    [Fact]
    public void A_child_needs_a_date_of_birth_or_else_an_age_and_what_is_wrong_is_said_of_each_field()
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        data["child"]!.AsObject().Remove("dateOfBirth");
        Assert.Equal(["is required, or else apparentAge"], EveryEvent.Read(EventKind.Arrived, data).Errors["data.child.dateOfBirth"]);
        foreach (var (age, taken) in new[] { (-1, false), (0, true), (15, true), (120, true), (121, false) })
        {
            data["child"]!["apparentAge"] = age;
            var (fact, errors) = EveryEvent.Read(EventKind.Arrived, data);
            if (taken) Assert.Equal((age, null), (((Arrived)fact!).Child.ApparentAge, ((Arrived)fact).Child.DateOfBirth));
            else Assert.Equal(["must be a whole number from 0 to 120"], errors["data.child.apparentAge"]);
        }
    }

    [Fact]
    public void A_looked_after_child_is_somebodys_and_another_need_not_be()
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        data["child"]!.AsObject().Remove("lookedAfterBy");
        Assert.Equal(["is required for a looked-after child"], EveryEvent.Read(EventKind.Arrived, data).Errors["data.child.lookedAfterBy"]);
        data["child"]!.AsObject().Remove("lookedAfter");
        Assert.False(((Arrived)EveryEvent.Read(EventKind.Arrived, data).Fact!).Child.LookedAfter);
    }

    [Theory]
    [InlineData("W5")]
    [InlineData("w1")]
    [InlineData("W")]
    public void Ethnicity_is_one_of_the_codes(string code)
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        data["child"]!["selfDefinedEthnicity"] = code;
        Assert.Equal(
            ["must be an 18+1 code: W1, W2, W3, W4, W9, M1 to M3, M9, A1 to A4, A9, B1, B2, B9, O2, O9 or NS"],
            EveryEvent.Read(EventKind.Arrived, data).Errors["data.child.selfDefinedEthnicity"]);
    }

    [Fact]
    public void Every_one_of_the_codes_is_taken()
    {
        foreach (var code in "W1 W2 W3 W4 W9 M1 M2 M3 M9 A1 A2 A3 A4 A9 B1 B2 B9 O2 O9 NS".Split(' '))
        {
            var data = EveryEvent.Data(EventKind.Arrived);
            data["child"]!["selfDefinedEthnicity"] = code;
            Assert.Equal(code, ((Arrived)EveryEvent.Read(EventKind.Arrived, data).Fact!).Child.SelfDefinedEthnicity);
        }
    }

    [Theory]
    [InlineData("arrest", null)]
    [InlineData("other-force", "data.firstStationArrivedAt")]
    [InlineData("outside-england-and-wales", null)]
    public void A_route_needs_the_instant_its_limit_runs_from(string route, string? needed)
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        data["route"] = route;
        Assert.Empty(EveryEvent.Read(EventKind.Arrived, data).Errors);
        data.Remove("firstStationArrivedAt");
        data.Remove("enteredEnglandAndWalesAt");
        Assert.Equal(needed is null ? [] : [needed], EveryEvent.Read(EventKind.Arrived, data).Errors.Keys);
        data["questionedInArrestingForce"] = false;
        Assert.Empty(EveryEvent.Read(EventKind.Arrived, data).Errors);
    }

    [Fact]
    public void A_child_held_under_the_mental_health_act_was_not_arrested_for_an_offence()
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        data["route"] = "mental-health";
        data["offences"] = new System.Text.Json.Nodes.JsonArray();
        data.Remove("arrestedAt");
        Assert.Empty(EveryEvent.Read(EventKind.Arrived, data).Errors);
        data["route"] = "arrest";
        Assert.Equal(["data.arrestedAt", "data.offences"], EveryEvent.Read(EventKind.Arrived, data).Errors.Keys);
    }

    [Fact]
    public void What_is_not_said_has_the_value_the_contract_gives_it()
    {
        var data = EveryEvent.Data(EventKind.Arrived);
        foreach (var field in new[] { "designatedStation", "questionedInArrestingForce", "carriedForward", "firstStationArrivedAt" }) data.Remove(field);
        var arrived = (Arrived)EveryEvent.Read(EventKind.Arrived, data).Fact!;
        Assert.Equal((true, false, null, null), (arrived.DesignatedStation, arrived.QuestionedInArrestingForce, arrived.CarriedForward, arrived.FirstStationArrivedAt));
        Assert.Equal(new ArrivedAtStation("North", true), Without(EventKind.ArrivedAtStation, "designatedStation"));
        Assert.Equal(new RiskAssessed(2, false, null, null), Without(EventKind.RiskAssessed, "rouse", "lastAteAt", "lastSleptAt"));
        Assert.Equal(new ObservationChanged(3, false, null, "Drowsy"), Without(EventKind.ObservationChanged, "rouse", "intervalMinutes"));
        Assert.Equal(new Visit(VisitMethod.Hatch, false, null), Without(EventKind.Visit, "roused", "response"));
        Assert.Equal(new HealthcareRequested("Asthma", false), Without(EventKind.HealthcareRequested, "urgent"));
        Assert.Equal(new CellPlaced("M2", "No other secure room", false), Without(EventKind.CellPlaced, "withAdult"));
        Assert.Equal(StripSearchException.None, ((StripSearched)Without(EventKind.StripSearched, "exception")).Exception);
        Assert.False(((ReviewHeld)Without(EventKind.ReviewHeld, "asleep")).Asleep);

        static Fact Without(EventKind kind, params string[] fields)
        {
            var data = EveryEvent.Data(kind);
            foreach (var field in fields) data.Remove(field);
            return EveryEvent.Read(kind, data).Fact!;
        }
    }

    [Theory]
    [InlineData("impracticable", "circumstances")]
    [InlineData("la-failure", "circumstances")]
    [InlineData("no-secure", "noSecureSearch,whyOtherInadequate,seriousHarmFacts")]
    public void A_certificate_has_the_parts_of_its_limb_and_one_of_them_left_blank_is_taken_to_be_judged(string limb, string parts)
    {
        var data = EveryEvent.Data(EventKind.CertificateIssued);
        foreach (var part in new[] { "circumstances", "noSecureSearch", "whyOtherInadequate", "seriousHarmFacts" }) data.Remove(part);
        data["limb"] = limb;
        Assert.Equal(parts.Split(',').Select(part => "data." + part).Order(StringComparer.Ordinal), EveryEvent.Read(EventKind.CertificateIssued, data).Errors.Keys.Order(StringComparer.Ordinal));
        foreach (var part in parts.Split(',')) data[part] = " ";
        Assert.NotNull(EveryEvent.Read(EventKind.CertificateIssued, data).Fact);
    }

    [Theory]
    [InlineData("transferred", "to", "local-authority", "authority,court", "data.authority")]
    [InlineData("transferred", "to", "other-force", "authority,court", null)]
    [InlineData("transferred", "to", "health-place-of-safety", "authority,court", null)]
    [InlineData("accommodation-requested", "kind", "non-secure", "seriousHarmReason", null)]
    [InlineData("accommodation-answered", "decision", "accepted", "reasonCode", null)]
    [InlineData("child-answered", "outcome", "given", "reason", null)]
    [InlineData("corrected", "action", "retract", "replacement", null)]
    public void One_field_decides_whether_another_is_needed(string type, string field, string value, string without, string? needed)
    {
        var data = EveryEvent.Data(EveryEvent.Kind(type));
        data[field] = value;
        foreach (var other in without.Split(',')) data.Remove(other);
        Assert.Equal(needed is null ? [] : [needed], EveryEvent.Read(EveryEvent.Kind(type), data).Errors.Keys);
    }

    [Theory]
    [InlineData("transferred", "to", "authority", "court")]
    [InlineData("certificate-issued", "limb", "circumstances", "noSecureSearch")]
    public void Where_the_deciding_field_is_wrong_only_that_is_said(string type, string field, string one, string other)
    {
        var data = EveryEvent.Data(EveryEvent.Kind(type));
        data[field] = "nowhere";
        data.Remove(one);
        data.Remove(other);
        Assert.Equal([$"data.{field}"], EveryEvent.Read(EveryEvent.Kind(type), data).Errors.Keys);
    }

    [Fact]
    public void What_is_not_said_is_not_taken_to_be_so()
    {
        var data = EveryEvent.Data(EventKind.Charged);
        data["offences"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"description":"Theft","class":"summary"}]""");
        Assert.False(Assert.Single(((Charged)EveryEvent.Read(EventKind.Charged, data).Fact!).Offences).ViolentOrSexual);
        data = EveryEvent.Data(EventKind.AccommodationAnswered);
        data.Remove("placement");
        Assert.Null(((AccommodationAnswered)EveryEvent.Read(EventKind.AccommodationAnswered, data).Fact!).Placement);
    }

    [Fact]
    public void A_name_that_is_written_with_escapes_is_that_name_and_no_other() => Assert.Equal(
        new Visit(VisitMethod.InCell, true, null),
        EveryEvent.ReadText(EventKind.Visit, """{"method":"in-cell","\u0072oused":true,"\u0072emark":"-"}""").Fact);

    [Theory]
    [InlineData("[\"r-1\", 7, {\"a\": [\"r-3\"]}, [\"r-4\"], null, \"r-2\"]", "r-1 r-2")]
    [InlineData("\"r-1\"", "")]
    [InlineData("{\"a\": \"r-1\"}", "")]
    [InlineData("[]", "")]
    public void A_certificate_rests_on_the_requests_it_names_and_on_none_where_it_names_none(string requests, string named)
    {
        var data = EveryEvent.Data(EventKind.CertificateIssued);
        data.Remove("requests");
        Assert.Empty(Rests());
        data["requests"] = System.Text.Json.Nodes.JsonNode.Parse(requests);
        Assert.Equal(named, string.Join(' ', Rests()));

        IReadOnlyList<string> Rests() => ((CertificateIssued)EveryEvent.Read(EventKind.CertificateIssued, data).Fact!).Requests;
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void A_text_in_a_list_is_no_longer_than_any_other(int length, bool taken)
    {
        var data = EveryEvent.Data(EventKind.SocialCareReferred);
        data["concerns"] = new System.Text.Json.Nodes.JsonArray(new string('a', length));
        Assert.Equal(taken, EveryEvent.Read(EventKind.SocialCareReferred, data).Fact is not null);
    }

    [Fact]
    public void A_replacement_may_name_a_time_alone_or_data_alone()
    {
        var data = EveryEvent.Data(EventKind.Corrected);
        data["replacement"]!.AsObject().Remove("time");
        var corrected = (Corrected)EveryEvent.ReadText(EventKind.Corrected, data.ToJsonString()).Fact!;
        Assert.Equal((null, "{\"outcome\":\"refused\"}"), (corrected.ReplacementTime, corrected.ReplacementData));
        data = EveryEvent.Data(EventKind.Corrected);
        data["replacement"]!.AsObject().Remove("data");
        corrected = (Corrected)EveryEvent.Read(EventKind.Corrected, data).Fact!;
        Assert.Equal((Instant.FromUtc(2026, 6, 10, 14, 0), null), (corrected.ReplacementTime, corrected.ReplacementData));
        data["replacement"]!["data"] = "text";
        Assert.Equal(["must be an object"], EveryEvent.Read(EventKind.Corrected, data).Errors["data.replacement.data"]);
    }

    [Fact]
    public void A_list_of_offences_names_each_that_is_wrong_by_its_place()
    {
        var data = EveryEvent.Data(EventKind.Charged);
        data["offences"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"description":"Theft","class":"summary"},{"class":"summary"},"theft",{"description":"Arson","class":"grave"}]""");
        var errors = EveryEvent.Read(EventKind.Charged, data).Errors;
        Assert.Equal(["is required"], errors["data.offences[1].description"]);
        Assert.Equal(["must be an object"], errors["data.offences[2]"]);
        Assert.Equal(["must be one of summary, either-way, indictable-only"], errors["data.offences[3].class"]);
        Assert.DoesNotContain(errors.Keys, path => path.Contains("[0]", StringComparison.Ordinal));
    }
}
