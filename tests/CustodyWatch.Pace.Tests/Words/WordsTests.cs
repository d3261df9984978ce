using System.Text;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Retention;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using CustodyWatch.Pace.Tests.Alerting;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Words;

/// <summary>
/// What the law says to an officer, an authority or an inspector besides the sentences of clocks, each with its provision, is written
/// down in Words.md, to be read. Set APPROVE_WORDS=1 to write it again; then read what changed.
/// </summary>
public sealed class WordsTests
{
    private const string FileName = "Words.md";
    private static readonly CustodyEvent[] Charged = [Given.Arrival(15), Given.Charge()];
    private static readonly CustodyEvent[] Refused = [.. Charged, Given.Refused()];

    [Fact]
    public void Every_word_is_one_that_was_read_and_approved()
    {
        var now = Write();
        if (Environment.GetEnvironmentVariable("APPROVE_WORDS") == "1") File.WriteAllText(Path.Combine(SourceFolder(), FileName), now);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Words", FileName)).Split('\n'), now.Split('\n'));
    }

    private static string Write()
    {
        var text = new StringBuilder("# What is said besides the sentences of clocks\n");
        Section("What each clock is called, and on what it rests", ClockKind.All.Select(kind =>
            $"{Word(kind.Name)}: {kind.Title}; {Word(kind.Authority)} {kind.Citation ?? "(by itself)"}{(kind.IsGate ? ", a gate" : "")}"));
        Section("What an alert says before a duty is due", Timed.Select(kind => Alert(kind, ClockState.Warning, Step.Warning(1))));
        Section("What an alert says when a duty is not done", Timed.Select(kind => Alert(kind, ClockState.Breached, Step.Due)));
        Section("What an alert says of the limit on a court's warrant, and of what is over when it is raised", Once);
        Section("Who is told, by the usual ladder", ClockKind.All.Select(kind => $"{Word(kind.Name)}: {Told(AlertPolicy.Default.Usual(kind))}"));
        Section("What a force may not make of a ladder", new[]
            {
                ClockName.Review, ClockName.Visit, ClockName.FoodTaken, ClockName.AccommodationReply, ClockName.Drink, ClockName.UnderAge, ClockName.ForceUsed,
            }.SelectMany(name => Faults(ClockKind.Of(name))));
        Section("May we do this now?", Situations.SelectMany(situation => Enum.GetValues<AskedAction>().Select(action => May(action, situation.Name, situation.Entries))));
        Section("The way through section 38", Walk(new Section38Answers()).Distinct());
        Section("What may not be signed", Drafts.SelectMany(draft => CertificateRules.Refusals(draft.Draft, CertificateGround.Of(draft.Night, Given.At("23:00")), Given.AnHour))
            .Select(refusal => $"{refusal.Field}: {refusal.Sentence}").Distinct().Order(StringComparer.Ordinal));
        Section("What may not be asked for", AskedFor.Select(refusal => $"{refusal.Field}: {refusal.Sentence}").Distinct());
        Section("The duty behind a request", Enum.GetValues<AccommodationKind>().Select(kind => $"{Word(kind)}: {RequestRules.DutyOf(kind, isAdult: false)}").Append($"to an adult: {RequestRules.NoDuty}"));
        Section("Reasons that can make a move impracticable", LawfulReasons.All.Select(choice => $"{Word(choice.Reason)}: {choice.Words}. {choice.FactsToGive}"));
        Section("Reasons that never do", Enum.GetValues<UnlawfulReason>().Select(reason => $"{Word(reason)}: {reason.Rule()} ({reason.Citation()})"));
        Section("Measures", Measures.All.Select(Defined));
        Section("What counts as a night", OvernightRule.All.Select(rule => $"{rule.Name}, {rule.LeastMinutes} minutes: {rule.Definition}"));
        Section("The step that would prevent a night", new[] { 0, 6, 14 }.SelectMany(later => Ahead.Select(entries => Forecast(entries, Given.At("20:00") + Duration.FromHours(later)))).Distinct());
        Section("Groups and strata", [string.Join(", ", EthnicGroup.All), string.Join(", ", CaseStratum.All)]);
        Section("How long a record is kept", Enum.GetValues<RecordGrade>().Select(grade => $"{KeepingRule.For(grade, new LocalNumbers())}"));
        return text.ToString();

        void Section(string title, IEnumerable<string> lines)
        {
            text.Append($"\n## {title}\n\n");
            foreach (var line in lines) text.Append($"- {line}\n");
        }
    }

