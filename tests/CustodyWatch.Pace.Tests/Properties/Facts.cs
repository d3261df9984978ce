using CsCheck;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>What one entry of a custody record may say.</summary>
internal static class Facts
{
    private static readonly Officer Sergeant = new("4417", Rank.Sergeant);
    private static readonly Adult Parent = new(AdultKind.Parent, null, null);
    private const string Authority = "E08000099";

    private static readonly Gen<Offence> AnOffence = Gen.Select(Enum<OffenceClass>(), Gen.Bool,
        (kind, violent) => new Offence("TH68010", "An offence", kind, "theft", violent));

    private static readonly Gen<Child> AChild = Gen.Select(
        Gen.OneOf(new LocalDate(2008, 6, 12), new(2008, 10, 26), new(2009, 5, 1), new(2012, 2, 29), new(2014, 6, 11), new(2016, 10, 25)),
        Enum<Sex>(), Gen.Bool, Enum<Vulnerability>().Array[0, 2],
        (born, sex, lookedAfter, vulnerabilities) => new Child
        {
            DateOfBirth = born,
            AgeBasis = AgeBasis.Stated,
            Sex = sex,
            SelfDefinedEthnicity = "W1",
            LookedAfter = lookedAfter,
            LookedAfterBy = lookedAfter ? Authority : null,
            Vulnerabilities = vulnerabilities,
            Initials = "AB",
        });

    /// <summary>Arrival by any route; a volunteer is arrested up to two hours after coming, anyone else up to thirty hours before.</summary>
    public static readonly Gen<Arrived> Arrival = Gen.Select(
        Gen.OneOf([Route.Arrest, Route.Arrest, Route.Arrest, .. System.Enum.GetValues<Route>()]),
        Gen.Bool, Gen.Int[0, 23], AnOffence, AChild,
        (route, designated, used, offence, child) => new Arrived(
            route,
            NodaConstants.UnixEpoch + (route is Route.Voluntary ? Duration.FromMinutes(5 * used) : Duration.FromMinutes(-80 * used)),
            designated,
            route is Route.OtherForce && designated ? NodaConstants.UnixEpoch - Duration.FromMinutes(40 * used) : null,
            designated,
            route is Route.OutsideEnglandAndWales ? NodaConstants.UnixEpoch - Duration.FromMinutes(80 * used) : null,
            route is Route.BailReturn or Route.BailBreach && used > 2 ? new(Duration.FromHours(used), Duration.FromMinutes(20 * used)) : null,
            [offence], child));

    public static readonly Fact Authorised = new DetentionAuthorised(Sergeant, [DetentionGround.ObtainEvidenceByQuestioning]);

    public static readonly Gen<Fact> People = Gen.OneOf(
        Just(new SeenByCustodyOfficer(Sergeant)),
        Gen.Bool.Select(adult => (Fact)new RightsGiven(adult)),
        Just(new ResponsiblePersonTold("mother", null)),
        Just(new LocalAuthorityTold(Authority)),
        Just(new AaRequested(Parent)), Just(new AaArrived(Parent)), Just(new AaLeft()),
        Hours(0, 12).Select(expected => (Fact)new AaAccepted(expected, null)),
        Just(new LegalAdviserRequested()), Just(new LegalAdviserArrived()), Just(new LegalAdviserDeclined()),
        Just(new SocialCareReferred(Authority, ["missing"])),
        Just(new PersonalNeedsAsked(null)),
        RequestId.Select(id => (Fact)new ChildAsked(id, AskedFor.Drink, null)),
        RequestId.Select(id => (Fact)new ChildAnswered(id, RequestOutcome.Given, null)),
        Collar.Select(id => (Fact)new WomanAssigned(new(id, Rank.Constable))),
        Collar.Select(id => (Fact)new WomanUnassigned(new(id, Rank.Constable))));

    public static readonly Gen<Fact> Welfare = Gen.OneOf(
        Gen.Select(Gen.Int[1, 4], Gen.Bool, Hours(-20, 0), (level, rouse, ate) => (Fact)new RiskAssessed(level, rouse, rouse ? ate : null, null)),
        Gen.Select(Gen.Int[1, 4], Gen.Bool, Gen.OneOf<int?>(null, 15, 45, 90), (level, rouse, every) => (Fact)new ObservationChanged(level, rouse, every, "Calmer")),
        Visits, Visits, Visits,
        Gen.Select(Enum<MealKind>(), Enum<OfferOutcome>(), (kind, outcome) => (Fact)new MealOffered(kind, outcome)),
        Enum<OfferOutcome>().Select(outcome => (Fact)new DrinkOffered(outcome)),
        Enum<OfferOutcome>().Select(outcome => (Fact)new ExerciseOffered(outcome)),
        Gen.Bool.Select(urgent => (Fact)new HealthcareRequested("Unwell", urgent)),
        Enum<HealthcareFinding>().Select(finding => (Fact)new HealthcareAttended(finding, null)),
        Gen.Bool.Select(adult => (Fact)new CellPlaced("M2", "No other secure room", adult)), Just(new CellLeft()),
        Just(new ForceUsed("Held by the arms", "Kicking the door")),
        Gen.Select(Gen.Bool, Enum<StripSearchException>(), (adult, exception) => (Fact)new StripSearched(Sergeant, "A wrap", true, adult, exception)));

