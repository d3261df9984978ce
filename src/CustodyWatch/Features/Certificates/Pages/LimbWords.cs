namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>The limbs as people say them.</summary>
internal static class LimbWords
{
    public static string Of(string limb) => limb switch
    {
        "impracticable" => "Impracticable to move, s38(6)(a)",
        "no-secure" => "No secure accommodation, s38(6)(b)",
        _ => "Statement: authority’s failure",
    };
}
