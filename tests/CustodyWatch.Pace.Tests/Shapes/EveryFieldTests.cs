using System.Collections;
using System.Text.Json.Nodes;
using CustodyWatch.Pace.Custody;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>Every field of every event is read as it was sent, or refused by name.</summary>
public sealed class EveryFieldTests
{
    public static TheoryData<EventKind> Kinds => [.. Enum.GetValues<EventKind>()];

    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["forceKind"] = "kind",
        ["replacementTime"] = "replacement.time",
        ["replacementData"] = "replacement.data",
    };

    [Fact]
    public void No_kind_of_event_is_left_out() => Assert.Equal(Enum.GetValues<EventKind>(), EveryEvent.Kinds.Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_sent_is_what_is_read(EventKind kind)
    {
        var (fact, errors) = EveryEvent.Read(kind, EveryEvent.Data(kind));
        Assert.Empty(errors);
        Assert.Equal(Sent(EveryEvent.Data(kind), "").Order(StringComparer.Ordinal), Told(fact!, "").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_field_left_out_or_null_is_refused_by_name_if_it_is_required_and_taken_if_it_is_not(EventKind kind)
    {
        var required = EveryEvent.Required(kind);
        foreach (var path in EveryEvent.Paths(EveryEvent.Data(kind)).Where(path => path != "replacement.data.outcome"))
        {
            var (without, empty) = (EveryEvent.Data(kind), EveryEvent.Data(kind));
            var (holder, field) = EveryEvent.Find(without, path);
            holder.Remove(field);
            (holder, field) = EveryEvent.Find(empty, path);
            holder[field] = null;
            foreach (var data in new[] { without, empty })
            {
                var (fact, errors) = EveryEvent.Read(kind, data);
                if (required.Contains(path)) Assert.StartsWith("is required", errors[EveryEvent.AsNamed(path)][0], StringComparison.Ordinal);
                else Assert.NotNull(fact);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_field_of_another_shape_is_refused_by_name(EventKind kind)
    {
        foreach (var path in EveryEvent.Paths(EveryEvent.Data(kind)).Where(path => path != "replacement.data.outcome"))
        {
            var data = EveryEvent.Data(kind);
            var (holder, field) = EveryEvent.Find(data, path);
            var rule = Rule(holder[field]!);
            holder[field] = holder[field] is JsonValue ? new JsonObject() : "something";
            var (fact, errors) = EveryEvent.Read(kind, data);
            Assert.Null(fact);
            Assert.Equal(EveryEvent.AsNamed(path), Assert.Single(errors).Key);
            Assert.Matches(rule, errors.Single().Value[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Text_that_is_required_may_not_be_blank_and_no_text_is_longer_than_ten_thousand_characters(EventKind kind)
    {
        foreach (var path in EveryEvent.Paths(EveryEvent.Data(kind)))
        {
            var data = EveryEvent.Data(kind);
            var (holder, field) = EveryEvent.Find(data, path);
            holder[field] = new JsonArray();
            if (EveryEvent.Read(kind, data).Errors.GetValueOrDefault(EveryEvent.AsNamed(path)) is not ["must be text"]) continue;

            holder[field] = new string('x', 10_001);
            Assert.Matches("^may be at most (40|200|10000) characters$", EveryEvent.Read(kind, data).Errors[EveryEvent.AsNamed(path)][0]);
            if (!EveryEvent.Required(kind).Contains(path) || kind == EventKind.CertificateIssued) continue;
            holder[field] = " \t";
            Assert.Equal("may not be blank", EveryEvent.Read(kind, data).Errors[EveryEvent.AsNamed(path)][0]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Data_that_is_no_object_is_refused_whole(EventKind kind)
    {
        foreach (var json in new[] { "[]", "\"text\"", "null", "17" })
            Assert.Equal("must be an object", Assert.Single(EveryEvent.ReadText(kind, json).Errors["data"]));
    }

    private static string Rule(JsonNode value) => value switch
    {
        JsonObject => "^must be an object$",
        JsonArray => "^must be a list$",
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "^must be true or false$",
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.Number => "^must be a whole number from ",
        _ => "^must be (text|one of |a date|a length of time)",
    };

    // Every value sent, by its path; an instant as an instant, whatever its offset.
    private static IEnumerable<string> Sent(JsonNode node, string path) => node switch
    {
        JsonObject fields when path != "replacement.data" => fields.SelectMany(field => Sent(field.Value!, path.Length == 0 ? field.Key : $"{path}.{field.Key}")),
        JsonArray members => members.SelectMany((member, i) => Sent(member!, $"{path}[{i}]")),
        JsonObject raw => [$"{path}: {raw.ToJsonString()}"],
        _ => [$"{path}: {(OffsetDateTimePattern.Rfc3339.Parse(node.ToString()) is { Success: true, Value: var at } ? at.ToInstant() : node.ToString())}"],
    };

    // Every value of a fact, by the path its field has in the contract.
    private static IEnumerable<string> Told(object? value, string path) => value switch
    {
        null => [],
        string text => [$"{path}: {text}"],
        bool flag => [$"{path}: {(flag ? "true" : "false")}"],
        Enum word => [$"{path}: {Word(word.ToString())}"],
        LocalDate date => [$"{path}: {LocalDatePattern.Iso.Format(date)}"],
        Duration length => [$"{path}: {PeriodPattern.NormalizingIso.Format(Period.FromTicks(length.BclCompatibleTicks).Normalize())}"],
        int or Instant => [$"{path}: {value}"],
        IEnumerable members => members.Cast<object>().SelectMany((member, i) => Told(member, $"{path}[{i}]")),
        _ => value.GetType().GetProperties().SelectMany(property =>
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            name = Renamed.GetValueOrDefault(name, name);
            return Told(property.GetValue(value), path.Length == 0 ? name : $"{path}.{name}");
        }),
    };

    private static string Word(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
