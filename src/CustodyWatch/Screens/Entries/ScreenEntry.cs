using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>One entry made on a screen, written as the custody event any other system would send.</summary>
public sealed record ScreenEntry
{
    public required string Id { get; init; }
    public required SuiteCode Suite { get; init; }
    public required string CustodyRecordNumber { get; init; }
    public required EventKind Kind { get; init; }

    /// <summary>When it happened, which is not when it was typed.</summary>
    public required Instant Occurred { get; init; }

    public required Instant Recorded { get; init; }
    public required string RecordedBy { get; init; }
    public required JsonObject Data { get; init; }

    /// <summary>First written on paper, while the screens were down.</summary>
    public bool FromPaper { get; init; }

    /// <summary>Goes through the one door. What is not of the right shape is not sent there: it is still on the form.</summary>
    public async Task<Outcome> Send(CustodyLog log, Caller by, CancellationToken cancel)
    {
        var submission = EnvelopeReader.Read(Envelope(by), Recorded);
        return submission.Refusal is { } misshapen
            ? new Outcome(Id, OutcomeStatus.Quarantined, null, misshapen)
            : await log.Append(submission with { IsForm = true }, by, cancel);
    }

    private byte[] Envelope(Caller by)
    {
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["source"] = SourceName.Of(Suite),
            ["type"] = Kind.TypeName(),
            ["subject"] = CustodyRecordNumber,
            ["time"] = Rfc3339.Text(Occurred),
            ["recordedtime"] = Rfc3339.Text(Recorded),
            ["recordedby"] = RecordedBy,
            ["medium"] = FromPaper ? "paper" : "screen",
            ["datacontenttype"] = "application/json",
            ["data"] = Data,
        };
        if (by.SignedInAt is { } began) envelope[EntryMark.SessionStarted] = Rfc3339.Text(began);
        return System.Text.Encoding.UTF8.GetBytes(envelope.ToJsonString(Json.Options));
    }
}
