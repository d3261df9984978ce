using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CustodyWatch.Features.Certificates;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>How long the paper of a certificate takes, the first one and those after it, and how large it is.</summary>
internal static class CertificateBenchmark
{
    private const int Rounds = 50;

    public static int Run()
    {
        foreach (var (name, facts) in new[] { ("usual", Facts), ("longest", string.Concat(Enumerable.Repeat(Facts + "\n", 20))) })
        {
            var row = Row(facts);
            var began = Stopwatch.GetTimestamp();
            var pdf = CertificateForms.Pdf(row);
            var first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                began = Stopwatch.GetTimestamp();
                CertificateForms.Pdf(row);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {pdf.Length / 1024} kB; first {first:0} ms, then {times[Rounds / 2]:0.0} ms (median of {Rounds}), {times[^1]:0.0} ms at most"));
        }
        return 0;
    }

    public const string Facts = "Heavy snow has closed the A57 and every road out of the town since 20:00; the gritters were asked at 20:40 and cannot pass before 02:00.";

    public static CertificateRow Row(string facts)
    {
        var at = Instant.FromUtc(2026, 6, 10, 20, 0);
        var request = new RequestPart(
            "r-1", at, "Demonstration Metropolitan Borough", AccommodationKind.NonSecure, null, "declined", at, null, null, DeclineReason.NoPlacementFound, "Rang nine carers", "EDT-7", true);
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new CertificateContent
            {
                Number = "99-000001",
                Limb = CertificateLimb.Impracticable,
                SignedAt = at,
                VerifyAt = "https://custody.example/verify/99-000001",
                CustodyRecordNumber = "CR-26-00001",
                Force = "99",
                Suite = "CENTRAL",
                Station = "Central, Demonstration Force 99",
                Child = new("KL", new LocalDate(2011, 3, 2), 15, AgeBasis.Document, Sex.Female, "W1", true, "Demonstration Metropolitan Borough", null),
                Times = new(at, at, at, at),
                Charges = [new("CD71001", "Criminal damage to property valued under £5,000", OffenceClass.EitherWay, null, false)],
                Bail = new(at, [BailGround.PreventOffence], "Third time this week", new Officer("4417", Rank.Sergeant)),
                Court = new("Westmarch Youth Court", at),
                Requests = [.. Enumerable.Repeat(request, 3)],
                Circumstances = facts,
                Escalation = facts,
                TransportTried = facts,
                People = new("mother", at, "Demonstration Metropolitan Borough", at, AdultKind.Scheme, at, at, at, at),
                Reviews = [new(at, new Officer("2201", Rank.Inspector), ReviewMethod.InPerson, ReviewOutcome.Continue, [Representation.Child])],
                CustodyOfficer = new Officer("4417", Rank.Sergeant),
                SignedBy = "sgt-01",
            },
            Json.Options);
        return new CertificateRow { Number = "99-000001", SignedAt = at, VerificationCode = "ABCDEFGHJK", Content = content, ContentHash = SHA256.HashData(content) };
    }
}
