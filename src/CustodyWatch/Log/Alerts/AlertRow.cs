using System.Data.Common;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Alerts;

/// <summary>An alert as it stands.</summary>
public sealed record AlertRow
{
    public string Id { get; init; } = "";
    public long Sequence { get; init; }
    public string Subject { get; init; } = "";
    public string? DetentionId { get; init; }
    public string? CustodyRecordNumber { get; init; }
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string? Authority { get; init; }
    public string Clock { get; init; } = "";
    public int ClockSequence { get; init; }
    public string Step { get; init; } = "";
    public int StepRank { get; init; }
    public Instant StepAt { get; init; }
    public string Severity { get; init; } = "";

    /// <summary>Words with a space between them.</summary>
    public string Audience { get; init; } = "";

    public Instant RaisedAt { get; init; }
    public Instant? DueAt { get; init; }
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public string BasisAuthority { get; init; } = "";
    public string? BasisCitation { get; init; }
    public string? BasisSetting { get; init; }

    /// <summary>The policy as it stood when the cycle first spoke, as JSON.</summary>
    public string Ladder { get; init; } = "";

    public string Reason { get; init; } = "";
    public string State { get; init; } = "";
    public string? AcknowledgedBy { get; init; }
    public Instant? AcknowledgedAt { get; init; }
    public Instant? ResolvedAt { get; init; }

    public const string Columns = """
        id, sequence, subject, detention_id, custody_record_number, force, suite, authority, clock, clock_sequence, step, step_rank,
        step_at, severity, audience, raised_at, due_at, title, text, basis_authority, basis_citation, basis_setting, ladder, reason,
        state, acknowledged_by, acknowledged_at, resolved_at
        """;

    private const string InsertRow = $"""
        INSERT INTO alerts ({Columns})
        VALUES (@Id, @Sequence, @Subject, @DetentionId, @CustodyRecordNumber, @Force, @Suite, @Authority, @Clock, @ClockSequence,
            @Step, @StepRank, @StepAt, @Severity, @Audience, @RaisedAt, @DueAt, @Title, @Text, @BasisAuthority, @BasisCitation,
            @BasisSetting, @Ladder, @Reason, @State, @AcknowledgedBy, @AcknowledgedAt, @ResolvedAt)
        """;

    private const string UpdateRow = """
        UPDATE alerts
        SET sequence = @Sequence, suite = @Suite, authority = @Authority, step_at = @StepAt, raised_at = @RaisedAt, due_at = @DueAt, title = @Title, text = @Text,
            basis_authority = @BasisAuthority, basis_citation = @BasisCitation, basis_setting = @BasisSetting, reason = @Reason,
            state = @State, acknowledged_by = @AcknowledgedBy, acknowledged_at = @AcknowledgedAt, resolved_at = @ResolvedAt
        WHERE id = @Id
        """;

    private const string SelectSubject = $"SELECT {Columns} FROM alerts WHERE subject = @subject";
    private const string SelectOne = $"SELECT {Columns} FROM alerts WHERE id = @id";

    public bool IsLive => Stands(State);

    /// <summary>Whether it stands and is silenced.</summary>
    public bool IsHushed => IsLive && Reason == Hush.Reason;

    /// <summary>Whether it stands under the same suite and authority.</summary>
    public bool IsWhere(AlertRow other) => Suite == other.Suite && Authority == other.Authority;

    /// <summary>Whether it rests on the same provision.</summary>
    public bool RestsAs(AlertRow other) => (BasisAuthority, BasisCitation, BasisSetting) == (other.BasisAuthority, other.BasisCitation, other.BasisSetting);

    /// <summary>How long an acknowledgement of it holds, by the ladder it was raised with.</summary>
    public Duration Holds => LadderRow.FromJson(Ladder).AcknowledgementHolds;

    public static string Word(AlertState state) => Vocabulary<AlertState>.Word(state);

    /// <summary>The same as <see cref="Stands"/>, of the rows of a statement.</summary>
    public const string Standing = "state IN ('open', 'acknowledged')";

    /// <summary>Whether an alert in a state still waits for the duty to be done.</summary>
    public static bool Stands(string state) => state == Word(AlertState.Open) || state == Word(AlertState.Acknowledged);

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    public Task Update(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(UpdateRow, this, transaction);

    public static async Task<IReadOnlyList<AlertRow>> OfSubject(
        DbConnection connection, string subject, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<AlertRow>(SelectSubject, new { subject }, transaction)).AsList();

    public static Task<AlertRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<AlertRow>(SelectOne, new { id }, transaction);

    /// <summary>The alert as one more entry leaves it: whatever of it changes is told by its entries.</summary>
    /// <param name="entry">What happened to it.</param>
    /// <param name="isNew">It is the first entry.</param>
    public AlertRow After(AlertEntryRow entry, bool isNew)
    {
        var row = this with { Sequence = entry.Position, State = entry.State, Reason = entry.Reason, DueAt = entry.DueAt, Title = entry.Title ?? Title, Text = entry.Text };
        if (isNew || (!IsLive && row.State == Word(AlertState.Open))) row = row with { RaisedAt = entry.At };
        if (row.State == Word(AlertState.Open)) return row with { AcknowledgedBy = null, AcknowledgedAt = null, ResolvedAt = null };
        if (row.State == Word(AlertState.Acknowledged))
            return entry.UserId is null ? row : row with { AcknowledgedBy = entry.UserId, AcknowledgedAt = entry.At };
        // One that is kept as muted from the first was never there to be resolved; one closed before was so from then on.
        return State == row.State || (isNew && row.State != Word(AlertState.Resolved)) ? row : row with { ResolvedAt = row.ResolvedAt ?? entry.At };
    }

    /// <summary>Which cycle of the child's clocks it is about.</summary>
    public CycleKey Cycle => new(Vocabulary<ClockName>.Read(Clock), ClockSequence);

    /// <summary>The alert as a decision sees it.</summary>
    /// <param name="misplaced">Whether it stands under another suite or authority than its record by now.</param>
    /// <param name="uncorrectedSince">The child's clocks without what was put right since an instant; null when nothing was.</param>
    public RaisedAlert ToRaised(bool misplaced, Func<Instant, ClockSheet?> uncorrectedSince) => new()
    {
        Id = Id,
        Cycle = Cycle,
        RaisedAt = RaisedAt,
        StepAt = StepAt,
        Misplaced = misplaced,
        Step = Pace.Alerting.Step.Parse(Step) ?? throw new InvalidDataException($"Alert {Id} is of an unknown step."),
        State = Vocabulary<AlertState>.Read(State),
        AcknowledgedAt = AcknowledgedAt,
        DueAt = DueAt,
        ResolvedAt = ResolvedAt,
        Uncorrected = () => uncorrectedSince(RaisedAt),
        Hushed = IsHushed,
        Ladder = LadderRow.FromJson(Ladder),
    };
}
