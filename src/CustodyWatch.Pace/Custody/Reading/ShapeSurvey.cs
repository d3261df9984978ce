namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>
/// Finds the whole shape of what a reader reads, by having it read nothing again and again: once with nothing said, and once with each
/// word that a field may say, alone and beside each word of another field of the same object.
/// </summary>
internal static class ShapeSurvey
{
    private static readonly string[] Flags = ["true", "false"];

    /// <param name="read">Reads an object, noting in the sketch what it asks for.</param>
    public static ObjectShape Of(Action<Sketch> read) => Whole(Sketched(read, []), read, sketch => sketch);

    private static ObjectShape Whole(Sketch plain, Action<Sketch> read, Func<Sketch, Sketch> find)
    {
        var saying = new Dictionary<string, IReadOnlyDictionary<string, FieldDemand>>();
        var switches = plain.Fields.Where(field => field.Words is not null || field.Form == FieldForm.Flag)
            .Select(field => (field.Name, Words: field.Words ?? Flags)).ToArray();
        var conditions = new List<ShapeCondition>();
        var always = plain.Fields.Select(Demand).ToDictionary(demand => demand.Field);
        foreach (var (name, words) in switches)
        {
            var said = words.Select(word => (Word: word, Asked: Asked((name, word)))).ToArray();
            var common = plain.Fields.Select(field => said.Select(one => one.Asked[field.Name]).Aggregate((one, other) => one.And(other)))
                .ToDictionary(demand => demand.Field);
            foreach (var field in plain.Fields) always[field.Name] = always[field.Name].And(common[field.Name]);
            foreach (var alike in said.Select(one => (one.Word, Then: Beyond(one.Asked, common))).Where(one => one.Then.Count > 0)
                .GroupBy(one => string.Join(' ', one.Then)))
                conditions.Add(new([(name, [.. alike.Select(one => one.Word)])], alike.First().Then));
        }
        for (var i = 0; i < switches.Length; i++)
            for (var j = i + 1; j < switches.Length; j++)
                foreach (var one in switches[i].Words)
                    foreach (var other in switches[j].Words)
                    {
                        var (first, second) = ((switches[i].Name, one), (switches[j].Name, other));
                        var then = Beyond(Asked(first, second), Asked(first), Asked(second));
                        if (then.Count > 0) conditions.Add(new([(first.Name, [one]), (second.Name, [other])], then));
                    }
        return new(
            [
                .. plain.Fields.Select(field => field with
                {
                    Required = always[field.Name].Required,
                    Filled = always[field.Name].Filled,
                    Fields = field.Form == FieldForm.Object ? Inner(field.Name) : null,
                    Member = field.Member is { Form: FieldForm.Object } member ? member with { Fields = Inner(field.Name) } : field.Member,
                }),
            ],
            conditions, plain.Either);

        ObjectShape Inner(string name) => Whole(plain.Inner[name], read, sketch => find(sketch).Inner[name]);

        IReadOnlyDictionary<string, FieldDemand> Asked(params (string Name, string Word)[] says)
        {
            var key = string.Join(' ', says);
            if (saying.TryGetValue(key, out var known)) return known;
            var sketch = Sketched(read, says.ToDictionary(one => plain.PathOf(one.Name), one => one.Word));
            return saying[key] = find(sketch).Fields.Select(Demand).ToDictionary(demand => demand.Field);
        }
    }

    private static List<FieldDemand> Beyond(
        IReadOnlyDictionary<string, FieldDemand> asked, params IReadOnlyDictionary<string, FieldDemand>[] others) =>
        [.. asked.Values.Select(demand => others.Aggregate(demand, (left, other) => left.Without(other[demand.Field]))).Where(left => left.IsAny)];

    private static FieldDemand Demand(FieldShape field) => new(field.Name, field.Required, field.Filled);

    private static Sketch Sketched(Action<Sketch> read, Dictionary<string, string> said)
    {
        var sketch = new Sketch("", said);
        read(sketch);
        return sketch;
    }
}
