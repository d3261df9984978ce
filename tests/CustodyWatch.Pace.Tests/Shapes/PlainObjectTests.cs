using System.Text;
using System.Text.Json;
using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>The quick way through plain data: it finds what the reader that knows all of JSON finds, and leaves to that what is not plain.</summary>
public sealed class PlainObjectTests
{
    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"":""}""", true)]
    [InlineData("""{"cell":"12"}""", true)]
    [InlineData("""{"method":"in-cell","roused":true,"response":"asleep, \u0020"}""", false)]
    [InlineData("""{"method":"in-cell","roused":true}""", true)]
    [InlineData("""{"withAdult":false,"reason":"A day's wait: {why}, [where] and \u00e9"}""", false)]
    [InlineData("""{"withAdult":false,"reason":"A day's wait: {why}, [where] and é"}""", true)]
    [InlineData("""{"a":true,"b":false,"a":"again"}""", true)]
    [InlineData("""{"a":" !~"}""", true)]
    [InlineData("""{"a":1}""", false)]
    [InlineData("""{"a":null}""", false)]
    [InlineData("""{"a":{}}""", false)]
    [InlineData("""{"a":[]}""", false)]
    [InlineData("""{ "a":"b"}""", false)]
    [InlineData("""{"a": "b"}""", false)]
    [InlineData("""{"a":"b" }""", false)]
    [InlineData("""{"a" :"b"}""", false)]
    [InlineData("""{"a":"b"} """, false)]
    public void It_finds_every_field_or_leaves_the_object_alone(string json, bool plain)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var room = new JsonFields.Slot[JsonFields.Room];
        Assert.Equal(plain, PlainObject.TryWalk(text, room, out var count));
        if (plain) Assert.Equal(Fields(text), room[..count]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{\"")]
    [InlineData("{\"a")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"")]
    [InlineData("{\"a\":\"b")]
    [InlineData("{\"a\":\"b\"")]
    [InlineData("{\"a\":\"b\",")]
    [InlineData("{\"a\":\"b\",}")]
    [InlineData("{\"a\":\"b\"}}")]
    [InlineData("{\"a\":\"b\"\"c\":\"d\"}")]
    [InlineData("{\"a\",\"b\"}")]
    [InlineData("{\"a\":\"b\tc\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":truE}")]
    [InlineData("{\"a\":falsy}")]
    [InlineData("{\"a\":truefalse}")]
    [InlineData("{a:\"b\"}")]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("\"a\"")]
    public void What_is_no_object_is_left_to_the_reader_that_says_why(string json) =>
        Assert.False(PlainObject.TryWalk(Encoding.UTF8.GetBytes(json), new JsonFields.Slot[JsonFields.Room], out _));

    [Fact]
    public void An_object_with_more_fields_than_there_is_room_for_is_left_alone()
    {
        var room = new JsonFields.Slot[2];
        Assert.True(PlainObject.TryWalk("""{"a":"1","b":"2"}"""u8, room, out var count));
        Assert.Equal(2, count);
        Assert.False(PlainObject.TryWalk("""{"a":"1","b":"2","c":"3"}"""u8, room, out _));
    }

    // As the reader of the base library sees them.
    private static List<JsonFields.Slot> Fields(ReadOnlySpan<byte> json)
    {
        var fields = new List<JsonFields.Slot>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, length) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            reader.Read();
            fields.Add(new(name, length, false, (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex), reader.TokenType));
        }
        return fields;
    }
}
