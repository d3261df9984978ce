using NodaTime;

namespace CustodyWatch.Pace.Custody;

public sealed record RightsGiven(bool AppropriateAdultPresent) : Fact;

public sealed record ResponsiblePersonTold(string Relationship, string? Method) : Fact;

public sealed record ResponsiblePersonNotReached(string Reason) : Fact;

public sealed record LocalAuthorityTold(string Authority) : Fact;

public sealed record AaRequested(Adult Adult) : Fact;

/// <summary>An adult agreed to come. Agreeing is not coming: it never moves the arrival clock.</summary>
public sealed record AaAccepted(Instant ExpectedAt, Adult? Adult) : Fact;

public sealed record AaDeclined(string Reason, Adult? Adult) : Fact;

public sealed record AaArrived(Adult Adult) : Fact;

public sealed record AaLeft : Fact;

public sealed record LegalAdviserRequested : Fact;

public sealed record LegalAdviserContacted : Fact;

public sealed record LegalAdviserArrived : Fact;

public sealed record LegalAdviserDeclined : Fact;

public sealed record SocialCareReferred(string Authority, IReadOnlyList<string> Concerns) : Fact;

public sealed record YouthJusticeTold(string? Service) : Fact;

/// <summary>What the child says they need or feel, in their own words.</summary>
public sealed record ChildView(string Text) : Fact;

public sealed record ChildAsked(string RequestId, AskedFor For, string? Text) : Fact;

public sealed record ChildAnswered(string RequestId, RequestOutcome Outcome, string? Reason) : Fact;
