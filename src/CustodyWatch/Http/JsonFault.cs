using System.Text.Json;

namespace CustodyWatch.Http;

/// <summary>What JSON may hold that no record should, text that cannot be written down, names said twice and depths, and what is none.</summary>
public static class JsonFault
{
    /// <summary>How deep an event may be nested. Real ones are five deep.</summary>
    public const int Deepest = 32;

    /// <summary>The fault of naming a field twice, of which the first might be meant or the second.</summary>
    public const string SaidTwice = "names a field twice";

    private const int LongestNumber = 100;

    /// <summary>The first fault in plain words, or null when there is none.</summary>
    public static string? In(ReadOnlySpan<byte> json)
    {
        try
        {
            var names = new Stack<HashSet<string>>();
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest + 1 });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= Deepest:
                        return $"is nested deeper than {Deepest}";
                    case JsonTokenType.StartObject:
                        names.Push([]);
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.Number when reader.ValueSpan.Length > LongestNumber || !IsFinite(ref reader):
                        return "holds a number too large to keep";
                    case JsonTokenType.String or JsonTokenType.PropertyName:
                        var text = reader.GetString()!;
                        if (text.Contains('\0', StringComparison.Ordinal)) return "holds a NUL character";
                        if (reader.TokenType == JsonTokenType.PropertyName && !names.Peek().Add(text)) return SaidTwice;
                        break;
                }
            }
            return null;
        }
        catch (JsonException broken)
        {
            return $"is not JSON (line {broken.LineNumber + 1})";
        }
        catch (InvalidOperationException)
        {
            return "holds half of a surrogate pair";
        }
    }

    /// <summary>What was sent, as JSON to be shown; as text when it holds what no record should.</summary>
    public static JsonElement Shown(byte[] json) => In(json) is null
        ? JsonSerializer.Deserialize<JsonElement>(json)
        : JsonSerializer.SerializeToElement(System.Text.Encoding.UTF8.GetString(json));

    private static bool IsFinite(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        var exponent = text.LastIndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 || text.Length - exponent < 6) && reader.TryGetDouble(out var number) && double.IsFinite(number);
    }
}