    private static IEnumerable<ClockKind> Timed => ClockKind.All.Where(kind => !kind.IsGate);

    private static string Alert(ClockKind kind, ClockState state, Step step) => AlertText.Sentence(
        Invented.Review(state) with { Name = kind.Name, Basis = new(kind.Authority, kind.Citation, null) }, step, "99/000123/26", "CENTRAL", Invented.At(5));

    private static IEnumerable<string> Once
    {
        get
        {
            var limit = Invented.DetentionLimit(ClockState.Breached);
            var late = limit with { Cycle = limit.Cycle with { DoneTooLate = Invented.At(8) } };
            var onWarrant = limit with { Cycle = limit.Cycle with { OnCourtWarrant = true } };
            foreach (var clock in new[]
                {
                    onWarrant with { State = ClockState.Warning }, onWarrant, onWarrant with { StoppedAt = Invented.At(8) }, limit with { StoppedAt = Invented.At(8) }, late,
                    Invented.Review(ClockState.Breached) with { StoppedAt = Invented.At(5, 10) },
                    Back(late), Back(limit with { StoppedAt = Invented.At(9) }), Back(Invented.Review(ClockState.Breached) with { StoppedAt = Invented.At(9) }),
                })
                yield return AlertText.Sentence(clock, clock.State == ClockState.Warning ? Step.Warning(1) : Step.Due, "99/000123/26", "CENTRAL", Invented.At(5));

            static Clock Back(Clock clock) => clock with { Cycle = clock.Cycle with { BackFromBail = Invented.At(7, 30) } };
        }
    }

    private static string Told(Ladder ladder)
    {
        IEnumerable<string> steps =
        [
            .. ladder.Start is { } start ? [$"at the start {Rung(start)}"] : Array.Empty<string>(),
            $"warning {Rung(ladder.Warning)}",
            $"due {Rung(ladder.Due)}",
            .. ladder.Escalations.Select(later => $"{Say.Length(later.After)} after {Word(later.From)} {Rung(later.Rung)}"),
            $"seen for {Say.Length(ladder.AcknowledgementHolds)}",
        ];
        return string.Join("; ", steps);

        static string Rung(Rung rung) => $"{string.Join(" and ", rung.To.Select(Word))} ({Word(rung.Severity)})";
    }

    private static IEnumerable<string> Faults(ClockKind kind)
    {
        var nobody = new Ladder { Warning = new(Severity.Info, []), Due = new(Severity.Info, []), AcknowledgementHolds = LadderFloor.LongestHold + Duration.FromMinutes(1) };
        return LadderFloor.Faults(kind, AlertPolicy.Default.Usual(kind), nobody).Select(fault => $"{Word(kind.Name)}, {fault.Part}: {fault.Rule}");
    }

