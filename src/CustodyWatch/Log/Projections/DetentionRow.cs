using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Log.Projections;

/// <summary>A detention as lists show it, worked out from its events.</summary>
public sealed record DetentionRow
{
    /// <summary>Its arrival is not known yet, or was taken back.</summary>
    public const string Awaited = "awaited";
    public const string Open = "open", Closed = "closed";

    /// <summary>
    /// How long after its last entry a record with no arrival is still taken for a child who may be here: as long as anybody may be held without
    /// charge (PACE 1984 s44(3)).
    /// </summary>
    public static readonly Duration AwaitedFor = Duration.FromHours(96);

    /// <summary>What is said of a record with no arrival.</summary>
    public const string NoArrival = "No arrival is on the record, so no clock runs.";

    public string Id { get; init; } = "";

    /// <summary>How many events the record holds.</summary>
    public long Version { get; init; }

    public string Force { get; init; } = "";

    /// <summary>Where the child arrived; until that is known, the suite that first spoke of the record.</summary>
    public string Suite { get; init; } = "";

    public string CustodyRecordNumber { get; init; } = "";
    public string Status { get; init; } = Awaited;
    public Instant? ArrivedAt { get; init; }
    public Instant? AuthorisedAt { get; init; }
    public Instant? ChargedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public Sealed? Initials { get; init; }
    public Sealed? DateOfBirth { get; init; }
    public int? ApparentAge { get; init; }
    public string? Sex { get; init; }
    public bool LookedAfter { get; init; }
    public string? Cell { get; init; }

    /// <summary>The soonest instant at which, with nothing new entered, the clocks stand differently.</summary>
    public Instant? ChangesAt { get; init; }

    /// <summary>Another with every working out of the clocks; null after one by a node of a version that leaves none.</summary>
    public string? Stamp { get; init; }

    /// <summary>Until when a child may be here whose arrival nobody has told of; null once it was, or when entries say that nobody is.</summary>
    public Instant? AwaitedUntil { get; init; }

    /// <summary>Whether each visit must rouse the child.</summary>
    public bool MustBeRoused { get; init; }

    /// <summary>Whether there is a child to look after, or may be.</summary>
    public bool IsHeldAt(Instant now) => Status == Open || (Status == Awaited && AwaitedUntil > now);

    public bool IsCharged => ChargedAt is not null;

    public SuiteCode SuiteCode => new(Force, Suite);

    /// <summary>Age in whole years now, or when the detention ended.</summary>
    public int? AgeAt(Instant now) =>
        DateOfBirth is { } born ? Child.AgeAt(LocalDatePattern.Iso.Parse(born.Text).Value, EndedAt ?? now) : ApparentAge;

    public const string Columns = """
        id, version, force, suite, custody_record_number, status, arrived_at, authorised_at, charged_at, ended_at, initials,
        COALESCE(birth, date_of_birth) AS date_of_birth, apparent_age, sex, looked_after, cell, changes_at, stamp, awaited_until, must_be_roused
        """;

    /// <summary>The ids, as <c>held_id</c>, of those who are held at <c>@now</c>, those included who may be though no arrival is known.</summary>
    internal const string HeldIds = $"""
        SELECT o.id AS held_id FROM detentions o WHERE o.status = '{Open}'
        UNION ALL SELECT a.id FROM detentions a WHERE a.awaited_until > @now AND a.status NOT IN ('{Open}', '{Closed}')
        """;

    private const string InsertRow = """
        INSERT INTO detentions (id, version, force, suite, custody_record_number, status, arrived_at, authorised_at, charged_at, ended_at,
            initials, birth, apparent_age, sex, looked_after, cell, changes_at, stamp, awaited_until, must_be_roused)
        VALUES (@Id, @Version, @Force, @Suite, @CustodyRecordNumber, @Status, @ArrivedAt, @AuthorisedAt, @ChargedAt, @EndedAt,
            @Initials, @DateOfBirth, @ApparentAge, @Sex, @LookedAfter, @Cell, @ChangesAt, @Stamp, @AwaitedUntil, @MustBeRoused)
        """;

    private const string UpdateRow = """
        UPDATE detentions
        SET version = @Version, suite = @Suite, status = @Status, arrived_at = @ArrivedAt, authorised_at = @AuthorisedAt,
            charged_at = @ChargedAt, ended_at = @EndedAt, initials = @Initials, birth = @DateOfBirth, date_of_birth = NULL,
            apparent_age = @ApparentAge, sex = @Sex, looked_after = @LookedAfter, cell = @Cell, changes_at = @ChangesAt,
            stamp = @Stamp, awaited_until = @AwaitedUntil, must_be_roused = @MustBeRoused
        WHERE id = @Id
        """;

