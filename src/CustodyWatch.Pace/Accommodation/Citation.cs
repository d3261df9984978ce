using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>The provisions that decide where a charged child spends the night, as they are cited.</summary>
public static class Citation
{
    public const string BailAfterCharge = "PACE 1984 s38(1)";
    public const string MayDetain = "PACE 1984 s38(2)";
    public const string WrittenGrounds = "PACE 1984 s38(3) to (5)";
    public const string MoveTheChild = "PACE 1984 s38(6)";
    public const string Impracticable = "PACE 1984 s38(6)(a)";
    public const string NoSecure = "PACE 1984 s38(6)(b)";
    public const string SeriousHarm = "PACE 1984 s38(6A)";
    public const string CustodyOfficer = "PACE 1984 ss36(3), 38(6)";
    public const string Independent = "PACE 1984 s36(5)";
    public const string Child = "PACE 1984 s37(15)";
    public const string Note16D = "Code C Note 16D";
    public const string ToldWithAdult = "Code C 16.7, 16.10";
    public const string AuthorityMustTake = "Children Act 1989 s21(2)(b)";
    public const string Concordat = "Concordat on Children in Custody, principle 4";

    /// <summary>Age from which secure accommodation and limb (b) exist, in whole years.</summary>
    public const int SecureFromAge = Ages.Secure;

    /// <summary>Age from which s38(6) no longer applies, in whole years.</summary>
    public const int AdultFromAge = Ages.Adult;
}
