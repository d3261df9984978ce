using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>Something on a record that is worth a question, and proves nothing.</summary>
public sealed record Question(
    string Kind, string DetentionId, string CustodyRecordNumber, string Force, string Suite, IReadOnlyList<string> EventIds, string Text);

/// <summary>Finds what is worth a question: one for each kind and record, by kind and then from the newest record on.</summary>
internal static class Questions
{
    public const string LateEntry = "late-entry", PastedText = "pasted-text", ImpossibleCheck = "impossible-check",
        RoundNumbers = "round-numbers", TwoPlaces = "two-places", Gap = "gap";

    public static readonly IReadOnlyList<string> Kinds = [LateEntry, PastedText, ImpossibleCheck, RoundNumbers, TwoPlaces, Gap];

    // How near in time the same words, or the same person, must be found elsewhere.
    private static readonly Duration SameShift = Duration.FromHours(12), WayBetween = Duration.FromMinutes(30);
    private const int FewestChecks = 5;

    private const string InPeriod = """
        AND (@from IS NULL OR d.occurred >= @from) AND (@to IS NULL OR d.occurred < @to) AND (@after IS NULL OR d.detention_id < @after)
        """;

    private const string GroupAndOrder = "GROUP BY d.detention_id ORDER BY d.detention_id DESC";

    private const string SelectLate = $"SELECT d.detention_id FROM entry_marks d WHERE d.kind = '{EntryMark.Late}' {InPeriod} AND";

    private const string SelectGap = $"SELECT d.detention_id FROM entry_marks d WHERE d.kind = '{EntryMark.Gap}' {InPeriod} AND";

    private const string SelectRound = $"SELECT d.detention_id FROM entry_marks d WHERE d.kind = '{EntryMark.Check}' {InPeriod} AND";

    private const string MostlyRound = $"""
        GROUP BY d.detention_id
        HAVING COUNT(*) >= @fewest AND SUM(CASE WHEN d.mark = '{EntryMark.Round}' THEN 1 ELSE 0 END) * 5 >= COUNT(*) * 4
        ORDER BY d.detention_id DESC
        """;

    private const string SelectImpossible = $"""
        SELECT d.detention_id FROM clocks k JOIN entry_marks d ON d.detention_id = k.detention_id AND d.kind = '{EntryMark.Check}'
        WHERE k.clock = 'impossible-check' AND d.occurred = k.started_at {InPeriod} AND
        """;

    private static string SelectPasted(Dialect dialect) => SelectBeside(dialect, EntryMark.Words, "o.detention_id <> d.detention_id", SameShift);

    private static string SelectElsewhere(Dialect dialect) => SelectBeside(dialect, EntryMark.Hand, "o.suite <> d.suite", WayBetween);

    private static string SelectBeside(Dialect dialect, string kind, string differs, Duration near) => $"""
        SELECT d.detention_id FROM entry_marks d
        WHERE d.kind = '{kind}' {InPeriod}
            AND EXISTS (SELECT 1 FROM entry_marks o WHERE o.kind = d.kind AND o.mark = d.mark AND o.force = d.force AND {differs}
                AND o.occurred >= {dialect.Moved("d.occurred", -near)} AND o.occurred <= {dialect.Moved("d.occurred", near)}) AND
        """;

    private const string SelectMarks = """
        SELECT position, kind, detention_id, force, suite, event_id, occurred, mark FROM entry_marks
        WHERE detention_id = @id AND kind = @kind ORDER BY occurred, position
        """;

    private const string SelectSame = """
        SELECT position, kind, detention_id, force, suite, event_id, occurred, mark FROM entry_marks
        WHERE kind = @kind AND mark IN @marks AND force = @force ORDER BY occurred, position
        """;

    private const string SelectImpossibleTimes = "SELECT started_at FROM clocks WHERE detention_id = @id AND clock = 'impossible-check'";
    private const string SelectRecord = "SELECT custody_record_number FROM records WHERE detention_id = @id";

