using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Screens;
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
    /// <summary>Those that a list holds for which no kind is asked: outside systems know of no others.</summary>
    public static readonly IReadOnlyList<string> Usual =
        [QuestionRow.LateEntry, QuestionRow.PastedText, QuestionRow.ImpossibleCheck, QuestionRow.RoundNumbers, QuestionRow.TwoPlaces];

    public static readonly IReadOnlyList<string> Kinds = [.. Usual, QuestionRow.Gap, QuestionRow.ReviewBeforeSignIn];

    // By the record's arrival, as every other figure, and found from where that lies; a record whose arrival has not been told yet
    // is always among them, and the first.
    private const string SelectUntold = "SELECT d.detention_id, d.arrived_at FROM questions d WHERE d.kind = @kind AND d.arrived_at IS NULL AND d.detention_id < @lastId AND";

    private const string SelectTold = """
        SELECT d.detention_id, d.arrived_at FROM questions d
        WHERE d.kind = @kind AND d.arrived_at >= @first AND d.arrived_at <= @last AND (d.arrived_at < @last OR d.detention_id < @lastId) AND
        """;

    private const string NewestFirst = "GROUP BY d.arrived_at, d.detention_id ORDER BY d.arrived_at DESC, d.detention_id DESC";

    private const string SelectMarks = """
        SELECT position, kind, detention_id, force, suite, event_id, occurred, mark FROM entry_marks
        WHERE detention_id = @id AND kind = @kind ORDER BY occurred, position
        """;

    private const string SelectWasNotThere = $"""
        SELECT d.position, d.kind, d.detention_id, d.force, d.suite, d.event_id, d.occurred, d.mark FROM entry_marks d
        WHERE d.detention_id = @id AND d.kind = @kind AND {QuestionRow.WasNotThere} ORDER BY d.occurred, d.position
        """;

    private const string SelectSame = """
        SELECT position, kind, detention_id, force, suite, event_id, occurred, mark FROM entry_marks
        WHERE kind = @kind AND mark IN @marks AND force = @force AND occurred >= @from AND occurred <= @to ORDER BY occurred, position
        """;

    // An id is hexadecimal.
    private const string BehindEveryId = "~";

    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);
    private static readonly Instant Beginning = Instant.FromUtc(1, 1, 1, 0, 0), End = Instant.FromUtc(9999, 12, 31, 0, 0);

    private sealed record Found
    {
        public string DetentionId { get; init; } = "";
        public Instant? ArrivedAt { get; init; }
    }

    private const string SelectRecord = "SELECT custody_record_number, force, suite FROM detentions WHERE id = @id";

    public static Task<Page<Question>> Read(
        Database database, Scope scope, Period period, IReadOnlyList<string> kinds, Paging paging, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var after = paging.After is { } cursor ? Key.Read(cursor)! : null;
            var found = new List<Key>();
            foreach (var one in kinds)
            {
                if (after is not null && Place(one) < Place(after.Kind)) continue;
                var beyond = after?.Kind == one ? after : null;
                if (beyond?.ArrivedAt is null) await Find(SelectUntold, one, beyond);
                await Find(SelectTold, one, beyond?.ArrivedAt is null ? null : beyond);
                if (found.Count > paging.Limit) break;
            }
            var page = paging.Of(found, one => one, one => new object?[] { one.Kind, one.ArrivedAt?.ToUnixTimeMilliseconds(), one.Id });
            var questions = new List<Question>(page.Items.Count);
            foreach (var one in page.Items)
                if (await Ask(connection, transaction, one.Kind, one.Id) is { } question)
                    questions.Add(question);
            return new Page<Question>(questions, page.Next);

            async Task Find(string select, string one, Key? beyond)
            {
                if (found.Count > paging.Limit) return;
                var parameters = new DynamicParameters(new
                {
                    kind = one,
                    first = period.From ?? Beginning,
                    last = beyond?.ArrivedAt ?? (period.To ?? End) - Millisecond,
                    lastId = beyond?.Id ?? BehindEveryId,
                    take = paging.Limit + 1 - found.Count,
                });
                found.AddRange((await connection.QueryAsync<Found>(
                    $"{select} {scope.Where(parameters, now)} {NewestFirst} {database.Dialect.First}", parameters, transaction)).Select(row => new Key(one, row.ArrivedAt, row.DetentionId)));
            }
        },
        cancel);

    private static async Task<Question?> Ask(DbConnection connection, DbTransaction transaction, string kind, string id)
    {
        var (number, force, suite) = await connection.QuerySingleAsync<(string, string, string)>(SelectRecord, new { id }, transaction);
        var own = await Marks(SelectMarks, new { id, kind = MarkOf(kind) });
        if (own.Count == 0) return null;
        var (chosen, text) = kind switch
        {
            QuestionRow.LateEntry => (own, $"{Count(own.Count, "entry was", "entries were")} keyed more than {(int)EntryMark.LateAfter.TotalMinutes} minutes after what happened, at most {Most(own)} after. What kept them from being made at the time?"),
            QuestionRow.RoundNumbers => (own.Where(mark => mark.Mark == EntryMark.Round).ToList(), $"{own.Count(mark => mark.Mark == EntryMark.Round)} of {own.Count} visits are timed on an exact multiple of five minutes; about one in five would be by chance. Are these the times at the door?"),
            QuestionRow.Gap => (own, $"{Count(own.Count, "stretch", "stretches")} of more than {(int)Silence.Longest.TotalHours} hours in the suite with no entry at all, at most {Most(own)}. Who was with the child?"),
            QuestionRow.ReviewBeforeSignIn => (own, $"{Count(own.Count, "review was", "reviews were")} entered by someone who signed in only after the time it states, at most {Most(own)} after. Who held it, and where was it written down until then?"),
            QuestionRow.ImpossibleCheck => await Impossible(),
            QuestionRow.PastedText => await Beside(QuestionRow.SameShift, (one, other) => one.DetentionId != other.DetentionId, $"words that stand word for word in another child's record within {(int)QuestionRow.SameShift.TotalHours} hours. Were they written for this child?"),
            _ => await Beside(QuestionRow.WayBetween, (one, other) => one.Suite != other.Suite, $"entries by someone who made another in a different suite within {(int)QuestionRow.WayBetween.TotalMinutes} minutes. Who was where?"),
        };
        // What was beside it may have been disposed of.
        return chosen.Count == 0 ? null : new(kind, id, number, force, suite, [.. chosen.Select(mark => mark.EventId).Distinct()], text);

        async Task<(List<EntryMark>, string)> Impossible()
        {
            var alone = await Marks(SelectWasNotThere, new { id, kind = EntryMark.Check });
            return (alone, $"{Count(alone.Count, "visit is", "visits are")} recorded while the child was not held in the suite: away, gone or not yet there. Who was seen?");
        }

        async Task<(List<EntryMark>, string)> Beside(Duration near, Func<EntryMark, EntryMark, bool> differs, string words)
        {
            var same = await Marks(SelectSame, new { kind = MarkOf(kind), marks = own.Select(mark => mark.Mark).Distinct(), force, from = own[0].Occurred - near, to = own[^1].Occurred + near });
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
        QuestionRow.LateEntry => EntryMark.Late,
        QuestionRow.PastedText => EntryMark.Words,
        QuestionRow.TwoPlaces => EntryMark.Hand,
        QuestionRow.Gap => EntryMark.Gap,
        QuestionRow.ReviewBeforeSignIn => EntryMark.Session,
        _ => EntryMark.Check,
    };

    // Marks hold whole minutes.
    private static string Most(List<EntryMark> marks) => LondonText.Length(Duration.FromMinutes(marks.Max(mark => int.Parse(mark.Mark, CultureInfo.InvariantCulture))));

    private static int Place(string kind) => Kinds.ToList().IndexOf(kind);

    private static string Count(int number, string one, string many) => Screens.Words.Count(number, one, many);

    /// <summary>Where a page ends.</summary>
    internal sealed record Key(string Kind, Instant? ArrivedAt, string Id)
    {
        public static bool Is(JsonElement key) => Read(key) is not null;

        public static Key? Read(JsonElement key) =>
            key.ValueKind == JsonValueKind.Array && key.GetArrayLength() == 3 && key[0] is { ValueKind: JsonValueKind.String } kind
                && Kinds.Contains(kind.GetString()!) && key[2] is { ValueKind: JsonValueKind.String } id
                ? key[1] switch
                {
                    { ValueKind: JsonValueKind.Null } => new(kind.GetString()!, null, id.GetString()!),
                    { ValueKind: JsonValueKind.Number } at when at.TryGetInt64(out var ms) && ms >= Beginning.ToUnixTimeMilliseconds() && ms < End.ToUnixTimeMilliseconds() =>
                        new(kind.GetString()!, Instant.FromUnixTimeMilliseconds(ms), id.GetString()!),
                    _ => null,
                }
                : null;
    }
}
