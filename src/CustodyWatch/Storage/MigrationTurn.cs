using System.Diagnostics;

namespace CustodyWatch.Storage;

/// <summary>
/// Whose turn it is to bring a database in a file to this version: whoever has a file beside it open alone, until that is closed, or
/// the process gone. A server's database keeps its own turns.
/// </summary>
internal static partial class MigrationTurn
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    // The numbers of the systems that the program runs on for a file that another has open.
    private const int HeldOnLinux = 11, HeldOnWindows = 32, HeldOnMac = 35;

    public static async Task<IDisposable> Wait(string database, TimeSpan patience, ILogger log, CancellationToken cancel)
    {
        var (file, began, said) = (database + ".migrating", Stopwatch.GetTimestamp(), false);
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException exception) when ((exception.HResult & 0xFFFF) is HeldOnLinux or HeldOnWindows or HeldOnMac)
            {
                if (Stopwatch.GetElapsedTime(began) > patience)
                    throw new CannotStartException(
                        $"Another process has been bringing the database to its version for more than {patience.TotalMinutes:0} minutes, and has {file} open. Start again when it is done.", exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CannotStartException($"The database has to be brought to this version, and {file} cannot be made for it: {exception.Message}", exception);
            }
            if (!said) Waiting(log, database);
            said = true;
            await Task.Delay(BetweenLooks, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another process is bringing the database {Database} to its version; this one waits.")]
    private static partial void Waiting(ILogger log, string database);
}
