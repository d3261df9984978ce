using CustodyWatch.Pace;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Screens;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Card;

/// <summary>Writes the card from the live clocks and the record. Short words, short sentences, and nothing that may not come true.</summary>
internal sealed class CardWriter(ClockSheet sheet, IStringLocalizer text)
{
    private const int LongestOffence = 200;
    private readonly CustodyRecord _record = sheet.Record;
    private readonly MustGo? _mustGo = MustGo.Of(sheet.Record);

    public ChildCard Write(string language) => new()
    {
        Language = language,
        Title = text["Title"],
        Name = text["Name", _record.Child.Initials],
        Parts = [.. new[] { Why(), Night(), Next(), Who(), Ask() }.OfType<CardPart>().Where(part => part.Lines.Count > 0)],
        Foot = text["Foot", LondonText.InFigures(sheet.At)],
    };

    private CardPart Why()
    {
        if (_mustGo is { Because: MustGoBecause.UnderTen }) return Part("Why", text["WhyTooYoung"]);
        var charges = Facts<Charged>().SelectMany(charge => charge.Offences).Select(offence => offence.Description).Distinct().ToArray();
        if (charges.Length > 0)
            return Part("Why", text["WhyCharged", About(charges)], text["WhyNotDecided"], Decided switch
            {
                BailGranted { Conditional: true } => text["WhyBail"],
                BailGranted => text["WhyBailFree"],
                BailRefused when !ToBeReleased => text["WhyNoBail"],
                _ => null,
            });
        if (_record.Arrived!.Route == Pace.Custody.Route.MentalHealth) return Part("Why", text["WhyUnwell"]);
        var offences = About(_record.Arrived.Offences.Select(offence => offence.Description));
        // The police neither question nor charge for it.
        if (_record.IsOnCourtWarrant) return Part("Why", text["WhyWarrant", offences]);
        var grounds = Facts<DetentionAuthorised>().LastOrDefault()?.Grounds;
        return Part(
            "Why", text["WhyArrested", offences], text["WhyNotDecided"],
            !MayBeKept ? null
                : grounds is null ? text["WhyNotYet"]
                : grounds.Contains(DetentionGround.ObtainEvidenceByQuestioning) ? text["WhyQuestions"] : text["WhyEvidence"]);
    }

    private CardPart Who() => Part(
        "Who", Adult(),
        Facts<ResponsiblePersonTold>().Any() ? text["ParentTold"] : text["ParentNotTold"],
        Facts<LocalAuthorityTold>().Any() ? text["CouncilTold"] : null,
        _record.Events.LastOrDefault(one => one.Fact is LegalAdviserRequested or LegalAdviserArrived or LegalAdviserDeclined)?.Fact switch
        {
            LegalAdviserArrived => text["LawyerHere"],
            LegalAdviserRequested => text["LawyerComing"],
            _ => text["LawyerOffer"],
        },
        Latest<WomanAssigned, WomanUnassigned>() is WomanAssigned ? text["Woman"] : null);

    private LocalizedString Adult()
    {
        if (Bars.AdultIsHere(_record)) return text["AdultHere"];
        var latest = _record.Events.LastOrDefault(one => one.Fact is AaRequested or AaAccepted or AaDeclined or AaLeft)?.Fact;
        return latest switch
        {
            AaAccepted agreed when agreed.ExpectedAt > sheet.At => text["AdultExpected", When(agreed.ExpectedAt)],
            AaLeft => text["AdultLeft"],
            null => text["AdultNotAsked"],
            _ => Clock(ClockName.AdultArrival) is { DueAt: { } due } && due > sheet.At ? text["AdultAsked", When(due)] : text["AdultLate"],
        };
    }

    private CardPart Next()
    {
        var court = Facts<CourtListed>().LastOrDefault();
        return Part(
            "Next",
            _mustGo?.Because switch
            {
                MustGoBecause.UnderTen => text["TooYoungGo"],
                MustGoBecause.Bail => text["BailGo"],
                MustGoBecause.Review => text["ReviewGo"],
                MustGoBecause.NotFit => text["NotFitGo"],
                _ => null,
            },
            court is not null ? text[court.SittingAt > sheet.At ? "CourtAt" : "CourtLate", When(court.SittingAt), court.Court]
                : Decided is BailRefused && !ToBeReleased ? text["CourtSoon"] : null,
            _mustGo is null ? By(ClockName.Review, "ReviewBy", "ReviewLate") : null,
            _mustGo is not null ? null
                : _record.IsOnCourtWarrant ? By(ClockName.DetentionLimit, "WarrantBy", "WarrantLate")
                : By(ClockName.DetentionLimit, MayBeExtended ? "LimitBy" : "LimitByOnly", "LimitLate"),
            !_record.IsAway && Clock(ClockName.Visit)?.Cycle.Every is { } every ? text["Visits", Math.Round(every.TotalMinutes)] : null,
            _record.IsAway ? null : text["Meals", string.Join(", ", _record.Numbers(sheet.At).MealTimes.Select(meal => meal.ToString("HH:mm", null)))]);
    }

