using CustodyWatch.Pace.Accommodation;
using Microsoft.Extensions.Primitives;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>
/// The custody officer's own judgements on the way through s38, as they travel in the address of the page. What the record itself
/// answers is never asked.
/// </summary>
internal static class LedAnswers
{
    /// <summary>What a form carries besides, to say which question it asked.</summary>
    public const string Asked = "asked";

    /// <summary>The name of each question that is the custody officer's to answer.</summary>
    public static string? Name(Section38Question question) => question switch
    {
        Section38Question.MovingImpracticable => "impracticable",
        Section38Question.SeriousHarmInQuestion => "harm",
        Section38Question.SecureAvailable => "available",
        Section38Question.RiskRemainsWithOffer => "remains",
        Section38Question.AuthorityTakes => "takes",
        _ => null,
    };

    /// <summary>What the record answers, and after it what was answered here.</summary>
    public static Section38Answers Over(Section38Answers record, Func<string, StringValues> given)
    {
        bool? Said(Section38Question question) => given(Name(question)!).ToString() switch { "yes" => true, "no" => false, _ => null };
        return record with
        {
            MovingImpracticable = Said(Section38Question.MovingImpracticable),
            SeriousHarmInQuestion = record.SeriousHarmInQuestion ?? Said(Section38Question.SeriousHarmInQuestion),
            SecureAvailable = record.SecureAvailable ?? Said(Section38Question.SecureAvailable),
            RiskRemainsWithOffer = Said(Section38Question.RiskRemainsWithOffer),
            AuthorityTakes = record.AuthorityTakes ?? Said(Section38Question.AuthorityTakes),
        };
    }

    /// <summary>The answers given so far, to be carried on.</summary>
    public static IEnumerable<(string Name, string Value)> Carried(Func<string, StringValues> given) =>
        Enum.GetValues<Section38Question>().Select(Name).OfType<string>()
            .Select(name => (name, given(name).ToString())).Where(one => one.Item2 is "yes" or "no");
}