    private static IEnumerable<(string Name, CustodyEvent[] Entries)> Situations
    {
        get
        {
            var arrival = (Arrived)Given.Arrival(15).Fact;
            var mother = new Adult(AdultKind.Parent, null, null);
            var adult = Given.Entry("15:30", EventKind.AaArrived, new AaArrived(mother));
            var graver = Given.Entry("19:05", EventKind.Charged, new Charged(Given.Sergeant, [new(null, "Wounding", OffenceClass.IndictableOnly, null, true)]));
            yield return ("before the arrival", []);
            yield return ("after the release", [Given.Arrival(15), Given.Entry("18:00", EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true))]);
            yield return ("of a boy, with no adult there", [Given.Arrival(15)]);
            yield return ("of a girl, with the adult there", [Given.Arrival(15) with { Fact = arrival with { Child = arrival.Child with { Sex = Sex.Female } } }, adult]);
            yield return ("of a missing child", [Given.Arrival(15) with { Fact = arrival with { Child = arrival.Child with { Vulnerabilities = [Vulnerability.Missing] } } }]);
            yield return ("of a child under ten", [Given.Arrival(9)]);
            yield return ("under the Mental Health Act", [Given.Arrival(15) with { Fact = arrival with { Route = Route.MentalHealth } }]);
            yield return ("while at hospital", [Given.Arrival(15), Given.Entry("19:00", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment))]);
            yield return ("found not fit, charged and waiting for advice",
            [
                Given.Arrival(15), Given.Entry("16:00", EventKind.LegalAdviserRequested, new LegalAdviserRequested()),
                Given.Entry("17:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.NotFit, null)), Given.Charge(),
            ]);
            yield return ("past the limit", [Given.Arrival(15) with { Occurred = Given.At("20:00") - Duration.FromHours(30) }, adult]);
            yield return ("with a review overdue, at rest", [Given.Arrival(15, "12:00"), Given.Entry("13:30", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])), adult, Given.Entry("16:00", EventKind.RestStarted, new RestStarted())]);
            yield return ("on a court's warrant for more than a day", [Given.Arrival(15) with { Fact = arrival with { Route = Route.CourtWarrant, ArrestedAt = Given.At("20:00") - Duration.FromHours(25) } }, adult]);
            yield return ("charged with a grave offence", [Given.Arrival(15), graver]);
            yield return ("charged with a grave offence and refused bail", [Given.Arrival(15), graver, Given.Refused()]);
            yield return ("of somebody of eighteen", [Given.Arrival(18), Given.Charge()]);
            yield return ("granted bail", [Given.Arrival(15), adult, Given.Charge(), Given.Entry("19:30", EventKind.BailGranted, new BailGranted(true))]);
            yield return ("after a review that decided on release",
            [
                Given.Arrival(15), adult, Given.Entry("15:00", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])),
                Given.Entry("19:00", EventKind.ReviewHeld, new ReviewHeld(new Officer("2208", Rank.Inspector), ReviewMethod.InPerson, ReviewOutcome.Release, false, [])),
            ]);
        }
    }

    private static string May(AskedAction action, string situation, CustodyEvent[] entries)
    {
        var answer = MayWe.Answer(action, PaceRules.Clocks(entries, LocalSettings.Default, Given.At("20:00")).Record);
        return $"{Word(action)} {situation}: {(answer.Allowed ? "yes" : "no")}. {string.Join(" ", answer.Reasons.Select(reason => $"{reason.Text} ({reason.Citation})"))}";
    }

    private static IEnumerable<string> Walk(Section38Answers answers)
    {
        var decision = Section38.Decide(answers);
        foreach (var step in decision.Steps)
            yield return $"{(step.Question is { } question ? Word(question) : "to do")}{(step.Answer is { } said ? said ? ", yes" : ", no" : "")}: {step.Text} ({step.Citation})";
        IEnumerable<Section38Answers> next = decision.Asking switch
        {
            null => [],
            Section38Question.Charged => [answers with { Charged = false }, answers with { Charged = true }],
            Section38Question.UnderEighteen => [answers with { Age = 18 }, answers with { Age = 11 }, answers with { Age = 17 }],
            Section38Question.GroundMadeOut => [answers with { GroundMadeOut = false }, answers with { GroundMadeOut = true }],
            Section38Question.BailWouldMeetIt => [answers with { BailWouldMeetIt = true }, answers with { BailWouldMeetIt = false }],
            Section38Question.MovingImpracticable => [answers with { MovingImpracticable = true }, answers with { MovingImpracticable = false }],
            Section38Question.SeriousHarmInQuestion => [answers with { SeriousHarmInQuestion = true }, answers with { SeriousHarmInQuestion = false }],
            Section38Question.SecureAvailable => [answers with { SecureAvailable = true }, answers with { SecureAvailable = false }],
            Section38Question.RiskRemainsWithOffer => [answers with { RiskRemainsWithOffer = true }, answers with { RiskRemainsWithOffer = false }],
            _ => [answers with { AuthorityTakes = true }, answers with { AuthorityTakes = false }],
        };
        foreach (var line in next.SelectMany(Walk)) yield return line;
    }

    private static IEnumerable<(CertificateDraft Draft, CustodyEvent[] Night)> Drafts =>
        from limb in Enum.GetValues<CertificateLimb>()
        from night in (CustodyEvent[][])
        [
            [Given.Arrival(11)],
            [Given.Arrival(11), Given.Charge(), Given.Refused()],
            [Given.Arrival(18), Given.Charge(), Given.Refused()],
            [.. Refused, Given.Moved("22:00", TransferTo.LocalAuthority)],
            [.. Refused, Given.Moved("22:00", TransferTo.OtherForce)],
            [.. Refused, Given.Asked("S", kind: AccommodationKind.Secure), Given.Asked("T", kind: AccommodationKind.Secure), Given.Answered("S", "20:00", AccommodationDecision.Accepted)],
        ]
        from said in ((string[] Requests, string? Facts)[])[([], null), (["S", "T"], "May abscond"), (["unheard of"], "For his own safety alone")]
        select (new CertificateDraft
        {
            Limb = limb,
            Requests = said.Requests,
            SeriousHarmFacts = said.Facts,
            Circumstances = said.Facts,
            CustodyOfficer = new("4417", Rank.Constable),
            Independent = false,
        }, night);

    private static IEnumerable<Refusal> AskedFor =>
    [
        .. RequestRules.Refusals(AccommodationKind.NonSecure, null, [.. Refused, Given.Moved("22:00", TransferTo.Court)], Given.At("22:30")),
        .. RequestRules.Refusals(AccommodationKind.Secure, " ", [Given.Arrival(11)], Given.At("22:30")),
        .. RequestRules.Refusals(AccommodationKind.NonSecure, null, [Given.Arrival(18)], Given.At("22:30")),
    ];

    private static string Defined(Measure measure) =>
        $"{measure.Name} ({Word(measure.Reckoning)} of {measure.Numerator?.ToString() ?? measure.Wait?.ToString()} over {measure.Denominator?.ToString() ?? "nothing"}"
        + $", in {measure.MinutesInUnit}, needs {measure.Needs.Known} of {measure.Needs.Of}, {measure.RuleVersion}): {measure.Title}. {measure.Definition}";

    private static IEnumerable<CustodyEvent[]> Ahead
    {
        get
        {
            var mother = new Adult(AdultKind.Parent, null, null);
            CustodyEvent[] steps =
            [
                Given.Arrival(15),
                Given.Entry("15:00", EventKind.DetentionAuthorised, new DetentionAuthorised(Given.Sergeant, [DetentionGround.ObtainEvidenceByQuestioning])),
                Given.Entry("15:10", EventKind.AaRequested, new AaRequested(mother)),
                Given.Entry("16:00", EventKind.AaArrived, new AaArrived(mother)),
                Given.Entry("16:10", EventKind.LegalAdviserRequested, new LegalAdviserRequested()),
                Given.Entry("17:00", EventKind.LegalAdviserArrived, new LegalAdviserArrived()),
                Given.Entry("17:30", EventKind.InterviewStarted, new InterviewStarted(true, null)),
                Given.Entry("18:30", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.NotFit, null)),
                Given.Charge(),
                Given.Refused(),
                Given.Asked("R-1"),
                Given.Answered("R-1", "19:40", AccommodationDecision.Declined),
                Given.Answered("R-1", "19:45", AccommodationDecision.Accepted),
                Given.Entry("19:50", EventKind.BailGranted, new BailGranted(true)),
            ];
            for (var count = 1; count <= steps.Length; count++) yield return [.. steps[..count], .. Given.KeptLawfully];
            foreach (var route in new[] { Route.MentalHealth, Route.CourtWarrant })
                yield return [steps[0] with { Fact = (Arrived)steps[0].Fact with { Route = route } }];
            yield return steps[..4];
            yield return [.. steps[..4], Given.Entry("17:00", EventKind.AaLeft, new AaLeft())];
            yield return [.. steps[..4], Given.Entry("17:00", EventKind.ChildAsked, new ChildAsked("Q-1", Pace.Custody.AskedFor.Solicitor, null))];
            yield return [.. steps[..4], Given.Entry("19:00", EventKind.ReviewHeld, new ReviewHeld(new("2210", Rank.Inspector), ReviewMethod.InPerson, ReviewOutcome.Release, false, []))];
            yield return [Given.Arrival(9)];
            CustodyEvent[] sent = [.. steps[..4], .. Given.KeptLawfully, Given.Entry("17:00", EventKind.HealthcareAttended, new HealthcareAttended(HealthcareFinding.ToHospital, null))];
            CustodyEvent[] there = [.. sent, Given.Entry("17:30", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Treatment))];
            yield return sent;
            yield return there;
            yield return [.. there, Given.Entry("19:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital())];
            yield return [Given.Arrival(15, "00:00"), .. steps[1..4], Given.Reviewed("20:00")];
            yield return [Given.Arrival(18), Given.Charge(), Given.Refused()];
            yield return [.. steps[..4], Given.Entry("18:00", EventKind.RestStarted, new RestStarted())];
            yield return [.. steps[..4], Given.Entry("19:30", EventKind.LeftForOtherStation, new LeftForOtherStation("Northgate"))];
            yield return [Given.Arrival(15), Given.Charge(), Given.Refused(), Given.Asked("R-1"), Given.Withdrawn("R-1", "19:40")];
        }
    }

    private static string Forecast(CustodyEvent[] entries, Instant at)
    {
        var ahead = OvernightForecast.Of(CustodyRecord.Fold(entries, LocalSettings.Default, at))!;
        return $"{ahead.Why} {ahead.Step} ({ahead.Citation})";
    }

    private static string Word<T>(T value) where T : struct, Enum => Vocabulary<T>.Word(value);

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
