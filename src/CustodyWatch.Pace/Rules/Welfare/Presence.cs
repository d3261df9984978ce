using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Rules.Welfare;

/// <summary>Where the child is and what the child is doing, event by event, as far as a welfare clock stops for it (Code C 8.6, 9.3, 12.2).</summary>
internal sealed class Presence
{
    private bool _atHospital;
    private bool _betweenStations;

    /// <summary>At hospital or between stations.</summary>
    public bool Away => _atHospital || _betweenStations;

    /// <summary>In a rest that has been begun and not ended.</summary>
    public bool Resting { get; private set; }

    /// <summary>In an interview that nobody ended and the child has neither left the suite nor come back since.</summary>
    public bool Interviewed { get; private set; }

    /// <summary>Why the rest that this event ended, ended; null when it ended none.</summary>
    public RestEndCause? RestEnded { get; private set; }

    /// <summary>Takes the next event into account.</summary>
    public void Note(Fact fact)
    {
        RestEnded = null;
        switch (fact)
        {
            case LeftForHospital:
                _atHospital = true;
                Interviewed = false;
                EndRest(RestEndCause.LegalOrClinical);
                break;
            case ReturnedFromHospital when _atHospital:
                (_atHospital, Interviewed) = (false, false);
                break;
            case LeftForOtherStation:
                _betweenStations = true;
                Interviewed = false;
                EndRest(RestEndCause.Investigation);
                break;
            case ArrivedAtStation when _betweenStations:
                (_betweenStations, Interviewed) = (false, false);
                break;
            case InterviewStarted:
                Interviewed = true;
                EndRest(RestEndCause.Investigation);
                break;
            case InterviewEnded:
                Interviewed = false;
                break;
            case RestStarted when !Away && !Resting:
                Resting = true;
                break;
            case RestEnded ended:
                EndRest(ended.Cause);
                break;
        }
    }

    private void EndRest(RestEndCause cause)
    {
        if (!Resting) return;
        Resting = false;
        RestEnded = cause;
    }
}
