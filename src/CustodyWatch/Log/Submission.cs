using CustodyWatch.Access;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>A custody event of the right shape, as it will stand in the log.</summary>
public sealed record Entry
{
    public required CustodyEvent Event { get; init; }
    public required SuiteCode Suite { get; init; }
    public required string CustodyRecordNumber { get; init; }

    /// <summary>When it was keyed in the sending system; null when it was not said.</summary>
    public Instant? Recorded { get; init; }

    public string? RecordedBy { get; init; }
    public string Medium { get; init; } = "system";
}

/// <summary>Why an event was refused.</summary>
public enum RefusalKind { Invalid, Conflict, NotYours }

/// <summary>A refusal in words, by field path.</summary>
public sealed record Refusal(RefusalKind Kind, string Title, IReadOnlyDictionary<string, string[]> Errors)
{
    public static Refusal Invalid(string path, string sentence) => Invalid(new Dictionary<string, string[]> { [path] = [sentence] });

    public static Refusal Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(RefusalKind.Invalid, "This event was refused.", errors);

    public static Refusal Conflict { get; } = new(
        RefusalKind.Conflict,
        "An event with this source and id is already in the record, with different content.",
        new Dictionary<string, string[]> { ["id"] = ["is already in use by this source for another event"] });

    public static Refusal NotYours(string path, string sentence) =>
        new(RefusalKind.NotYours, "This event is not yours to enter.", new Dictionary<string, string[]> { [path] = [sentence] });
}

/// <summary>One event as sent, after its shape was looked at: an entry, or the reason it cannot be one.</summary>
public sealed record Submission
{
    /// <summary>The JSON of the event, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Whatever the event says its id is, when that is text.</summary>
    public string? Id { get; init; }

    public string? Source { get; init; }
    public SuiteCode? Suite { get; init; }

    /// <summary>Whichever record it says that it is about, when that can be the number of one.</summary>
    public string? Number { get; init; }

    public EventKind? Kind { get; init; }
    public Entry? Entry { get; init; }

    /// <summary>Written on a form of a page, which may be sent twice before it was answered.</summary>
    public bool IsForm { get; init; }

    public Refusal? Refusal { get; init; }

    public Submission Refused(Refusal refusal) => this with { Entry = null, Refusal = refusal };
}

public enum OutcomeStatus { Accepted, Duplicate, Quarantined }

/// <summary>What became of one submitted event.</summary>
public sealed record Outcome(string? EventId, OutcomeStatus Status, string? DetentionId, Refusal? Refusal);
