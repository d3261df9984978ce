using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>What a survey finds of readers smaller than those of events, each with one way of asking more.</summary>
public sealed class ShapeSurveyTests
{
    [Fact]
    public void What_is_asked_only_when_a_flag_is_not_set_is_asked_when_it_is_false() => Finds(
        d =>
        {
            var told = d.Flag("told"u8, true);
            d.Text("why"u8, required: !told);
        },
        "told: flag, or true", "why: text up to 10000", "when told is false: why required filled");

    [Fact]
    public void What_is_asked_while_nothing_is_said_but_not_after_every_word_is_not_asked_always() => Finds(
        d =>
        {
            var outcome = d.Choice<OfferOutcome>("outcome"u8, required: false);
            d.Text("why"u8, required: outcome != OfferOutcome.Accepted, mayBeBlank: true);
            d.Text("where"u8, longest: 200);
        },
        "outcome: one of accepted refused", "why: text up to 10000", "where: text up to 200 required filled", "when outcome is refused: why required");

    [Fact]
    public void What_two_words_ask_only_together_is_asked_only_of_both() => Finds(
        d =>
        {
            var (one, other) = (d.Flag("one"u8), d.Choice<OfferOutcome>("other"u8));
            d.Text("why"u8, required: one && other == OfferOutcome.Refused);
        },
        "one: flag required", "other: one of accepted refused required", "why: text up to 10000",
        "when one is true and other is refused: why required filled");

    [Fact]
    public void A_list_that_is_there_whatever_is_said_may_have_to_hold_something_after_one_word() => Finds(
        d =>
        {
            var empty = d.Flag("mayBeEmpty"u8, false);
            d.Members("offences"u8, whenEmpty: empty ? null : "must hold at least one offence");
            d.Member(default, "offences"u8, 0, []);
        },
        "mayBeEmpty: flag, or false", "offences: list of object required", "when mayBeEmpty is false: offences filled");

    [Fact]
    public void A_word_in_an_object_decides_what_is_asked_in_that_object_and_in_no_other_of_the_same_name() => Finds(
        d =>
        {
            Asks(d.Object("one"u8, required: true, [], out _), "why"u8);
            Asks(d.Object("other"u8, required: false, [], out _), "whence"u8);

            static void Asks(in JsonFields inner, ReadOnlySpan<byte> name) => inner.Text(name, required: inner.Flag("late"u8));
        },
        "one: object required", "one.late: flag required", "one.why: text up to 10000", "when one.late is true: one.why required filled",
        "other: object", "other.late: flag required", "other.whence: text up to 10000", "when other.late is true: other.whence required filled");

    [Fact]
    public void A_word_in_one_object_is_not_taken_for_the_same_word_in_another() => Finds(
        d =>
        {
            var one = d.Object("one"u8, required: true, [], out _);
            var other = d.Object("other"u8, required: true, [], out _);
            var late = one.Flag("late"u8);
            other.Flag("late"u8);
            other.Text("why"u8, required: late);
        },
        "one: object required", "one.late: flag required", "other: object required", "other.late: flag required", "other.why: text up to 10000");

    private delegate void Reader(JsonFields fields);

    private static void Finds(Reader read, params string[] lines) =>
        Assert.Equal(lines, ShapeWords.Of(ShapeSurvey.Of(sketch => read(new JsonFields(sketch)))));
}
