using System.Text.Json;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>
/// Reads what an event says happened from the JSON of its data: every kind of event, every field, in the order of the kinds.
/// Misconduct is taken as it is told; only what is not of the right shape is refused.
/// </summary>
public static class FactReader
{
    /// <summary>The fact, or null when a field is wrong; what is wrong is in <paramref name="problems"/>, by path from <c>data</c>.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static Fact? Read(EventKind kind, ReadOnlySpan<byte> dataJson, Problems problems)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        return Read(kind, new JsonFields(dataJson, "data", problems, room), problems);
    }

    /// <summary>The same from data that has been walked already.</summary>
    public static Fact? Read(EventKind kind, in JsonFields data, Problems problems)
    {
        if (problems.Any) return null;
        var fact = Read(kind, in data);
        return problems.Any ? null : fact;
    }

    /// <summary>What the data of a kind of event holds, as it is read here.</summary>
    public static ObjectShape ShapeOf(EventKind kind) => ShapeSurvey.Of(sketch => Read(kind, new JsonFields(sketch)));

    private static Fact? Read(EventKind kind, in JsonFields d) => kind switch
    {
        EventKind.Arrived => ArrivalReader.Arrived(d),
        EventKind.SeenByCustodyOfficer => new SeenByCustodyOfficer(d.Officer()),
        EventKind.DetentionAuthorised => new DetentionAuthorised(d.Officer(), d.Choices<DetentionGround>("grounds"u8)),
        EventKind.DetentionRefused => new DetentionRefused(d.Officer(), d.Words("reason"u8)),
        EventKind.LeftForOtherStation => new LeftForOtherStation(d.Words("station"u8)),
        EventKind.ArrivedAtStation => new ArrivedAtStation(d.Words("station"u8), d.Flag("designatedStation"u8, true)),
        EventKind.RightsGiven => new RightsGiven(d.Flag("appropriateAdultPresent"u8)),
        EventKind.ResponsiblePersonTold => new ResponsiblePersonTold(d.Words("relationship"u8), d.MaybeWords("method"u8)),
        EventKind.ResponsiblePersonNotReached => new ResponsiblePersonNotReached(d.Words("reason"u8)),
        EventKind.LocalAuthorityTold => new LocalAuthorityTold(d.Authority("authority"u8)),
        EventKind.AaRequested => new AaRequested(d.Adult()),
        EventKind.AaAccepted => new AaAccepted(d.Instant("expectedAt"u8) ?? default, d.MaybeAdult()),
        EventKind.AaDeclined => new AaDeclined(d.Words("reason"u8), d.MaybeAdult()),
        EventKind.AaArrived => new AaArrived(d.Adult()),
        EventKind.AaLeft => new AaLeft(),
        EventKind.LegalAdviserRequested => new LegalAdviserRequested(),
        EventKind.LegalAdviserContacted => new LegalAdviserContacted(),
        EventKind.LegalAdviserArrived => new LegalAdviserArrived(),
        EventKind.LegalAdviserDeclined => new LegalAdviserDeclined(),
        EventKind.SocialCareReferred => new SocialCareReferred(d.Authority("authority"u8), d.Texts("concerns"u8)),
        EventKind.YouthJusticeTold => new YouthJusticeTold(d.MaybeWords("service"u8)),
        EventKind.ChildView => new ChildView(d.Words("text"u8)),
        EventKind.ChildAsked => new ChildAsked(d.Key("requestId"u8), d.Choice<AskedFor>("for"u8) ?? default, d.MaybeWords("text"u8)),
        EventKind.ChildAnswered => PeopleReader.ChildAnswered(d),
        EventKind.RiskAssessed => new RiskAssessed(
            d.Number("observationLevel"u8, 1, 4) ?? 1, d.Flag("rouse"u8, false), d.Instant("lastAteAt"u8, false), d.Instant("lastSleptAt"u8, false)),
        EventKind.ObservationChanged => new ObservationChanged(
            d.Number("observationLevel"u8, 1, 4) ?? 1, d.Flag("rouse"u8, false), d.Number("intervalMinutes"u8, 1, 1440, false), d.Words("reason"u8)),
        EventKind.Visit => new Visit(
            d.Choice<VisitMethod>("method"u8) ?? default, d.Flag("roused"u8, false), d.Choice<VisitResponse>("response"u8, false)),
        EventKind.MealOffered => new MealOffered(d.Choice<MealKind>("kind"u8) ?? default, d.Choice<OfferOutcome>("outcome"u8) ?? default),
        EventKind.DrinkOffered => new DrinkOffered(d.Choice<OfferOutcome>("outcome"u8) ?? default),
        EventKind.RestStarted => new RestStarted(),
        EventKind.RestEnded => new RestEnded(d.Choice<RestEndCause>("cause"u8) ?? default),
        EventKind.ExerciseOffered => new ExerciseOffered(d.Choice<OfferOutcome>("outcome"u8) ?? default),
        EventKind.HealthcareRequested => new HealthcareRequested(d.Words("reason"u8), d.Flag("urgent"u8, false)),
        EventKind.HealthcareAttended => new HealthcareAttended(d.Choice<HealthcareFinding>("finding"u8) ?? default, d.MaybeWords("instructions"u8)),
        EventKind.CellPlaced => new CellPlaced(d.Words("cell"u8), d.Words("reason"u8), d.Flag("withAdult"u8, false)),
        EventKind.CellLeft => new CellLeft(),
        EventKind.WomanAssigned => new WomanAssigned(d.Officer()),
        EventKind.WomanUnassigned => new WomanUnassigned(d.Officer()),
        EventKind.PersonalNeedsAsked => new PersonalNeedsAsked(d.Choice<MenstrualProducts>("menstrualProducts"u8, false)),
        EventKind.StripSearched => new StripSearched(
            d.Officer("authorisedBy"u8), d.Words("reason"u8), d.Flag("intimatePartsExposed"u8), d.Flag("appropriateAdultPresent"u8),
            d.Choice<StripSearchException>("exception"u8, false) ?? StripSearchException.None),
        EventKind.ForceUsed => new ForceUsed(d.Words("kind"u8), d.Words("reason"u8)),
        EventKind.LeftForHospital => new LeftForHospital(d.Choice<HospitalPurpose>("purpose"u8) ?? default),
        EventKind.QuestionedInHospital => InvestigationReader.QuestionedInHospital(d),
        EventKind.ReturnedFromHospital => new ReturnedFromHospital(),
        EventKind.InterviewStarted => new InterviewStarted(d.Flag("appropriateAdultPresent"u8), d.MaybeOfficer("urgentAuthority"u8)),
        EventKind.InterviewEnded => new InterviewEnded(),
        EventKind.ReviewHeld => new ReviewHeld(
            d.Officer(), d.Choice<ReviewMethod>("method"u8) ?? default, d.Choice<ReviewOutcome>("outcome"u8) ?? default,
            d.Flag("asleep"u8, false), d.Choices<Representation>("representations"u8, false)),
        EventKind.ReviewPostponed => new ReviewPostponed(d.Officer(), d.Choice<PostponementGround>("ground"u8) ?? default, d.Words("reason"u8)),
        EventKind.ExtensionAuthorised => new ExtensionAuthorised(d.Officer(), d.Instant("until"u8) ?? default, d.Words("reason"u8)),
        EventKind.WarrantApplied => new WarrantApplied(),
        EventKind.WarrantGranted => new WarrantGranted(d.Words("court"u8), d.Number("hours"u8, 1, 36) ?? 1),
        EventKind.WarrantExtended => new WarrantExtended(d.Words("court"u8), d.Number("hours"u8, 1, 36) ?? 1),
        EventKind.WarrantRefused => new WarrantRefused(d.Words("court"u8)),
        EventKind.Charged => new Charged(d.Officer(), ArrivalReader.Offences(d, mayBeEmpty: false)),
        EventKind.BailGranted => new BailGranted(d.Flag("conditional"u8)),
        EventKind.BailRefused => new BailRefused(d.Officer(), d.Choices<BailGround>("grounds"u8), d.Words("reason"u8)),
        EventKind.AccommodationLikely => new AccommodationLikely(d.Authority("authority"u8), d.Words("reason"u8)),
        EventKind.AccommodationUnlikely => new AccommodationUnlikely(d.Officer(), d.Words("reason"u8)),
        EventKind.AccommodationRequested => AfterChargeReader.AccommodationRequested(d),
        EventKind.AccommodationAnswered => AfterChargeReader.AccommodationAnswered(d),
        EventKind.AccommodationWithdrawn => new AccommodationWithdrawn(d.Key("requestId"u8), d.Words("reason"u8)),
        EventKind.Transferred => AfterChargeReader.Transferred(d),
        EventKind.CertificateIssued => AfterChargeReader.CertificateIssued(d),
        EventKind.CertificateProduced => new CertificateProduced(d.Key("certificateId"u8), d.Words("court"u8)),
        EventKind.CourtListed => new CourtListed(d.Words("court"u8), d.Instant("sittingAt"u8) ?? default),
        EventKind.CourtOutcome => new CourtOutcome(d.Choice<CourtOutcomeKind>("outcome"u8) ?? default),
        EventKind.Released => new Released(d.Choice<ReleaseOutcome>("outcome"u8) ?? default, d.Flag("preReleaseRiskAssessment"u8)),
        EventKind.Corrected => CorrectionReader.Corrected(d),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of event"),
    };
}
