using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.AfterCharge;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// Whether a certificate on a record counts (PACE 1984 s38(6)), wherever it was made. It is judged by the rules that one is
/// signed by here, as far as the record tells.
/// </summary>
public static class CertificateValidity
{
    /// <summary>Why a certificate does not count; null when it does. A statement of the authority's failure is no certificate.</summary>
    /// <param name="record">The record it stands on.</param>
    /// <param name="index">Its place among the events.</param>
    public static string? WhyVoid(CustodyRecord record, int index)
    {
        var certificate = (CertificateIssued)record.Events[index].Fact;
        if (certificate.Limb == CertificateLimb.LaFailure) return "A statement of the local authority's failure is no certificate.";
        if (!record.BailRefusals.Any(refusal => refusal.Index < index))
            return "The certificate does not count: bail had not been refused.";
        if (certificate.Officer.Rank < Rank.Sergeant)
            return "The certificate does not count: only the custody officer, a sergeant or above, certifies.";
        return certificate.Limb == CertificateLimb.Impracticable
            ? OfImpracticable(certificate)
            : OfNoSecure(certificate, record, index);
    }

    /// <summary>
    /// Whether every certificate of an id that a record holds before it is produced is void, so that to produce it tells the court
    /// nothing. One made where nobody told of it, or told only afterwards, is taken for what it says it is.
    /// </summary>
    /// <param name="record">The record it stands on.</param>
    /// <param name="certificateId">What it is called.</param>
    /// <param name="produced">The place among the events at which it is produced.</param>
    public static bool IsVoid(CustodyRecord record, string certificateId, int produced)
    {
        var isVoid = false;
        for (var i = 0; i < Math.Min(produced, record.Events.Count); i++)
        {
            if (record.Events[i].Fact is not CertificateIssued issued || issued.CertificateId != certificateId) continue;
            if (WhyVoid(record, i) is null) return false;
            isVoid = true;
        }
        return isVoid;
    }

    // Few words may be true ones; only words that state an unlawful reason undo a certificate that was signed elsewhere.
    private static string? OfImpracticable(CertificateIssued certificate)
    {
        if (!Circumstances.Stated(certificate.Circumstances))
            return "The certificate does not count: it does not give the circumstances that make a move impracticable.";
        return Circumstances.RestOnlyOn(certificate.Circumstances) is [not UnlawfulReason.NothingStated and var reason, ..] ? DoesNotCount(reason) : null;
    }

    private static string? OfNoSecure(CertificateIssued certificate, CustodyRecord record, int index)
    {
        if (record.Child.AgeAt(record.Events[index].Occurred) < Citation.SecureFromAge)
            return "The certificate does not count: want of secure accommodation can be certified only for a child of 12 or over.";
        if (new[] { certificate.NoSecureSearch, certificate.WhyOtherInadequate, certificate.SeriousHarmFacts }.Any(part => !Circumstances.Stated(part)))
            return "The certificate does not count: it must say how secure accommodation was sought, why no other would do and what serious harm is feared.";
        return SecureWasAskedFor(record, index) ? null : "The certificate does not count: secure accommodation was never asked for.";
    }

    private static string DoesNotCount(UnlawfulReason reason) =>
        $"The certificate does not count: {char.ToLowerInvariant(reason.Rule()[0])}{reason.Rule()[1..]} ({reason.Citation()}).";

    private static bool SecureWasAskedFor(CustodyRecord record, int before)
    {
        for (var i = 0; i < before; i++)
            if (record.Events[i].Fact is AccommodationRequested { Kind: AccommodationKind.Secure } secure && AccommodationReply.IsFirst(record, i, secure.RequestId))
                return true;
        return false;
    }
}
