using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>A form that puts one entry right. The entry itself stays, struck through.</summary>
public sealed record CorrectionForm
{
    public const string Retract = "retract", Replace = "replace", InsteadOfName = "insteadOf";

    /// <summary>Not called reason, which some entries have of their own.</summary>
    public static readonly Field Why = Field.LongText("why", "Why it needs correcting");

    public required DetentionRow Detention { get; init; }
    public required EventRow Wrong { get; init; }
    public required EventKind Kind { get; init; }
    public required Instant Now { get; init; }
    public required string EntryId { get; init; }
    public string Action { get; init; } = Replace;
    public string Reason { get; init; } = "";
    public required string When { get; init; }
    public required Func<string, StringValues> Answer { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    /// <summary>The correction of the entry that counted when the form was drawn; empty for none.</summary>
    public string InsteadOf { get; init; } = "";

    /// <summary>What the record holds that the entry may be about.</summary>
    public OnRecord OnRecord { get; init; } = OnRecord.Nothing;

    public IReadOnlyList<Field> Fields => OnRecord.OfferAgain(Kind, EntryFields.For(Kind), one => EntryData.Together(EntryData.Answer(DataOf(Wrong), one)));

    /// <summary>A correction can be taken back, not replaced; nor is a certificate, which is signed and never merely entered.</summary>
    public bool OnlyRetract => IsOnlyRetracted(Kind);

    public static CorrectionForm Empty(DetentionRow detention, EventRow wrong, EventRow? standing, Instant now)
    {
        var (kind, data) = (KindOf(wrong), DataOf(wrong));
        var byPath = EntryFields.For(kind).ToDictionary(field => field.Path, field => EntryData.Answer(data, field), StringComparer.Ordinal);
        return new()
        {
            Detention = detention,
            Wrong = wrong,
            Kind = kind,
            Now = now,
            EntryId = NewId.At(now),
            Action = IsOnlyRetracted(kind) ? Retract : Replace,
            When = LondonText.Written(wrong.Occurred),
            Answer = path => byPath[path],
            InsteadOf = standing?.EventId ?? "",
        };
    }

    public static CorrectionForm Filled(DetentionRow detention, EventRow wrong, Instant now, IFormCollection answers) => new()
    {
        Detention = detention,
        Wrong = wrong,
        Kind = KindOf(wrong),
        Now = now,
        EntryId = EntryForm.IdOf(answers),
        Action = answers["action"].ToString(),
        Reason = answers[Why.Path].ToString(),
        When = EntryData.Together(answers["when"]),
        Answer = path => answers[path],
        InsteadOf = answers[InsteadOfName].ToString(),
    };

    /// <summary>
    /// The form again, where another correction of the entry counts by now than whoever fills it in has seen; null where none does. Sent
    /// once more it takes that one's place.
    /// </summary>
    public CorrectionForm? Overtaken(EventRow? standing)
    {
        if (standing is null || standing.EventId == InsteadOf || standing.EventId == EntryId) return null;
        var data = DataOf(standing);
        var did = data["action"]?.ToString() == Replace ? "put this entry right" : "took this entry back";
        var sentence = $"Another correction came first and stands: {standing.RecordedBy ?? standing.PostedBy} {did}, {LondonText.Time(standing.Received, Now)}: "
            + $"“{CorrectionText.Of(JsonSerializer.SerializeToElement(data), Kind, Now)}”. Nothing of yours was recorded. To put yours in its place, send it again.";
        return this with
        {
            InsteadOf = standing.EventId,
            Errors = EntryErrors.Whole(Fields, new Dictionary<string, string[]> { ["data.all"] = [sentence] }),
        };
    }

    public CorrectionForm Refused(Refusal refusal)
    {
        var errors = refusal.Errors.ToDictionary(
            error => error.Key == "data.reason" ? "data." + Why.Path : error.Key.Replace("data.replacement.", "", StringComparison.Ordinal),
            error => error.Value, StringComparer.Ordinal);
        return this with { Errors = new EntryErrors([.. Fields, Why], errors) };
    }

    /// <summary>Why what was chosen, or the time written, cannot stand; null when it can.</summary>
    public Refusal? Mistaken =>
        Action != Replace ? null
        : Kind == EventKind.CertificateIssued ? Refusal.Invalid("data.action", "a certificate is never put right: take it back, or sign another, which takes its place")
        : LondonText.FromField(When) is null ? Refusal.Invalid("time", "must be a date and a time")
        : EntryData.Mistimed(Fields, Answer, When, Slipped);

    /// <summary>The correction as an event of its own, once nothing is mistaken.</summary>
    public ScreenEntry ToEntry(string user)
    {
        var data = new JsonObject { ["corrects"] = Wrong.EventId, ["action"] = Action, ["reason"] = Reason };
        if (Action == Replace)
        {
            var replacement = new JsonObject { ["data"] = EntryData.Over(DataOf(Wrong), Fields, Answer) };
            // The field shows whole minutes; an untouched one must not move the entry by its seconds.
            if (When != LondonText.Written(Wrong.Occurred)) replacement["time"] = Rfc3339.Text(LondonText.FromField(When)!.Value);
            data["replacement"] = replacement;
        }
        return new ScreenEntry
        {
            Id = EntryId,
            Suite = SourceName.Parse(Wrong.Source)!.Value,
            CustodyRecordNumber = Detention.CustodyRecordNumber,
            Kind = EventKind.Corrected,
            Occurred = Now,
            Recorded = Now,
            RecordedBy = user,
            Data = data,
        };
    }

    // What is left as it stands may be of a record that was sent in years later. An arrival is not judged by the arrest it tells of itself.
    private string? Slipped(string field, Instant at)
    {
        var standing = Empty(Detention, Wrong, null, Now);
        var isLeftAlone = field == "time"
            ? When == standing.When
            : Fields.Single(one => "data." + one.Path == field).Path is var path && EntryData.Together(Answer(path)) == EntryData.Together(standing.Answer(path));
        return isLeftAlone || ArrivalFields.MayBeYearsBack(field, Answer)
            ? Slip.InYear(at)
            : Slip.In(at, Instant.Min(Now, Wrong.Received), Kind == EventKind.Arrived ? null : OnRecord.ArrestedAt);
    }

    private static bool IsOnlyRetracted(EventKind kind) => kind is EventKind.Corrected or EventKind.CertificateIssued;

    private static EventKind KindOf(EventRow row) => EventKinds.Parse(row.Type)!.Value;

    private static JsonObject DataOf(EventRow row) => JsonNode.Parse(row.Content.Bytes)?["data"] as JsonObject ?? [];
}
