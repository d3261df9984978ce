using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Access;

/// <summary>What someone is to a custody suite. Travels in claims in kebab case: <c>custody-sergeant</c>.</summary>
public enum Role
{
    Feed, CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, DutyDesk, DutyManager, Inspectorate, Administrator,

    /// <summary>A suite's screen at which nobody has tapped in. No provider gives it: a screen is enrolled here.</summary>
    Screen,
}

public static class Roles
{
    public static string Word(this Role role) => Vocabulary<Role>.Word(role);

    /// <summary>Which custody events a role may enter; asked after the policy and the scope.</summary>
    public static bool MayPost(this Role role, EventKind kind) => role switch
    {
        Role.Feed or Role.CustodySergeant => true,
        Role.DetentionOfficer => kind is >= EventKind.RiskAssessed and <= EventKind.ReturnedFromHospital,
        Role.CustodyInspector => kind is EventKind.ReviewHeld or EventKind.ReviewPostponed,
        Role.Superintendent => kind is EventKind.ReviewHeld or EventKind.ReviewPostponed or EventKind.ExtensionAuthorised,
        _ => false,
    };
}
