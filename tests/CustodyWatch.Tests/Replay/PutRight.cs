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

    private static IReadOnlyList<JsonObject> Of(string record, Func<string, JsonObject[]> told) => [.. told(record), Told.Drink(Time("17:45"), record)];

    private static JsonObject Arrived(string time, string record) => Told.Arrived(Time(time), Time("09:30"), record, id: $"{record}-in");

    private static JsonObject Moved(string to, string at, string record, string? id = null) =>
        Told.Replaced($"{record}-in", Time(at), new { time = Time(to) }, record, id is null ? null : $"{record}-{id}");

    private static JsonObject Released(string time, string record, string id = "gone") =>
        Told.Released(Time(time), record).With(told => told["id"] = $"{record}-{id}{(id == "out" ? "" : time)}");

    private static JsonObject Ended(string to, string record) => Told.Replaced($"{record}-out", Time("16:30"), new { time = Time(to) }, record);

    private static string Time(string time) => $"2026-06-10T{time}:00Z";
}
