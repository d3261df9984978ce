using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Accommodation;

/// <summary>Walks every draft a custody officer could put together against every night it could be signed on.</summary>
public sealed class EveryDraftTests
{
    private static readonly bool[] Both = [false, true];
    private static readonly string?[] Circumstances = [null, "No bed anywhere tonight", "Heavy snow has closed every road out of the town"];

    [Fact]
    public void No_draft_may_be_signed_that_the_law_does_not_allow_and_every_lawful_one_may()
    {
        var signed = new HashSet<CertificateLimb>();
        var drafts = Drafts().ToList();
        foreach (var night in Nights())
        {
            var ground = CertificateGround.Of(Entries(night), At("23:00"));
            // Who signs has nothing to do with the night, so all of them are put to one night only.
            foreach (var draft in night == Ordinary ? drafts : drafts.Where(draft => Signer(draft)))
            {
                var allowed = CertificateRules.Refusals(draft, ground, AnHour).Count == 0;
                Assert.True(allowed == Lawful(draft, night), $"{draft} on {night}");
                if (allowed) signed.Add(draft.Limb);
            }
        }
        Assert.Equal(3, signed.Count);
    }

    private sealed record Night(int Age, bool Charged, bool Refused, bool SecureAsked, bool OrdinaryAsked, bool Moved);

    private static bool Lawful(CertificateDraft draft, Night night)
    {
        var kept = night is { Charged: true, Refused: true, Age: < 18, Moved: false };
        var relied = draft.Requests.Count == 0 || (night.OrdinaryAsked && night.SecureAsked);
        return kept && Signer(draft) && relied && draft.Limb switch
        {
            CertificateLimb.Impracticable => draft.Circumstances?.Contains("snow", StringComparison.Ordinal) == true,
            CertificateLimb.NoSecure => night.Age >= 12 && night.SecureAsked
                && draft is { NoSecureSearch: not null, WhyOtherInadequate: not null, SeriousHarmFacts: not null },
            _ => draft.Requests.Count == 2 && night is { SecureAsked: true, OrdinaryAsked: true } && draft is { Escalation: not null, Circumstances: not null },
        };
    }

    private static bool Signer(CertificateDraft draft) => draft is { CustodyOfficer.Rank: >= Rank.Sergeant, BailConsidered: true, ChildAndAdultTold: true };

    private static readonly Night Ordinary = new(17, Charged: true, Refused: true, SecureAsked: true, OrdinaryAsked: true, Moved: false);

    private static IEnumerable<Night> Nights() =>
        from age in new[] { 10, 11, 12, 17, 18 }
        from charged in Both
        from refused in Both
        from secure in Both
        from ordinary in Both
        from moved in Both
        select new Night(age, charged, refused, secure, ordinary, moved);

    private static List<CustodyEvent> Entries(Night night)
    {
        List<CustodyEvent> entries = [Arrival(night.Age)];
        if (night.Charged) entries.Add(Charge());
        if (night.Refused) entries.Add(Refused());
        if (night.SecureAsked) entries.Add(Asked("S", "19:30", AccommodationKind.Secure));
        if (night.OrdinaryAsked) entries.Add(Asked("A", "20:30"));
        if (night.Moved) entries.Add(Moved("23:00", TransferTo.LocalAuthority));
        return entries;
    }

    private static IEnumerable<CertificateDraft> Drafts() =>
        from limb in Enum.GetValues<CertificateLimb>()
        from circumstances in Circumstances
        from requests in new[] { Array.Empty<string>(), ["S", "A"] }
        // Only want of secure accommodation asks for all four parts.
        from parts in limb == CertificateLimb.NoSecure ? Enumerable.Range(0, 16) : [0, 1, 14, 15]
        from officer in Enumerable.Range(0, 4)
        select new CertificateDraft
        {
            Limb = limb,
            Circumstances = circumstances,
            Requests = requests,
            Escalation = (parts & 1) == 0 ? null : "Duty manager at 21:30",
            NoSecureSearch = (parts & 2) == 0 ? null : "Six homes rung by 21:30",
            WhyOtherInadequate = (parts & 4) == 0 ? null : "No waking staff there",
            SeriousHarmFacts = (parts & 8) == 0 ? null : "Threatens to stab the witness tonight",
            CustodyOfficer = new("4417", officer switch { 0 => Rank.Constable, _ => Rank.Sergeant }),
            BailConsidered = officer != 1,
            ChildAndAdultTold = officer != 2,
        };
}
