using NodaTime;

namespace CustodyWatch.Simulator.Live;

/// <summary>The girl this project was made for: sixteen, 44 hours in custody, and nobody has noticed that she has had nothing to eat or drink.</summary>
internal static class ForgottenGirl
{
    public static Course Course(Chance chance, string number, Instant now)
    {
        var arrived = now - Duration.FromHours(44);
        var suite = InventedSuite.Central with { Care = 0.2 };
        var course = Simulator.Course.Decide(chance, suite, number, arrived, stay: Duration.FromHours(52));
        var born = arrived.InZone(InventedEvent.London).Date.PlusYears(-16).PlusDays(-100);
        return course with
        {
            Unfed = true,
            Child = course.Child with { Sex = "female", DateOfBirth = NodaTime.Text.LocalDatePattern.Iso.Format(born), Initials = "EW" },
        };
    }
}
