using System.Text;
using CustodyWatch.Http;

namespace CustodyWatch.Tests.Http;

public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("{\"id\":}", "is not JSON (line 1)")]
    [InlineData("{\n  \"id\": \"a\",\n  \"type\" \"b\"\n}", "is not JSON (line 3)")]
    [InlineData("{\"id\":\"a\"", "is not JSON (line 1)")]
    [InlineData("", "is not JSON (line 1)")]
    [InlineData("{\"id\":\"a\"}", null)]
    public void What_is_no_json_is_said_to_be_that_and_where(string text, string? fault) => Assert.Equal(fault, JsonFault.In(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(32, "", null)]
    [InlineData(32, "x", "is not JSON (line 1)")]
    [InlineData(33, "", "is nested deeper than 32")]
    [InlineData(200, "", "is nested deeper than 32")]
    public void Only_what_is_nested_deeper_is_said_to_be_that(int depth, string within, string? fault) => Assert.Equal(
        fault, JsonFault.In(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", depth)) + within + string.Concat(Enumerable.Repeat("]", depth)))));
}