    public static readonly Gen<Fact> Investigation = Gen.OneOf(
        Reviews, Reviews, Reviews,
        Just(new ReviewPostponed(Sergeant, PostponementGround.NotPracticable, "No inspector free")),
        Gen.Select(Gen.OneOf(Rank.Superintendent, Rank.Inspector), Hours(10, 38), (rank, until) => (Fact)new ExtensionAuthorised(new("1103", rank), until, "Inquiry")),
        Gen.Int[1, 36].Select(hours => (Fact)new WarrantGranted("Court", hours)),
        Gen.Int[1, 36].Select(hours => (Fact)new WarrantExtended("Court", hours)));

    public static readonly Gen<Fact> Accommodation = Gen.OneOf(
        Gen.Select(RequestId, Enum<AccommodationKind>(), (id, kind) => (Fact)new AccommodationRequested(id, Authority, kind, "Harm", null, null)),
        Gen.Select(RequestId, Enum<AccommodationDecision>(), (id, decision) => (Fact)new AccommodationAnswered(id, decision, null, DeclineReason.Other, null, "EDT-7")),
        RequestId.Select(id => (Fact)new AccommodationWithdrawn(id, "Aunt found")),
        Just(new AccommodationLikely(Authority, "No home tonight")), Just(new AccommodationUnlikely(Sergeant, "Mother coming")),
        Enum<CertificateLimb>().Select(limb => (Fact)new CertificateIssued("CERT-1", limb, Sergeant, "Flood", "None", "Too near", "Stabbed a boy")),
        Just(new CertificateProduced("CERT-1", "Court")),
        Just(new CertificateIssued("CERT-2", CertificateLimb.Impracticable, Sergeant, "Flood", null, null, null)),
        Hours(4, 40).Select(sitting => (Fact)new CourtListed("Court", sitting)),
        Hours(4, 40).Select(sitting => (Fact)new CourtListed("Court", sitting)),
        Enum<CourtOutcomeKind>().Select(outcome => (Fact)new CourtOutcome(outcome)));

    /// <summary>
    /// The instants that entries name are invented as if the child had arrived at the epoch; here they are moved to the arrival,
    /// and those of questioning at hospital and of corrections to the entry itself.
    /// </summary>
    public static Fact CountedFrom(Instant arrivedAt, Instant at, Fact fact)
    {
        Instant Moved(Instant invented) => arrivedAt + (invented - NodaConstants.UnixEpoch);
        return fact switch
        {
            Arrived arrived => arrived with
            {
                ArrestedAt = arrived.ArrestedAt is { } arrested ? Moved(arrested) : null,
                FirstStationArrivedAt = arrived.FirstStationArrivedAt is { } first ? Moved(first) : null,
                EnteredEnglandAndWalesAt = arrived.EnteredEnglandAndWalesAt is { } entered ? Moved(entered) : null,
                // Nobody arrives at 18; who was to turn 18 in June does so two days after the October arrivals.
                Child = arrived.Child.AgeAt(arrivedAt) < 18 ? arrived.Child : arrived.Child with { DateOfBirth = new LocalDate(2008, 10, 26) },
            },
            AaAccepted accepted => accepted with { ExpectedAt = Moved(accepted.ExpectedAt) },
            RiskAssessed { LastAteAt: { } ate } assessed => assessed with { LastAteAt = Moved(ate) },
            QuestionedInHospital questioned => new QuestionedInHospital(
                at + (questioned.From - NodaConstants.UnixEpoch), at + (questioned.To - NodaConstants.UnixEpoch)),
            ExtensionAuthorised extension => extension with { Until = Moved(extension.Until) },
            CourtListed listed => listed with { SittingAt = Moved(listed.SittingAt) },
            Corrected { ReplacementTime: { } right } correction => correction with { ReplacementTime = at + (right - NodaConstants.UnixEpoch) },
            _ => fact,
        };
    }

