using System.Text.Json;
using CustodyWatch.Log;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Screens;
using CustodyWatch.Storage.Sealing;
using NodaTime;
using Entry = CustodyWatch.Features.Detentions.Disclosure.SubjectAccessPaper.Entry;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>What people noted and decided about a child, as the child can read it. What the program worked out is in the files.</summary>
internal static class HeldInWords
{
    public static IReadOnlyList<Entry> Of(Held held, Instant now)
    {
        var titles = held.Alerts.ToDictionary(alert => alert.Id, alert => alert.Title);
        return
        [
            .. held.AlertEntries.Where(entry => entry.UserId is not null || entry.Note is not null).Select(entry => Told(
                entry.At, $"Alert {entry.State}: {entry.Title ?? titles[entry.AlertId]}", ("By", entry.UserId), ("Note", entry.Note?.Text)))
            .Concat(held.Silences.Select(silence => Told(
                silence.FromAt, $"Alerts silenced: {Plain(silence.Clock)}", ("By", silence.SetBy), ("Until", LondonText.Time(silence.UntilAt, now)), ("Why", silence.Reason.Text))))
            .Concat(held.Silences.Where(silence => silence.LiftedAt is not null).Select(silence => Told(
                silence.LiftedAt!.Value, $"Alerts no longer silenced: {Plain(silence.Clock)}", ("By", silence.LiftedBy), ("Why", silence.LiftReason?.Text))))
            .Concat(held.Certificates.Select(paper => Told(
                paper.SignedAt, paper.Limb == CertificateRow.StatementLimb ? $"Statement {paper.Number} signed" : $"Certificate {paper.Number} signed",
                ("By", paper.SignedBy), ("Now", paper.Status))))
            .Concat(held.Countersignatures.Select(one => Told(one.At, $"{one.Number} countersigned", ("By", one.SignedBy), ("Note", one.Note?.Text))))
            .Concat(held.ChildCards.Select(card => Told(card.GivenAt, "You were given a card", ("By", card.GivenBy), ("Language", card.Language))))
            .Concat(held.Handovers.Select(shift => Told(
                shift.OfferedAt, "The shift changed", ("From", shift.FromUser), ("To", shift.ToUser), ("Accepted by", shift.AcceptedBy))))
            .Concat(held.Inspections.Select(opened => Told(
                opened.OpenedAt, "Your record was opened to the inspectorate",
                ("By", opened.OpenedBy), ("Until", LondonText.Time(opened.Until, now)), ("Why", opened.Reason.Text))))
            .Concat(held.Quarantine.Select(refused => Told(
                refused.Received, refused.Sent is null ? "Something sent about somebody else, or about others too, names you and was not taken" : "Something sent about you was not taken",
                ("Why", Detail(refused.Problem)), ("Since then", refused.State), ("By", refused.DecidedBy), ("Because", refused.Reason?.Text))))
            .Concat(held.AuditGrades.Select(grade => Told(
                grade.GradedAt, $"How you were dealt with was graded: {grade.Grade}", [("By", grade.GradedBy), ("Note", grade.Note.Text), .. Areas(grade.AreasSaid)])))
            .Concat(held.Holds.Select(hold => Told(hold.FromAt, $"Your record is kept for now: {hold.Kind}", ("By", hold.SetBy), ("Why", hold.Reason.Text))))
            .Concat(held.Holds.Where(hold => hold.LiftedAt is not null).Select(hold => Told(
                hold.LiftedAt!.Value, $"Your record need no longer be kept for this: {hold.Kind}", ("By", hold.LiftedBy), ("Why", hold.LiftReason?.Text))))
            .Concat(held.RetentionDecisions.Select(made => Told(
                made.DecidedAt, made.Decision == RetentionDecisionRow.Keep ? "Your record was reviewed, and is kept" : "Your record was reviewed, and is to be destroyed",
                ("By", made.DecidedBy), ("Why", made.Reason.Text), ("To be looked at again", made.ReviewAt is { } at ? LondonText.Time(at, now) : null))))
            .OrderBy(entry => entry.At),
        ];
    }

    private static Entry Told(Instant at, string title, params IEnumerable<(string Label, string? Value)> lines) =>
        new(at, title, [.. lines.Where(line => !string.IsNullOrEmpty(line.Value)).Select(line => (line.Label, line.Value!))], null);

    private static string Plain(string word) => word.Replace('-', ' ');

    private static IEnumerable<(string Label, string? Value)> Areas(JsonElement areas) =>
        from area in areas.EnumerateObject()
        where area.Value.ValueKind == JsonValueKind.Object
        let words = area.Value.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.String).Select(part => part.Value.GetString())
        select (Plain(area.Name), (string?)string.Join(": ", words));

    private static string? Detail(JsonElement? problem) =>
        problem is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
}
