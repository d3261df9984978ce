using CustodyWatch.Pace.Clocks;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>What each arrival needs within the hour, in the order it is done at the desk.</summary>
internal static class FirstHourList
{
    public static readonly IReadOnlyList<(ClockName Name, string Text)> Items =
    [
        (ClockName.CustodyOfficer, "Seen by the custody officer"),
        (ClockName.AdultRequested, "Appropriate adult asked for"),
        (ClockName.ResponsiblePerson, "Parent or guardian told"),
        (ClockName.LocalAuthority, "Local authority told"),
        (ClockName.Rights, "Rights given"),
        (ClockName.RiskAssessment, "Risk assessed"),
        (ClockName.NamedWoman, "Named woman assigned"),
        (ClockName.PersonalNeeds, "Personal needs asked about"),
    ];
}
