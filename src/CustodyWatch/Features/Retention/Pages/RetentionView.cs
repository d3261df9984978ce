using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Retention.Pages;

/// <summary>The records of a force that await something, and a form to decide about those ticked.</summary>
public sealed record RetentionView
{
    /// <summary>What was disposed of is listed beside what still stands.</summary>
    public const string Gone = "disposed";

    public static readonly IReadOnlyList<(string State, string Title)> States =
        [(RetentionList.Due, "Due for review"), (RetentionList.Decided, "To be disposed of"), (RetentionList.Held, "On hold"), (Gone, "Disposed of")];

    public required string Force { get; init; }
    public required string State { get; init; }
    public required Instant Now { get; init; }

    /// <summary>A superintendent reads, who decides what goes.</summary>
    public required bool MayDispose { get; init; }

    public Page<KeptRecord> Records { get; init; } = new([], null);
    public Page<DisposalRow> Disposals { get; init; } = new([], null);

    /// <summary>The custody record number asked about.</summary>
    public string? Number { get; init; }

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public Func<string, StringValues> Answer { get; init; } = _ => default;
    public IReadOnlyList<string> Ticked { get; init; } = [];

    public string Title => States.First(one => one.State == State).Title;

    public IReadOnlyList<Field> Fields => ReviewFields.For(MayDispose);

    public string Url(string state) => $"/retention?force={Uri.EscapeDataString(Force)}&state={state}";
}

/// <summary>How long one record is kept, and forms to decide, hold and lift.</summary>
public sealed record RecordRetentionView(DetentionRow Detention, KeptRecord Kept, Instant Now, bool MayDispose)
{
    /// <summary>What was wrong with a decision.</summary>
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    /// <summary>What was wrong with a hold.</summary>
    public EntryErrors HoldErrors { get; init; } = EntryErrors.None;

    /// <summary>What was wrong with the lifting of one.</summary>
    public EntryErrors LiftErrors { get; init; } = EntryErrors.None;

    /// <summary>One form is sent at a time.</summary>
    public EntryErrors Wrong => new[] { HoldErrors, LiftErrors }.FirstOrDefault(errors => errors.Summary.Count > 0) ?? Errors;

    public Func<string, StringValues> Answer { get; init; } = _ => default;

    /// <summary>To dispose of it is offered only where it may be.</summary>
    public IReadOnlyList<Field> Fields => ReviewFields.For(MayDispose && Kept.MayDispose);

    public string Url => $"/detentions/{Detention.Id}";
}

/// <summary>What is asked at a review, and of a hold.</summary>
public static class ReviewFields
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly Option KeepIt = new(RetentionDecisionRow.Keep, "Keep longer"), DisposeOfIt = new(RetentionDecisionRow.Dispose, "Dispose of");
    private static readonly Field Reason = Field.LongText("reason", "Why it is kept");
    private static readonly Field ReviewAt = Field.Date("reviewAt", "Review again on").With("At most 10 years from now");

    private static readonly Field Record = Field.Hidden("ids", "Records to decide about");

    public static readonly IReadOnlyList<Field> Hold =
    [
        Field.Choice<HoldKind>("hold.kind", "What it is held for"),
        Field.LongText("hold.reason", "Why").With("The claim or complaint, and who asked. Do not name the child"),
        Field.Date("hold.until", "Until").With("Leave it empty for a hold that ends only when a superintendent lifts it").Optional(),
    ];

    internal static string LiftPath(string hold) => "lift-" + hold;

    internal static Field LiftReason(HoldAnswer hold) => Field.Text(LiftPath(hold.Id), $"Why the {hold.Kind} hold is lifted");

    public static IReadOnlyList<Field> For(bool mayDispose) =>
        mayDispose
            ? [Field.Choice("decision", "What is to be done", KeepIt, DisposeOfIt), OnlyToKeep(Reason), OnlyToKeep(ReviewAt)]
            : [Field.Choice("decision", "What is to be done", KeepIt), Reason, ReviewAt];

    private static Field OnlyToKeep(Field field) => field.With($"Needed when it is kept longer. {field.Hint}".Trim()).Optional();

    /// <summary>With what a list of records ticked may be wrong about.</summary>
    public static IReadOnlyList<Field> ForMany(bool mayDispose) => [.. For(mayDispose), Record];

    /// <summary>The first moment of a day that was written; null when it is none.</summary>
    public static Instant? DayOf(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? LondonTime.At(day, LocalTime.Midnight) : null;

    /// <summary>A date of an answer, as it is read.</summary>
    public static string Read(string? date) => date is null ? "" : Day.Format(LocalDatePattern.Iso.Parse(date).Value);

    public static string Grade(string? grade) => grade switch
    {
        null => "In custody",
        "serious" => "Serious violent or sexual",
        "violent" => "Violent or sexual",
        _ => "Other",
    };

    public static string Summed(KeptRecord record) => Words.Capital(record.Rule ?? "Kept while the child is in custody");
}
