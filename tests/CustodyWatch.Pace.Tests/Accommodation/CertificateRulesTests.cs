using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Accommodation;

public sealed class CertificateRulesTests
{
    private const string Snow = "Heavy snow has closed every road out of the town since 20:00";

    private static readonly CertificateDraft Draft = new()
    {
        Limb = CertificateLimb.Impracticable,
        Circumstances = Snow,
        CustodyOfficer = Sergeant,
        BailConsidered = true,
        ChildAndAdultTold = true,
    };

    private static readonly CertificateDraft NoSecure = Draft with
    {
        Limb = CertificateLimb.NoSecure,
        Circumstances = null,
        NoSecureSearch = "Six secure homes rung by the authority between 20:00 and 21:30",
        WhyOtherInadequate = "The home offered has no waking staff",
        SeriousHarmFacts = "Has said he will finish what he began with the boy he stabbed",
    };

    private static readonly CertificateDraft Statement = Draft with
    {
        Limb = CertificateLimb.LaFailure,
        Requests = ["A", "B"],
        Escalation = "Duty manager and custody inspector at 21:30, no place",
        Circumstances = "Asked at 19:25 and 21:00; no answer, then no carers available",
    };

    private static CustodyEvent[] Night(int age = 15) => [Arrival(age), Charge(), Refused()];

    [Fact]
    public void A_draft_with_everything_that_its_limb_needs_may_be_signed()
    {
        Assert.Empty(Refusals(Draft, Night()));
        Assert.Empty(Refusals(NoSecure, [.. Night(12), Asked("S", kind: AccommodationKind.Secure)]));
        Assert.Empty(Refusals(Statement, [.. Night(), Asked("A"), Asked("B", "21:00"), Answered("B", "21:45", AccommodationDecision.Declined)]));
    }

    [Fact]
    public void Nothing_is_certified_before_charge_or_before_bail_is_refused_or_once_it_is_granted()
    {
        Names(Refusals(Draft, Arrival(15)), "limb", "not been charged");
        Names(Refusals(Draft, Arrival(15), Charge()), "limb", "Bail has not been refused");
        Names(Refusals(Draft, [.. Night(), Entry("20:00", EventKind.BailGranted, new BailGranted(true))]), "limb", "Bail has not been refused");
    }

    [Fact]
    public void Nothing_is_certified_of_one_whose_arrival_and_so_whose_age_is_not_known()
    {
        CustodyEvent[] asked = [Charge(), Refused(), Asked("A"), Asked("B", "21:00"), Asked("S", kind: AccommodationKind.Secure)];
        foreach (var draft in new[] { Draft, NoSecure, Statement })
        {
            Names(Refusals(draft, asked), "limb", "age is not known");
            Assert.DoesNotContain(Refusals(draft, [.. Night(), .. asked[2..]]), refusal => refusal.Text.Contains("age is not known", StringComparison.Ordinal));
        }
        Names(Refusals(Draft, Charge()), "limb", "Bail has not been refused");
    }

    [Fact]
    public void Nothing_is_certified_of_someone_eighteen_when_bail_was_refused() => Names(Refusals(Draft, Night(18)), "limb", "18 or over");

    [Fact]
    public void Nothing_is_certified_of_a_child_who_has_gone()
    {
        Names(Refusals(Draft, [.. Night(), Moved("22:00", TransferTo.LocalAuthority)]), "limb", "has been moved");
        Names(Refusals(Draft, [.. Night(), Moved("22:00", TransferTo.Court)]), "limb", "no longer at the station");
    }

    [Fact]
    public void The_authoritys_failure_may_still_be_stated_to_the_court_when_the_child_has_been_taken_there() =>
        Assert.Empty(Refusals(Statement, [.. Night(), Asked("A"), Asked("B", "21:00"), Moved("22:30", TransferTo.Court)]));

    [Theory]
    [InlineData(Rank.Staff)]
    [InlineData(Rank.Constable)]
    public void Only_a_custody_officer_signs(Rank rank) =>
        Names(Refusals(Draft with { CustodyOfficer = new("901", rank) }, Night()), "custodyOfficer.rank", "sergeant or above");

    [Fact]
    public void Both_confirmations_are_asked_for()
    {
        Names(Refusals(Draft with { BailConsidered = false }, Night()), "confirmations.bailConsidered", "bail");
        Names(Refusals(Draft with { ChildAndAdultTold = false }, Night()), "confirmations.childAndAdultTold", "told");
    }

