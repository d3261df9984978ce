using CsCheck;
using CustodyWatch.Pace.Oversight;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Oversight;

public sealed class TotalsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 12, 0);

    private static readonly Gen<DetentionFigures> Figures =
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 300], Gen.Bool, Gen.Int[0, 3], (length, wait, lookedAfter, reviews) => new DetentionFigures
        {
            ArrivedAt = Now - Duration.FromMinutes(length),
            EndedAt = Now,
            LengthMinutes = length,
            AdultAwaited = wait > 20,
            AdultArrivalMinutes = wait > 20 ? wait : null,
            LookedAfter = lookedAfter,
            ReviewsOnTime = reviews,
            Ethnicity = "W1",
            Sex = "male",
        });

    [Fact]
    public void Totals_put_together_are_the_totals_of_all_and_none_is_left_when_all_are_taken_away() =>
        Gen.Select(Figures.Array[0, 20], Figures.Array[0, 20]).Sample((some, others) =>
        {
            var (one, other, all) = (Of(some), Of(others), Of([.. some, .. others]));
            Assert.Equal(all.ToBytes(), Totals.Of([one, other]).ToBytes());
            one.Add(other);
            Assert.Equal(all.ToBytes(), one.ToBytes());
            foreach (var figures in some) one.Add(figures, Now, sign: -1);
            Assert.Equal(other.ToBytes(), one.ToBytes());
            foreach (var figures in others) one.Add(figures, Now, sign: -1);
            Assert.True(one.IsEmpty);
        }, iter: 200);

    [Fact]
    public void Totals_come_back_from_storage_as_they_were() =>
        Figures.Array[0, 30].Sample(some => Assert.Equal(Of(some).ToBytes(), Totals.FromBytes(Of(some).ToBytes()).ToBytes()), iter: 200);

    [Fact]
    public void A_median_lies_in_the_middle_and_a_ninetieth_percentile_nine_tenths_of_the_way() =>
        Figures.Array[1, 40].Sample(some =>
        {
            var sorted = some.Select(one => one.LengthMinutes!.Value).Order().ToArray();
            foreach (var share in new[] { 0.5, 0.9, 1 })
            {
                var place = (sorted.Length - 1) * share;
                var (low, high) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
                Assert.Equal(low + (high - low) * (place % 1), Of(some).Quantile(Wait.Length, share)!.Value, 6);
            }
        }, iter: 200);

    [Fact]
    public void Every_measure_has_a_name_of_its_own_and_a_sentence_that_defines_it()
    {
        Assert.Equal(Measures.All.Count, Measures.All.Select(measure => measure.Name).Distinct().Count());
        Assert.All(Measures.All, measure => Assert.EndsWith(".", measure.Definition, StringComparison.Ordinal));
        foreach (var name in new[]
        {
            "detentions", "lengthMedianHours", "length90thHours", "overnight", "charged", "bailRefused", "accommodationRequested",
            "secureRequested", "accepted", "declined", "noReply", "transferred", "keptAfterCharge", "certified", "lookedAfter",
            "adultArrivalMedianMinutes", "adultArrival90thMinutes", "reviewsOnTime",
        })
            Assert.NotNull(Measures.Find(name));
    }

    private static Totals Of(IEnumerable<DetentionFigures> figures)
    {
        var totals = new Totals();
        foreach (var one in figures) totals.Add(one, Now);
        return totals;
    }
}