    /// <summary>Other data for an entry of the same kind, as it is sent; of most kinds none, which is right for some and of the wrong shape for others.</summary>
    public static string SaidOtherwise(Fact fact) => fact switch
    {
        RightsGiven given => $$"""{ "appropriateAdultPresent": {{Json(!given.AppropriateAdultPresent)}} }""",
        RiskAssessed or ObservationChanged => """{ "observationLevel": 4, "rouse": true, "reason": "Drowsy" }""",
        Visit visit => $$"""{ "method": "{{(visit.Method == VisitMethod.Camera ? "in-cell" : "camera")}}", "roused": true }""",
        MealOffered => """{ "kind": "main", "outcome": "accepted" }""",
        DrinkOffered or ExerciseOffered => """{ "outcome": "refused" }""",
        HealthcareAttended => """{ "finding": "not-fit" }""",
        CellPlaced placed => $$"""{ "cell": "M3", "reason": "No other secure room", "withAdult": {{Json(!placed.WithAdult)}} }""",
        RestEnded => """{ "cause": "own-request" }""",
        LeftForHospital left => $$"""{ "purpose": "{{(left.Purpose == HospitalPurpose.Treatment ? "evidence" : "treatment")}}" }""",
        ArrivedAtStation arrived => $$"""{ "station": "NORTH", "designatedStation": {{Json(!arrived.DesignatedStation)}} }""",
        InterviewStarted started => $$"""{ "appropriateAdultPresent": {{Json(!started.AppropriateAdultPresent)}} }""",
        ReviewHeld held => $$"""{ "officer": { "id": "2209", "rank": "{{(held.Officer.Rank < Rank.Inspector ? "inspector" : "constable")}}" }, "method": "telephone", "outcome": "release" }""",
        WarrantGranted or WarrantExtended => """{ "court": "Court", "hours": 20 }""",
        AccommodationRequested asked => $$"""{ "requestId": "{{asked.RequestId}}", "authority": "{{Authority}}", "kind": "secure", "seriousHarmReason": "Stabbed a boy" }""",
        AccommodationAnswered answered => $$"""{ "requestId": "{{answered.RequestId}}", "decision": "accepted", "worker": "EDT-8" }""",
        CertificateIssued => """{ "certificateId": "CERT-3", "limb": "la-failure", "officer": { "id": "4417", "rank": "sergeant" }, "circumstances": "Nobody answered" }""",
        Released => """{ "outcome": "to-court", "preReleaseRiskAssessment": false }""",
        Transferred => """{ "to": "court", "court": "Court", "receiver": "Receiver" }""",
        _ => "{}",
    };

    private static string Json(bool value) => value ? "true" : "false";

    public static readonly Gen<Fact> End = Gen.OneOf(
        Enum<ReleaseOutcome>().Select(outcome => (Fact)new Released(outcome, true)),
        Enum<TransferTo>().Select(to => (Fact)new Transferred(to, Authority, "Court", "Receiver")),
        Just(new DetentionRefused(Sergeant, "No power to detain")));

    public static readonly Fact Charged = new Charged(Sergeant, [new("TH68010", "An offence", OffenceClass.EitherWay, "theft", false)]);
    public static readonly Fact Refused = new BailRefused(Sergeant, [BailGround.FailToAppear], "Has missed two hearings");
    public static readonly Fact Granted = new BailGranted(true);
    public static readonly Fact PlaceAsked = new AccommodationRequested("1", Authority, AccommodationKind.NonSecure, null, null, null);
    public static readonly Fact PlaceGiven = new AccommodationAnswered("1", AccommodationDecision.Accepted, null, null, null, "EDT-7");

    private static Gen<Fact> Visits => Gen.Select(Enum<VisitMethod>(), Gen.Bool, (method, roused) => (Fact)new Visit(method, roused, null));

    private static Gen<Fact> Reviews => Gen.Select(
        Gen.OneOf(Rank.Inspector, Rank.Inspector, Rank.Sergeant, Rank.Constable), Gen.OneOf(ReviewOutcome.Continue, ReviewOutcome.Continue, ReviewOutcome.Release),
        (rank, outcome) => (Fact)new ReviewHeld(new("2208", rank), ReviewMethod.InPerson, outcome, false, []));

    private static Gen<Instant> Hours(int from, int to) => Gen.Int[from * 12, to * 12].Select(fives => NodaConstants.UnixEpoch + Duration.FromMinutes(5 * fives));

    private static Gen<string> RequestId => Gen.OneOf("1", "2", "3");
    private static Gen<string> Collar => Gen.OneOf("5512", "5530");

    public static Gen<T> Enum<T>()
        where T : struct, Enum => Gen.OneOf(System.Enum.GetValues<T>());

    private static Gen<Fact> Just(Fact fact) => Gen.Const(fact);
}
