using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using static CustodyWatch.Pace.Accommodation.Section38Outcome;

namespace CustodyWatch.Pace.Tests.Accommodation;

/// <summary>Walks every combination of answers to the procedure: 3^8 of them at each age.</summary>
public sealed class Section38Tests
{
    private static readonly bool?[] Any = [null, false, true];
    private static readonly int?[] Ages = [null, 10, 11, 12, 17, 18];

    private static IEnumerable<Section38Answers> Every() =>
        from age in Ages
        from charged in Any
        from ground in Any
        from bail in Any
        from impracticable in Any
        from harm in Any
        from secure in Any
        from remains in Any
        from takes in Any
        select new Section38Answers
        {
            Age = age,
            Charged = charged,
            GroundMadeOut = ground,
            BailWouldMeetIt = bail,
            MovingImpracticable = impracticable,
            SeriousHarmInQuestion = harm,
            SecureAvailable = secure,
            RiskRemainsWithOffer = remains,
            AuthorityTakes = takes,
        };

    // The table of s38 written a second time, from the bottom up: each end and all that must be so for it.
    private static Section38Outcome Table(Section38Answers a)
    {
        bool child = a is { Charged: true, Age: < 18 };
        bool kept = child && a is { GroundMadeOut: true, BailWouldMeetIt: false };
        bool movable = kept && a.MovingImpracticable == false;
        bool secure = movable && a is { Age: >= 12, SeriousHarmInQuestion: true };
        bool ordinary = movable && (a.Age < 12 || a.SeriousHarmInQuestion == false);
        bool other = secure && a is { SecureAvailable: false, RiskRemainsWithOffer: false };
        return a switch
        {
            _ when (ordinary || other) && a.AuthorityTakes == false => AuthorityFailed,
            _ when ordinary && a.AuthorityTakes == true => Move,
            _ when secure && a is { SecureAvailable: false, RiskRemainsWithOffer: true } => CertifyNoSecure,
            _ when other && a.AuthorityTakes == true => MoveToOffered,
            _ when secure && a.SecureAvailable == true => MoveToSecure,
            _ when kept && a.MovingImpracticable == true => CertifyImpracticable,
            _ when child && a is { GroundMadeOut: true, BailWouldMeetIt: true } => Bail,
            _ when child && a.GroundMadeOut == false => MustRelease,
            { Charged: true, Age: >= 18 } => AdultPath,
            { Charged: false } => NotCharged,
            _ => Unanswered,
        };
    }

    [Fact]
    public void Every_combination_of_answers_ends_where_the_table_says()
    {
        foreach (var answers in Every()) Assert.Equal(Table(answers), Section38.Decide(answers).Outcome);
    }

    [Fact]
    public void Every_end_can_be_reached() =>
        Assert.Equal(Enum.GetValues<Section38Outcome>().Order(), Every().Select(a => Section38.Decide(a).Outcome).Distinct().Order());

    [Fact]
    public void No_path_leads_to_limb_b_under_twelve_or_to_any_certificate_for_an_adult_or_before_bail_is_refused()
    {
        foreach (var answers in Every())
        {
            var limb = Section38.Decide(answers).Limb;
            if (limb is null) continue;
            Assert.True(answers is { Charged: true, GroundMadeOut: true, BailWouldMeetIt: false, Age: < 18 });
            if (answers.Age < 12) Assert.NotEqual(CertificateLimb.NoSecure, limb);
            if (limb == CertificateLimb.LaFailure) Assert.Equal(false, answers.AuthorityTakes);
        }
    }

    [Fact]
    public void Secure_comes_into_question_by_the_age_now_and_the_duty_by_the_age_at_the_refusal()
    {
        var kept = new Section38Answers { Charged = true, Age = 11, GroundMadeOut = true, BailWouldMeetIt = false, MovingImpracticable = false };
        Assert.Equal(Section38Question.AuthorityTakes, Section38.Decide(kept with { AgeNow = 11 }).Asking);
        Assert.Equal(Section38Question.SeriousHarmInQuestion, Section38.Decide(kept with { AgeNow = 12 }).Asking);
        Assert.Equal(Section38Question.SeriousHarmInQuestion, Section38.Decide(kept with { Age = 17, AgeNow = 18 }).Asking);
    }

    [Fact]
    public void A_child_whom_nobody_takes_is_never_certified_as_impracticable()
    {
        foreach (var answers in Every().Where(a => a is { AuthorityTakes: false, MovingImpracticable: false }))
            Assert.NotEqual(CertificateLimb.Impracticable, Section38.Decide(answers).Limb);
    }

    [Fact]
    public void An_open_question_is_always_named_and_every_step_gives_its_reason_and_provision()
    {
        foreach (var answers in Every())
        {
            var decision = Section38.Decide(answers);
            Assert.Equal(decision.Outcome == Unanswered, decision.Asking is not null);
            Assert.All(decision.Steps, step => Assert.True(step.Text.Length > 10 && step.Citation.Length > 5));
        }
    }

    [Fact]
    public void Answering_a_question_never_changes_the_steps_before_it()
    {
        foreach (var answers in Every())
        {
            var decision = Section38.Decide(answers);
            if (decision.Asking != Section38Question.MovingImpracticable) continue;
            var next = Section38.Decide(answers with { MovingImpracticable = false });
            Assert.Equal(decision.Steps.SkipLast(1), next.Steps.Take(decision.Steps.Count - 1));
        }
    }
}
