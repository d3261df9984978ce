using CustodyWatch.Access;
using Microsoft.Extensions.Configuration;

namespace CustodyWatch.Tests.Access;

public sealed class ClaimNamesTests
{
    [Theory]
    [InlineData("custody-sergeant:0")]
    [InlineData("custody_sergeant:0")]
    [InlineData("CUSTODY_SERGEANT:0")]
    [InlineData("CUSTODY_SERGEANT")]
    public void A_role_is_named_as_the_system_lets_it_be(string name) =>
        Assert.Equal(Role.CustodySergeant, Assert.Single(Read(($"Roles:{name}", "GG-Sergeants")).RoleWords, word => word.Key == "GG-Sergeants").Value);

    [Fact]
    public void What_is_left_empty_says_nothing()
    {
        var names = Read(
            ("UserIdClaim", ""), ("RoleClaim", ""), ("SuiteClaim", " "), ("ForceClaim", ""), ("AuthorityClaim", ""),
            ("Roles:custody-sergeant:0", ""), ("Roles:feed", ""));

        Assert.Equal(new ClaimNames { RoleWords = names.RoleWords }, names);
        Assert.Empty(names.RoleWords);
    }

    [Fact]
    public void A_word_said_twice_for_one_role_is_taken_and_one_for_two_roles_is_not()
    {
        Assert.Single(Read(("Roles:custody-sergeant:0", "GG"), ("Roles:custody_sergeant:0", "GG")).RoleWords);
        Assert.Contains("two roles", ClaimNames.Read(Section(("Roles:custody-sergeant:0", "GG"), ("Roles:feed:0", "GG"))).Refusal, StringComparison.Ordinal);
    }

    private static ClaimNames Read(params (string Name, string Value)[] settings) => ClaimNames.Read(Section(settings)).Names!;

    private static IConfigurationSection Section(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Identity:{setting.Name}", (string?)setting.Value))).Build().GetSection("Identity");
}