    [Fact]
    public void Limb_b_is_closed_to_a_child_of_eleven_whatever_else_is_filled_in() =>
        Names(Refusals(NoSecure, [.. Night(11), Asked("S", kind: AccommodationKind.Secure)]), "limb", "under 12");

    [Fact]
    public void Limb_b_is_closed_by_the_age_at_signing_and_open_to_one_who_turned_twelve_after_bail_was_refused()
    {
        var arrival = Arrival(12);
        var arrived = (Arrived)arrival.Fact;
        var born = arrived.Child.DateOfBirth!.Value.PlusDays(1);
        var eleven = arrival with { Fact = arrived with { Child = arrived.Child with { DateOfBirth = born } } };
        CustodyEvent[] night = [eleven, Charge(), Refused(), Asked("S", kind: AccommodationKind.Secure)];
        Names(Refusals(NoSecure, night), "limb", "under 12");
        Assert.Empty(CertificateRules.Refusals(NoSecure, CertificateGround.Of(night, At("00:00") + NodaTime.Duration.FromDays(1)), AnHour));
    }

    [Fact]
    public void Limb_b_needs_a_request_for_secure_and_all_three_parts()
    {
        Names(Refusals(NoSecure, [.. Night(), Asked("A")]), "requests", "No request for secure");
        CustodyEvent[] asked = [.. Night(), Asked("S", kind: AccommodationKind.Secure)];
        Names(Refusals(NoSecure with { NoSecureSearch = " " }, asked), "noSecureSearch", "looked for");
        Names(Refusals(NoSecure with { WhyOtherInadequate = null }, asked), "whyOtherInadequate", "public");
        Names(Refusals(NoSecure with { SeriousHarmFacts = "" }, asked), "seriousHarmFacts", "serious harm");
        Names(Refusals(NoSecure with { SeriousHarmFacts = "Likely to abscond" }, asked), "seriousHarmFacts", "abscond");
    }

    [Theory]
    [InlineData("n.a.")]
    [InlineData("N/A")]
    [InlineData("na")]
    [InlineData("N. A.")]
    public void Not_applicable_is_an_empty_part_however_it_is_written(string nothing)
    {
        CustodyEvent[] asked = [.. Night(), Asked("A"), Asked("B", "21:00"), Asked("S", kind: AccommodationKind.Secure)];
        Names(Refusals(Draft with { Circumstances = nothing }, asked), "circumstances", "stated as facts");
        Names(Refusals(NoSecure with { NoSecureSearch = nothing }, asked), "noSecureSearch", "looked for");
        Names(Refusals(NoSecure with { WhyOtherInadequate = nothing }, asked), "whyOtherInadequate", "public");
        Names(Refusals(NoSecure with { SeriousHarmFacts = nothing }, asked), "seriousHarmFacts", "serious harm");
        Names(Refusals(Statement with { Escalation = nothing }, asked), "escalation", "escalated");
        Names(Refusals(Statement with { Circumstances = nothing }, asked), "circumstances", "facts");
    }

    [Fact]
    public void Limb_b_is_not_borne_out_by_a_secure_request_taken_back_before_it_was_declined_or_its_hour_was_over()
    {
        CustodyEvent[] asked = [.. Night(), Asked("S", "21:00", AccommodationKind.Secure)];
        Names(Refusals(NoSecure, [.. asked, Withdrawn("S", "21:10")]), "requests", "taken back");
        Names(Refusals(NoSecure, [.. asked, Answered("S", "21:05", AccommodationDecision.Accepted), Withdrawn("S", "21:10")]), "requests", "taken back");
        Assert.Empty(Refusals(NoSecure, [.. asked, Answered("S", "21:05", AccommodationDecision.Declined), Withdrawn("S", "21:10")]));
        Assert.Empty(Refusals(NoSecure, [.. asked, Withdrawn("S", "22:01")]));
        Assert.Empty(Refusals(NoSecure, [.. asked, Withdrawn("S", "21:10"), Asked("T", "21:20", AccommodationKind.Secure)]));
    }

    [Fact]
    public void Limb_b_is_false_when_a_secure_place_has_been_accepted() => Names(
        Refusals(NoSecure, [.. Night(), Asked("S", kind: AccommodationKind.Secure), Answered("S", "20:30", AccommodationDecision.Accepted)]),
        "limb", "accepted");

