using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>What about an entry is worth a question when it is seen beside others.</summary>
public sealed partial record EntryMark
{
    /// <summary>Keyed more than ten minutes after it happened; the mark is by how many minutes.</summary>
    public const string Late = "late";

    /// <summary>The same words in another child's record; the mark is their hash under a key of its own, never the words.</summary>
    public const string Words = "words";

    /// <summary>Someone was with the child; the mark is who keyed it.</summary>
    public const string Hand = "hand";

    /// <summary>A visit; the mark is whether it was on a multiple of five minutes.</summary>
    public const string Check = "check";

    /// <summary>The first entry after a long silence; the mark is of how many minutes.</summary>
    public const string Gap = "gap";

    /// <summary>A review entered by someone who had signed in only after the time it states; the mark is by how many minutes.</summary>
    public const string Session = "session";

    public const string Round = "round", Plain = "plain";

    /// <summary>The attribute of an entry that says when the session in which it was made began.</summary>
    public const string SessionStarted = "sessionstarted";

    /// <summary>How long after it happened an entry may be keyed and not be late.</summary>
    public static readonly Duration LateAfter = Duration.FromMinutes(10);

    // A stated time is to the minute.
    private static readonly Duration SameMinute = Duration.FromMinutes(1);
    private const int FewestLetters = 15;

    private static readonly string[] FreeText =
    [
        "reason", "text", "notes", "note", "comment", "comments", "remarks", "instructions", "circumstances", "noSecureSearch",
        "whyOtherInadequate", "seriousHarmFacts", "seriousHarmReason",
    ];

