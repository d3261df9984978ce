namespace CustodyWatch.Tests.Harness;

/// <summary>A suite with its screen on the wall, and a person at a desk elsewhere who has set a PIN for it.</summary>
internal sealed class WallAndOffice : IAsyncDisposable
{
    public const string Now = "2026-06-10T12:00:00Z", Pin = "271828";

    private WallAndOffice(CustodySuite suite, string person) =>
        (Suite, Person, Office, Wall) = (suite, person, new(suite), new(suite));

    public CustodySuite Suite { get; }

    public string Person { get; }

    public DeskBrowser Office { get; }

    public DeskBrowser Wall { get; }

    /// <param name="person">Who sets a PIN.</param>
    /// <param name="pin">Whether they do.</param>
    public static async Task<WallAndOffice> Open(string person = "sgt-01", bool pin = true)
    {
        var room = new WallAndOffice(await CustodySuite.Open(Now), person);
        if (pin) await room.Office.SetPin(person, Pin);
        await room.Wall.BecomeScreen();
        return room;
    }

    public Task<System.Net.HttpStatusCode> TapIn(string pin = Pin) => Wall.TapIn(Person, pin);

    public async Task<string> Board() => (await Wall.Open("/suites/CENTRAL")).Html;

    public async ValueTask DisposeAsync()
    {
        Office.Dispose();
        Wall.Dispose();
        await Suite.DisposeAsync();
    }
}