    public static Task<Page<Question>> Read(
        Database database, Scope scope, Period period, string? kind, Paging paging, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var after = paging.After is { } cursor ? Key.Read(cursor)! : null;
            var found = new List<(string Kind, string Id)>();
            foreach (var one in kind is null ? Kinds : [kind])
            {
                if (found.Count > paging.Limit) break;
                if (after is not null && Place(one) < Place(after.Kind)) continue;
                var beyond = after?.Kind == one ? after.Id : null;
                var parameters = new DynamicParameters(new
                {
                    from = period.From, to = period.To, after = beyond, take = paging.Limit + 1 - found.Count, fewest = FewestChecks,
                });
                var (sql, end) = Statement(one, database.Dialect);
                var ids = await connection.QueryAsync<string>(
                    $"{sql} {scope.Where(parameters, now)} {end} {database.Dialect.First}", parameters, transaction);
                found.AddRange(ids.Select(id => (one, id)));
            }
            var page = paging.Of(found, one => one, one => new[] { one.Kind, one.Id });
            var questions = new List<Question>(page.Items.Count);
            foreach (var (one, id) in page.Items) questions.Add(await Ask(connection, transaction, one, id));
            return new Page<Question>(questions, page.Next);
        },
        cancel);

    private static (string Sql, string End) Statement(string kind, Dialect dialect) => kind switch
    {
        LateEntry => (SelectLate, GroupAndOrder),
        PastedText => (SelectPasted(dialect), GroupAndOrder),
        ImpossibleCheck => (SelectImpossible, GroupAndOrder),
        RoundNumbers => (SelectRound, MostlyRound),
        Gap => (SelectGap, GroupAndOrder),
        _ => (SelectElsewhere(dialect), GroupAndOrder),
    };

    private static async Task<Question> Ask(DbConnection connection, DbTransaction transaction, string kind, string id)
    {
        var number = await connection.ExecuteScalarAsync<string>(SelectRecord, new { id }, transaction);
        var own = await Marks(SelectMarks, new { id, kind = MarkOf(kind) });
        var (chosen, text) = kind switch
        {
            LateEntry => (own, $"{Count(own.Count, "entry was", "entries were")} keyed more than 10 minutes after what happened, at most {own.Max(mark => int.Parse(mark.Mark, CultureInfo.InvariantCulture))} minutes after. What kept them from being made at the time?"),
            RoundNumbers => (own.Where(mark => mark.Mark == EntryMark.Round).ToList(), $"{own.Count(mark => mark.Mark == EntryMark.Round)} of {own.Count} visits are timed on an exact multiple of five minutes; about one in five would be by chance. Are these the times at the door?"),
            Gap => (own, $"{Count(own.Count, "stretch", "stretches")} of more than two hours in the suite with no entry at all, at most {own.Max(mark => int.Parse(mark.Mark, CultureInfo.InvariantCulture))} minutes; named is the entry that ended each. Who was with the child?"),
            ImpossibleCheck => await Impossible(),
            PastedText => await Beside(SameShift, (one, other) => one.DetentionId != other.DetentionId, "words that stand word for word in another child's record within 12 hours. Were they written for this child?"),
            _ => await Beside(WayBetween, (one, other) => one.Suite != other.Suite, "entries by someone who made another in a different suite within 30 minutes. Who was where?"),
        };
        return new(kind, id, number!, own[0].Force, own[0].Suite, [.. chosen.Select(mark => mark.EventId).Distinct()], text);

        async Task<(List<EntryMark>, string)> Impossible()
        {
            var times = (await connection.QueryAsync<Instant>(SelectImpossibleTimes, new { id }, transaction)).ToHashSet();
            var away = own.Where(mark => times.Contains(mark.Occurred)).ToList();
            return (away, $"{Count(away.Count, "visit is", "visits are")} recorded while the child was not in the suite. Who was seen?");
        }

        async Task<(List<EntryMark>, string)> Beside(Duration near, Func<EntryMark, EntryMark, bool> differs, string words)
        {
            var same = await Marks(SelectSame, new { kind = MarkOf(kind), marks = own.Select(mark => mark.Mark).Distinct(), force = own[0].Force });
            var mine = own.Where(one => same.Exists(other => Near(one, other))).ToList();
            var others = same.Where(other => mine.Exists(one => Near(one, other))).ToList();
            return ([.. mine, .. others], $"{Count(mine.Count, "entry", "entries")} here and {others.Count} elsewhere: {words}");

            bool Near(EntryMark one, EntryMark other) => one.Mark == other.Mark && differs(one, other)
                && other.Occurred >= one.Occurred - near && other.Occurred <= one.Occurred + near;
        }

        async Task<List<EntryMark>> Marks(string sql, object parameters) => (await connection.QueryAsync<EntryMark>(sql, parameters, transaction)).AsList();
    }

    private static string MarkOf(string kind) => kind switch
    {
        LateEntry => EntryMark.Late,
        PastedText => EntryMark.Words,
        TwoPlaces => EntryMark.Hand,
        Gap => EntryMark.Gap,
        _ => EntryMark.Check,
    };

    private static int Place(string kind) => Kinds.ToList().IndexOf(kind);

    private static string Count(int number, string one, string many) => Screens.Words.Count(number, one, many);

    /// <summary>Where a page ends.</summary>
    internal sealed record Key(string Kind, string Id)
    {
        public static Key? Read(JsonElement key) =>
            key.ValueKind == JsonValueKind.Array && key.GetArrayLength() == 2
                && key[0] is { ValueKind: JsonValueKind.String } kind && key[1] is { ValueKind: JsonValueKind.String } id && Kinds.Contains(kind.GetString()!)
                ? new(kind.GetString()!, id.GetString()!)
                : null;
    }
}
