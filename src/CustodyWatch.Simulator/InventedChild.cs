using System.Text.Json.Serialization;
using Bogus.DataSets;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Simulator;

/// <summary>A child who does not exist, as much as an arrival says of one.</summary>
public sealed record InventedChild
{
    private static readonly string[] Ethnicities =
        ["W1", "W1", "W1", "W1", "W1", "W1", "W1", "W9", "W3", "M1", "M2", "M9", "A1", "A2", "A3", "B1", "B2", "B9", "O2", "NS"];

    private static readonly string[] Concerns = ["missing", "exploitation-concern", "self-harm", "mental-health",
        "learning-disability", "neurodivergence", "child-protection-plan", "unaccompanied"];

    [JsonPropertyName("dateOfBirth")] public required string DateOfBirth { get; init; }
    [JsonPropertyName("ageBasis")] public required string AgeBasis { get; init; }
    [JsonPropertyName("sex")] public required string Sex { get; init; }
    [JsonPropertyName("selfDefinedEthnicity")] public required string SelfDefinedEthnicity { get; init; }
    [JsonPropertyName("lookedAfter")] public bool LookedAfter { get; init; }

    [JsonPropertyName("lookedAfterBy"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LookedAfterBy { get; init; }

    [JsonPropertyName("homeAuthority")] public required string HomeAuthority { get; init; }
    [JsonPropertyName("vulnerabilities")] public required IReadOnlyList<string> Vulnerabilities { get; init; }
    [JsonPropertyName("language")] public string Language { get; init; } = "en";
    [JsonPropertyName("initials")] public required string Initials { get; init; }

    [JsonIgnore] public int Age { get; init; }
    [JsonIgnore] public bool IsGirl => Sex == "female";

    /// <summary>Whether anything recorded at booking calls for a word with children's social care.</summary>
    [JsonIgnore]
    public bool NeedsSocialCare =>
        Vulnerabilities.Any(v => v is "missing" or "exploitation-concern" or "child-protection-plan" or "unaccompanied");

    public static InventedChild Invent(Chance chance, Instant arrival, InventedSuite suite)
    {
        var age = chance.Pick(10, 11, 12, 13, 13, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17);
        var today = arrival.InZone(InventedEvent.London).Date;
        var born = today.PlusYears(-age).PlusDays(-chance.Between(2, 360));
        var lookedAfter = chance.Maybe(0.14);
        var names = chance.Name;
        var sex = chance.Maybe(0.17) ? Name.Gender.Female : Name.Gender.Male;
        return new InventedChild
        {
            Age = age,
            DateOfBirth = LocalDatePattern.Iso.Format(born),
            AgeBasis = chance.Pick("stated", "stated", "pnc", "document"),
            Sex = sex == Name.Gender.Female ? "female" : "male",
            SelfDefinedEthnicity = chance.Pick(Ethnicities),
            LookedAfter = lookedAfter,
            LookedAfterBy = lookedAfter ? suite.Authority : null,
            HomeAuthority = suite.Authority,
            Vulnerabilities = [.. Concerns.Where(_ => chance.Maybe(0.07))],
            Initials = $"{names.FirstName(sex)[0]}{names.LastName()[0]}",
        };
    }
}
