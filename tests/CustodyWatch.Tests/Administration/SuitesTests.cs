using System.Net;
using CustodyWatch.Log.Reference;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Administration;

public sealed class SuitesTests
{
    [Theory]
    [InlineData("suite,name\n", "the first line must be force,force_name,suite,name,authority,contact")]
    [InlineData("force,force_name,suite,name,authority,contact\n", "there is no suite in it")]
    [InlineData("force,force_name,suite,name,authority,contact\n41,North Mercia,BRIDEWELL,Bridewell,E08000099\n", "line 2: must have six columns")]
    [InlineData("force,force_name,suite,name,authority,contact\n41,North Mercia,THE BRIDEWELL,Bridewell,E08000099,\n", "line 2: force and suite must be codes, as the source of an event has them")]
    [InlineData("force,force_name,suite,name,authority,contact\n41,,BRIDEWELL,Bridewell,E08000099,\n", "line 2: force_name and name must say what people call them")]
    [InlineData("force,force_name,suite,name,authority,contact\n\n41,North Mercia,BRIDEWELL,Bridewell,E07000099,\n", "line 3: authority: E07000099 is a district council")]
    [InlineData("force,force_name,suite,name,authority,contact\n41,A,B,B,E08000099,\n41,A,B,C,E08000099,\n", "suite 41/B stands there twice")]
    [InlineData("force,force_name,suite,name,authority,contact\n41,A,B,B,E08000099,\n41,D,C,C,E08000099,\n", "force 41 has more than one name")]
    public void A_file_with_anything_wrong_in_it_is_refused_with_the_line(string text, string wrong) =>
        Assert.StartsWith(wrong, SuiteFile.Read(text).Wrong, StringComparison.Ordinal);

    [Fact]
    public async Task The_suites_that_a_force_files_take_the_place_of_those_of_the_demonstration()
    {
        await using var folder = new LastingFolder();
        var file = Path.Combine(folder.Path, "suites.csv");
        await File.WriteAllTextAsync(file, "\uFEFFforce,force_name,suite,name,authority,contact\r\n99,North Mercia,CENTRAL,\"Bridewell, Mill Street\",E10000098,01632 960111\r\n");
        await using var service = await RealService.Start(folder.Path, new Dictionary<string, string> { [KnownSuites.Setting] = file });
        using var admin = service.As("admin-01");
        using var sergeant = service.As("sgt-01");
        using var inspector = service.As("insp-01");

        var reference = await admin.GetStringAsync("/administration/reference");
        Assert.Contains("/forces/99/suites/CENTRAL", reference, StringComparison.Ordinal);
        Assert.DoesNotContain("NORTH", reference, StringComparison.Ordinal);
        var detention = await sergeant.Taken(Told.Arrived("2026-06-10T11:00:00Z"));
        var place = await sergeant.GetStringAsync($"/detentions/{detention}/place");
        Assert.Contains("where the suite stands", place, StringComparison.Ordinal);
        Assert.Contains("E10000098", place, StringComparison.Ordinal);
        var elsewhere = await inspector.Call("/silences", """{ "suite": "NORTH", "clock": "drink", "until": "2099-01-01T00:00:00Z", "reason": "The kettle is being mended" }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.Status);
    }
}