    private CardPart? Night()
    {
        // Whoever was eighteen when bail was refused is owed no place (PACE 1984 s38(6)).
        if (ToBeReleased || !_record.BailRefusals.Any(refusal => refusal is { IsChild: true, GrantedAt: null })) return null;
        var requests = PlaceRequests.Of(_record.Events).Where(request => request is { WithdrawnAt: null, EndedWithBail: false }).ToArray();
        var found = requests.FirstOrDefault(request => request.PlaceStands)?.Standing;
        return Part("Night",
            found?.Said.Placement?.ReadyAt is { } ready ? text["NightFoundAt", When(ready)]
            : found is not null ? text["NightFound"]
            : requests.Length == 0 ? text["NightAsk"]
            : requests.All(request => request.Standing is not null) ? text["NightNo"]
            : text["NightAsked"]);
    }

    // Only for an offence that can be tried in the Crown Court (PACE 1984 s42(1)(b), s43(4)(b)).
    private bool MayBeExtended => _record.Arrived!.Offences.Any(offence => offence.Class != OffenceClass.Summary);

    private Fact? Decided => BailStanding.Of(_record.Events)?.Fact;

    private bool ToBeReleased => _mustGo is { ToBeReleased: true };

    // Nothing is done that rests on the child being here while the law says that the child may not be.
    private bool MayBeKept => _mustGo is null && Bars.NotFit(_record) is null && Bars.PastTheLimit(_record) is null;

    private CardPart Ask() => Part("Ask", new[]
        {
            "AskDrink", "AskFood", "AskBlanket", "AskToilet", _record.Child.Sex == Sex.Female ? "AskPads" : null, "AskPhone", "AskAdult",
            "AskLawyer", "AskNurse", "AskRead", "AskWhy", "AskTell",
        }
        .OfType<string>().Select(key => text[key]).ToArray()) with
    { IsList = true, After = text[_record.Away switch { null => "AskHow", { Purpose: null } => "AskHowOnTheWay", _ => "AskHowHospital" }] };

    private CardPart Part(string heading, params LocalizedString?[] lines) =>
        new(text[heading], [.. lines.OfType<LocalizedString>().Select(line => line.Value)]);

    private LocalizedString? By(ClockName name, string inTime, string late) => Clock(name) switch
    {
        { DueAt: { } due, State: ClockState.Breached } => text[late, When(due)],
        { DueAt: { } due, State: ClockState.Running or ClockState.Warning } => text[inTime, When(due)],
        _ => null,
    };

    private Clock? Clock(ClockName name) => sheet.Current.FirstOrDefault(clock => clock.Name == name);

    private IEnumerable<T> Facts<T>() where T : Fact => _record.Events.Select(one => one.Fact).OfType<T>();

    private Fact? Latest<TOne, TOther>() where TOne : Fact where TOther : Fact =>
        _record.Events.LastOrDefault(one => one.Fact is TOne or TOther)?.Fact;

    private static string About(IEnumerable<string> offences)
    {
        var said = string.Join(", ", offences);
        return said.Length <= LongestOffence ? said : said[..LongestOffence] + "…";
    }

    private string When(Instant at)
    {
        var days = Period.DaysBetween(LondonTime.DateAt(sheet.At), LondonTime.DateAt(at));
        var clock = LondonText.Clock(at);
        // 00:00 tomorrow would be read as the end of tomorrow.
        var midnight = at.InZone(LondonTime.Zone) is { Hour: 0, Minute: 0 };
        return days switch
        {
            0 when midnight => text["LastMidnight"],
            1 when midnight => text["Midnight"],
            0 => text["Today", clock],
            1 => text["Tomorrow", clock],
            _ => text["OtherDay", clock, text[LondonTime.DateAt(at).DayOfWeek.ToString()].Value],
        };
    }
}
