using Outcome = CustodyWatch.Pace.Accommodation.Section38Outcome;
using Question = CustodyWatch.Pace.Accommodation.Section38Question;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// PACE 1984 s38(1) to (7) for a child: read from the top, stopping at the first end. It is gone through again at every
/// review after charge (s40(10)).
/// </summary>
public static class Section38
{
    /// <summary>The end reached with these answers, or the first question they leave open.</summary>
    public static Section38Decision Decide(Section38Answers answers)
    {
        var path = new Path();
        return Release(answers, path) ?? Transfer(answers, path);
    }

    private static Section38Decision? Release(Section38Answers answers, Path path)
    {
        if (answers.Charged is not { } charged)
            return path.Open(Question.Charged, "Has the child been charged?", Citation.BailAfterCharge);
        if (!charged)
            return path.End(Question.Charged, false, Outcome.NotCharged,
                "Not charged, so section 38 does not apply yet; asking for a place now is welfare, not a request under section 38.",
                Citation.BailAfterCharge);
        path.Go(Question.Charged, true, "Charged, so bail is decided now.", Citation.BailAfterCharge);

        if (answers.Age is not { } age)
            return path.Open(Question.UnderEighteen, "Is the child under 18?", Citation.Child);
        if (age >= Citation.AdultFromAge)
            return path.End(Question.UnderEighteen, false, Outcome.AdultPath,
                "Eighteen or over, so the duty to move the child does not arise.", Citation.Child);
        path.Go(Question.UnderEighteen, true, $"{age} years old, so the duty towards a child applies.", Citation.Child);

        if (answers.GroundMadeOut is not { } ground)
            return path.Open(Question.GroundMadeOut, "Is a ground for refusing bail made out?", Citation.BailAfterCharge);
        if (!ground)
            return path.End(Question.GroundMadeOut, false, Outcome.MustRelease,
                "No ground is made out, so the child must be released, with or without bail. Want of a bed, a parent or an adult is no ground.",
                Citation.BailAfterCharge);
        path.Go(Question.GroundMadeOut, true, "A ground is made out, so bail may, not must, be refused.", Citation.MayDetain);

        if (answers.BailWouldMeetIt is not { } bail)
            return path.Open(Question.BailWouldMeetIt, "Would bail with conditions meet the ground?", Citation.BailAfterCharge);
        if (bail)
            return path.End(Question.BailWouldMeetIt, true, Outcome.Bail,
                "Bail with conditions meets the ground, so it is given.", Citation.BailAfterCharge);
        path.Go(Question.BailWouldMeetIt, false, "No conditions would meet the ground.", Citation.BailAfterCharge);
        path.Do("Write the grounds down, tell the child with the appropriate adult there, and tell the authority now.",
            Citation.WrittenGrounds);
        return null;
    }

    private static Section38Decision Transfer(Section38Answers answers, Path path)
    {
        if (answers.MovingImpracticable is not { } impracticable)
            return path.Open(Question.MovingImpracticable,
                "Is moving the child impracticable, for a reason that is about the journey and not about the child, the offence or the want of a bed?",
                Citation.Impracticable);
        if (impracticable)
            return path.End(Question.MovingImpracticable, true, Outcome.CertifyImpracticable,
                "Certify the circumstances that make moving the child impracticable, and keep trying.", Citation.Impracticable);
        path.Go(Question.MovingImpracticable, false, "The child can be moved, so the authority is asked.", Citation.MoveTheChild);

        if ((answers.AgeNow ?? answers.Age) < Citation.SecureFromAge)
        {
            path.Do($"Under {Citation.SecureFromAge}, so secure accommodation may not be asked for.", Citation.NoSecure);
            return Ordinary(answers, path);
        }
        if (answers.SeriousHarmInQuestion is not { } harm)
            return path.Open(Question.SeriousHarmInQuestion,
                "Would ordinary accommodation fail to protect the public from serious harm from the child between now and court?",
                Citation.SeriousHarm);
        path.Go(Question.SeriousHarmInQuestion, harm,
            harm ? "Ask for secure accommodation, say why, and ask what else can be offered."
                : "No serious harm to the public is in question, so ordinary accommodation is asked for.", Citation.SeriousHarm);
        return harm ? Secure(answers, path) : Ordinary(answers, path);
    }

    private static Section38Decision Secure(Section38Answers answers, Path path)
    {
        if (answers.SecureAvailable is not { } available)
            return path.Open(Question.SecureAvailable, "Is secure accommodation available?", Citation.NoSecure);
        if (available)
            return path.End(Question.SecureAvailable, true, Outcome.MoveToSecure,
                "Secure accommodation is available, so the child is moved there.", Citation.MoveTheChild);
        path.Go(Question.SecureAvailable, false, "No secure accommodation is available; what was offered instead is weighed.",
            Citation.NoSecure);

        if (answers.RiskRemainsWithOffer is not { } remains)
            return path.Open(Question.RiskRemainsWithOffer,
                "With what the authority can actually offer, would the public still be at risk of serious harm from the child?",
                Citation.SeriousHarm);
        if (remains)
            return path.End(Question.RiskRemainsWithOffer, true, Outcome.CertifyNoSecure,
                "Certify all three parts: aged 12 or over, no secure accommodation available, and why anything else would not protect the public. Keep trying.",
                Citation.NoSecure);
        path.Go(Question.RiskRemainsWithOffer, false,
            "Something other than secure accommodation would protect the public, so want of a secure place certifies nothing.", Citation.SeriousHarm);
        return Ordinary(answers, path, Outcome.MoveToOffered);
    }

    private static Section38Decision Ordinary(Section38Answers answers, Path path, Outcome taken = Outcome.Move)
    {
        if (answers.AuthorityTakes is not { } takes)
            return path.Open(Question.AuthorityTakes, "Does the authority take the child? Its duty to do so is absolute.",
                Citation.AuthorityMustTake);
        return takes
            ? path.End(Question.AuthorityTakes, true, taken, "The authority takes the child, so the child is moved.",
                Citation.MoveTheChild)
            : path.End(Question.AuthorityTakes, false, Outcome.AuthorityFailed,
                "The authority has failed in its duty: escalate. Want of a bed does not make moving the child impracticable, so no certificate is lawful; state the failure to the court.",
                Citation.Note16D);
    }

    private sealed class Path
    {
        private readonly List<Section38Step> _steps = [];

        public void Go(Question question, bool answer, string text, string citation) =>
            _steps.Add(new(question, answer, text, citation));

        public void Do(string text, string citation) => _steps.Add(new(null, null, text, citation));

        public Section38Decision Open(Question question, string text, string citation)
        {
            _steps.Add(new(question, null, text, citation));
            return new(Outcome.Unanswered, question, _steps);
        }

        public Section38Decision End(Question question, bool answer, Outcome outcome, string text, string citation)
        {
            Go(question, answer, text, citation);
            return new(outcome, null, _steps);
        }
    }
}
