using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using static CustodyWatch.Screens.Entries.Field;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>What the form asks for on each limb, and the certificate it makes of the answers.</summary>
internal static class LedFields
{
    public const string OwnWords = "other";

    public static readonly Field Reason = Text("reason", "Why moving the child is impracticable");
    public static readonly Field Requests = Text("requests", "Requests the statement rests on");
    public static readonly Field Confirmations = Text("confirm", "Confirm before you sign");

    private static readonly Field Transport = LongText("transportTried", "Transport tried").With("Who was asked, when, and what they said.").Optional();
    private static readonly Field Facts = LongText("circumstances", "The facts");

    public static IReadOnlyList<Field> Of(CertificateLimb limb) => limb switch
    {
        CertificateLimb.Impracticable =>
        [
            Facts.With("What happened, where, since when, what was tried, and when it will be tried again."), Transport,
            LongText("escalation", "Escalated to").With("Names, times and answers.").Optional(),
        ],
        CertificateLimb.NoSecure =>
        [
            LongText("noSecureSearch", "How and when secure accommodation was looked for").With("Who looked, which homes, when, and what they said."),
            LongText("whyOtherInadequate", "Why nothing else offered would protect the public").With("What was offered, such as a placement with two staff awake, and why it would not do."),
            LongText("seriousHarmFacts", "The serious harm feared from the child, between now and court").With("Facts about harm to the public. Running away and the child’s own safety are not that."),
            Transport, LongText("escalation", "Escalated to").With("Names, times and answers.").Optional(),
        ],
        _ =>
        [
            Facts.With("What was asked, what was answered, what was tried."),
            LongText("escalation", "Escalated to").With("Who at the authority and in the force was told, when, and what they said."), Transport,
        ],
    };

    public static readonly IReadOnlyList<Field> Officer =
    [
        Text("custodyOfficer.name", "Custody officer’s name").Optional(), Text("custodyOfficer.id", "Custody officer’s number"),
        Choice("custodyOfficer.rank", "Rank",
            [.. Vocabulary<Rank>.Words.Where(word => word is not "staff" and not "constable").Select(word => new Option(word, Screens.Words.Sentence(word)))]),
    ];

    /// <summary>Every field that an error can be about, in the order of the page.</summary>
    public static IReadOnlyList<Field> All(CertificateLimb limb) => [Reason, Requests, .. Of(limb), .. Officer, Confirmations];

    public static CertificateBody Body(CertificateLimb limb, Func<string, StringValues> given)
    {
        string? Said(string name) => given(name).ToString();
        var circumstances = limb == CertificateLimb.Impracticable && Enum.TryParse<LawfulReason>(Said("reason"), out var reason) && Enum.IsDefined(reason)
            && Circumstances.Stated(Said("circumstances"))
            ? LawfulReasons.Circumstances(reason, Said("circumstances")!)
            : Said("circumstances");
        var confirmed = given("confirm");
        return new CertificateBody(
            Vocabulary<CertificateLimb>.Word(limb), circumstances, [.. given("requests")], Said("escalation"), Said("noSecureSearch"),
            Said("whyOtherInadequate"), Said("seriousHarmFacts"), Said("transportTried"),
            new OfficerBody(Said("custodyOfficer.id"), Said("custodyOfficer.rank"), Said("custodyOfficer.name")),
            new ConfirmationsBody(confirmed.Contains("bail"), confirmed.Contains("told"), confirmed.Contains("independent")));
    }

    /// <summary>The refusals of the law, put to the fields of this form.</summary>
    public static EntryErrors Errors(CertificateLimb limb, IReadOnlyDictionary<string, string[]> errors)
    {
        var byField = new Dictionary<string, string[]>();
        foreach (var (path, sentences) in errors)
        {
            var field = path.StartsWith("confirmations", StringComparison.Ordinal) ? "confirm" : path;
            byField[field] = [.. byField.GetValueOrDefault(field, []), .. sentences];
        }
        return EntryErrors.Whole(All(limb), byField.ToDictionary(one => "data." + one.Key, one => one.Value));
    }
}
