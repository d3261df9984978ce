using CustodyWatch.Pace.Oversight;
using static CustodyWatch.Pace.Oversight.Grade;

namespace CustodyWatch.Pace.Tests.Oversight;

public sealed class AgreementTests
{
    [Fact]
    public void Nobody_having_graded_twice_there_is_no_agreement_to_tell() => Assert.Equal(new Agreement(0, 0, null), Agreement.Of([]));

    [Fact]
    public void Full_agreement_is_one_even_where_every_case_was_the_same()
    {
        Assert.Equal(new Agreement(3, 3, 1), Agreement.Of([(Good, Good), (Adequate, Adequate), (Inadequate, Inadequate)]));
        Assert.Equal(new Agreement(2, 2, 1), Agreement.Of([(Good, Good), (Good, Good)]));
    }

    [Fact]
    public void A_grade_two_steps_apart_weighs_twice_one_step() =>
        // Apart by 1 where chance alone gives 1; then by 1 where it gives 1.5.
        Assert.Equal(
            (0.0, 0.3333),
            (Agreement.Of([(Good, Inadequate), (Good, Good)]).WeightedKappa!.Value, Agreement.Of([(Good, Adequate), (Adequate, Adequate), (Inadequate, Adequate), (Inadequate, Inadequate)]).WeightedKappa!.Value));

    [Fact]
    public void Agreement_worse_than_chance_is_below_nothing() =>
        Assert.Equal(-1, Agreement.Of([(Good, Inadequate), (Inadequate, Good)]).WeightedKappa);
}
