using CustodyWatch.Pace;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Certificates.Document;

/// <summary>How a certificate words things, the same on paper and on screen.</summary>
public static class Printing
{
    private static readonly ZonedDateTimePattern DateAndTime = ZonedDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm x", null);
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");

    public const string NotRecorded = "Not recorded";

    public static string Title(CertificateLimb limb) =>
        limb == CertificateLimb.LaFailure ? "Statement to the court: no accommodation provided" : "Certificate of detention of a juvenile";

    public static string Statute(CertificateLimb limb) => limb switch
    {
        CertificateLimb.Impracticable => "Police and Criminal Evidence Act 1984, section 38(6)(a) and (7)",
        CertificateLimb.NoSecure => "Police and Criminal Evidence Act 1984, section 38(6)(b) and (7)",
        _ => "In place of a certificate under the Police and Criminal Evidence Act 1984, section 38(6) and (7)",
    };

    /// <summary>What must not be missed about a statement.</summary>
    public static string? Notice(CertificateLimb limb) => limb == CertificateLimb.LaFailure
        ? "This is a statement to the court. It is not a certificate, and it gives no authority to keep the child at the station."
        : null;

    /// <summary>What the custody officer puts their name to.</summary>
    public static string Declaration(CertificateContent content) => content.Limb switch
    {
        CertificateLimb.Impracticable =>
            "I certify that, because of the circumstances stated here, it is impracticable to move the arrested juvenile to local authority accommodation.",
        // Nobody signs it of a child under twelve: one who was eleven at the refusal has turned twelve since.
        CertificateLimb.NoSecure =>
            $"I certify that the arrested juvenile is aged {Math.Max(content.Child.AgeAtRefusal, Citation.SecureFromAge)}, that no secure accommodation is available, and that keeping the juvenile in other local authority accommodation would not be adequate to protect the public from serious harm from the juvenile.",
        _ =>
            "I state to the court that the local authority, asked as shown, did not provide accommodation for the arrested juvenile. Its duty to do so is absolute (Children Act 1989, section 21(2)(b)). This is not a certificate: the want of a bed does not make moving the juvenile impracticable (Code C, Note 16D).",
    };

    /// <summary>The time in London, with BST or GMT after it: one hour of the year comes twice.</summary>
    public static string At(Instant? at) => at is { } instant ? DateAndTime.Format(instant.InZone(LondonTime.Zone)) : NotRecorded;

    public static string Day(LocalDate? date) => date is { } day ? Date.Format(day) : NotRecorded;

    public static string Words<T>(T value) where T : struct, Enum => Sentence(Vocabulary<T>.Word(value));

    public static string Sentence(string kebab) => kebab.Length == 0 ? kebab : char.ToUpperInvariant(kebab[0]) + kebab[1..].Replace('-', ' ');

    public static string Ground(BailGround ground) => ground switch
    {
        BailGround.NameOrAddress => "Name or address not known or doubted, s38(1)(a)(i)",
        BailGround.FailToAppear => "Likely to fail to appear, s38(1)(a)(ii)",
        BailGround.PreventOffence => "To prevent an offence, s38(1)(a)(iii)",
        BailGround.DrugSample => "To take a drug sample, s38(1)(a)(iiia)",
        BailGround.PreventInjuryOrDamage => "To prevent injury or damage, s38(1)(a)(iv)",
        BailGround.Interference => "To prevent interference with justice, s38(1)(a)(v)",
        BailGround.OwnProtection => "Own protection, s38(1)(a)(vi)",
        BailGround.OwnInterests => "Own interests, s38(1)(b)(ii)",
        _ => "Charged with murder, s38(1)(c)",
    };

    public static string Known(string? text) => string.IsNullOrWhiteSpace(text) ? NotRecorded : text;

    /// <summary>Who must take the child in: the authority that looks after the child, else that of the child's home.</summary>
    public static string Authority(ChildPart child) => child.LookedAfter
        ? $"Looked after by {Known(child.LookedAfterBy)}"
        : child.HomeAuthority is null ? NotRecorded : $"Home authority {child.HomeAuthority}";

    /// <param name="request">The request that was answered, or was not.</param>
    /// <param name="at">How a time is written.</param>
    public static string Answer(RequestPart request, Func<Instant?, string> at)
    {
        var outcome = Sentence(request.Outcome);
        if (request.WithdrawnAt is { } gone) outcome += $"{(request.Outcome == "withdrawn" ? "" : "; withdrawn")} by the police {at(gone)}";
        if (request.AnsweredAt is null) return outcome;
        if (request.Decision is AccommodationDecision.NeedsFacts)
            return $"{outcome}; asked for facts{(string.IsNullOrWhiteSpace(request.Text) ? "" : $": {request.Text}")}; no decision";
        if (request.Decision is { } decision && Vocabulary<AccommodationDecision>.Word(decision) != request.Outcome)
            outcome += $"; answered: {Words(decision).ToLowerInvariant()}";
        return string.Join(", ", new[]
        {
            outcome,
            request.Placement is { } placement ? Words(placement).ToLowerInvariant() : null,
            request.ReadyAt is { } ready ? $"ready {at(ready)}" : null,
            request.ReasonCode is { } reason ? Words(reason).ToLowerInvariant() : null,
            request.Text,
        }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    public static string Outcome(ReviewPart review) => Words(review.Outcome) + review.Fault switch
    {
        null => "",
        ReviewFault.Rank => "; does not count: rank",
        ReviewFault.BeforeAuthorisation => "; does not count: before detention was authorised",
        _ => "; does not count: after the detention was over",
    };
}
