using System.Text.Json;
using CustodyWatch.Features.Oversight.Pages;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits.Pages;

/// <summary>One entry, laid out to be read.</summary>
public sealed record CaseEntry(Instant At, string Title, IReadOnlyList<(string Label, string Value)> Lines, bool TakenBack, Instant? KeyedLate);

/// <summary>A case laid out for reading from its first hour to its last, with what the law says was missed.</summary>
public sealed record CaseView(OversightView View, DetentionRow Detention, bool Readable)
{
    public IReadOnlyList<CaseEntry> Entries { get; init; } = [];

    /// <summary>Duties broken or met late.</summary>
    public IReadOnlyList<Duty> Missed { get; init; } = [];

    public GradesTold Grades { get; init; } = new([], null);
    public GradeBody Given { get; init; } = new(null, null);
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    public static Task<CaseView> Read(
        Database database, DetentionRow detention, bool readable, OversightView view, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var one = new CaseView(view, detention, readable)
            {
                Grades = GradesTold.To(GradeRow.SideOf(view.Caller), await GradeRow.Latest(connection, [detention.Id], transaction)),
            };
            if (!readable) return one;
            var rows = (await EventRow.OfRecord(connection, detention.Id, transaction)).Select(row => (Row: row, Event: row.ToEvent())).ToArray();
            var corrected = Corrections.InForce([.. rows.Select(row => row.Event)]);
            var sheet = (await Log.Record.OfId(connection, detention.Id, transaction)).Clocks(view.Now);
            return one with
            {
                Entries = [.. rows.OrderBy(row => row.Event).Select(row => EntryOf(row.Row, row.Event, corrected.ContainsKey((row.Event.Source, row.Event.Id)), view.Now))],
                Missed = [.. sheet.History.Select(Duty.Of).Where(duty => duty.IsBroken || duty.State == Pace.Clocks.ClockState.MetLate).OrderBy(duty => duty.DueAt ?? duty.StartedAt)],
            };
        },
        cancel);

    private static CaseEntry EntryOf(EventRow row, CustodyEvent entry, bool takenBack, Instant now)
    {
        using var content = JsonDocument.Parse(row.Content.Bytes);
        JsonElement? data = content.RootElement.TryGetProperty("data", out var given) && given.ValueKind != JsonValueKind.Null ? given : null;
        return new(
            row.Occurred, EventTitles.Of(entry.Kind, data), [.. EntryText.Of(entry.Kind, data, now)], takenBack,
            row.Recorded - row.Occurred > EntryMark.LateAfter ? row.Recorded : null);
    }
}
