using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>One clock of a detention as it stands until the detention's clocks next change.</summary>
public sealed record ClockRow
{
    public string DetentionId { get; init; } = "";
    public string Clock { get; init; } = "";
    public int Sequence { get; init; }
    public string Title { get; init; } = "";
    public string State { get; init; } = "";
    public Instant StartedAt { get; init; }
    public Instant? WarnAt { get; init; }
    public Instant? DueAt { get; init; }
    public Instant? MetAt { get; init; }
    public long PausedMs { get; init; }
    public string Authority { get; init; } = "";
    public string? Citation { get; init; }
    public string? Setting { get; init; }
    public string Explanation { get; init; } = "";
    public bool IsGate { get; init; }

    public const string Columns = """
        detention_id, clock, sequence, title, state, started_at, warn_at, due_at, met_at, paused_ms, authority, citation, setting,
        explanation, is_gate
        """;

    private const string InsertRow = $"""
        INSERT INTO clocks ({Columns})
        VALUES (@DetentionId, @Clock, @Sequence, @Title, @State, @StartedAt, @WarnAt, @DueAt, @MetAt, @PausedMs, @Authority,
            @Citation, @Setting, @Explanation, @IsGate)
        """;

    private const string DeleteRow =
        "DELETE FROM clocks WHERE detention_id = @DetentionId AND clock = @Clock AND sequence = @Sequence";

    private const string UpdateRow = """
        UPDATE clocks
        SET title = @Title, state = @State, started_at = @StartedAt, warn_at = @WarnAt, due_at = @DueAt, met_at = @MetAt, paused_ms = @PausedMs,
            authority = @Authority, citation = @Citation, setting = @Setting, explanation = @Explanation, is_gate = @IsGate
        WHERE detention_id = @DetentionId AND clock = @Clock AND sequence = @Sequence
        """;

    private const string SelectRecord = $"SELECT {Columns} FROM clocks WHERE detention_id = {Record.IdByNumber}";

    public static ClockRow Of(string detentionId, Clock clock) => new()
    {
        DetentionId = detentionId,
        Clock = Vocabulary<ClockName>.Word(clock.Name),
        Sequence = clock.Sequence,
        Title = clock.Title,
        State = Vocabulary<ClockState>.Word(clock.State),
        StartedAt = clock.StartedAt,
        WarnAt = clock.WarnAt,
        DueAt = clock.DueAt,
        MetAt = clock.MetAt,
        PausedMs = (long)clock.PausedFor.TotalMilliseconds,
        Authority = Word(clock.Basis.Authority),
        Citation = clock.Basis.Citation,
        Setting = clock.Basis.Setting,
        Explanation = clock.Explanation,
        IsGate = clock.IsGate,
    };

    /// <summary>An authority as contract and column write it.</summary>
    public static string Word(Authority authority) => Vocabulary<Authority>.Word(authority).ToUpperInvariant();

    /// <summary>The authority that is so written.</summary>
    public static Authority AuthorityOf(string word) => Vocabulary<Authority>.Read(word.ToLowerInvariant());

    public static Asked<ClockRow> Ask(Reads reads, string force, string number) => reads.Of<ClockRow>(SelectRecord, new { force, number });

    /// <summary>Puts a detention's clocks in place of those that stood there, touching only what differs.</summary>
    public static void Replace(Writes writes, IReadOnlyList<ClockRow> before, IReadOnlyList<ClockRow> clocks)
    {
        var stood = before.ToDictionary(clock => (clock.Clock, clock.Sequence));
        var stand = clocks.Select(clock => (clock.Clock, clock.Sequence)).ToHashSet();
        writes.AddEach(DeleteRow, [.. before.Where(clock => !stand.Contains((clock.Clock, clock.Sequence)))]);
        writes.AddEach(UpdateRow, [.. clocks.Where(clock => stood.TryGetValue((clock.Clock, clock.Sequence), out var row) && row != clock)]);
        writes.AddEach(InsertRow, [.. clocks.Where(clock => !stood.ContainsKey((clock.Clock, clock.Sequence)))]);
    }
}
