using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>What a record says of the child and the people around, each in one line.</summary>
internal static class RecordLines
{
    public static IReadOnlyList<(string Label, string Text)> People(RecordView view)
    {
        var lines = new List<(string, string)>();
        Add<SeenByCustodyOfficer>("Custody officer", fact => $"{fact.Officer.Id}, seen");
        Add<ResponsiblePersonTold>("Parent or guardian", fact => $"{fact.Relationship} told");
        Add<ResponsiblePersonNotReached>("Not reached", fact => fact.Reason);
        Add<LocalAuthorityTold>("Local authority", fact => $"{Authorities.NameOf(fact.Authority)} told");
        AddAdult();
        AddAdviser();
        Add<WomanAssigned>("Named woman", fact => fact.Officer.Id);
        if (KeptSafe.Healthcare(view.Sheet.Record, view.At) is { } healthcare) lines.Add(("Healthcare", healthcare));
        Add<SocialCareReferred>("Social care", fact => $"{Authorities.NameOf(fact.Authority)} told of {string.Join(", ", fact.Concerns)}");
        return lines;

        void Add<T>(string label, Func<T, string> say) where T : Fact
        {
            if (view.Latest<T>() is { } found) lines.Add((label, $"{say(found.Fact)}, {Time(found.At)}"));
        }

        void AddAdult()
        {
            var told = view.Sheet.Record.Events.Where(one => one.Fact is AaRequested or AaAccepted or AaDeclined or AaArrived or AaLeft).ToArray();
            if (told.Length == 0) return;
            // What is asked or said of another changes nothing of the one who is here.
            if (!Bars.AdultIsHere(view.Sheet.Record))
            {
                lines.Add(("Appropriate adult", SayAdult(told[^1])));
                return;
            }
            lines.Add(("Appropriate adult", SayAdult(told.Last(one => one.Fact is AaArrived))));
            if (told[^1].Fact is not AaArrived) lines.Add(("Another adult", SayAdult(told[^1])));
        }

        string SayAdult(CustodyEvent told) => told.Fact switch
        {
            AaRequested asked => $"{Kind(asked.Adult)} asked, {Time(told.Occurred)}",
            AaAccepted agreed when agreed.ExpectedAt <= view.At => $"was expected {Time(agreed.ExpectedAt)}, not here",
            AaAccepted agreed => $"expected {Time(agreed.ExpectedAt)}",
            AaDeclined => $"declined, {Time(told.Occurred)}",
            AaArrived come => $"{Kind(come.Adult)} here since {Time(told.Occurred)}",
            _ => $"left, {Time(told.Occurred)}",
        };

        void AddAdviser()
        {
            var latest = view.Sheet.Record.Events.LastOrDefault(
                one => one.Fact is LegalAdviserRequested or LegalAdviserContacted or LegalAdviserArrived or LegalAdviserDeclined);
            if (latest is not null)
                lines.Add(("Legal adviser", $"{Vocabulary<EventKind>.Word(latest.Kind)["legal-adviser-".Length..]}, {Time(latest.Occurred)}"));
        }

        string Time(Instant at) => LondonText.Time(at, view.At);
        string Kind(Adult adult) => Words.Sentence(Vocabulary<AdultKind>.Word(adult.Kind));
    }

    public static IReadOnlyList<(string Label, string Text)> Needs(RecordView view)
    {
        var lines = new List<(string, string)>();
        if (view.Child is not { } child) return lines;
        Add("Age known from", Words.Sentence(Vocabulary<AgeBasis>.Word(child.AgeBasis)).ToLowerInvariant());
        Add("Looked after by", Authority(child.LookedAfterBy));
        Add("Home authority", Authority(child.HomeAuthority));
        Add("Disabilities", string.Join(", ", child.Disabilities));
        Add("Language", child.Language is { Length: > 0 } language ? Words.Language(language) : null);
        if (view.Sheet.Record.Events.LastOrDefault(one => one.Fact is RiskAssessed or ObservationChanged)?.Fact is { } watch)
            Add("Observation", watch is RiskAssessed risk
                ? Watch(risk.ObservationLevel, risk.Rouse, null)
                : watch is ObservationChanged change ? Watch(change.ObservationLevel, change.Rouse, change.IntervalMinutes) : null);
        AddLast<MealOffered>("Last meal", meal => Taken(meal.Outcome));
        AddLast<DrinkOffered>("Last drink", drink => Taken(drink.Outcome));
        Add("Last visit", LastVisit(view));
        return lines;

        static string? Authority(string? code) => code is null ? null : Authorities.NameOf(code);

        void Add(string label, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text)) lines.Add((label, text));
        }

        void AddLast<T>(string label, Func<T, string> say) where T : Fact =>
            Add(label, view.Latest<T>() is { } last ? $"{LondonText.Time(last.At, view.At)}, {say(last.Fact)}" : "none");

        // The last that counts, and what came since and does not: it must not be taken for a visit.
        static string LastVisit(RecordView view)
        {
            var visits = VisitFaults.All(view.Sheet.Record).ToArray();
            if (visits.Length == 0) return "none";
            var said = visits.LastOrDefault(visit => visit.Fault is null).Entry is { } counted ? Say(counted) : "none that counts";
            return visits[^1].Fault is null ? said : $"{said}; {Say(visits[^1].Entry)}, does not count";

            string Say(CustodyEvent entry) =>
                $"{LondonText.Time(entry.Occurred, view.At)}, {Words.Sentence(Vocabulary<VisitMethod>.Word(((Visit)entry.Fact).Method)).ToLowerInvariant()}";
        }

        static string Taken(OfferOutcome outcome) => outcome == OfferOutcome.Accepted ? "taken" : "refused";
        static string Watch(int level, bool rouse, int? minutes) =>
            $"level {level}{(rouse ? ", roused" : "")}{(minutes is null ? "" : $", every {minutes} minutes")}";
    }

    public static IReadOnlyList<(string Label, string Text)> Offences(RecordView view) =>
    [
        .. (view.Sheet.Record.Arrived?.Offences ?? []).Select(offence => ("Arrested for", Say(offence))),
        .. view.Each<Charged>().SelectMany(charge => charge.Fact.Offences).Select(offence => ("Charged with", Say(offence))),
    ];

    public static IReadOnlyList<(string Id, string Text, bool IsWaiting)> Asked(RecordView view)
    {
        var answers = view.Each<ChildAnswered>().ToLookup(answer => answer.Fact.RequestId, StringComparer.Ordinal);
        return [.. view.Each<ChildAsked>().Select(asked =>
        {
            var what = Words.Sentence(Vocabulary<AskedFor>.Word(asked.Fact.For));
            var outcome = answers[asked.Fact.RequestId].Select(answer => answer.Fact.Outcome == RequestOutcome.Given
                ? $"given {LondonText.Time(answer.At, view.At)}"
                : $"refused {LondonText.Time(answer.At, view.At)}: {answer.Fact.Reason}").FirstOrDefault();
            return (asked.Fact.RequestId, $"{what}, {LondonText.Time(asked.At, view.At)}: {outcome ?? "not answered yet"}.", outcome is null);
        })];
    }

    private static string Say(Offence offence) =>
        $"{offence.Description} ({Vocabulary<OffenceClass>.Word(offence.Class).Replace('-', ' ')}){(offence.ViolentOrSexual ? ", violent or sexual" : "")}";
}
