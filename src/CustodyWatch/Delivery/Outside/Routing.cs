using System.Data.Common;
using CustodyWatch.Live;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Custody;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Who has to be reached outside the screens: whoever is on duty for an audience that has no screen open or never has one, or whose
/// step says so; a minute later whoever has one open on which the alert was not seen; and every system that asked to be told. Where
/// an audience has nobody on duty, those lower on the ladder are told as well, and they themselves as soon as somebody comes.
/// </summary>
public sealed class Routing(IOptions<OutsideOptions> options, Presence presence)
{
    public const string Webhook = "webhook";

    /// <summary>What is owed for an alert that speaks, to be kept in the alert's own transaction.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> Owed(DbConnection connection, DbTransaction transaction, AlertRow alert, Instant now)
    {
        var owed = options.Value.Webhooks.Where(hook => hook.Force == alert.Force)
            .Select(hook => Row(alert, now, new(Webhook, hook.Recipient))).ToList();
        var search = new Search(connection, transaction, alert, now);
        foreach (var audience in Words(alert.Audience)) await Find(search, audience);
        await FindBelow(search);
        owed.AddRange(search.Owed);
        return owed;
    }

    /// <summary>
    /// What is owed in the place of a message whose recipient is not on duty: to whoever is on duty now and is not owed it yet; what
    /// stands for its own audience where it has nobody, null when it has; and nothing where the alert has spoken again since.
    /// </summary>
    public async Task<(Sent? Nobody, IReadOnlyList<DeliveryRow> Rows)> Instead(
        DbConnection connection, DbTransaction transaction, OwedMessage message, Instant now)
    {
        if (await AlertRow.Find(connection, message.AlertId, transaction) is not { } alert) return (Sent.PassedOn, []);
        if (await DeliveryRow.LastSpoke(connection, transaction, alert.Id) > message.Position) return (null, []);
        var search = new Search(connection, transaction, alert with { Sequence = message.Position }, now);
        foreach (var audience in Words(message.Audience ?? "")) await Reach(search, audience, now);
        // A contact that could be texted and now can only be rung waits as one that never could; a turn that is over was somebody's.
        var nobody = !search.NobodyFound ? null
            : search.Owed.Any(row => row.Recipient == message.Recipient && row.Outcome == DeliveryRow.ToBeRung) ? Sent.ToBeRung
            : message.Recipient == OnDuty.Nobody.Recipient ? Sent.ToNobody : Sent.PassedOn;
        if (IsOpen(alert)) await FindBelow(search);
        var owed = await DeliveryRow.Spoken(connection, transaction, message.AlertId, message.Position);
        var over = await BegunAgain(search, message, owed);
        owed = [.. owed.Where(row => !over.Any(lost => lost.MessageId == row.MessageId))];
        return (nobody,
        [
            .. search.Owed.Where(row => !owed.Any(other => other.IsForTheSameAs(row) && (other.MessageId != message.MessageId || row.Outcome is not null)))
                .Select(row => row with { MessageId = over.FirstOrDefault(row.IsForTheSameAs)?.MessageId ?? row.MessageId }),
        ]);
    }

    /// <summary>
    /// What is owed beside a message that was refused or given up, or passed on to somebody for whom another was, of an alert that stands
    /// and has not spoken again: to those lower on the ladder where nobody else of its audience has it or may yet have it, and to whoever
    /// of its audience comes on duty later.
    /// </summary>
    public async Task<IReadOnlyList<DeliveryRow>> Unreached(
        DbConnection connection, DbTransaction transaction, OwedMessage message, Instant now)
    {
        if (await AlertRow.Find(connection, message.AlertId, transaction) is not { IsLive: true, IsHushed: false } alert) return [];
        if (await DeliveryRow.LastSpoke(connection, transaction, alert.Id) > message.Position) return [];
        var owed = await DeliveryRow.Spoken(connection, transaction, message.AlertId, message.Position);
        var own = owed.Where(row => row.Audience == message.Audience).ToArray();
        if (own.Any(row => row.IsHad) || !own.Any(row => row.IsLost)) return [];
        var search = new Search(connection, transaction, alert with { Sequence = message.Position }, now) { NobodyFound = true };
        search.Asked.UnionWith(owed.SelectMany(row => Words(row.Audience ?? "")));
        search.Told.UnionWith(owed.Where(row => row.IsHad || row.Waits).SelectMany(row => Words(row.Audience ?? "")));
        if (IsOpen(alert) && !own.Any(row => row.Waits)) await FindBelow(search);
        if (!own.Any(row => row.Outcome == DeliveryRow.NobodyReached))
            search.Owed.Add(Row(search.Alert, now, OnDuty.Nobody) with { Audience = message.Audience, Outcome = DeliveryRow.NobodyReached });
        return search.Owed;
    }

