using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Tests;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData(EventKind.SeenByCustodyOfficer, "custody.seen-by-custody-officer")]
    [InlineData(EventKind.AaArrived, "custody.aa-arrived")]
    public void An_event_kind_travels_under_its_contract_name(EventKind kind, string type)
    {
        Assert.Equal(type, kind.TypeName());
        Assert.Equal(kind, EventKinds.Parse(type));
        Assert.Equal(kind, EventKinds.Parse(System.Text.Encoding.UTF8.GetBytes(type)));
    }

    [Fact]
    public void A_word_that_is_not_one_of_the_vocabulary_means_nothing()
    {
        Assert.Equal(OffenceClass.EitherWay, Vocabulary<OffenceClass>.Parse("either-way"));
        Assert.Equal(OffenceClass.EitherWay, Vocabulary<OffenceClass>.Parse("either-way"u8));
        Assert.Equal(["summary", "either-way", "indictable-only"], Vocabulary<OffenceClass>.Words);
        foreach (var word in new[] { "", "Either-way", "eitherway", "custody.visit" }) Assert.Null(Vocabulary<OffenceClass>.Parse(word));
        Assert.Null(Vocabulary<OffenceClass>.Parse((string?)null));
        Assert.Equal(OffenceClass.EitherWay, Vocabulary<OffenceClass>.Read("either-way"));
        Assert.Equal("'eitherway' is no OffenceClass.", Assert.Throws<InvalidDataException>(() => Vocabulary<OffenceClass>.Read("eitherway")).Message);
        foreach (var type in new[] { "visit", "custody.", "custody.Visit", "Custody.visit" })
        {
            Assert.Null(EventKinds.Parse(type));
            Assert.Null(EventKinds.Parse(System.Text.Encoding.UTF8.GetBytes(type)));
        }
        Assert.Null(EventKinds.Parse((string?)null));
        Assert.Equal((68, "custody.arrived", "custody.corrected"), (EventKinds.All.Count, EventKinds.All[0], EventKinds.All[^1]));
    }
}
