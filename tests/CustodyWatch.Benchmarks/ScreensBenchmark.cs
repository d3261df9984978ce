using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustodyWatch.Simulator;
using Microsoft.AspNetCore.SignalR.Client;
using NodaTime;

namespace CustodyWatch.Benchmarks;

/// <summary>How long it takes until an alert is on every one of very many live screens of one node, and what memory the node then has.</summary>
internal static partial class ScreensBenchmark
{
    private const int Rounds = 20, WarmUps = 2, AtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> Run(int screens)
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-measured-").FullName;
        using var node = Start(folder);
        try
        {
            var address = await Listening(node).WaitAsync(Patience);
            using var feed = new HttpClient { BaseAddress = address };
            feed.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Demo", "feed-01");
            var open = new List<Screen>();
            foreach (var some in Enumerable.Range(0, screens).Chunk(AtOnce)) open.AddRange(await Task.WhenAll(some.Select(_ => Screen.Open(address))));
            var took = new List<double>();
            for (var round = 0; round < WarmUps + Rounds; round++)
            {
                await Task.Delay(1000);
                foreach (var screen in open) screen.Listen();
                var began = Stopwatch.GetTimestamp();
                await Arrive(feed, round);
                var heard = await Task.WhenAll(open.Select(screen => screen.Heard)).WaitAsync(Patience);
                if (round >= WarmUps) took.AddRange(heard.Select(at => Stopwatch.GetElapsedTime(began, at).TotalMilliseconds));
            }
            took.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{screens:N0} live screens, {Rounds} alerts: from the sending of an event to the alert on a screen {took[took.Count / 2]:0} ms at the median, {took[took.Count * 99 / 100]:0} ms at the 99th percentile, {took[^1]:0} at most; the node has {Resident(node)} MB"));
            foreach (var some in open.Chunk(AtOnce)) await Task.WhenAll(some.Select(screen => screen.Connection.DisposeAsync().AsTask()));
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    // A child whose first hour passed with nothing done: alerts follow at once.
    private static async Task Arrive(HttpClient feed, int round)
    {
        var arrived = Time.OfTheMachine.GetCurrentInstant() - Duration.FromMinutes(90);
        var events = Detention.Invent(round + 1, InventedSuite.Central, string.Create(CultureInfo.InvariantCulture, $"CR-{round}"), arrived);
        using var content = new ByteArrayContent(events[0].ToJson());
        content.Headers.ContentType = new("application/cloudevents+json");
        (await feed.PostAsync("/api/v1/events", content)).EnsureSuccessStatusCode();
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CustodyWatch.dll"), "serve"]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["CUSTODYWATCH__DATADIRECTORY"] = folder;
        return Process.Start(start) ?? throw new InvalidOperationException("The service cannot be started.");
    }

    private static Task<Uri> Listening(Process node)
    {
        var listening = new TaskCompletionSource<Uri>();
        node.OutputDataReceived += (_, line) =>
        {
            if (Said().Match(line.Data ?? "") is { Success: true } said) listening.TrySetResult(new Uri(said.Groups[1].Value));
        };
        node.BeginOutputReadLine();
        return listening.Task;
    }

    private static long Resident(Process node)
    {
        node.Refresh();
        return node.WorkingSet64 / 1024 / 1024;
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Said();

    private sealed class Screen(HubConnection connection)
    {
        private TaskCompletionSource<long> _heard = new();

        public HubConnection Connection => connection;

        /// <summary>When it next heard of an alert.</summary>
        public Task<long> Heard => _heard.Task;

        public void Listen() => _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static async Task<Screen> Open(Uri address)
        {
            var screen = new Screen(new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/custody"), options => options.Headers["Authorization"] = "Demo sgt-01").Build());
            screen.Connection.On<JsonElement>("alertRaised", _ => screen._heard.TrySetResult(Stopwatch.GetTimestamp()));
            await screen.Connection.StartAsync();
            return screen;
        }
    }
}
