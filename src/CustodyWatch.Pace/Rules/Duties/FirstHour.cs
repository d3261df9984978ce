using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Duties;

/// <summary>A person arrested is brought before the custody officer as soon as practicable (Code C 2.1A).</summary>
internal static class CustodyOfficerSees
{
    private static readonly Provision C2 = Provision.Local("custodyOfficerMinutes", "PACE Code C 2.1A");

    public static Cycle Arising(CustodyRecord record) => Duty.Once(
        record, ClockName.CustodyOfficer, record.ArrivedAt!.Value, record.Numbers(record.ArrivedAt.Value).CustodyOfficerMinutes, C2,
        fact => fact is SeenByCustodyOfficer or DetentionAuthorised or DetentionRefused,
        "The custody officer", "see the child");
}

/// <summary>Risk assessment starts on arrival (Code C 3.6).</summary>
internal static class RiskAssessment
{
    private static readonly Provision C3 = Provision.Local("riskAssessmentMinutes", "PACE Code C 3.6");

    public static Cycle Arising(CustodyRecord record) => Duty.Once(
        record, ClockName.RiskAssessment, record.ArrivedAt!.Value, record.Numbers(record.ArrivedAt.Value).RiskAssessmentMinutes, C3,
        fact => fact is RiskAssessed, "The child's risks", "be assessed");
}

/// <summary>Every detainee is asked in private about health, hygiene and welfare needs (Code C 9.3A).</summary>
internal static class PersonalNeeds
{
    private static readonly Provision C9 = Provision.Local("personalNeedsMinutes", "PACE Code C 9.3A");

    public static Cycle Arising(CustodyRecord record) => Duty.Once(
        record, ClockName.PersonalNeeds, record.ArrivedAt!.Value, record.Numbers(record.ArrivedAt.Value).PersonalNeedsMinutes, C9,
        fact => fact is PersonalNeedsAsked, "The child", "be asked in private about personal needs");
}

/// <summary>A child missing, exploited, under a protection plan or alone is referred to children's social care.</summary>
internal static class SocialCare
{
    private static readonly Provision Level = Provision.Local("socialCareMinutes");
    private static readonly Provision Leaving = Provision.Local(null);

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        if (!record.Child.Vulnerabilities.Any(v => v is Vulnerability.Missing or Vulnerability.ExploitationConcern
            or Vulnerability.ChildProtectionPlan or Vulnerability.Unaccompanied)) yield break;
        var arrived = record.ArrivedAt!.Value;
        var clock = Duty.Once(record, ClockName.SocialCare, arrived, record.Numbers(arrived).SocialCareMinutes, Level,
            fact => fact is SocialCareReferred, "Children's social care", "be told of the child");
        yield return clock;
        if (record.EndedAt is not { } ended || clock.Met is not null) yield break;
        var referred = record.AfterEnd.FirstOrDefault(entry => entry.Fact is SocialCareReferred)?.Occurred;
        yield return Duty.Gate(ClockName.ReleasedUnreferred, 1, ended, referred, Leaving,
            now => $"The child left at {Say.Time(ended, now)} with no referral to children's social care; "
            + (referred is { } at ? $"it was made at {Say.Time(at, now)}." : "refer now."));
    }
}

/// <summary>A girl is under the care of a woman throughout (CYPA 1933 s31; Code C 3.20A).</summary>
internal static class NamedWoman
{
    private static readonly Provision S31 = Provision.Local("namedWomanMinutes", "CYPA 1933 s31");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        if (record.Child.Sex != Sex.Female) yield break;
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        var (start, sequence) = (record.ArrivedAt!.Value, 1);
        Instant? met = null;
        foreach (var entry in record.Events)
        {
            if (entry.Fact is WomanAssigned woman)
            {
                assigned.Add(woman.Officer.Id);
                met ??= entry.Occurred;
            }
            else if (entry.Fact is WomanUnassigned gone && assigned.Remove(gone.Officer.Id) && assigned.Count == 0)
            {
                // Nobody left before the child arrived is nobody at all: the first cycle goes on waiting.
                if (entry.Occurred > start || sequence > 1)
                {
                    yield return Care(record, start, sequence++, met);
                    start = entry.Occurred;
                }
                met = null;
            }
        }
        yield return Care(record, start, sequence, met);
    }

    private static Cycle Care(CustodyRecord record, Instant start, int sequence, Instant? met) => Duty.Once(
        record, ClockName.NamedWoman, start, record.Numbers(start).NamedWomanMinutes, S31, null,
        "A named woman", "be caring for the girl") with
    {
        Sequence = sequence,
        Met = met,
    };
}
