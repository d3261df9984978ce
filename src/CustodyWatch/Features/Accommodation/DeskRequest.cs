using System.ComponentModel;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>A request as a duty desk sees it: enough to find a place, and nothing else of the child's record.</summary>
public sealed record DeskRequest(
    string RequestId, string DetentionId, string CustodyRecordNumber, string? Initials, string Force, string Suite, string SuiteName,
    string? SuiteContact, string Authority, string AuthorityName, string Kind, string Duty, string? SeriousHarmReason, Instant AskedAt,
    Instant ReplyDueAt, long AgeMinutes, Instant? NeededBy, string? Notes, string State, string Outcome, IReadOnlyList<string> Offences,
    bool ViolentOrSexual, Instant? ChargedAt, string? Court, Instant? SittingAt, Needs Needs, IReadOnlyList<DeskAnswer> Answers)
{
    public static DeskRequest Of(PlaceRequestRow row, Record record, Instant now)
    {
        var entries = ShownToDesk.Of(record.Known(Instant.Max(now, row.AskedAt)));
        // Of what comes after it closed the desk is told its own answers and nothing more of the child.
        if (row.ClosedAt is { } closedAt)
            entries = [.. entries.Where(entry => entry.Occurred <= closedAt || ShownToDesk.RequestOf(entry) == row.RequestId)];
        var request = PlaceRequests.Of(entries).First(one => one.Asked.RequestId == row.RequestId);
        var listing = entries.Last<CourtListed>()?.Fact;
        var suite = KnownSuites.Find(new(row.Force, row.Suite));
        var charges = entries.Select(entry => entry.Fact).OfType<Charged>().SelectMany(charged => charged.Offences).ToList();
        var offences = charges.Count > 0 ? charges : entries.Last<Arrived>()?.Fact.Offences ?? [];
        return new(
            row.RequestId, row.DetentionId, row.CustodyRecordNumber, entries.Last<Arrived>()?.Fact.Child.Initials, row.Force, row.Suite,
            suite?.Name ?? row.Suite, suite?.Contact, row.Authority, row.AuthorityName ?? row.Authority, row.Kind,
            RequestRules.DutyOf(request.Asked.Kind, CertificateGround.Of(entries, Instant.Min(now, row.ClosedAt ?? now)).IsAdult), request.Asked.SeriousHarmReason, row.AskedAt, row.ReplyDueAt,
            Math.Max(0, (long)(now - row.AskedAt).TotalMinutes), row.NeededBy, request.Asked.Notes, StateOf(row), row.OutcomeAt(now),
            [.. offences.Select(offence => offence.Description)], offences.Any(offence => offence.ViolentOrSexual), row.ChargedAt > row.ClosedAt ? null : row.ChargedAt,
            listing?.Court, listing?.SittingAt, Needs.Of(entries, Instant.Min(now, row.ClosedAt ?? now)), [.. request.Answers.Select(DeskAnswer.Of)])
        {
            AsksForFact = request.FactAskedAt is not null,
        };
    }

    /// <summary>Whether the authority asked for a fact and still waits for it.</summary>
    internal bool AsksForFact { get; private init; }

    public static string StateOf(PlaceRequestRow row) => row.IsClosed ? "closed" : row.Decision is null ? "open" : "answered";
}

/// <summary>An answer that was given.</summary>
public sealed record DeskAnswer(
    Instant At, string Decision, string? Placement, Instant? ReadyAt, string? TransportBy, string? ReasonCode, string? Text, string Worker,
    [property: Description(LateAnswer.Means)] bool Late)
{
    public static DeskAnswer Of(PlaceAnswer answer) => new(
        answer.At, Vocabulary<AccommodationDecision>.Word(answer.Said.Decision),
        answer.Said.Placement?.Kind is { } kind ? Vocabulary<PlacementKind>.Word(kind) : null, answer.Said.Placement?.ReadyAt,
        answer.Said.Placement?.TransportBy, answer.Said.ReasonCode is { } reason ? Vocabulary<DeclineReason>.Word(reason) : null,
        answer.Said.Text, answer.Said.Worker, answer.Late);
}