    private const string SelectOpen = $"SELECT id FROM detentions WHERE force = @force AND status = '{Open}'";

    /// <summary>The ids of those of a suite who have arrived and not left.</summary>
    internal const string SelectOpenOfSuite = $"SELECT id FROM detentions WHERE force = @Force AND suite = @Suite AND status = '{Open}'";

    // From the end of its index: open comes after closed, and closed after awaited.
    private const string SelectLatest = "SELECT id, version FROM detentions WHERE force = @Force AND suite = @Suite ORDER BY status DESC, arrived_at DESC";

    private const string SelectOne = $"SELECT {Columns} FROM detentions WHERE id = @id";

    /// <param name="writes">What is going to be written.</param>
    /// <param name="isThere">Whether there is a row of it.</param>
    public void Save(Writes writes, bool isThere) => writes.Add(isThere ? UpdateRow : InsertRow, this);

    public static Task<DetentionRow?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<DetentionRow>(SelectOne, new { id }, transaction);

    /// <summary>The id and version of a suite's latest record, of a child who is held where one is; null where there was never any.</summary>
    public static Task<DetentionRow?> Latest(DbConnection connection, DbTransaction transaction, string first, SuiteCode suite) =>
        connection.QuerySingleOrDefaultAsync<DetentionRow>($"{SelectLatest} {first}", new { suite.Force, suite.Suite, take = 1 }, transaction);

    /// <summary>The detentions of a force that have not ended.</summary>
    public static async Task<IReadOnlyList<string>> OpenIn(DbConnection connection, string force) =>
        [.. await connection.QueryAsync<string>(SelectOpen, new { force })];

    public static DetentionRow Of(Record record, ClockSheet sheet)
    {
        var arrival = sheet.Record.Events.FirstOrDefault(one => one.Fact is Arrived);
        var child = sheet.Record.Arrived?.Child;
        var known = arrival is null ? record.Known(sheet.At) : [];
        // Without an arrival that of the first entry which still stands: what was taken back says nothing of where the child is.
        var first = arrival ?? known.FirstOrDefault(entry => entry.Fact is not Corrected) ?? record.Events[0];
        return new DetentionRow
        {
            Id = record.DetentionId,
            Version = record.Events.Count,
            Force = record.Force,
            Suite = SourceName.Parse(first.Source)!.Value.Suite,
            CustodyRecordNumber = record.CustodyRecordNumber,
            Status = arrival is null ? Awaited : sheet.Record.EndedAt is null ? Open : Closed,
            ArrivedAt = sheet.Record.ArrivedAt,
            AuthorisedAt = sheet.Record.AuthorisedAt,
            ChargedAt = sheet.Record.ChargedAt,
            EndedAt = sheet.Record.EndedAt,
            Initials = child?.Initials,
            DateOfBirth = child?.DateOfBirth is { } born ? LocalDatePattern.Iso.Format(born) : null,
            ApparentAge = child?.ApparentAge,
            Sex = child is null ? null : Vocabulary<Sex>.Word(child.Sex),
            LookedAfter = child?.LookedAfter ?? false,
            Cell = CellOf(sheet.Record),
            ChangesAt = ChangeAfter(sheet),
            Stamp = Guid.NewGuid().ToString(),
            AwaitedUntil = arrival is null ? AwaitedUntilOf(known) : null,
            MustBeRoused = VisitFaults.MustRouse(sheet.Record),
        };
    }

    private static Instant? AwaitedUntilOf(IReadOnlyList<CustodyEvent> entries) =>
        entries.Count == 0 || entries.Any(entry => entry.Kind.IsEnd()) ? null : entries[^1].Occurred + AwaitedFor;

    private static string? CellOf(CustodyRecord record) => record.EndedAt is null
        && record.Events.LastOrDefault(one => one.Fact is CellPlaced or CellLeft)?.Fact is CellPlaced placed ? placed.Cell : null;

    private static Instant? ChangeAfter(ClockSheet sheet)
    {
        var soonest = sheet.NextChange;
        foreach (var clock in sheet.Current)
        {
            if (clock.State is ClockState.Met or ClockState.MetLate or ClockState.Ended) continue;
            foreach (var at in clock.Warnings.Append(clock.WarnAt ?? sheet.At).Append(clock.DueAt ?? sheet.At))
                if (at > sheet.At && !(at >= soonest))
                    soonest = at;
        }
        return soonest;
    }
}
