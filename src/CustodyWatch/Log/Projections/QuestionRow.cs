using System.Data.Common;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>
/// That a record is worth a question: found in the transaction of each entry, so that a page of questions reads what it shows
/// however many records there are. What the question is about is read from the marks when it is asked.
/// </summary>
public static class QuestionRow
{
    public const string LateEntry = "late-entry", PastedText = "pasted-text", ImpossibleCheck = "impossible-check",
        RoundNumbers = "round-numbers", TwoPlaces = "two-places", Gap = "gap", ReviewBeforeSignIn = "review-before-sign-in";

    /// <summary>How near in time the same words must be found elsewhere.</summary>
    public static readonly Duration SameShift = Duration.FromHours(12);

    /// <summary>How near in time the same person must be found elsewhere.</summary>
    public static readonly Duration WayBetween = Duration.FromMinutes(30);

    private const int FewestChecks = 5;

    private const string Insert = "INSERT INTO questions (kind, detention_id, suite, force, arrived_at)";

    // The arrival may be told, or put right, after the question was found.
    private const string KeepArrival = """
        UPDATE questions SET arrived_at = (SELECT r.arrived_at FROM detentions r WHERE r.id = @id)
        WHERE detention_id = @id AND EXISTS (SELECT 1 FROM detentions r WHERE r.id = @id
            AND (r.arrived_at <> questions.arrived_at OR (r.arrived_at IS NULL AND questions.arrived_at IS NOT NULL)
                OR (r.arrived_at IS NOT NULL AND questions.arrived_at IS NULL)))
        """;

    private const string DeleteOwn = $"""
        DELETE FROM questions WHERE detention_id = @id AND (@since = 0 OR kind NOT IN ('{PastedText}', '{TwoPlaces}'))
        """;

    // Of five visits or more at least four in five.
    private const string MostlyRound = $"""
        (SELECT COUNT(*) FROM entry_marks c WHERE c.kind = '{EntryMark.Check}' AND c.detention_id = @id) >= @fewest
            AND (SELECT SUM(CASE WHEN c.mark = '{EntryMark.Round}' THEN 5 ELSE 0 END) - 4 * COUNT(*)
                FROM entry_marks c WHERE c.kind = '{EntryMark.Check}' AND c.detention_id = @id) >= 0
        """;

    /// <summary>Of a visit marked as <c>d</c>: the child was away, had gone or had not come. No clock tells of the last two.</summary>
    public const string WasNotThere = """
        (EXISTS (SELECT 1 FROM clocks k WHERE k.detention_id = d.detention_id AND k.clock = 'impossible-check' AND k.started_at = d.occurred)
            OR EXISTS (SELECT 1 FROM detentions r WHERE r.id = d.detention_id AND (d.occurred > r.ended_at OR d.occurred < r.arrived_at)))
        """;

    // It is asked of the suite that held the child, whichever made the entry.
    private static string Asked(string kind, string marks) =>
        $"{Insert} SELECT '{kind}', h.id, h.suite, h.force, h.arrived_at FROM detentions h JOIN entry_marks {marks} ON {marks}.detention_id = h.id";

    private const string Once = "GROUP BY h.id, h.suite, h.force, h.arrived_at";

    private static string OfItself(string kind, string mark, string and = "1 = 1") => $"""
        {Asked(kind, "d")}
        WHERE d.kind = '{mark}' AND d.detention_id = @id AND {and} {Once}
        """;

    // Whichever of the two is entered later finds the other.
    private static string OfBoth(string kind, string mark, string beside) => $"""
        {Asked(kind, "d")}
        WHERE d.kind = '{mark}' AND d.detention_id = @id AND d.position >= @since
            AND EXISTS (SELECT 1 FROM entry_marks o WHERE {beside})
            AND NOT EXISTS (SELECT 1 FROM questions q WHERE q.kind = '{kind}' AND q.detention_id = h.id)
        {Once};
        {Asked(kind, "o")} JOIN entry_marks d ON {beside}
        WHERE d.kind = '{mark}' AND d.detention_id = @id AND d.position >= @since
            AND NOT EXISTS (SELECT 1 FROM questions q WHERE q.kind = '{kind}' AND q.detention_id = h.id)
        {Once}
        """;

