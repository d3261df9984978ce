using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using NodaTime;
using static CustodyWatch.Features.Certificates.Document.Printing;

namespace CustodyWatch.Features.Certificates.Document;

/// <summary>Lays a certificate out: every field of the form, with "not recorded" where the record is silent.</summary>
internal static class SheetOf
{
    public static Sheet Certificate(CertificateRow row) => Content(
        CertificateForms.Content(row), new SheetCheck(CertificateForms.Content(row).VerifyAt, row.VerificationCode, Convert.ToHexStringLower(row.ContentHash)));

    public static Sheet Content(CertificateContent content, SheetCheck? check) => new(
        Title(content.Limb), Statute(content.Limb), content.Number, content.Form, Notice(content.Limb),
        [
            new(content.IsStatement ? "This statement" : "This certificate") { Fields = Reference(content) },
            new("The child") { Fields = Child(content) },
            new("Times") { Fields = Times(content) },
            new("Charges") { Table = Charges(content) },
            new("Refusal of bail") { Fields = Bail(content) },
            new("Requests to the local authority")
            {
                Lead = content.Requests.Count == 0 ? "No request is on the record." : null,
                Table = content.Requests.Count == 0 ? null : Requests(content.Requests),
            },
            new(content.IsStatement ? "What is stated to the court" : "What is certified") { Lead = Declaration(content), Fields = Grounds(content) },
            new("Who was told and who was there") { Fields = People(content) },
            new("Reviews of detention")
            {
                Lead = content.Reviews.Count == 0 ? "No review is on the record." : null,
                Table = content.Reviews.Count == 0 ? null : Reviews(content.Reviews),
            },
            new("Signed by the custody officer") { Fields = Signature(content), IsKeptWhole = true },
            new("After signing") { Fields = ByHand },
        ],
        check);

    private static SheetField[] Reference(CertificateContent content) =>
    [
        new("Number", content.Number), new("Custody record", content.CustodyRecordNumber), new("Force reference", NotRecorded),
        new("Station", content.Station), new("Replaces", content.Supersedes ?? "None"), new("Form", content.Form),
    ];

    private static SheetField[] Child(CertificateContent content) =>
    [
        new("Name", null), new("Initials", content.Child.Initials), new("Date of birth", Day(content.Child.DateOfBirth)),
        new("Age when bail was refused", $"{content.Child.AgeAtRefusal} ({Words(content.Child.AgeBasis).ToLowerInvariant()})"),
        new("Sex", Words(content.Child.Sex)), new("Ethnicity", Ethnicity(content.Child.SelfDefinedEthnicity)),
        new("Address", null), new("Responsible person", Known(content.People.ResponsiblePerson)),
        new("Local authority", Authority(content.Child)),
    ];

    private static SheetField[] Times(CertificateContent content) =>
    [
        .. Times(content.Times), new("Bail refused", At(content.Bail.RefusedAt)), new("Court sits", At(content.Court?.SittingAt)),
        new("Court", Known(content.Court?.Court), Wide: true),
    ];

    public static IReadOnlyList<SheetField> Times(TimesPart times) =>
    [
        new("Arrested", At(times.Arrested)), new("Arrived", At(times.Arrived)), new("Detention authorised", At(times.Authorised)),
        new("Charged", At(times.Charged)),
    ];

    private static SheetTable Charges(CertificateContent content) => new(
        ["Offence", "Code", "How it is tried", "Violent or sexual"], [0.52, 0.14, 0.18, 0.16],
        [.. content.Charges.Select(charge => (string[])
            [charge.Description, Known(charge.Code), Words(charge.Class), charge.ViolentOrSexual ? "Yes" : "No"])]);

    private static SheetField[] Bail(CertificateContent content) =>
    [
        new("Ground", string.Join("; ", content.Bail.Grounds.Select(Ground)), Wide: true),
        new("Facts", content.Bail.Reason, Wide: true),
        new("Refused by", Officer(content.Bail.Officer), Wide: true),
    ];

    public static SheetTable Requests(IReadOnlyList<RequestPart> requests) => Requests(requests, At);

