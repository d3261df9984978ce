using CustodyWatch.Http;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>Who is told at one step, and how loudly; the severity is not asked for, it follows from the usual ladder.</summary>
/// <param name="To">Who.</param>
/// <param name="OutOfBand">Whether whoever is on duty is reached outside the screens at once, even while one is open; not when it is left out.</param>
/// <param name="Severity">Follows from the usual ladder.</param>
public sealed record RungBody(IReadOnlyList<string?>? To, [MayBeLeftOut] bool? OutOfBand = null, string? Severity = null)
{
    public static RungBody Of(Rung rung) =>
        new([.. rung.To.Select(Vocabulary<Audience>.Word)], rung.OutOfBand, Vocabulary<Severity>.Word(rung.Severity));
}

/// <summary>Who is told when a duty has stayed undone.</summary>
/// <param name="AfterMinutes">How long after.</param>
/// <param name="From">After what: <c>due</c>, or the <c>start</c> of the cycle; due when it is left out.</param>
/// <param name="To">Who.</param>
/// <param name="OutOfBand">As at any step.</param>
/// <param name="Severity">Follows from the usual ladder.</param>
public sealed record EscalationBody(
    int? AfterMinutes, [MayBeLeftOut, WordsOf<EscalationFrom>] string? From, IReadOnlyList<string?>? To, [MayBeLeftOut] bool? OutOfBand = null,
    string? Severity = null);

/// <summary>A ladder as it is read and sent. Whoever is told at the start of a cycle is told whatever is sent.</summary>
public sealed record LadderBody(
    RungBody? Warning, RungBody? Due, [MayBeLeftOut] IReadOnlyList<EscalationBody?>? Escalations, [MayBeLeftOut] int? AcknowledgementMinutes, RungBody? Start = null)
{
    /// <summary>How many further steps a ladder may have.</summary>
    public const int MostEscalations = 6;

    public static LadderBody Of(Ladder ladder) => new(
        RungBody.Of(ladder.Warning),
        RungBody.Of(ladder.Due),
        [
            .. ladder.Escalations.Select(escalation => new EscalationBody(
                (int)escalation.After.TotalMinutes, Vocabulary<EscalationFrom>.Word(escalation.From),
                [.. escalation.Rung.To.Select(Vocabulary<Audience>.Word)], escalation.Rung.OutOfBand, Vocabulary<Severity>.Word(escalation.Rung.Severity))),
        ],
        (int)ladder.AcknowledgementHolds.TotalMinutes,
        ladder.Start is { } start ? RungBody.Of(start) : null);

    /// <summary>The ladder that is meant, or none when a part of it cannot be read; what is wrong goes to the errors.</summary>
    public Ladder? Read(Ladder usual, IReadOnlyList<Audience> reachable, IDictionary<string, string> errors)
    {
        var before = errors.Count;
        var warning = Told("warning.to", Warning?.To);
        var due = Told("due.to", Due?.To);
        var escalations = new List<Escalation>();
        if (Escalations?.Count > MostEscalations) errors["escalations"] = $"may be at most {MostEscalations}";
        foreach (var (sent, i) in (Escalations ?? []).Take(MostEscalations).Select((sent, i) => (sent, i)))
        {
            var path = $"escalations[{i}]";
            var to = Told(path + ".to", sent?.To);
            var from = sent?.From is null ? EscalationFrom.Due : Vocabulary<EscalationFrom>.Parse(sent.From);
            if (from is null) errors[path + ".from"] = "must be due or start";
            if (sent?.AfterMinutes is not { } minutes || minutes < 1 || minutes > LadderFloor.Longest.TotalMinutes)
                errors[path + ".afterMinutes"] = $"must be a whole number from 1 to {(int)LadderFloor.Longest.TotalMinutes}";
            else
                escalations.Add(new(from ?? EscalationFrom.Due, Duration.FromMinutes(minutes), new(SeverityOf(usual, to), to, sent.OutOfBand == true)));
        }
        var hold = AcknowledgementMinutes ?? (int)usual.AcknowledgementHolds.TotalMinutes;
        if (hold < 1) errors["acknowledgementMinutes"] = "must be a whole number from 1";
        if (errors.Count > before) return null;
        return usual with
        {
            Start = usual.Start is { } start ? start with { OutOfBand = Start?.OutOfBand == true } : null,
            Warning = usual.Warning with { To = warning, OutOfBand = Warning?.OutOfBand == true },
            Due = usual.Due with { To = due, OutOfBand = Due?.OutOfBand == true },
            // Counted from the start first, as they come: what is counted from there is longest ahead.
            Escalations = [.. escalations.OrderBy(escalation => escalation.From).ThenBy(escalation => escalation.After)],
            AcknowledgementHolds = Duration.FromMinutes(hold),
        };

        IReadOnlyList<Audience> Told(string path, IReadOnlyList<string?>? words)
        {
            var read = (words ?? []).Select(word => Vocabulary<Audience>.Parse(word)).ToArray();
            if (read.Length == 0) errors[path] = "must tell somebody";
            else if (read.Any(audience => audience is not { } known || !reachable.Contains(known)))
                errors[path] = $"must be of {string.Join(", ", reachable.Select(Vocabulary<Audience>.Word))}";
            return [.. read.OfType<Audience>().Distinct()];
        }
    }

    // As loud as it is when due, and louder where the usual ladder is when it comes to the same people.
    private static Severity SeverityOf(Ladder usual, IReadOnlyList<Audience> to) => usual.Escalations
        .Where(escalation => escalation.Rung.To.Intersect(to).Any()).Select(escalation => escalation.Rung.Severity)
        .Append(usual.Due.Severity).Max();
}
