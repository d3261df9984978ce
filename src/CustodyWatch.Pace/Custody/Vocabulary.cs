using System.Collections.Frozen;
using System.Text;

namespace CustodyWatch.Pace.Custody;

/// <summary>How the person came to be at the station; decides the relevant time (PACE 1984 s41(2)).</summary>
public enum Route { Arrest, Voluntary, StreetBail, BailReturn, BailBreach, OtherForce, OutsideEnglandAndWales, CourtWarrant, MentalHealth }

/// <summary>Ranks in rising order, so that "inspector or above" is a comparison.</summary>
public enum Rank { Staff, Constable, Sergeant, Inspector, ChiefInspector, Superintendent, ChiefSuperintendent }

/// <summary>How an offence may be tried; an extension needs one that is not summary only (PACE 1984 s42(1)(b)).</summary>
public enum OffenceClass { Summary, EitherWay, IndictableOnly }

/// <summary>On what an age rests (Code C 1.5).</summary>
public enum AgeBasis { Document, Stated, Pnc, Appears }

/// <summary>Sex as recorded.</summary>
public enum Sex { Female, Male, NotKnown }

/// <summary>What makes a child more at risk in custody than another.</summary>
public enum Vulnerability
{
    Missing, ExploitationConcern, SelfHarm, MentalHealth, LearningDisability, Neurodivergence, Pregnant, ChildProtectionPlan, Unaccompanied,
}

/// <summary>Why detention was authorised (PACE 1984 s37(2)).</summary>
public enum DetentionGround { SecureOrPreserveEvidence, ObtainEvidenceByQuestioning }

/// <summary>Who acts as appropriate adult (Code C 1.7(a)).</summary>
public enum AdultKind { Parent, Guardian, Carer, SocialWorker, Scheme, Other }

/// <summary>What a child asked for.</summary>
public enum AskedFor { Drink, Food, Blanket, Toilet, PhoneCall, AppropriateAdult, Solicitor, Healthcare, Reading, Other }

/// <summary>What became of something a child asked for.</summary>
public enum RequestOutcome { Given, Refused }

/// <summary>How a visit to a cell was made (Code C 9.3).</summary>
public enum VisitMethod { InCell, Hatch, Camera }

/// <summary>How the child responded to a visit (Code C Annex H).</summary>
public enum VisitResponse { Awake, AsleepBreathing, Answers, Obeys, Drowsy, NoResponse }

/// <summary>A main or a light meal (Code C 8.6).</summary>
public enum MealKind { Main, Light }

/// <summary>Whether something offered was taken.</summary>
public enum OfferOutcome { Accepted, Refused }

/// <summary>Why a rest ended (Code C 12.2).</summary>
public enum RestEndCause { Woke, Investigation, OwnRequest, LegalOrClinical }

/// <summary>What a healthcare professional found.</summary>
public enum HealthcareFinding { Fit, FitWithConditions, NotFit, ToHospital }

/// <summary>Whether sanitary products were offered (Code C 9.3B).</summary>
public enum MenstrualProducts { Offered, Given, Declined, NotApplicable }

/// <summary>Why an adult was not present at a strip search (Code C Annex A 11(c)).</summary>
public enum StripSearchException { None, UrgentSeriousHarm, ChildDeclinedAdultAgreed }

/// <summary>Why a child is taken to hospital; only treatment stops the clock (PACE 1984 s41(6)).</summary>
public enum HospitalPurpose { Treatment, Evidence }

/// <summary>How a review was held (PACE 1984 ss40A, 45A).</summary>
public enum ReviewMethod { InPerson, Telephone, LiveLink }

/// <summary>What a review decided.</summary>
public enum ReviewOutcome { Continue, Release }

/// <summary>Who was heard at a review (PACE 1984 s40(12)).</summary>
public enum Representation { Child, AppropriateAdult, Solicitor }

/// <summary>Why a review was put off (PACE 1984 s40(4)).</summary>
public enum PostponementGround { Questioning, NoReviewOfficer, NotPracticable }

/// <summary>Why bail was refused after charge (PACE 1984 s38(1)).</summary>
public enum BailGround
{
    NameOrAddress, FailToAppear, PreventOffence, DrugSample, PreventInjuryOrDamage, Interference, OwnProtection, OwnInterests, Murder,
}

/// <summary>The kind of local authority accommodation asked for (PACE 1984 s38(6), (6A)).</summary>
public enum AccommodationKind { NonSecure, Secure }

/// <summary>What the local authority answered.</summary>
public enum AccommodationDecision { Accepted, OfferedOther, NeedsFacts, Declined }

/// <summary>What an authority's answer comes to.</summary>
public static class AccommodationDecisions
{
    /// <summary>Whether there is a place for the child to go to: the one asked for, or another.</summary>
    public static bool OffersPlace(this AccommodationDecision decision) => decision is AccommodationDecision.Accepted or AccommodationDecision.OfferedOther;
}

/// <summary>Where the child would stay.</summary>
public enum PlacementKind { Foster, ChildrensHome, Family, Supported, Secure, Other }

/// <summary>Why a request was declined.</summary>
public enum DeclineReason { NoPlacementFound, NoSecureAvailable, NotOurChild, RequestWithdrawn, Other }

/// <summary>To whom a child was handed over.</summary>
public enum TransferTo { LocalAuthority, Court, OtherForce, HealthPlaceOfSafety }

/// <summary>The limb of PACE 1984 s38(6) certified, or a statement of the authority's failure, which is no certificate.</summary>
public enum CertificateLimb { Impracticable, NoSecure, LaFailure }

/// <summary>What the court ordered.</summary>
public enum CourtOutcomeKind { Bailed, RemandedLocalAuthority, RemandedYouthDetention, Sentenced, Other }

/// <summary>How the child left.</summary>
public enum ReleaseOutcome { NoFurtherAction, BailedPreCharge, UnderInvestigation, OutOfCourt, BailedPostCharge, ToCourt, Other }

/// <summary>What a correction does to the entry it corrects.</summary>
public enum CorrectionAction { Retract, Replace }

/// <summary>The words of an enumeration as they are written in events: <c>NoSecure</c> is <c>no-secure</c>.</summary>
public static class Vocabulary<T> where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Texts = [.. Values.Select(v => Kebab(v.ToString()))];
    private static readonly FrozenDictionary<string, T> ByWord = Values.ToFrozenDictionary(Word);
    private static readonly byte[][] Utf8Words = [.. Texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Every word, in the order of the contract.</summary>
    public static IReadOnlyList<string> Words => Texts;

    /// <summary>The word for a value.</summary>
    public static string Word(T value) => Texts[Array.IndexOf(Values, value)];

    /// <summary>The value of a word, or null when the word is not one of them.</summary>
    public static T? Parse(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < Utf8Words.Length; i++)
            if (utf8.SequenceEqual(Utf8Words[i]))
                return Values[i];
        return null;
    }

    /// <summary>The value of a word, or null when the word is not one of them.</summary>
    public static T? Parse(string? word) => word is not null && ByWord.TryGetValue(word, out var value) ? value : null;

    /// <summary>The value of a word that was kept, where only one of them can stand.</summary>
    public static T Read(string word) => Parse(word) ?? throw new InvalidDataException($"'{word}' is no {typeof(T).Name}.");

    private static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
