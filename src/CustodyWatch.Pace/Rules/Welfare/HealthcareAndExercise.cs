using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>A healthcare professional asked for comes within local minutes, sooner when it is urgent (Code C 9.5).</summary>
internal static class Healthcare
{
    private static readonly Provision Ordinary = Provision.Local("healthcareMinutes");
    private static readonly Provision Urgent = Provision.Local("healthcareUrgentMinutes");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var sequence = 0;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Fact is not HealthcareRequested request) continue;
            var at = record.Events[i].Occurred;
            var numbers = record.Numbers(at);
            yield return Duty.Once(record, ClockName.Healthcare, at,
                request.Urgent ? numbers.HealthcareUrgentMinutes : numbers.HealthcareMinutes,
                request.Urgent ? Urgent : Ordinary, null,
                request.Urgent ? "A healthcare professional, urgently asked for," : "A healthcare professional", "attend") with
            {
                Sequence = ++sequence,
                Met = Duty.Earlier(
                    Duty.FirstDoneAfter(record, i, fact => fact is HealthcareAttended),
                    Duty.LeftForHospitalAfter(record, at, HospitalPurpose.Treatment)),
            };
        }
    }
}

/// <summary>Brief outdoor exercise is offered daily if practicable (Code C 8.7).</summary>
internal static class Exercise
{
    private static readonly Duration Daily = Duration.FromHours(24);
    private static readonly Duration[] Warning = [Duration.FromHours(2)];
    private static readonly Provision C87 = Provision.Code("8.7");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var (start, sequence) = (record.ArrivedAt!.Value, 1);
        foreach (var entry in record.Events)
        {
            if (entry.Fact is not ExerciseOffered || entry.Occurred < record.ArrivedAt) continue;
            yield return ToCycle(record, start, sequence++) with { Met = entry.Occurred };
            start = entry.Occurred;
        }
        yield return ToCycle(record, start, sequence);
    }

    private static Cycle ToCycle(CustodyRecord record, Instant start, int sequence) => new()
    {
        Name = ClockName.Exercise,
        Sequence = sequence,
        Start = start,
        Due = start + Daily,
        WarnBefore = Warning,
        Stopped = record.EndedAt,
        Provision = C87,
        Explain = clock => $"Outdoor exercise is to be offered daily if it can be: 24 hours from {clock.Time(start)} end at {clock.Time(start + Daily)}.",
    };
}
