namespace CustodyWatch.Pace.Custody;

/// <summary>The ages in whole years from which the law is another.</summary>
public static class Ages
{
    /// <summary>From here on a child can be guilty of an offence, and so be arrested for one (CYPA 1933 s50).</summary>
    public const int Criminal = 10;

    /// <summary>From here on a child may be kept in secure accommodation (PACE 1984 s38(6)(b), (6A)).</summary>
    public const int Secure = 12;

    /// <summary>From here on nobody is a child any more (PACE 1984 s37(15)).</summary>
    public const int Adult = 18;
}
