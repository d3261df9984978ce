using System.Security.Cryptography;
using System.Text;

namespace CustodyWatch.Features.Detentions.Card;

/// <summary>A heading of the card and what stands under it.</summary>
/// <param name="IsList">Whether the lines are things to choose from, rather than sentences.</param>
public sealed record CardPart(string Heading, IReadOnlyList<string> Lines, bool IsList = false, string? After = null);

/// <summary>What a child is told about being here, in one language, as it is true at one instant.</summary>
public sealed record ChildCard
{
    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<CardPart> Parts { get; init; }

    /// <summary>When it was right, which is not part of what it says.</summary>
    public required string Foot { get; init; }

    /// <summary>Changes when anything on the card does: a card given with another one is out of date.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Parts.SelectMany(part => part.Lines.Prepend(part.Heading)).Prepend(Name).Prepend(Language)))));
}
