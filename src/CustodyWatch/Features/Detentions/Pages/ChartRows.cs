using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Pages;

/// <summary>The rows of the drawing, from the record and its clocks.</summary>
internal static class ChartRows
{
    private const string Tick = "M-1.5-7h3v14h-3z", Square = "M-5-5h10v10h-10z", Round = "M0-5a5 5 0 1 0 .01 0z";

    public static IEnumerable<ChartRow> Of(RecordView view, ChartScale scale, Instant end)
    {
        yield return Clocks("Detention limit", ClockName.DetentionLimit);
        yield return Clocks("Reviews", ClockName.Review);
        yield return Drawn("Adult waited for", Waits(), "cw-chart__bar--wait");
        yield return Drawn("Adult present", WithAdult(), "cw-chart__bar--with");
        yield return Drawn("Interviews", Until(Periods.OfInterview(view.Sheet.Record.Events)), "cw-chart__bar--busy");
        yield return Drawn("Rest", Until(Periods.OfRest(view.Sheet.Record.Events)), "cw-chart__bar--rest");
        if (view.Sheet.Record.Absences.Count > 0)
            yield return Drawn("Away", view.Sheet.Record.Absences.Select(away => (away.From, away.To ?? end)), "cw-chart__bar--away");
        yield return Clocks("Visits", ClockName.Visit) with { Marks = Marks<Visit>(Tick, _ => true) };
        yield return Marked<MealOffered>("Meals", Square, meal => meal.Outcome == OfferOutcome.Accepted);
        yield return Marked<DrinkOffered>("Drinks", Round, drink => drink.Outcome == OfferOutcome.Accepted);

        ChartRow Clocks(string label, ClockName name)
        {
            var cycles = view.Sheet.History.Where(clock => clock.Name == name).ToArray();
            var broken = cycles.Count(clock => clock.State is ClockState.Breached or ClockState.MetLate);
            return new ChartRow(label, $"{label}, {(broken == 0 ? "none broken" : Words.Count(broken, "time broken", "times broken"))}")
            {
                Bars = [.. cycles.SelectMany(Bars)],
            };
        }

        IEnumerable<ChartBar> Bars(Clock clock)
        {
            var stop = clock.MetAt ?? clock.StoppedAt ?? (clock.State is ClockState.Paused ? end : Instant.Max(end, clock.DueAt ?? end));
            var due = clock.DueAt ?? stop;
            var until = Instant.Min(stop, due);
            if (scale.Reaches(clock.StartedAt, until))
                yield return new(scale.X(clock.StartedAt), scale.Span(clock.StartedAt, until), "cw-chart__bar--clock", Say(clock));
            var late = Instant.Min(stop, Instant.Max(end, clock.MetAt ?? end));
            if (late > due && clock.State is ClockState.Breached or ClockState.MetLate)
                yield return new(scale.X(due), scale.Span(due, late), "cw-chart__bar--broken", Say(clock));
        }

        string Say(Clock clock) => $"{clock.Title}: {clock.Explanation}";

        ChartRow Drawn(string label, IEnumerable<(Instant From, Instant To)> periods, string css)
        {
            var all = periods.ToArray();
            return new ChartRow(label, $"{label}, {Words.Count(all.Length, "time", "times")}")
            {
                Bars = [.. all.Select(one => new ChartBar(
                    scale.X(one.From), scale.Span(one.From, one.To), css,
                    $"{label} {LondonText.Time(one.From, view.At)} to {LondonText.Time(one.To, view.At)}"))],
            };
        }

        IEnumerable<(Instant, Instant)> Until(IEnumerable<(Instant From, Instant? To)> periods) => periods.Select(one => (one.From, one.To ?? end));

        IEnumerable<(Instant, Instant)> WithAdult()
        {
            Instant? open = null;
            foreach (var one in view.Sheet.Record.Events)
            {
                if (one.Fact is AaArrived) open ??= one.Occurred;
                if (one.Fact is not AaLeft || open is not { } from) continue;
                yield return (from, one.Occurred);
                open = null;
            }
            if (open is { } still) yield return (still, end);
        }

        IEnumerable<(Instant, Instant)> Waits() => view.Sheet.History
            .Where(clock => clock.Name == ClockName.AdultArrival)
            .Select(clock => (clock.StartedAt, clock.MetAt ?? clock.StoppedAt ?? end));

        ChartRow Marked<T>(string label, string path, Func<T, bool> filled) where T : Fact
        {
            var marks = Marks(path, filled);
            return new ChartRow(label, $"{label}, {Words.Count(marks.Length, "time", "times")}") { Marks = marks };
        }

        ChartMark[] Marks<T>(string path, Func<T, bool> filled) where T : Fact => [.. view.Each<T>().Select(one => new ChartMark(
            scale.X(one.At), path, filled(one.Fact) ? "" : "cw-chart__mark--hollow", LondonText.Time(one.At, view.At)))];
    }
}
