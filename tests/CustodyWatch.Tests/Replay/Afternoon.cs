using System.Text.Json.Nodes;

namespace CustodyWatch.Tests.Replay;

/// <summary>
/// An afternoon in custody, 10 June 2026: force used at the door, the adult asked late, rights with the adult late, one
/// visit late, one question never answered.
/// </summary>
internal static class Afternoon
{
    public const string Central = "/forces/99/suites/CENTRAL";

    public const string Csv = """
        custodyRecordNumber,source,clock,sequence,authority,citation,startedAt,dueAt,metAt,state,lateSeconds
        CR-1,/forces/99/suites/CENTRAL,force-used,1,LOCAL,,2026-06-10T10:02:00Z,2026-06-10T10:02:00Z,,breached,
        CR-1,/forces/99/suites/CENTRAL,adult-requested,1,LOCAL,PACE Code C 3.15,2026-06-10T10:00:00Z,2026-06-10T10:30:00Z,2026-06-10T10:45:00Z,met-late,900
        CR-1,/forces/99/suites/CENTRAL,rights-with-adult,1,LOCAL,PACE Code C 3.17,2026-06-10T11:45:00Z,2026-06-10T12:00:00Z,2026-06-10T12:10:00.5Z,met-late,600
        CR-1,/forces/99/suites/CENTRAL,visit,2,CODE,PACE Code C 9.3,2026-06-10T11:05:00Z,2026-06-10T12:05:00Z,2026-06-10T12:20:00Z,met-late,900
        CR-1,/forces/99/suites/CENTRAL,child-request,1,LOCAL,,2026-06-10T12:30:00Z,2026-06-10T12:45:00Z,,breached,900

        """;

    public const string Arrival = """
        {"route":"arrest","arrestedAt":"2026-06-10T10:30:00+01:00",
         "offences":[{"description":"Theft from a shop","class":"either-way"}],
         "child":{"dateOfBirth":"2010-11-20","ageBasis":"stated","sex":"male","selfDefinedEthnicity":"W1","initials":"AB"}}
        """;

    public static string Text(string number = "CR-1", string source = Central) =>
        string.Concat(Lines(number, source).Select(line => line + "\n"));

    public static string[] Lines(string number = "CR-1", string source = Central) =>
    [
        Line(number, source, 1, "10:00:00", "arrived", Arrival),
        Line(number, source, 2, "10:02:00", "force-used", """{"kind":"held","reason":"To prevent self-harm."}"""),
        Line(number, source, 3, "10:05:00", "seen-by-custody-officer", """{"officer":{"id":"4417","rank":"sergeant"}}"""),
        Line(number, source, 4, "10:10:00", "detention-authorised",
            """{"officer":{"id":"4417","rank":"sergeant"},"grounds":["obtain-evidence-by-questioning"]}"""),
        Line(number, source, 5, "10:11:00", "risk-assessed", """{"observationLevel":1}"""),
        Line(number, source, 6, "10:12:00", "rights-given", """{"appropriateAdultPresent":false}"""),
        Line(number, source, 7, "10:20:00", "responsible-person-told", """{"relationship":"mother"}"""),
        Line(number, source, 8, "10:30:00", "personal-needs-asked", "{}"),
        Line(number, source, 9, "10:45:00", "aa-requested", """{"adult":{"kind":"parent"}}"""),
        Line(number, source, 10, "11:00:00", "drink-offered", """{"outcome":"accepted"}"""),
        Line(number, source, 11, "11:05:00", "visit", """{"method":"in-cell"}"""),
        Line(number, source, 12, "11:45:00", "aa-arrived", """{"adult":{"kind":"parent"}}"""),
        Line(number, source, 13, "12:00:00", "meal-offered", """{"kind":"light","outcome":"accepted"}"""),
        Line(number, source, 14, "12:10:00.5009", "rights-given", """{"appropriateAdultPresent":true}"""),
        Line(number, source, 15, "12:20:00", "visit", """{"method":"in-cell"}"""),
        Line(number, source, 16, "12:30:00", "child-asked", """{"requestId":"q1","for":"blanket"}"""),
        Line(number, source, 17, "13:00:00", "released", """{"outcome":"no-further-action","preReleaseRiskAssessment":true}"""),
    ];

    public static string Line(string number, string source, int id, string time, string type, string data) => new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = $"{number}-{id:00}",
        ["source"] = source,
        ["type"] = $"custody.{type}",
        ["subject"] = number,
        ["time"] = $"2026-06-10T{time}Z",
        ["data"] = JsonNode.Parse(data),
    }.ToJsonString();
}
