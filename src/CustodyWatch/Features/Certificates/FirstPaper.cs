using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Features.Certificates.Document.Pdf;

namespace CustodyWatch.Features.Certificates;

/// <summary>
/// Draws a paper for nobody while the service starts: the first one takes half a second, for fonts to be read and code to be made
/// ready, and whoever waits for a certificate at 03:00 should not be the one to wait for that.
/// </summary>
internal sealed partial class FirstPaper(ILogger<FirstPaper> log) : BackgroundService
{
    private static readonly Sheet Blank = new(
        "Certificate", "Police and Criminal Evidence Act 1984", "00-000000", "CW-CERT-1", "Not a certificate",
        [
            new("Heading")
            {
                Lead = "A sentence.",
                Fields = [new("Label", "Value"), new("By hand", null), new("Wide", "Value", Wide: true)],
                Table = new(["One", "Two"], [0.5, 0.5], [["a", "b"]]),
            },
        ],
        new("https://custody.example/verify/00-000000", "AAAAAAAAAA", "00"));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Draw, stoppingToken);

    private void Draw()
    {
        try
        {
            PdfSheet.Write(Blank, DateTime.UnixEpoch);
        }
        catch (Exception exception)
        {
            NotDrawn(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No paper can be drawn: certificates cannot be printed.")]
    private static partial void NotDrawn(ILogger log, Exception exception);
}