    private static string SameWords(Dialect dialect) => Beside(dialect, "o.detention_id <> d.detention_id", SameShift);

    private static string SamePerson(Dialect dialect) => Beside(dialect, "o.suite <> d.suite", WayBetween);

    private static string Beside(Dialect dialect, string differs, Duration near) => $"""
        o.kind = d.kind AND o.mark = d.mark AND o.force = d.force AND {differs}
            AND o.occurred >= {dialect.Moved("d.occurred", -near)} AND o.occurred <= {dialect.Moved("d.occurred", near)}
        """;

    private static string Refreshing(Dialect dialect) => string.Join(";\n",
        DeleteOwn,
        KeepArrival,
        OfItself(LateEntry, EntryMark.Late),
        OfItself(Gap, EntryMark.Gap),
        OfItself(ReviewBeforeSignIn, EntryMark.Session),
        OfItself(RoundNumbers, EntryMark.Check, MostlyRound),
        OfItself(ImpossibleCheck, EntryMark.Check, WasNotThere),
        OfBoth(PastedText, EntryMark.Words, SameWords(dialect)),
        OfBoth(TwoPlaces, EntryMark.Hand, SamePerson(dialect)));

    private static string SelectBeside(Dialect dialect) => $"""
        SELECT o.detention_id FROM entry_marks d JOIN entry_marks o ON {SameWords(dialect)}
        WHERE d.detention_id = @id AND d.kind = '{EntryMark.Words}'
        UNION
        SELECT o.detention_id FROM entry_marks d JOIN entry_marks o ON {SamePerson(dialect)}
        WHERE d.detention_id = @id AND d.kind = '{EntryMark.Hand}' AND o.detention_id <> @id
        """;

    /// <summary>Finds what is worth asking of a record, once its marks are in place.</summary>
    /// <param name="writes">What is going to be written.</param>
    /// <param name="dialect">The engine's words.</param>
    /// <param name="id">The record.</param>
    /// <param name="since">The first entry that is new; nought where any may have changed.</param>
    public static void Refresh(Writes writes, Dialect dialect, string id, long since = 0) =>
        writes.Add(Refreshing(dialect), new { id, since, fewest = FewestChecks });

    /// <summary>
    /// Works out the marks of a record again, and finds what is worth asking of it and of the records that were asked about beside it.
    /// </summary>
    public static async Task Rework(DbConnection connection, DbTransaction transaction, Dialect dialect, string id)
    {
        var (reads, writes) = (new Reads(), new Writes());
        var reworking = Reworking.Ask(reads, dialect, id);
        await reads.Fetch(connection, transaction, dialect);
        reworking.Write(writes, dialect, []);
        Refresh(writes, dialect, id);
        await writes.Send(connection, transaction, dialect);
    }

    /// <summary>What has to be known to work out the marks of a record again.</summary>
    internal sealed class Reworking
    {
        private readonly string _id;
        private readonly Asked<string> _beside;
        private readonly Asked<EntryMark> _marks;
        private readonly Asked<EventRow> _entries;

        private Reworking(string id, Asked<string> beside, Asked<EntryMark> marks, Asked<EventRow> entries) =>
            (_id, _beside, _marks, _entries) = (id, beside, marks, entries);

        public static Reworking Ask(Reads reads, Dialect dialect, string id) => new(
            id, reads.Of<string>(SelectBeside(dialect), new { id }), EntryMark.AskRecord(reads, id), EventRow.AskRecord(reads, id));

        /// <param name="writes">What is going to be written.</param>
        /// <param name="dialect">The engine's words.</param>
        /// <param name="added">Entries that are about to be written, with their marks.</param>
        public void Write(Writes writes, Dialect dialect, IReadOnlyList<EventRow> added)
        {
            var marks = _marks.Rows.Concat(added.SelectMany(row => EntryMark.Of(row, row.ToEvent().Fact)));
            if (!EntryMark.Rework(writes, _id, marks, _entries.Rows.Concat(added))) return;
            foreach (var other in _beside.Rows) Refresh(writes, dialect, other);
        }
    }
}
