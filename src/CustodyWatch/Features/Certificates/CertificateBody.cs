using System.Text;
using CustodyWatch.Http;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Features.Certificates;

/// <param name="Id">The officer's number.</param>
/// <param name="Rank">The rank held.</param>
/// <param name="Name">As it is to stand on the paper; optional.</param>
public sealed record OfficerBody(string? Id, [WordsOf<Rank>] string? Rank, [MayBeLeftOut] string? Name);

/// <param name="BailConsidered">Bail with conditions was considered first.</param>
/// <param name="ChildAndAdultTold">The child and the appropriate adult have been told.</param>
/// <param name="Independent">The custody officer took no part in the investigation; may be left out, may not be false.</param>
public sealed record ConfirmationsBody(bool BailConsidered, bool ChildAndAdultTold, [MayBeLeftOut] bool? Independent);

/// <summary>A certificate as the custody officer sends it to be signed.</summary>
public sealed record CertificateBody(
    [WordsOf<CertificateLimb>] string? Limb, [MayBeLeftOut] string? Circumstances, [MayBeLeftOut] IReadOnlyList<string?>? Requests, [MayBeLeftOut] string? Escalation,
    [MayBeLeftOut] string? NoSecureSearch, [MayBeLeftOut] string? WhyOtherInadequate, [MayBeLeftOut] string? SeriousHarmFacts,
    [MayBeLeftOut] string? TransportTried, OfficerBody? CustodyOfficer, ConfirmationsBody? Confirmations)
{
    /// <summary>The most characters of one text: more than the law needs, and few enough to be read in court.</summary>
    public const int LongestText = 4000;

    private const int LongestName = 100, MostRequests = 100;

    /// <summary>The draft it makes; null when something has the wrong shape, which is then among the errors.</summary>
    public CertificateDraft? Draft(out Dictionary<string, string[]> errors)
    {
        errors = [];
        var limb = Vocabulary<CertificateLimb>.Parse(Encoding.UTF8.GetBytes(Limb ?? ""));
        var rank = Vocabulary<Rank>.Parse(Encoding.UTF8.GetBytes(CustodyOfficer?.Rank ?? ""));
        if (limb is null) errors["limb"] = ["must be impracticable, no-secure or la-failure (PACE 1984 s38(6))."];
        if (rank is null) errors["custodyOfficer.rank"] = ["must be the rank of the custody officer who signs, a sergeant or above (PACE 1984 ss36(3), 38(6))."];
        if (string.IsNullOrWhiteSpace(CustodyOfficer?.Id)) errors["custodyOfficer.id"] = ["must be the number of the custody officer who signs (PACE 1984 s38(6))."];
        Limit(errors, "custodyOfficer.id", CustodyOfficer?.Id, LongestName);
        Limit(errors, "custodyOfficer.name", CustodyOfficer?.Name, LongestName);
        foreach (var (field, text) in Texts) Limit(errors, field, text, LongestText);
        if (Requests?.Count > MostRequests) errors["requests"] = [$"may hold at most {MostRequests} ids."];
        return errors.Count > 0 ? null : new CertificateDraft
        {
            Limb = limb!.Value,
            Circumstances = Text(Circumstances),
            Requests = [.. (Requests ?? []).Select(id => id ?? "").Distinct()],
            Escalation = Text(Escalation),
            NoSecureSearch = Text(NoSecureSearch),
            WhyOtherInadequate = Text(WhyOtherInadequate),
            SeriousHarmFacts = Text(SeriousHarmFacts),
            TransportTried = Text(TransportTried),
            CustodyOfficer = new Officer(CustodyOfficer!.Id!.Trim(), rank!.Value),
            CustodyOfficerName = Text(CustodyOfficer.Name),
            Independent = Confirmations?.Independent,
            BailConsidered = Confirmations?.BailConsidered ?? false,
            ChildAndAdultTold = Confirmations?.ChildAndAdultTold ?? false,
        };
    }

    private IEnumerable<(string Field, string? Text)> Texts =>
    [
        ("circumstances", Circumstances), ("escalation", Escalation), ("noSecureSearch", NoSecureSearch),
        ("whyOtherInadequate", WhyOtherInadequate), ("seriousHarmFacts", SeriousHarmFacts), ("transportTried", TransportTried),
    ];

    private static void Limit(Dictionary<string, string[]> errors, string field, string? text, int longest)
    {
        if (Worded.TooLong(text, longest) is { } wrong) errors[field] = [wrong];
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