    // What was lost, as long as an audience of the alert's own has nobody. Begun again it is the same message.
    private static async Task<IReadOnlyList<DeliveryRow>> BegunAgain(Search search, OwedMessage message, IReadOnlyList<DeliveryRow> owed)
    {
        if (message.Outcome != DeliveryRow.NobodyReached) return [];
        string[] own = [.. Words(search.Alert.Audience).Select(Vocabulary<Audience>.Word)];
        if (!owed.Any(row => row.HasNobody && own.Contains(row.Audience))) return [];
        var putRight = search.Alert.Authority is { } code ? await Authorities.ChangedAt(search.Connection, code, search.Transaction) : null;
        return [.. owed.Where(row => IsPutRight(row) || IsDueAgain(row))];

        // A contact of an authority is put right where it stands: one that had nothing is another when it is asked for again.
        bool IsPutRight(DeliveryRow row) => row.IsLost && OnDuty.IsContact(row.Recipient) && row.AttemptedAt < putRight;

        // What was given up, because nobody took it, may be taken later; by who stood in for others as well.
        bool IsDueAgain(DeliveryRow row) => row.Outcome == DeliveryRow.GaveUp && row.AttemptedAt <= search.Now - Retries.BegunAgain;
    }

    // An alert that is due is owed even where a screen is open, and called off when it is seen there in time: silence of one that is open
    // means that nobody looks at it. One whose step says so waits for no screen.
    private async Task Find(Search search, Audience audience)
    {
        search.Asked.Add(audience);
        if (!await presence.Watches(search.Connection, search.Transaction, audience, search.Alert, search.Now))
            await Reach(search, audience, search.Now);
        else if (search.IsOutOfBand || search.Alert.StepRank >= Step.Due.Rank)
            await Reach(search, audience, search.Now + Duration.FromSeconds(options.Value.SeenWithinSeconds));
        else search.Found = true;
    }

    private static async Task Reach(Search search, Audience audience, Instant notBefore)
    {
        search.Asked.Add(audience);
        var reached = await OnDuty.Of(search.Connection, search.Transaction, audience, search.Alert, search.Now);
        var isReached = reached.Any(one => one.IsReachable);
        if (isReached && search.IsOutOfBand) notBefore = search.Now;
        var isLater = notBefore > search.Now;
        search.Found |= isReached || isLater;
        search.NobodyFound |= !isReached && !isLater;
        var rows = reached.Select(one => Row(search.Alert, search.Now, one) with { Outcome = one.IsReachable ? null : DeliveryRow.ToBeRung }).ToList();
        // Whoever can only be rung is not told by the screen that is open either: once its time is over they have nobody.
        if (rows.Count == 0 || (isLater && !isReached))
            rows.Add(Row(search.Alert, search.Now, OnDuty.Nobody) with { Outcome = isLater ? null : DeliveryRow.NobodyOnDuty });
        search.Owed.AddRange(rows.Select(row => row with { Audience = Vocabulary<Audience>.Word(audience), NotBefore = notBefore }));
    }

    // Down the ladder to the first rung on which there is anybody; the sergeant who keeps the child is below every other.
    private async Task FindBelow(Search search)
    {
        if (!search.NobodyFound) return;
        foreach (var rung in Below(search.Alert))
        {
            search.Found = search.Told.Overlaps(rung);
            foreach (var audience in rung.Except(search.Asked).ToArray()) await Find(search, audience);
            if (search.Found) return;
        }
    }

    private static IEnumerable<IReadOnlyList<Audience>> Below(AlertRow alert)
    {
        var (ladder, step) = (LadderRow.FromJson(alert.Ladder), StepOf(alert));
        if (step.Kind == StepKind.Escalation)
        {
            foreach (var escalation in ladder.Escalations.Take(step.Number - 1).Reverse()) yield return escalation.Rung.To;
            yield return ladder.Due.To;
        }
        if (!step.IsWarning) yield return ladder.Warning.To;
        if (ladder.Start is { } start) yield return start.To;
        yield return [Audience.CustodySergeant];
    }

    // Whoever has acknowledged it sees to it; when that is stale, the alert speaks again.
    private static bool IsOpen(AlertRow alert) => alert.State == AlertRow.Word(AlertState.Open);

    private static Step StepOf(AlertRow alert) =>
        Step.Parse(alert.Step) ?? throw new InvalidDataException($"Alert {alert.Id} is of an unknown step.");

    private static IEnumerable<Audience> Words(string audience) =>
        audience.Split(' ').Select(Vocabulary<Audience>.Parse).OfType<Audience>();

    private static DeliveryRow Row(AlertRow alert, Instant now, OnDuty to)
    {
        var id = NewId.At(now);
        return new DeliveryRow
        {
            Id = id,
            AlertId = alert.Id,
            Position = alert.Sequence,
            Channel = to.Channel,
            CreatedAt = now,
            MessageId = id,
            Recipient = to.Recipient,
            NotBefore = now,
        };
    }

    /// <summary>One alert's way down the ladder.</summary>
    private sealed class Search(DbConnection connection, DbTransaction transaction, AlertRow alert, Instant now)
    {
        public DbConnection Connection => connection;
        public DbTransaction Transaction => transaction;
        public AlertRow Alert => alert;
        public Instant Now => now;
        public List<DeliveryRow> Owed { get; } = [];
        public HashSet<Audience> Asked { get; } = [];

        /// <summary>Those of them who have it or may yet have it.</summary>
        public HashSet<Audience> Told { get; } = [];

        /// <summary>Whether its step waits for no screen.</summary>
        public bool IsOutOfBand { get; } = LadderRow.FromJson(alert.Ladder).At(StepOf(alert)).OutOfBand;

        /// <summary>Whether anybody is told, or has it on a screen.</summary>
        public bool Found { get; set; }

        /// <summary>Whether an audience has nobody.</summary>
        public bool NobodyFound { get; set; }
    }
}
