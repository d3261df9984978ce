using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Accommodation;

/// <summary>Whether a certificate made elsewhere counts, and in which words it is said that it does not.</summary>
public sealed class CertificateValidityTests
{
    private static readonly CertificateIssued Flood = new("C", CertificateLimb.Impracticable, Sergeant, "The only road is closed by flood", null, null, null);
    private static readonly CertificateIssued NoSecure = new("C", CertificateLimb.NoSecure, Sergeant, null, "Six homes rung", "No waking staff", "Threats to stab");
    private static readonly CustodyEvent Secure = Asked("S", kind: AccommodationKind.Secure);

    [Theory]
    [InlineData(Rank.Staff, false)]
    [InlineData(Rank.Constable, false)]
    [InlineData(Rank.Sergeant, true)]
    [InlineData(Rank.Inspector, true)]
    public void A_custody_officer_certifies(Rank rank, bool counts) => Assert.Equal(
        counts ? null : "The certificate does not count: only the custody officer, a sergeant or above, certifies.",
        Why(Flood with { Officer = new("901", rank) }, Arrival(15), Refused()));

    [Fact]
    public void Bail_had_been_refused()
    {
        Assert.Equal("The certificate does not count: bail had not been refused.", Why(Flood, Arrival(15)));
        Assert.Equal("The certificate does not count: bail had not been refused.", Why(Flood, Arrival(15), Refused("20:01")));
        Assert.Null(Why(Flood, Arrival(15), Refused("20:00")));
    }

    [Fact]
    public void A_statement_of_failure_is_none() => Assert.Equal(
        "A statement of the local authority's failure is no certificate.", Why(Flood with { Limb = CertificateLimb.LaFailure }, Arrival(15), Refused()));

    [Theory]
    [InlineData(null, "it does not give the circumstances that make a move impracticable.")]
    [InlineData(" ", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("n.a.", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("n/a", "it does not give the circumstances that make a move impracticable.")]
    [InlineData(".", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("None", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("see log", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("Impracticable", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("It is impracticable to move the child because it is not practicable to do so", "it does not give the circumstances that make a move impracticable.")]
    [InlineData("Child asleep", "the hour, or a short time until court, does not make moving the child impracticable: the duty is the same by day and by night (Code C Note 16D).")]
    [InlineData("No beds anywhere tonight", "want of any bed does not make moving the child impracticable: the authority's duty is absolute. State its failure to the court instead (limb la-failure) (Code C Note 16D).")]
    [InlineData("He is violent and abusive to staff", "the child's behaviour does not make moving the child impracticable (Code C Note 16D).")]
    [InlineData("He is aggressive, difficult to transport.", "the child's behaviour does not make moving the child impracticable (Code C Note 16D).")]
    [InlineData("Flood", null)]
    [InlineData("Snow", null)]
    [InlineData("No vehicle or escort can be had for the journey", null)]
    public void A_move_is_impracticable_for_a_reason_that_the_law_accepts_and_few_words_may_be_true_ones(string? circumstances, string? why) => Assert.Equal(
        why is null ? null : "The certificate does not count: " + why, Why(Flood with { Circumstances = circumstances }, Arrival(15), Refused()));

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void Want_of_secure_accommodation_is_certified_from_twelve(int age, bool counts) => Assert.Equal(
        counts ? null : "The certificate does not count: want of secure accommodation can be certified only for a child of 12 or over.",
        Why(NoSecure, Arrival(age), Refused(), Secure));

    [Fact]
    public void Want_of_secure_accommodation_is_certified_with_all_three_parts_after_asking_for_it()
    {
        foreach (var partial in new[] { NoSecure with { NoSecureSearch = "" }, NoSecure with { WhyOtherInadequate = null }, NoSecure with { SeriousHarmFacts = " " },
            NoSecure with { NoSecureSearch = "n/a" }, NoSecure with { NoSecureSearch = "n.a." }, NoSecure with { WhyOtherInadequate = "None." }, NoSecure with { SeriousHarmFacts = "See log" } })
            Assert.Equal(
                "The certificate does not count: it must say how secure accommodation was sought, why no other would do and what serious harm is feared.",
                Why(partial, Arrival(15), Refused(), Secure));
        foreach (var facts in new[] { "He is likely to commit further sexual assaults on young girls before court.", "He would abscond" })
            Assert.Null(Why(NoSecure with { SeriousHarmFacts = facts }, Arrival(15), Refused(), Secure));
        foreach (var asked in new[] { Asked("A"), Asked("S", "20:01", AccommodationKind.Secure) })
            Assert.Equal("The certificate does not count: secure accommodation was never asked for.", Why(NoSecure, Arrival(15), Refused(), asked));
    }

    // Why a certificate signed at 20:00 does not count.
    private static string? Why(CertificateIssued certificate, params CustodyEvent[] others)
    {
        var record = CustodyRecord.Fold([.. others, Entry("20:00", EventKind.CertificateIssued, certificate)], LocalSettings.Default, At("23:00"));
        return CertificateValidity.WhyVoid(record, record.Events.ToList().FindIndex(entry => entry.Fact is CertificateIssued));
    }
}
