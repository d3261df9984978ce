using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>Bail, the place for the night and the court, each in one line.</summary>
internal static class RecordAfterCharge
{
    public static IReadOnlyList<(string Label, string Text)> Lines(RecordView view)
    {
        var lines = new List<(string, string)>();
        if (view.Latest<Charged>() is { } charged) lines.Add(("Charged", Time(charged.At)));
        if (view.Latest<BailGranted>() is { } granted)
            lines.Add(("Bail", $"{(granted.Fact.Conditional ? "granted with conditions" : "granted")}, {Time(granted.At)}{(view.IsHeld && BailStanding.Of(view.Sheet.Record.Events)?.Fact is BailGranted ? ": the child is to be released" : "")}"));
        if (view.Latest<BailRefused>() is { } refused)
            lines.Add(("Bail", $"refused, {Time(refused.At)}: {string.Join(", ", refused.Fact.Grounds.Select(Word))}. {refused.Fact.Reason}"));
        foreach (var request in PlaceRequests.Of([.. view.Sheet.Record.EventsAndAfterEnd]))
            lines.Add(("Place asked for", $"{Vocabulary<AccommodationKind>.Word(request.Asked.Kind)}, {Authorities.NameOf(request.Asked.Authority)}, {Time(request.AskedAt)}: {Outcome(request)}"));
        if (view.Latest<CourtListed>() is { } listed)
            lines.Add(("Court", $"{listed.Fact.Court}, sitting {Time(listed.Fact.SittingAt)}"));
        if (view.Latest<CourtOutcome>() is { } outcome) lines.Add(("At court", $"{Word(outcome.Fact.Outcome)}, {Time(outcome.At)}"));
        return lines;

        string Time(Instant at) => LondonText.Time(at, view.At);

        string Outcome(PlaceRequest request) => request switch
        {
            { WithdrawnAt: { } at } => $"withdrawn, {Time(at)}",
            { Standing: { } standing } => $"{Word(standing.Said.Decision)}, {Time(standing.At)}",
            { FactAskedAt: { } at } => $"asks a fact first, {Time(at)}",
            _ => "no answer yet",
        };
    }

    /// <summary>How it stands with a child who is still here, and charged or has to go.</summary>
    public static HowItStands? Of(RecordView view) => view.IsHeld ? HowItStands.Of(view.Sheet.Record) : null;

    private static string Word<T>(T value) where T : struct, Enum => Vocabulary<T>.Word(value).Replace('-', ' ');
}
