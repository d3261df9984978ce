using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Replay;

/// <summary>
/// Custody records of 10 June 2026 whose arrival or end was told wrongly, and put right or not. Each is in an order in which the service takes
/// every entry; each has a drink, so that something is late in every one.
/// </summary>
internal static class PutRight
{
    public static IReadOnlyList<IReadOnlyList<JsonObject>> Records =>
    [
        // An end before the arrival ends nothing, and the one after it does.
        Of("CR-1", record => [Released("11:00", record), Arrived("12:00", record), Released("18:00", record)]),
        Of("CR-2", record => [Released("11:00", record), Arrived("12:00", record)]),
        // The arrival was an hour or more before, so that the end is after it.
        Of("CR-3", record => [Arrived("14:00", record), Moved("12:00", "16:00", record), Released("13:00", record)]),
        Of("CR-4", record => [Released("13:00", record), Arrived("14:00", record), Moved("12:00", "16:00", record)]),
        // It was later, and the end before it.
        Of("CR-5", record => [Arrived("10:00", record), Released("17:00", record), Moved("17:30", "16:00", record)]),
        // The end itself was told too early; or was taken back.
        Of("CR-6", record => [Released("11:00", record, "out"), Arrived("12:00", record), Ended("18:00", record)]),
        Of("CR-7", record => [Released("11:00", record, "out"), Arrived("12:00", record), Told.Retracted($"{record}-out", Time("16:00"), record)]),
        // A day too late altogether, and put right one after the other.
        Of("CR-8", record => [Arrived("22:00", record), Released("23:59", record, "out"), Moved("10:00", "16:00", record), Ended("18:00", record)]),
        // Two corrections of one arrival, of which the later counts; the later was itself taken back.
        Of("CR-9", record => [Arrived("14:00", record), Moved("12:00", "16:00", record), Released("13:00", record), Moved("13:30", "16:30", record)]),
        Of("CR-10", record =>
        [
            Arrived("14:00", record), Moved("12:00", "16:00", record), Moved("13:30", "16:30", record, "wrong"),
            Told.Retracted($"{record}-wrong", Time("17:00"), record), Released("13:00", record),
        ]),
        // An arrival in a year in which no child of today was born.
        Of("CR-11", record => [Moved("12:00", "16:00", record), Arrived("14:00", record).With(told => told["time"] = "1926-06-10T14:00:00Z"), Released("18:00", record)]),
    ];

    /// <summary>Of these one line each cannot be true, whose id says so; the order is one in which the service refuses that line and no other.</summary>
    public static IReadOnlyList<IReadOnlyList<JsonObject>> Untrue =>
    [
        // A replacement that has the child 18 or over, or that is not of the right shape for what it replaces.
        Of("CR-21", record => [Arrived("12:00", record), Told.Replaced($"{record}-in", "2026-06-12T12:00:00Z", new { data = Grown(record)["data"] }, record, $"{record}-untrue")]),
        Of("CR-22", record => [Arrived("12:00", record), Told.Drink(Time("13:00"), record, id: $"{record}-drink"), Misshapen("drink", record)]),
        Of("CR-23", record => [Arrived("12:00", record), Released("18:00", record, "out"), Misshapen("out", record)]),
        // A replacement of a replacement; and of one that is bad for that, so that nothing is known of what it replaces.
        Of("CR-24", record => [Arrived("14:00", record), Moved("12:00", "16:00", record, "first"), Again("first", "untrue", record)]),
        Of("CR-25", record => [Arrived("14:00", record), Moved("12:00", "16:00", record, "first"), Again("first", "untrue", record), Again("untrue", "third", record)]),
        // An end before the arrival, which was taken back and, by a later correction, was not.
        Of("CR-26", record =>
        [
            Arrived("12:00", record), Told.Retracted($"{record}-in", Time("16:00"), record), Moved("12:00", "16:30", record),
            Released("11:00", record).With(told => told["id"] = $"{record}-untrue"),
        ]),
        // What corrects a line that is bad corrects what is not known.
        Of("CR-27", record => [Arrived("12:00", record), Released("11:00", record).With(told => told["id"] = $"{record}-untrue"), Misshapen("untrue", record, "later")]),
        Of("CR-28", record => [Grown(record), Told.Replaced($"{record}-untrue", Time("16:00"), new { time = Time("13:00") }, record, $"{record}-moved")]),
        Of("CR-29", record => [Arrived("12:00", record), Told.Retracted($"{record}-untrue", Time("16:00"), record, $"{record}-untrue")]),
    ];

    private static JsonObject Grown(string record) => Told.Arrived(Time("12:00"), Time("09:30"), record, id: $"{record}-untrue")
        .With(told => told["data"]!["child"]!["dateOfBirth"] = "1996-03-02");

    private static JsonObject Misshapen(string target, string record, string id = "untrue") =>
        Told.Replaced($"{record}-{target}", Time("16:00"), new { data = new { outcome = 1 } }, record, $"{record}-{id}");

    private static JsonObject Again(string target, string id, string record) =>
        Told.Replaced($"{record}-{target}", Time("17:00"), new { time = Time("16:10") }, record, $"{record}-{id}");

    private static IReadOnlyList<JsonObject> Of(string record, Func<string, JsonObject[]> told) => [.. told(record), Told.Drink(Time("17:45"), record)];

    private static JsonObject Arrived(string time, string record) => Told.Arrived(Time(time), Time("09:30"), record, id: $"{record}-in");

    private static JsonObject Moved(string to, string at, string record, string? id = null) =>
        Told.Replaced($"{record}-in", Time(at), new { time = Time(to) }, record, id is null ? null : $"{record}-{id}");

    private static JsonObject Released(string time, string record, string id = "gone") =>
        Told.Released(Time(time), record).With(told => told["id"] = $"{record}-{id}{(id == "out" ? "" : time)}");

    private static JsonObject Ended(string to, string record) => Told.Replaced($"{record}-out", Time("16:30"), new { time = Time(to) }, record);

    private static string Time(string time) => $"2026-06-10T{time}:00Z";
}
