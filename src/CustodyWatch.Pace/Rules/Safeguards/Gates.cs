using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Safeguards;

/// <summary>What must never happen to a child in custody; each is broken the moment it does, and cites the provision it breaks.</summary>
internal static class Gates
{
    private static readonly int Kinds = Enum.GetValues<ClockName>().Length;
    private static readonly LocalDate MentalHealthBarred = new(2017, 12, 11);

    private static readonly Provision S136A = Provision.Statute("Mental Health Act 1983 s136A", MentalHealthBarred);
    private static readonly Provision S50 = Provision.Statute("CYPA 1933 s50");
    private static readonly Provision C1115 = Provision.Code("11.15");
    private static readonly Provision AnnexA = Provision.Code("Annex A 11(c)");
    private static readonly Provision S31 = Provision.Statute("CYPA 1933 s31");
    private static readonly Provision C95 = Provision.Code("9.5");
    private static readonly Provision S386B = Provision.Statute(Accommodation.Citation.NoSecure);
    private static readonly Provision S386A = Provision.Statute(Accommodation.Citation.SeriousHarm);
    private static readonly Provision Level = Provision.Local(null);

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var sequences = new int[Kinds];
        for (var i = 0; i < record.Events.Count; i++)
        {
            var at = record.Events[i].Occurred;
            switch (record.Events[i].Fact)
            {
                case Arrived arrived when ReferenceEquals(arrived, record.Arrived):
                    if (arrived.Route == Route.MentalHealth)
                        yield return Raise(ClockName.MentalHealthDetention, i, S136A, Remedy(i, fact => fact is Transferred { To: TransferTo.HealthPlaceOfSafety }),
                            _ => "A child held under the Mental Health Act may never be kept at a police station", "move the child to a health place of safety");
                    if (record.Child.AgeAt(record.ArrivedAt!.Value) < Ages.Criminal)
                        yield return Duty.Gate(ClockName.UnderAge, 1, record.ArrivedAt.Value, record.EndedAt, S50,
                            _ => Told("A child under ten cannot be arrested for an offence", "let the child go, or keep the child safe under the Children Act", record.EndedAt));
                    break;
                case InterviewStarted { AppropriateAdultPresent: false } interview when !(interview.UrgentAuthority?.Rank >= Rank.Superintendent):
                    yield return Raise(ClockName.InterviewWithoutAdult, i, C1115, null,
                        time => $"An interview began at {time} with no appropriate adult and no superintendent's authority");
                    break;
                case StripSearched { AppropriateAdultPresent: false, Exception: StripSearchException.None }:
                    yield return Raise(ClockName.StripSearchWithoutAdult, i, AnnexA, null,
                        time => $"The child was strip searched at {time} with no appropriate adult there and for neither of the two reasons that allow it");
                    break;
                case StripSearched:
                    yield return Raise(ClockName.StripSearch, i, AnnexA, null,
                        time => $"The child was strip searched at {time}: an inspector looks at every one");
                    break;
                case CellPlaced { WithAdult: true }:
                    yield return Raise(ClockName.CellWithAdult, i, S31, Remedy(i, fact => fact is CellLeft),
                        time => $"The child was put in a cell with an adult detainee at {time}, which the law forbids", "move the child out now");
                    break;
                case AccommodationRequested { Kind: AccommodationKind.Secure } secure when AfterCharge.AccommodationReply.IsFirst(record, i, secure.RequestId):
                    if (record.Child.AgeAt(at) < Ages.Secure)
                        yield return Raise(ClockName.SecureRequestUnlawful, i, S386B, AskedOtherwise(i),
                            time => $"Secure accommodation was asked for at {time} for a child under 12, whom the law does not allow to be kept in it", "ask for a non-secure place");
                    if (!SeriousHarmInQuestion(record, i))
                        yield return Raise(ClockName.SecureRequestUnsupported, i, S386A, AskedOtherwise(i),
                            time => $"Secure accommodation was asked for at {time}, but no offence on the record is violent or sexual, and without serious harm to the public in question the law does not allow it", "ask for a non-secure place");
                    break;
                case HealthcareAttended { Finding: HealthcareFinding.NotFit }:
                    yield return Raise(ClockName.NotFit, i, C95, Duty.Earlier(Remedy(i, IsFit), Duty.Earlier(Duty.LeftForHospitalAfter(record, at), record.EndedAt)),
                        time => $"A healthcare professional found at {time} that the child was not fit to be detained", "hospital or release, unless found fit again");
                    break;
                case ForceUsed:
                    yield return Raise(ClockName.ForceUsed, i, Level, null, time => $"Force was used on the child at {time}");
                    break;
            }
        }

        Cycle Raise(ClockName name, int index, Provision provision, Instant? remedied, Func<string, string> what, string? toDo = null)
        {
            var at = record.Events[index].Occurred;
            return Duty.Gate(name, ++sequences[(int)name], at, remedied, provision, now => Told(what(Say.Time(at, now)), toDo, Duty.Earlier(remedied, record.EndedAt)));
        }

        Instant? Remedy(int index, Func<Fact, bool> deed) => Duty.FirstDoneAfter(record, index, deed);

        Instant? AskedOtherwise(int index)
        {
            for (var later = index + 1; later < record.Events.Count; later++)
                if (record.Events[later].Fact is AccommodationRequested { Kind: AccommodationKind.NonSecure } other && AfterCharge.AccommodationReply.IsFirst(record, later, other.RequestId))
                    return record.Events[later].Occurred;
            return null;
        }
    }

    /// <summary>What happened, and what to do about it as long as that can be done.</summary>
    private static string Told(string what, string? toDo, Instant? over) => toDo is null || over is not null ? what + "." : $"{what}: {toDo}.";

    private static bool IsFit(Fact fact) => fact is HealthcareAttended { Finding: HealthcareFinding.Fit or HealthcareFinding.FitWithConditions };

    /// <summary>Whether the offences before an entry put serious harm to the public in question (PACE 1984 s38(6A)).</summary>
    public static bool SeriousHarmInQuestion(CustodyRecord record, int index) => record.OffencesBefore(index).Any(offence => offence.ViolentOrSexual);
}
