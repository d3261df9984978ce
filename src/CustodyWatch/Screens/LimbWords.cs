using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Screens;

/// <summary>The limbs as people say them.</summary>
internal static class LimbWords
{
    /// <summary>Of a statement to the court, which stands in a certificate's place.</summary>
    public static readonly string Statement = Vocabulary<CertificateLimb>.Word(CertificateLimb.LaFailure);

    public static string Of(string limb) => limb switch
    {
        "impracticable" => "Impracticable to move, s38(6)(a)",
        "no-secure" => "No secure accommodation, s38(6)(b)",
        _ => "Statement: authority’s failure",
    };
}
