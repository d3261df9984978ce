using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>Offers that two nodes of an older version made in one instant.</summary>
public sealed class OfferTests
{
    [Fact]
    public void No_two_are_left_of_one_instant_and_all_in_their_order_whatever_stood_after_them()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var scripts = Script.Of("sqlite").ToArray();
        var apart = Array.FindIndex(scripts, script => script.Name.Contains("0133_", StringComparison.Ordinal));
        foreach (var script in scripts[..apart]) connection.Execute(script.Sql);
        connection.Execute(
            "INSERT INTO handovers (id, force, suite, from_user, to_user, offered_at) VALUES (@id, '99', @suite, 'a', 'b', @at)",
            new[] { ("b", "CENTRAL", 1000), ("a", "CENTRAL", 1000), ("c", "CENTRAL", 1001), ("d", "CENTRAL", 1001), ("e", "CENTRAL", 1002), ("f", "CENTRAL", 5000), ("g", "NORTH", 1000), ("h", "NORTH", 1001) }
                .Select(offer => new { id = offer.Item1, suite = offer.Item2, at = offer.Item3 }));

        connection.Execute(scripts[apart].Sql);

        Assert.Equal(
            ["a 1000", "b 1001", "c 1002", "d 1003", "e 1004", "f 5000", "g 1000", "h 1001"],
            connection.Query<string>("SELECT id || ' ' || offered_at FROM handovers ORDER BY id"));
    }
}
