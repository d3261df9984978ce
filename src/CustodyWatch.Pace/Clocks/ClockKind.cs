using static CustodyWatch.Pace.Clocks.Authority;

namespace CustodyWatch.Pace.Clocks;

/// <summary>What is known of a clock before any child has one: what it is called and on what it rests.</summary>
/// <param name="Name">Which clock.</param>
/// <param name="Authority">How far it binds.</param>
/// <param name="Citation">The provision, without the paragraph that turns on a child's own case; null for a local service level.</param>
public sealed record ClockKind(ClockName Name, Authority Authority, string? Citation)
{
    private static readonly ClockKind[] Kinds = [.. Enum.GetValues<ClockName>().Select(Resting)];

    /// <summary>Every clock, in statute order.</summary>
    public static IReadOnlyList<ClockKind> All => Kinds;

    public static ClockKind Of(ClockName name) => Kinds[(int)name];

    public string Title => Titles.Of(Name);

    /// <summary>The Act it rests on: its own provision, or of a local service level the duty it serves; null where that is no Act.</summary>
    public string? Act => Authority == Statute ? Citation : Name switch
    {
        ClockName.ResponsiblePerson => "CYPA 1933 s34",
        ClockName.LocalAuthority => "CYPA 1933 s34(8)",
        ClockName.LegalAdviser => "PACE 1984 s58",
        ClockName.NamedWoman => "CYPA 1933 s31",
        ClockName.BailDecision => "PACE 1984 s38(1)",
        ClockName.AccommodationRequest or ClockName.Certificate => "PACE 1984 s38(6)",
        ClockName.AccommodationReply => "Children Act 1989 s21(2)(b)",
        _ => null,
    };

    /// <summary>Broken the moment something happens.</summary>
    public bool IsGate => Name >= ClockName.MentalHealthDetention;

    /// <summary>A gate with no remedy: what happened cannot be undone, and is only to be seen.</summary>
    public bool IsPastMending => Name is ClockName.InterviewWithoutAdult or ClockName.StripSearchWithoutAdult or ClockName.StripSearch
        or ClockName.ExtensionVoid or ClockName.ImpossibleCheck or ClockName.ForceUsed;

    private static ClockKind Resting(ClockName name)
    {
        return name switch
        {
            ClockName.DetentionLimit => On(Statute, "PACE 1984 s41-44"),
            ClockName.Review => On(Statute, "PACE 1984 s40"),
            ClockName.DesignatedStation => On(Statute, "PACE 1984 s30"),
            ClockName.Court => On(Statute, "PACE 1984 s46"),
            ClockName.CertificateToCourt => On(Statute, "PACE 1984 s38(7)"),
            ClockName.Meals => On(Code, "PACE Code C 8.6"),
            ClockName.Visit => On(Code, "PACE Code C 9.3"),
            ClockName.Rest => On(Code, "PACE Code C 12.2"),
            ClockName.Exercise => On(Code, "PACE Code C 8.7"),
            ClockName.MentalHealthDetention => On(Statute, "Mental Health Act 1983 s136A"),
            ClockName.UnderAge => On(Statute, "CYPA 1933 s50"),
            ClockName.InterviewWithoutAdult => On(Code, "PACE Code C 11.15"),
            ClockName.StripSearchWithoutAdult or ClockName.StripSearch => On(Code, "PACE Code C Annex A 11(c)"),
            ClockName.CellWithAdult => On(Statute, "CYPA 1933 s31"),
            ClockName.ExtensionVoid => On(Statute, "PACE 1984 s42"),
            ClockName.ReviewWrongRank => On(Statute, "PACE 1984 s40(1)"),
            ClockName.SecureRequestUnlawful => On(Statute, "PACE 1984 s38(6)(b)"),
            ClockName.NotFit => On(Code, "PACE Code C 9.5"),
            ClockName.SecureRequestUnsupported => On(Statute, "PACE 1984 s38(6A)"),
            ClockName.CertificateVoid => On(Statute, "PACE 1984 s38(6)"),
            _ => On(Local, null),
        };

        ClockKind On(Authority authority, string? citation) => new(name, authority, citation);
    }
}
