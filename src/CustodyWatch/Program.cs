using System.Globalization;
using CustodyWatch;
using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Demo;
using CustodyWatch.Features.Accommodation;
using CustodyWatch.Features.Accommodation.Pages;
using CustodyWatch.Features.Administration;
using CustodyWatch.Features.Administration.Pages;
using CustodyWatch.Features.Alerts;
using CustodyWatch.Features.Board;
using CustodyWatch.Features.Board.Pages;
using CustodyWatch.Features.Certificates;
using CustodyWatch.Features.Certificates.Pages;
using CustodyWatch.Features.Detentions;
using CustodyWatch.Features.Detentions.Card;
using CustodyWatch.Features.Detentions.Disclosure;
using CustodyWatch.Features.Detentions.Pages;
using CustodyWatch.Features.Docs;
using CustodyWatch.Features.Events;
using CustodyWatch.Features.Events.Pages;
using CustodyWatch.Features.Handover;
using CustodyWatch.Features.Handover.Pages;
using CustodyWatch.Features.Oversight;
using CustodyWatch.Features.Oversight.Audits;
using CustodyWatch.Features.Oversight.Pages;
using CustodyWatch.Features.Replay;
using CustodyWatch.Features.Retention;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Features.Retention.Pages;
using CustodyWatch.Features.Rota;
using CustodyWatch.Features.Rota.Pages;
using CustodyWatch.Features.Silences;
using CustodyWatch.Features.Silences.Pages;
using CustodyWatch.Features.Taps;
using CustodyWatch.Http;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Measuring;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Importing;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Timers;

SpeakPlainly();
try
{
    return CommandLine.Check(args) switch
    {
        ({ } help, _) => Say(help),
        (_, { } problem) => Refuse(problem, WronglyAsked),
        _ => await RunSayingWhatNothingReads(args),
    };
}
catch (Exception exception) when (StartFault.OfSettings(exception) is { } sentence)
{
    return Refuse(sentence, 1);
}

static Task<int> RunSayingWhatNothingReads(string[] args)
{
    if (CommandLine.ReadsSettings(args) && UnreadSettings.InEnvironment is { } unread) Console.Error.WriteLine(unread);
    return Run(args);
}

static async Task<int> Run(string[] args) => args.FirstOrDefault() switch
{
    "replay" => ReplayCommand.Run(args[1..]),
    "migrate" => await MigrateCommand.Run(args[1..]),
    "verify" => await VerifyCommand.Run(args[1..]),
    "authorities" => await AuthoritiesCommand.Run(args[1..]),
    "dispose" => await DisposeCommand.Run(args[1..]),
    "rebuild" => await RebuildCommand.Run(args[1..]),
    "reseal" => await ResealCommand.Run(args[1..]),
    "import" => await ImportCommand.Run(args[1..]),
    "certificate" => await CertificateCommand.Run(args[1..]),
    "help" or "--help" or "-h" => Say(Commands),
    null or "serve" or ['-', ..] => await Serve(args),
    var unknown => Unknown(unknown),
};

public static partial class Program
{
    private const int WronglyAsked = 64;

    /// <summary>The service, put together and not yet started, or the sentence that says why it will not start.</summary>
    public static async Task<(WebApplication? App, string? Refusal)> Service(
        string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        SpeakPlainly();
        var builder = WebApplication.CreateBuilder(args);
        builder.AddTime();
        builder.AddStorage();
        if (KnownSuites.Load(builder.Configuration[KnownSuites.Setting]) is { } unfiled) return (null, unfiled);
        builder.AddLog();
        builder.KeepLog();
        builder.AddTimers();
        builder.AddDelivery();
        builder.AddOutside();
        builder.AddLive();
        builder.AddMeasuring();
        builder.AddHttp();
        if (builder.AddAccess() is { } refusal) return (null, refusal);
        builder.AddDetentions();
        builder.AddBoard();
        builder.AddAlerts();
        builder.AddSilences();
        builder.AddHandover();
        builder.AddCard();
        builder.AddDisclosure();
        builder.AddAdministration();
        builder.AddRota();
        builder.AddRetention();
        builder.AddTaps();
        builder.AddAccommodation();
        builder.AddCertificates();
        if (builder.AddOversight() is { } unreadable) return (null, unreadable);
        builder.AddAudits();
        builder.AddScreens();
        builder.AddDocs();
        adjust?.Invoke(builder);

        WebApplication? app = null;
        // Why it does not start is said once, by whoever asked it to.
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level >= LogLevel.Warning && (level != LogLevel.Error || app?.Lifetime.ApplicationStarted.IsCancellationRequested is true));
        app = builder.Build();
        app.SayWhatNothingReads();
        await app.Services.GetRequiredService<Migrations>().Run(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<Renewal>().Begin(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<Authorities>().Load(app.Lifetime.ApplicationStopping);
        app.UseScreens();
        app.UseHttp();
        app.UseAccess();
        app.UseJsonBodies();
        app.MapHealth();
        app.MapMetrics();
        app.MapEvents();
        app.MapQuarantine();
        app.MapDetentions();
        app.MapBoard();
        app.MapAlerts();
        app.MapSilences();
        app.MapSilencePages();
        app.MapHandover();
        app.MapAccommodation();
        app.MapCertificates();
        app.MapOversight();
        app.MapAudits();
        app.MapChain();
        app.MapSettings();
        app.MapLadders();
        app.MapAuthorities();
        app.MapAccessLog();
        app.MapDeliveries();
        app.MapRota();
        app.MapRetention();
        app.MapRetentionPages();
        app.MapTaps();
        app.MapRotaPages();
        app.MapAnomalies();
        app.MapLive();
        app.MapSignIn();
        app.MapBoardPages();
        app.MapRecordPages();
        app.MapHandoverPages();
        app.MapCard();
        app.MapDisclosure();
        app.MapAdministrationPages();
        app.MapQuarantinePages();
        app.MapOversightPages();
        app.MapCertificatePages();
        app.MapAccommodationPages();
        app.MapScreens();
        app.MapDocs();
        return (app, null);
    }

    // Numbers and dates are written the same whatever language the machine speaks.
    private static void SpeakPlainly() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture =
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

    private static async Task<int> Serve(string[] args)
    {
        var given = args is ["serve", .. var rest] ? rest : args;
        var (demo, problem) = DemoArguments.Parse(given);
        if (problem is not null) return Refuse(problem, WronglyAsked);
        WebApplication? app = null;
        try
        {
            (app, var refusal) = demo is null ? await Service(given) : await Service(demo.DemoSettings(), builder => builder.AddDemo(demo));
            if (app is null) return Refuse(refusal!, 1);
            if (demo is not null) await app.KeepToInvention();
            await app.StartAsync();
        }
        catch (Exception exception) when (StartFault.InWords(exception) is { } sentence)
        {
            if (app is not null) await app.DisposeAsync();
            return Refuse(sentence, 1);
        }
        await using (app) await app.WaitForShutdownAsync();
        return 0;
    }

    private static int Refuse(string sentence, int exit)
    {
        Console.Error.WriteLine(sentence);
        return exit;
    }

    private const string Commands = "Commands: serve, replay, migrate, verify, rebuild, reseal, dispose, import, authorities, certificate.";

    private static int Say(string words)
    {
        Console.WriteLine(words);
        return 0;
    }

    private static int Unknown(string command) => Refuse($"There is no command '{command}'. {Commands}", WronglyAsked);
}
