using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>The child was told their rights (Code C 3.1); where no adult was present, it is done again with the adult (3.17).</summary>
public sealed record RightsGiven(bool AppropriateAdultPresent) : Fact;

/// <summary>Whoever is responsible for the child's welfare was told of the arrest (CYPA 1933 s34).</summary>
public sealed record ResponsiblePersonTold(string Relationship, string? Method) : Fact;

/// <summary>Whoever is responsible for the child's welfare could not be told yet; the duty goes on (CYPA 1933 s34).</summary>
public sealed record ResponsiblePersonNotReached(string Reason) : Fact;

/// <summary>The authority that looks after the child was told of the arrest (CYPA 1933 s34(8)).</summary>
public sealed record LocalAuthorityTold(string Authority) : Fact;

/// <summary>An appropriate adult was asked to come (Code C 3.15).</summary>
public sealed record AaRequested(Adult Adult) : Fact;

/// <summary>An adult agreed to come. Agreeing is not coming: it never moves the arrival clock.</summary>
public sealed record AaAccepted(Instant ExpectedAt, Adult? Adult) : Fact;

/// <summary>An adult who was asked will not come; the duty to find one goes on (Code C 3.15).</summary>
public sealed record AaDeclined(string Reason, Adult? Adult) : Fact;

/// <summary>An appropriate adult came (Code C 3.15), and is present until one leaves.</summary>
public sealed record AaArrived(Adult Adult) : Fact;

/// <summary>The appropriate adult left.</summary>
public sealed record AaLeft : Fact;

/// <summary>Legal advice was asked for (PACE 1984 s58).</summary>
public sealed record LegalAdviserRequested : Fact;

/// <summary>A legal adviser was reached, who has yet to come (PACE 1984 s58).</summary>
public sealed record LegalAdviserContacted : Fact;

/// <summary>A legal adviser came (PACE 1984 s58).</summary>
public sealed record LegalAdviserArrived : Fact;

/// <summary>Legal advice was declined after it was asked for (PACE 1984 s58).</summary>
public sealed record LegalAdviserDeclined : Fact;

/// <summary>Children's social care was told of concerns about the child; the time for it is local.</summary>
public sealed record SocialCareReferred(string Authority, IReadOnlyList<string> Concerns) : Fact;

/// <summary>The youth justice service was told that the child is in custody; no clock asks for it.</summary>
public sealed record YouthJusticeTold(string? Service) : Fact;

/// <summary>What the child says they need or feel, in their own words.</summary>
public sealed record ChildView(string Text) : Fact;

/// <summary>The child asked for something; the time to answer is local.</summary>
public sealed record ChildAsked(string RequestId, AskedFor For, string? Text) : Fact;

/// <summary>What came of something the child asked for; a refusal says why.</summary>
public sealed record ChildAnswered(string RequestId, RequestOutcome Outcome, string? Reason) : Fact;
