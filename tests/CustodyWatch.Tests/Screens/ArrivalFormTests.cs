using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class ArrivalFormTests
{
    private const string Url = "/suites/CENTRAL/arrivals";

    /// <summary>The form of an ordinary arrival, but for what a test says otherwise.</summary>
    public static IEnumerable<(string, string)> Arrival(string when, params (string Path, string Value)[] otherwise) => new (string Path, string Value)[]
    {
        ("number", "CR-9"), ("when", when), ("child.initials", "AB"), ("child.dateOfBirth", "2011-03-02"), ("child.ageBasis", "stated"),
        ("child.sex", "female"), ("child.selfDefinedEthnicity", "W1"), ("child.lookedAfter", "no"), ("route", "arrest"),
        ("arrestedAt", "2026-06-10T21:00"), ("offences.0.description", "Theft"), ("offences.0.class", "either-way"),
    }.Where(field => otherwise.All(other => other.Path != field.Path)).Concat(otherwise);
}
