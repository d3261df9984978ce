using CustodyWatch.Simulator.Acts;
using NodaTime;

namespace CustodyWatch.Simulator;

/// <summary>A whole detention, invented: the same seed, suite, number and arrival always give the same events.</summary>
public static class Detention
{
    public static List<InventedEvent> Invent(int seed, InventedSuite suite, string number, Instant arrived) =>
        Write(Course.Decide(new Chance(seed), suite, number, arrived));

    /// <summary>Writes a course out in full.</summary>
    public static List<InventedEvent> Write(Course course)
    {
        var diary = new Diary(course);
        BookingIn.Write(diary);
        if (course.Ending != Ending.DetentionRefused)
        {
            Adults.Write(diary);
            Investigation.Write(diary);
            Healthcare.Write(diary);
            Reviews.Write(diary);
            Meals.Write(diary);
            Rest.Write(diary);
            Visits.Write(diary);
            Requests.Write(diary);
            if (course.Charged is { } charged) AfterCharge.Write(diary, charged);
        }
        Leaving.Write(diary);
        return Corrections.Apply(course, diary.Events());
    }
}