    /// <param name="requests">The requests, in order.</param>
    /// <param name="at">How a time is written.</param>
    public static SheetTable Requests(IReadOnlyList<RequestPart> requests, Func<Instant?, string> at) => new(
        ["Asked", "Authority", "Kind, and why", "Answer", "Answered", "By whom"], [0.13, 0.15, 0.21, 0.27, 0.13, 0.11],
        [.. requests.Select(request => (string[])
        [
            at(request.AskedAt) + (request.ReliedOn ? ", relied on" : ""), request.Authority,
            Words(request.Kind) + (request.SeriousHarmReason is { } harm ? $": {harm}" : ""), Answer(request, at),
            request.AnsweredAt is not null ? at(request.AnsweredAt) : request.Awaited ? "Not yet" : "Never",
            request.AnsweredAt is not null ? Known(request.Worker) : request.Awaited ? "Nobody yet" : "Nobody",
        ])]);

    private static SheetField[] Grounds(CertificateContent content) =>
    [
        .. content.Limb switch
        {
            CertificateLimb.NoSecure => (SheetField[])
            [
                new("How and when secure accommodation was looked for", Known(content.NoSecureSearch), Wide: true),
                new("Why nothing else offered would protect the public", Known(content.WhyOtherInadequate), Wide: true),
                new("The serious harm feared from the child", Known(content.SeriousHarmFacts), Wide: true),
            ],
            CertificateLimb.Impracticable => [new("Circumstances that make moving the child impracticable", Known(content.Circumstances), Wide: true)],
            _ => [new("Facts", Known(content.Circumstances), Wide: true)],
        },
        new("Transport tried", Known(content.TransportTried), Wide: true),
        new("Escalated to", Known(content.Escalation), Wide: true),
    ];

    private static SheetField[] People(CertificateContent content)
    {
        var people = content.People;
        return
        [
            new("Responsible person told", At(people.ResponsiblePersonTold)),
            new("Authority told", people.AuthorityToldAt is null ? NotRecorded : $"{people.AuthorityTold}, {At(people.AuthorityToldAt)}"),
            new("Adult", people.Adult is { } kind ? Words(kind) : NotRecorded),
            new("Adult asked for", At(people.AdultRequested)), new("Adult arrived", Arrived(people.AdultArrived, people.AdultAskedAgain)),
            new("Solicitor asked for", At(people.SolicitorRequested)), new("Solicitor arrived", Arrived(people.SolicitorArrived, people.SolicitorAskedAgain)),
            new("Bail with conditions considered first", "Confirmed"), new("Child and adult told of this", "Confirmed"),
        ];
    }

    public static SheetTable Reviews(IReadOnlyList<ReviewPart> reviews) => Reviews(reviews, At);

    /// <param name="reviews">The reviews, in order.</param>
    /// <param name="at">How a time is written.</param>
    public static SheetTable Reviews(IReadOnlyList<ReviewPart> reviews, Func<Instant?, string> at) => new(
        ["Held", "By", "How", "Outcome", "Who was heard"], [0.2, 0.24, 0.16, 0.14, 0.26],
        [.. reviews.Select(review => (string[])
        [
            at(review.At), Officer(review.Officer), Words(review.Method), Outcome(review),
            review.Heard.Count == 0 ? "Nobody on the record" : string.Join(", ", review.Heard.Select(Words)),
        ])]);

    private static SheetField[] Signature(CertificateContent content) =>
    [
        new("Name", content.CustodyOfficerName), new("Rank", Words(content.CustodyOfficer.Rank)), new("Number", content.CustodyOfficer.Id),
        new("Signed", At(content.SignedAt)), new("Signed in as", content.SignedBy), new("Signature", null),
    ];

    private static readonly SheetField[] ByHand =
    [
        new("Seen by inspector", null), new("Rank and number", null), new("Time", null),
        new("Copies", "[  ] court   [  ] file   [  ] local authority   [  ] appropriate adult   [  ] solicitor", Wide: true),
        new("Received for the court by", null), new("Court", null), new("Time", null),
    ];

    private static string Arrived(Instant? at, Instant? askedAgain) =>
        askedAgain is null ? At(at) : $"{At(at)}; asked again {At(askedAgain)}, not come";

    private static string Ethnicity(string code) => Screens.Entries.Ethnicities.NameOf(code);

    private static string Officer(Officer officer) => $"{Words(officer.Rank)} {officer.Id}";
}