    public long Position { get; init; }
    public string Kind { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";

    /// <summary>The suite that made the entry, which is not always that of the record.</summary>
    public string Suite { get; init; } = "";

    public string EventId { get; init; } = "";
    public Instant Occurred { get; init; }
    public string Mark { get; init; } = "";

    private const string DeleteRows = $"DELETE FROM entry_marks WHERE detention_id = @detentionId AND kind <> '{Gap}'";
    private const string SelectRows = $"""
        SELECT position, kind, detention_id, force, suite, event_id, occurred, mark FROM entry_marks
        WHERE detention_id = @detentionId AND kind <> '{Gap}'
        """;

    private const string DeleteGaps = $"DELETE FROM entry_marks WHERE detention_id = @DetentionId AND kind = '{Gap}'";

    private const string SelectGaps = $"""
        SELECT position, kind, detention_id, force, suite, event_id, occurred, mark FROM entry_marks
        WHERE detention_id = {Record.IdByNumber} AND kind = '{Gap}'
        """;

    private const string InsertRow = """
        INSERT INTO entry_marks (position, kind, detention_id, force, suite, event_id, occurred, mark)
        VALUES (@Position, @Kind, @DetentionId, @Force, @Suite, @EventId, @Occurred, @Mark)
        """;

    public static void Add(Writes writes, EventRow row, Fact fact) => writes.AddEach(InsertRow, [.. Of(row, fact)]);

    public static Asked<EntryMark> AskGaps(Reads reads, string force, string number) => reads.Of<EntryMark>(SelectGaps, new { force, number });

    /// <summary>The marks of a record that are kept, which its silences are not.</summary>
    internal static Asked<EntryMark> AskRecord(Reads reads, string detentionId) => reads.Of<EntryMark>(SelectRows, new { detentionId });

    /// <summary>Works out the marks of a whole record again; an entry that was put right is asked about no more.</summary>
    /// <returns>Whether any is another than before.</returns>
    /// <param name="writes">What is going to be written.</param>
    /// <param name="detentionId">Whose record it is.</param>
    /// <param name="marks">Its marks, but for silences.</param>
    /// <param name="rows">Its entries, all of them.</param>
    internal static bool Rework(Writes writes, string detentionId, IEnumerable<EntryMark> marks, IEnumerable<EventRow> rows)
    {
        var entries = rows.Select(row => (Row: row, Event: row.ToEvent())).ToArray();
        var corrected = Corrections.InForce([.. entries.Select(entry => entry.Event)]);
        var standing = entries.Where(entry => !corrected.ContainsKey((entry.Event.Source, entry.Event.Id)));
        var now = standing.SelectMany(entry => Of(entry.Row, entry.Event.Fact)).ToArray();
        if (marks.ToHashSet().SetEquals(now)) return false;
        writes.Add(DeleteRows, new { detentionId });
        writes.AddEach(InsertRow, now);
        return true;
    }

    /// <summary>Puts the silences of a record in place: an entry made later may fill one, so they are told from the whole of it.</summary>
    internal static void ReplaceGaps(Writes writes, Record record, IReadOnlyList<EntryMark> before, CustodyRecord known)
    {
        var now = Silence.Of(known).Select(gap => new EntryMark
        {
            Position = record.PositionOf(gap.EndedBy),
            Kind = Gap,
            DetentionId = record.DetentionId,
            Force = record.Force,
            Suite = SourceName.Parse(gap.EndedBy.Source)!.Value.Suite,
            EventId = gap.EndedBy.Id,
            Occurred = gap.EndedBy.Occurred,
            Mark = gap.Minutes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }).ToArray();
        if (before.ToHashSet().SetEquals(now)) return;
        if (before.Count > 0) writes.Add(DeleteGaps, new { record.DetentionId });
        writes.AddEach(InsertRow, now);
    }

    internal static IEnumerable<EntryMark> Of(EventRow row, Fact fact)
    {
        if (row.Recorded - row.Occurred > LateAfter)
            yield return Made(row, Late, ((long)(row.Recorded!.Value - row.Occurred).TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (fact is ReviewHeld && SessionOf(row.Content.Bytes) - row.Occurred is { } after && after >= SameMinute)
            yield return Made(row, Session, ((long)after.TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (row.RecordedBy is { } by && IsFaceToFace(fact)) yield return Made(row, Hand, by);
        if (fact is Visit)
            yield return Made(row, Check, row.Occurred.ToUnixTimeMilliseconds() % Duration.FromMinutes(5).TotalMilliseconds == 0 ? Round : Plain);
        if (WordsOf(row.Content.Bytes) is { } words)
            yield return Made(row, Words, Vault.Writing.Mark(words));
    }

    private static EntryMark Made(EventRow row, string kind, string mark) => new()
    {
        Position = row.Position,
        Kind = kind,
        DetentionId = row.DetentionId,
        Force = row.Force,
        Suite = row.Suite,
        EventId = row.EventId,
        Occurred = row.Occurred,
        Mark = mark,
    };

    private static bool IsFaceToFace(Fact fact) => fact is SeenByCustodyOfficer or RightsGiven or RiskAssessed or Visit { Method: not VisitMethod.Camera } or MealOffered
        or DrinkOffered or ExerciseOffered or StripSearched or PersonalNeedsAsked or CellPlaced or ReviewHeld { Method: ReviewMethod.InPerson };

    // The longest thing written in the entry, as one would compare it by eye.
    private static string? WordsOf(byte[] content)
    {
        using var envelope = JsonDocument.Parse(content);
        if (!envelope.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return null;
        var longest = data.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.String && FreeText.Contains(field.Name))
            .Select(field => Space().Replace(field.Value.GetString()!.Trim().ToLowerInvariant(), " "))
            .MaxBy(text => text.Length);
        return longest?.Length >= FewestLetters ? longest : null;
    }

    // Said of what is made on a screen of ours; a records system may say it too.
    private static Instant? SessionOf(byte[] content)
    {
        using var envelope = JsonDocument.Parse(content);
        return envelope.RootElement.TryGetProperty(SessionStarted, out var said) && said.ValueKind == JsonValueKind.String ? Rfc3339.Parse(said.GetString()) : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
