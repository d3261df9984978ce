namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>Reads what happens between people and child where one field decides whether another is needed.</summary>
internal static class PeopleReader
{
    public static ChildAnswered ChildAnswered(in JsonFields d)
    {
        var outcome = d.Choice<RequestOutcome>("outcome"u8) ?? default;
        return new ChildAnswered(d.Key("requestId"u8), outcome, d.Text("reason"u8, required: outcome == RequestOutcome.Refused));
    }
}

/// <summary>Reads what happens in an investigation where one field bounds another.</summary>
internal static class InvestigationReader
{
    public static QuestionedInHospital QuestionedInHospital(in JsonFields d)
    {
        var (from, to) = (d.Instant("from"u8), d.Instant("to"u8));
        if (to < from) d.Refuse("to"u8, "may not be before from");
        return new QuestionedInHospital(from ?? default, to ?? default);
    }
}

/// <summary>Reads a correction; what replaces an entry is read when that entry is known.</summary>
internal static class CorrectionReader
{
    public static Corrected Corrected(in JsonFields d)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var action = d.Choice<CorrectionAction>("action"u8) ?? CorrectionAction.Retract;
        var replacement = d.Object("replacement"u8, required: action == CorrectionAction.Replace, room, out var found);
        NodaTime.Instant? time = null;
        string? data = null;
        if (found)
        {
            time = replacement.Instant("time"u8, required: false);
            replacement.Object("data"u8, required: false, stackalloc JsonFields.Slot[JsonFields.Room], out var hasData);
            if (hasData) data = replacement.RawJson("data"u8);
        }
        return new Corrected(d.Key("corrects"u8), action, d.Words("reason"u8), time, data);
    }
}
