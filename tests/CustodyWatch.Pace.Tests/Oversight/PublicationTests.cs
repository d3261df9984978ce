using CustodyWatch.Pace.Oversight;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Oversight;

/// <summary>What is published about groups of children, and what is held back.</summary>
public sealed class PublicationTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void One_to_four_children_are_too_few_to_be_told_of(int count, bool small) => Assert.Equal(small, Suppression.IsSmall(count));

    [Fact]
    public void A_groups_rate_is_set_beside_that_of_white_children_with_its_interval()
    {
        // 20 of 100 beside 40 of 1,000: 0.2 / 0.04 = 5; ln 5 +/- 1.96 x the root of 1/20 - 1/100 + 1/40 - 1/1000.
        var groups = Disproportion.Of([("White", 40, 1000), ("Black", 20, 100)]);
        Assert.Equal(new Disproportion("White", 40, 1000, 0.04, 1, null, null), groups[0]);
        Assert.Equal(("Black", 20, 100), (groups[1].Group, groups[1].Count, groups[1].Denominator));
        Assert.Equal(0.2, groups[1].Rate!.Value, 12);
        Assert.Equal(5, groups[1].RelativeRate!.Value, 12);
        Assert.Equal(3.0453, groups[1].Lower95!.Value, 4);
        Assert.Equal(8.2094, groups[1].Upper95!.Value, 4);
    }

    [Theory]
    [InlineData("lengthMedianHours", 5, 3)]
    [InlineData("lengthMedianHours", 20, 7)]
    [InlineData("length90thHours", 19, null)]
    [InlineData("length90thHours", 20, 12)]
    [InlineData("lengthLongestHours", 20, null)]
    [InlineData("adultArrivalMedianMinutes", 5, 155)]
    [InlineData("adultArrival90thMinutes", 20, 710)]
    [InlineData("replyMedianMinutes", 0, null)]
    public void A_length_is_published_by_nearest_rank_and_coarse(string name, int known, int? expected)
    {
        // 79, 118, 157, ... minutes: the third is 2 h 37 min, the tenth 7 h 10 min and the eighteenth 12 h 22 min.
        var totals = new Totals();
        for (var i = 0; i < known; i++)
            totals.Add(new DetentionFigures { LengthMinutes = 79 + i * 39, AdultArrivalMinutes = 82 + i * 37 }, Instant.MinValue);
        if (known == 5) Assert.Equal(156, totals.NearestRank(Wait.AdultArrival, 0.5));

        Assert.Equal(expected, Measures.Find(name)!.Published(totals));
    }

    [Fact]
    public void Where_there_is_nothing_to_compare_with_nothing_is_compared()
    {
        Assert.Equal(new Disproportion("Asian", 3, null, null, null, null, null), Disproportion.Of([("White", 40, 1000), ("Asian", 3, null)])[1]);
        Assert.Equal(new Disproportion("Asian", 3, 0, null, null, null, null), Disproportion.Of([("White", 40, 1000), ("Asian", 3, 0)])[1]);
        Assert.Equal(new Disproportion("Asian", 3, 10, 0.3, null, null, null), Disproportion.Of([("White", 0, 1000), ("Asian", 3, 10)])[1]);
        Assert.Equal(new Disproportion("Asian", 3, 10, 0.3, null, null, null), Disproportion.Of([("White", 4, 0), ("Asian", 3, 10)])[1]);
        Assert.Equal(new Disproportion("Asian", 3, 10, 0.3, null, null, null), Disproportion.Of([("White", 4, null), ("Asian", 3, 10)])[1]);
        Assert.Equal(new Disproportion("Asian", 3, 10, 0.3, null, null, null), Disproportion.Of([("Asian", 3, 10)])[0]);
        Assert.Equal(new Disproportion("Asian", 0, 10, 0, 0, null, null), Disproportion.Of([("White", 4, 100), ("Asian", 0, 10)])[1]);
    }

    [Fact]
    public void A_group_of_whom_every_one_is_counted_has_an_interval_still()
    {
        // 10 of 10 beside 10 of 10: the root of nothing is nothing.
        var group = Disproportion.Of([("White", 10, 10), ("Mixed", 10, 10)])[1];
        Assert.Equal((1, 1, 1), (group.RelativeRate, group.Lower95, group.Upper95));
        Assert.Equal(1, Disproportion.Of([("White", 10, 10), ("Mixed", 12, 10)])[1].Lower95!.Value / 1.2, 12);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Fewer_than_ten_are_too_few_to_be_put_in_an_order(int count, bool few) =>
        Assert.Equal(few, Disproportion.Of([("White", count, 100)])[0].SmallNumber);

    [Theory]
    [InlineData("5 6", 11, "", false)]
    [InlineData("5", 5, "", false)]
    [InlineData("4", 4, "0", true)]
    [InlineData("4 4", 8, "0 1", false)]
    [InlineData("3 7 12", 22, "0 1", false)] // one alone could be had from the total
    [InlineData("12 7 3", 22, "1 2", false)]
    [InlineData("3 8 8", 19, "0 1", false)] // of two alike the first
    [InlineData("1 1 9 20", 31, "0 1 2", false)] // two together are fewer than five
    [InlineData("1 4 9 20", 34, "0 1", false)] // five together are enough
    [InlineData("0 0 0 50 60", 110, "0 1 2 3", false)]
    [InlineData("2", 6, "0", true)] // nothing else can be hidden but the total
    [InlineData("1 1", 9, "0 1", true)]
    public void A_small_cell_is_hidden_and_as_many_more_as_it_takes(string cells, int total, string hidden, bool totalHidden)
    {
        var (hides, hidesTotal) = Suppression.Of([.. cells.Split(' ').Select(int.Parse)], total);
        Assert.Equal(hidden, string.Join(' ', Enumerable.Range(0, hides.Length).Where(i => hides[i])));
        Assert.Equal(totalHidden, hidesTotal);
    }

    [Fact]
    public void A_cell_may_be_hidden_for_another_reason_and_so_may_the_total()
    {
        Assert.Equal([true, false, true], Suppression.Of([10, 20, 30], 60, cell => cell == 2).Cells);
        var (cells, total) = Suppression.Of([3, 20, 30], 53, totalHidden: true);
        Assert.Equal([true, false, false], cells);
        Assert.True(total);
    }

    [Fact]
    public void A_total_is_not_hidden_while_all_its_parts_are_shown()
    {
        var (cells, total) = Suppression.Of([30, 20, 25], 75, totalHidden: true);
        Assert.Equal([false, true, false], cells);
        Assert.True(total);
        Assert.Empty(Suppression.Of([], 75, totalHidden: true).Cells);
    }

    [Fact]
    public void A_cell_that_is_told_elsewhere_is_hidden_only_when_no_other_is_left()
    {
        Assert.Equal([true, true, false], Suppression.Of([3, 20, 7], 30, last: 2).Cells);
        Assert.Equal([true, true, true], Suppression.Of([3, 1, 7], 11, last: 2).Cells);
        Assert.Equal([true, true, true], Suppression.Of([3, 20, 1], 24, cell => cell == 1, last: 2).Cells);
    }

    [Fact]
    public void As_many_cells_are_hidden_as_it_takes_until_nothing_else_tells_them()
    {
        Assert.Equal([true, true, true, false], Suppression.Of([5, 19, 30, 40], 94, cell => cell < 2, tells: hides => !hides[2]).Cells);
        // Where no more can be hidden the total is.
        var (cells, total) = Suppression.Of([5, 19], 24, cell => cell < 2, tells: _ => true);
        Assert.Equal([true, true], cells);
        Assert.True(total);
        Assert.Equal([false, false], Suppression.Of([5, 19], 24, tells: _ => true).Cells);
    }

    [Theory]
    [InlineData("W1", "White")]
    [InlineData("M9", "Mixed")]
    [InlineData("A4", "Asian")]
    [InlineData("B2", "Black")]
    [InlineData("O9", "Other")]
    [InlineData("NS", "Not stated")]
    [InlineData("", "Not stated")]
    public void A_code_belongs_to_a_broad_group(string code, string group) => Assert.Equal(group, EthnicGroup.Of(code));

    [Theory]
    [InlineData("W1", "W1")]
    [InlineData("W3", "W9")]
    [InlineData("W4", "W9")]
    [InlineData("O2", "O9")]
    [InlineData("A4", "O1")]
    public void What_happened_before_april_2022_is_returned_by_the_older_codes(string code, string older)
    {
        Assert.Equal(older, EthnicGroup.Sixteen(code));
        Assert.Equal(older, EthnicGroup.Returned(code, new LocalDate(2022, 3, 31)));
        Assert.Equal(code, EthnicGroup.Returned(code, new LocalDate(2022, 4, 1)));
    }

    [Fact]
    public void A_case_is_sampled_with_the_gravest_that_fits_it()
    {
        var plain = new DetentionFigures { Age = 14 };
        Assert.Equal("other", CaseStratum.Of(plain));
        var overnight = plain with { OvernightFrom = Instant.FromUtc(2026, 6, 11, 3, 0) };
        Assert.Equal("overnight", CaseStratum.Of(overnight));
        var young = overnight with { Age = 13 };
        Assert.Equal("under-14", CaseStratum.Of(young));
        var lookedAfter = young with { LookedAfter = true };
        Assert.Equal("looked-after", CaseStratum.Of(lookedAfter));
        Assert.Equal("strip-searched-or-force", CaseStratum.Of(lookedAfter with { StripSearches = 1 }));
        Assert.Equal("strip-searched-or-force", CaseStratum.Of(lookedAfter with { ForceUses = 1 }));
        var kept = lookedAfter with { StripSearches = 1, BailRefusedAt = Instant.FromUtc(2026, 6, 10, 18, 0) };
        Assert.Equal("kept-after-charge", CaseStratum.Of(kept));
        Assert.Equal("strip-searched-or-force", CaseStratum.Of(kept with { TransferMinutes = 30 }));
    }
}
