namespace CustodyWatch.Pace.Accommodation;

/// <summary>A reason that can never by itself make moving a child impracticable.</summary>
public enum UnlawfulReason
{
    SecureBedWanting, AnyBedWanting, Behaviour, Wish, Offence, Hour, Absconding, OwnSafety, AdultAbsent, Investigation, NotTried, FitToTravel, NothingStated,
}

/// <summary>Why a reason is refused.</summary>
public static class UnlawfulReasons
{
    /// <summary>The rule, in a sentence for the custody officer.</summary>
    public static string Rule(this UnlawfulReason reason) => reason switch
    {
        UnlawfulReason.SecureBedWanting =>
            "Want of a secure bed does not make moving the child impracticable: ordinary accommodation must then be asked for",
        UnlawfulReason.AnyBedWanting =>
            "Want of any bed does not make moving the child impracticable: the authority's duty is absolute. State its failure to the court instead (limb la-failure)",
        UnlawfulReason.Behaviour => "The child's behaviour does not make moving the child impracticable",
        UnlawfulReason.Wish => "What the child wishes does not make moving the child impracticable: the duty does not wait for the child's consent",
        UnlawfulReason.Offence => "The nature of the offence does not make moving the child impracticable",
        UnlawfulReason.Hour => "The hour, or a short time until court, does not make moving the child impracticable: the duty is the same by day and by night",
        UnlawfulReason.Absconding => "A fear that the child will abscond or offend is a ground for refusing bail, not for keeping the child at the station",
        UnlawfulReason.OwnSafety => "The child's own safety or interests may refuse bail; they never keep the child at the station",
        UnlawfulReason.AdultAbsent => "Want of a parent or an appropriate adult is no reason to keep the child at the station",
        UnlawfulReason.Investigation => "The needs of the investigation do not make moving the child impracticable",
        UnlawfulReason.NotTried => "Transport that was never asked for cannot be said to be wanting: ask for it, and state what was answered",
        UnlawfulReason.FitToTravel => "A finding that the child is fit to travel does not make moving the child impracticable",
        _ => "The circumstances that make moving the child impracticable must be stated as facts",
    };

    /// <summary>The provision behind the rule.</summary>
    public static string Citation(this UnlawfulReason reason) => reason switch
    {
        UnlawfulReason.Absconding or UnlawfulReason.OwnSafety => Accommodation.Citation.SeriousHarm,
        UnlawfulReason.Investigation or UnlawfulReason.NotTried or UnlawfulReason.FitToTravel or UnlawfulReason.NothingStated =>
            Accommodation.Citation.Impracticable,
        _ => Accommodation.Citation.Note16D,
    };
}