    [Fact]
    public void A_child_nobody_would_take_is_not_certified_as_impracticable() =>
        Names(Refusals(Draft with { Circumstances = "Rang nine providers, nobody would take her" }, Night()), "circumstances", "la-failure");

    [Fact]
    public void A_statement_needs_two_requests_not_withdrawn_an_escalation_and_the_facts()
    {
        CustodyEvent[] asked = [.. Night(), Asked("A"), Asked("B", "21:00")];
        Names(Refusals(Statement with { Requests = ["A"] }, asked), "requests", "two timed requests");
        Names(Refusals(Statement with { Requests = ["A", "A"] }, asked), "requests", "two timed requests");
        Names(Refusals(Statement with { Requests = ["A", "Z"] }, asked), "requests", "no request Z");
        Names(Refusals(Statement, [.. asked, Withdrawn("B", "22:00")]), "requests", "two timed requests");
        Names(Refusals(Statement with { Escalation = "" }, asked), "escalation", "escalated");
        Names(Refusals(Statement with { Circumstances = null }, asked), "circumstances", "facts");
    }

    [Fact]
    public void A_request_taken_back_carries_a_statement_once_it_was_declined_or_its_hour_was_over()
    {
        CustodyEvent[] asked = [.. Night(), Asked("A"), Asked("B", "21:00")];
        CustodyEvent declined = Answered("B", "21:30", AccommodationDecision.Declined), accepted = Answered("B", "21:40", AccommodationDecision.Accepted);
        foreach (var borneOut in new CustodyEvent[][]
            { [Withdrawn("B", "22:01")], [declined, Withdrawn("B", "21:31")], [Answered("B", "22:30", AccommodationDecision.Declined), Withdrawn("B", "23:00")] })
            Assert.Empty(Refusals(Statement, [.. asked, .. borneOut]));
        foreach (var not in new CustodyEvent[][]
            { [Withdrawn("B", "22:00")], [Withdrawn("B", "21:29"), declined], [declined, accepted, Withdrawn("B", "22:30")], [accepted, Withdrawn("B", "22:30")] })
            Names(Refusals(Statement, [.. asked, .. not]), "requests", "two timed requests");
        Names(Refusals(Statement, [.. asked, Withdrawn("A", "20:26"), Answered("B", "21:30", AccommodationDecision.OfferedOther)]), "requests", "offer stands");
    }

    [Fact]
    public void A_statement_is_refused_while_an_offer_stands_or_when_only_secure_was_asked_for()
    {
        Names(Refusals(Statement, [.. Night(), Asked("A"), Asked("B", "21:00"), Answered("B", "21:30", AccommodationDecision.Accepted)]),
            "requests", "offer stands");
        Names(Refusals(Statement, [.. Night(), Asked("A", kind: AccommodationKind.Secure), Asked("B", "21:00", AccommodationKind.Secure)]),
            "requests", "never asked for");
    }

    [Fact]
    public void A_place_accepted_before_bail_was_granted_bars_no_certificate_when_bail_is_refused_again()
    {
        var granted = Entry("20:00", EventKind.BailGranted, new BailGranted(true));
        CustodyEvent[] again = [.. Night(), Asked("O"), Answered("O", "19:50", AccommodationDecision.Accepted), granted, Refused("20:10")];
        Assert.Empty(Refusals(Statement, [.. again, Asked("A", "20:20"), Asked("B", "21:00")]));
        CustodyEvent[] secure = [.. Night(), Asked("O", kind: AccommodationKind.Secure), Answered("O", "19:50", AccommodationDecision.Accepted), granted, Refused("20:10")];
        Assert.Equal(["requests"], Refusals(NoSecure, secure).Select(refusal => refusal.Field));
        Assert.Empty(Refusals(NoSecure, [.. secure, Asked("T", "20:20", AccommodationKind.Secure)]));
    }

    private static IReadOnlyList<Refusal> Refusals(CertificateDraft draft, params CustodyEvent[] entries) =>
        CertificateRules.Refusals(draft, CertificateGround.Of([.. entries.Order()], At("23:00")), AnHour);

    private static void Names(IReadOnlyList<Refusal> refusals, string field, string rule) =>
        Assert.Contains(refusals, refusal => refusal.Field == field && refusal.Sentence.Contains(rule, StringComparison.Ordinal)
            && System.Text.RegularExpressions.Regex.IsMatch(refusal.Citation, "PACE|Code C|Children Act|Concordat"));
}
