using System.Reflection;
using System.Text.RegularExpressions;
using CustodyWatch.Pace.Accommodation;

namespace CustodyWatch.Pace.Tests.Accommodation;

public sealed class CircumstancesTests
{
    [Theory]
    [InlineData("No secure bed available", UnlawfulReason.SecureBedWanting)]
    [InlineData("There is no secure accommodation anywhere in the country tonight", UnlawfulReason.SecureBedWanting)]
    [InlineData("Lack of secure accommodation.", UnlawfulReason.SecureBedWanting)]
    [InlineData("No beds", UnlawfulReason.AnyBedWanting)]
    [InlineData("Non-availability of secure accommodation", UnlawfulReason.SecureBedWanting)]
    [InlineData("Non availability of secure beds", UnlawfulReason.SecureBedWanting)]
    [InlineData("Non-availability of placements", UnlawfulReason.AnyBedWanting)]
    [InlineData("There is nowhere to send the child.", UnlawfulReason.AnyBedWanting)]
    [InlineData("He is a danger to others.", UnlawfulReason.Behaviour)]
    [InlineData("Poses a high risk to the public.", UnlawfulReason.Behaviour)]
    [InlineData("Child would pose a danger to other residents.", UnlawfulReason.Behaviour)]
    [InlineData("The child behaved badly in the cell.", UnlawfulReason.Behaviour)]
    [InlineData("The local authority has no placement for him", UnlawfulReason.AnyBedWanting)]
    [InlineData("EDT rang nine providers, nobody will take him", UnlawfulReason.AnyBedWanting)]
    [InlineData("No foster carers were available tonight", UnlawfulReason.AnyBedWanting)]
    [InlineData("Her children's home will not have her back", UnlawfulReason.AnyBedWanting)]
    [InlineData("The authority never answered the request", UnlawfulReason.AnyBedWanting)]
    [InlineData("Emergency duty team unable to provide accommodation", UnlawfulReason.AnyBedWanting)]
    [InlineData("Request declined at 21:45 by the duty desk", UnlawfulReason.AnyBedWanting)]
    [InlineData("He is violent and abusive to staff", UnlawfulReason.Behaviour)]
    [InlineData("Due to her behaviour in the custody suite tonight", UnlawfulReason.Behaviour)]
    [InlineData("Too violent to be transported", UnlawfulReason.Behaviour)]
    [InlineData("Refused to leave the cell when asked", UnlawfulReason.Behaviour)]
    [InlineData("The seriousness of the offence", UnlawfulReason.Offence)]
    [InlineData("He is charged with robbery of a shop", UnlawfulReason.Offence)]
    [InlineData("It is a very serious offence and he is dangerous", UnlawfulReason.Behaviour)]
    [InlineData("It is late at night and court is only a few hours away", UnlawfulReason.Hour)]
    [InlineData("Court tomorrow morning so not worth moving", UnlawfulReason.Hour)]
    [InlineData("She is likely to abscond from any placement", UnlawfulReason.Absconding)]
    [InlineData("Kept for his own safety and protection", UnlawfulReason.OwnSafety)]
    [InlineData("No appropriate adult could be found to go along", UnlawfulReason.AdultAbsent)]
    [InlineData("No bed for him. He took a car without consent", UnlawfulReason.AnyBedWanting)]
    [InlineData("He is so violent that no escort would take the journey", UnlawfulReason.Behaviour)]
    [InlineData("Every bed within reach of the van is full", UnlawfulReason.AnyBedWanting)]
    [InlineData("No bed, whatever the court says", UnlawfulReason.AnyBedWanting)]
    [InlineData("No bed until somebody is called on at six", UnlawfulReason.AnyBedWanting)]
    [InlineData("No bed for him says the doctor", UnlawfulReason.AnyBedWanting)]
    [InlineData("No bed fit for him tonight", UnlawfulReason.AnyBedWanting)]
    [InlineData("No bed, and the children's home is closed", UnlawfulReason.AnyBedWanting)]
    [InlineData("No bed anywhere along that road", UnlawfulReason.AnyBedWanting)]
    [InlineData("The boy is violent and it is not safe to transport him.", UnlawfulReason.Behaviour)]
    [InlineData("The boy is violent and it would not be safe for an escort.", UnlawfulReason.Behaviour)]
    [InlineData("She is violent; officers are unable to transport her.", UnlawfulReason.Behaviour)]
    [InlineData("He is violent and cannot safely be put in a van", UnlawfulReason.Behaviour)]
    [InlineData("He is violent. There is no safe transport", UnlawfulReason.Behaviour)]
    [InlineData("He is violent. Transport is not possible.", UnlawfulReason.Behaviour)]
    [InlineData("He has been kicking out all night. He will not get into the van", UnlawfulReason.Behaviour)]
    [InlineData("She would not go to the ambulance", UnlawfulReason.Behaviour)]
    [InlineData("He is aggressive, difficult to transport.", UnlawfulReason.Behaviour)]
    [InlineData("He is aggressive. The journey was thought about with care.", UnlawfulReason.Behaviour)]
    [InlineData("He is violent and has bitten a nurse", UnlawfulReason.Behaviour)]
    [InlineData("It was a robbery, so the journey is not appropriate.", UnlawfulReason.Offence)]
    [InlineData("It was a robbery, and he was stopped on the motorway", UnlawfulReason.Offence)]
    [InlineData("He is violent, so no escort can be found", UnlawfulReason.Behaviour)]
    [InlineData("No escort is to be had because he is violent", UnlawfulReason.Behaviour)]
    [InlineData("The journey is too long a one due to the seriousness of the offence", UnlawfulReason.Offence)]
    [InlineData("There are no beds. The journey has been considered.", UnlawfulReason.AnyBedWanting)]
    [InlineData("She kicked the van door and damaged the vehicle", UnlawfulReason.Behaviour)]
    [InlineData("He punched the driver and then broke the window of the van", UnlawfulReason.Behaviour)]
    [InlineData("the doctor said fit but he was violent in the road", UnlawfulReason.Behaviour)]
    [InlineData("No vehicle or escort can be had for the journey. No secure bed was available and no transport was asked for.", UnlawfulReason.SecureBedWanting)]
    [InlineData("No vehicle or escort can be had for the journey. No transport was asked for", UnlawfulReason.NotTried)]
    [InlineData("No bed, and transport was not requested", UnlawfulReason.NotTried)]
    [InlineData("We did not ask for a van as it was late", UnlawfulReason.NotTried)]
    [InlineData("Nobody has asked for an escort yet", UnlawfulReason.NotTried)]
    [InlineData("A healthcare professional has found the child not fit to travel. The nurse found him fit to travel.", UnlawfulReason.FitToTravel)]
    [InlineData("He was aggressive. The doctor said that he was fit to travel", UnlawfulReason.FitToTravel)]
    [InlineData("It is in his interests to remain", UnlawfulReason.OwnSafety)]
    [InlineData("Staying here is in her best interests", UnlawfulReason.OwnSafety)]
    [InlineData("He has a history of going missing", UnlawfulReason.Absconding)]
    [InlineData("She has gone missing from home twice this month", UnlawfulReason.Absconding)]
    [InlineData("She will be at court at ten so we kept her", UnlawfulReason.Hour)]
    [InlineData("Child asleep, better to let him rest until court", UnlawfulReason.Hour)]
    [InlineData("The girl was fast asleep in her cell", UnlawfulReason.Hour)]
    [InlineData("Moving her would interrupt the investigation", UnlawfulReason.Investigation)]
    [InlineData("Too risky to move him", UnlawfulReason.NothingStated)]
    [InlineData("It was considered too risky to move the child tonight.", UnlawfulReason.NothingStated)]
    [InlineData("It is impracticable to move the child because it is not practicable to do so", UnlawfulReason.NothingStated)]
    [InlineData("Moving her is not practicable. See log", UnlawfulReason.NothingStated)]
    [InlineData("Impracticable.", UnlawfulReason.NothingStated)]
    [InlineData("It is not practicable to move the child tonight", UnlawfulReason.NothingStated)]
    [InlineData(null, UnlawfulReason.NothingStated)]
    [InlineData("See custody record", UnlawfulReason.NothingStated)]
    [InlineData("   ", UnlawfulReason.NothingStated)]
    [InlineData("No vehicle or escort can be had for the journey", UnlawfulReason.NothingStated)]
    public void A_statement_that_rests_only_on_an_unlawful_reason_is_refused(string? circumstances, UnlawfulReason named) =>
        Assert.Contains(named, Circumstances.RestOnlyOn(circumstances));

    [Theory]
    [InlineData("Heavy snow has closed every road out of the town since 20:00; no vehicle can reach the placement")]
    [InlineData("The A19 is closed in both directions and the only placement is beyond it")]
    [InlineData("The placement is four hours away and court sits at 09:30 in forty minutes")]
    [InlineData("No police van or contractor can make the journey of 140 miles before 06:00; seven firms were rung")]
    [InlineData("He is violent, but the reason is that the police van has broken down and no other is free until 05:00")]
    [InlineData("No bed nearer than Carlisle, and the M6 is closed by flooding")]
    [InlineData("Dr Shah found her not fit to travel at 22:10 after a seizure")]
    [InlineData("A major incident at the gate: nobody may leave the building by order of the duty superintendent")]
    [InlineData("The authority accepted at 20:40; its transport will not arrive before 06:00")]
    [InlineData("The foster carer's car broke down on the way and no other is free before 05:00")]
    [InlineData("He is violent. The journey is 140 miles each way")]
    [InlineData("No van is free to reach the secure bed")]
    [InlineData("Nobody here knows the road over the hills by night")]
    [InlineData("The ferry company refused the crossing tonight")]
    [InlineData("At the request of the council the journey goes by a longer road")]
    [InlineData("The boy's journey takes four hours each way")]
    [InlineData("The road over the fell is difficult in the dark")]
    [InlineData("The driver of the van was assaulted on the road")]
    [InlineData("No van can reach the foster placement before 06:00")]
    [InlineData("Snow closed every road")]
    [InlineData("Snow: A66 closed tonight")]
    [InlineData("He was violent, and snow has closed the A1 between here and the placement.")]
    [InlineData("He is violent, so he was held back, and then the van broke down")]
    [InlineData("He was violent at first. The journey takes four hours and the court sits at ten")]
    [InlineData("The offence is robbery. No van and no crew is free anywhere in the force")]
    [InlineData("The offence is serious but the only ambulance is stuck on the bridge")]
    [InlineData("He was aggressive. The nurse says it is not safe for him to travel")]
    [InlineData("He was aggressive, and has since been taken to hospital")]
    [InlineData("There is no bed nearer than the island. The last ferry went at 19:00")]
    [InlineData("No bed in the county; the road to the next is blocked by a collision")]
    [InlineData("No driver is free because it is a bank holiday")]
    [InlineData("He said the ferry would not go before morning")]
    [InlineData("The only road is under the tide because of the storm, and he is violent")]
    [InlineData("The causeway to the placement is under the tide until 04:10")]
    [InlineData("All roads out were closed by snow and the van could not leave; she had also been violent earlier")]
    [InlineData("the doctor found him unfit to travel")]
    [InlineData("She was abusive; the doctor found her unfit to travel")]
    [InlineData("transport was asked for at 21:10 and none could come until 07:00")]
    [InlineData("No bed nearer than Leeds, and no van that was asked for can come before 07:00")]
    [InlineData("No bed; no transport could be had when it was asked for at 21:10")]
    [InlineData("No transport was asked for because the only road is closed by flood water")]
    [InlineData("The nurse found her fit to travel only by ambulance and no ambulance can come before 06:00")]
    [InlineData("He was abusive. No doctor has yet found him fit to travel")]
    [InlineData("He was abusive. A doctor is driving out to say whether he is fit to travel")]
    [InlineData("The police van hit a deer and damaged the radiator, so it cannot be driven")]
    [InlineData("She was violent, and the van is off the road since it hit a wall and damaged its axle")]
    [InlineData("In the interests of safety the coastguard has stopped the boats")]
    [InlineData("The keys of the van have gone missing and the spare ones are in Leeds")]
    [InlineData("The nurse says he is sleeping off a seizure and must not be moved")]
    [InlineData("Leeds Youth Court sits at 09:30. It is forty minutes to the placement and forty from there to court")]
    [InlineData("She is at court at 09:30 and the journey there and back takes until noon")]
    [InlineData("The only van is held for the court run until noon")]
    [InlineData("Police have shut the bridge for an investigation of the crash")]
    [InlineData("The ferry is delayed by an investigation into a fire on board")]
    [InlineData("It is impracticable: the A66 is shut by snow")]
    [InlineData("It is too risky to move him over the moor on black ice")]
    [InlineData("The drive of four hours cannot be made with the child asleep")]
    [InlineData("The last ferry from here is kept for the court party")]
    [InlineData("The journey takes four hours so we kept her here")]
    [InlineData("The drive to court takes three hours which would keep him up all night")]
    [InlineData("The drive to court takes three hours so a closer place was sought")]
    [InlineData("Nobody asked for a carer as no van could come before 06:00")]
    [InlineData("She had been abusive. Broke an axle on the moor road in the dark: the only van we have")]
    [InlineData("He was abusive and the journey takes four hours")]
    [InlineData("The journey takes four hours. He was abusive")]
    [InlineData("As a result of the crash the only road will be dark and unlit until morning")]
    public void A_statement_that_gives_a_fact_of_the_journey_can_stand(string circumstances) =>
        Assert.Empty(Circumstances.RestOnlyOn(circumstances));

    [Fact]
    public void Reasons_are_told_in_their_order_and_want_of_a_secure_bed_is_not_want_of_any()
    {
        Assert.Equal([UnlawfulReason.SecureBedWanting], Circumstances.RestOnlyOn("There is no secure accommodation anywhere tonight"));
        Assert.Equal(
            [UnlawfulReason.AnyBedWanting, UnlawfulReason.Behaviour, UnlawfulReason.Absconding],
            Circumstances.RestOnlyOn("She would abscond, she is abusive to staff, and there are no beds"));
        Assert.Equal([UnlawfulReason.Absconding, UnlawfulReason.OwnSafety], Circumstances.NotHarmToThePublic("At risk from self-harm. Likely to abscond"));
        Assert.Empty(Circumstances.NotHarmToThePublic(null));
    }

    [Fact]
    public void Choosing_a_lawful_reason_does_not_excuse_unlawful_facts()
    {
        foreach (var choice in LawfulReasons.All)
        {
            Assert.NotEmpty(Circumstances.RestOnlyOn(LawfulReasons.Circumstances(choice.Reason, "There are no beds and he has been violent")));
            Assert.Equal([UnlawfulReason.NothingStated], Circumstances.RestOnlyOn(choice.Words));
        }
    }

    [Fact]
    public void Every_lawful_reason_with_its_facts_can_stand()
    {
        foreach (var choice in LawfulReasons.All)
            Assert.Empty(Circumstances.RestOnlyOn(LawfulReasons.Circumstances(choice.Reason, "Confirmed by the duty inspector at 22:15, tried again hourly")));
    }

    [Theory]
    [InlineData("Likely to abscond. At risk from self-harm")]
    [InlineData("For his own protection from a gang")]
    [InlineData("Likely to abscond. Undoubtedly")]
    [InlineData("She has a history of going missing from home and would run away from any placement before court")]
    [InlineData("High risk of absconding; missing from care 14 times")]
    [InlineData("She will harm herself")]
    public void Harm_that_is_not_to_the_public_is_no_serious_harm(string facts) => Assert.NotEmpty(Circumstances.NotHarmToThePublic(facts));

    [Theory]
    [InlineData("Stabbed a stranger twice and says he will find the witness tonight")]
    [InlineData("He absconds, and each time has attacked the same girl with a blade")]
    [InlineData("He is likely to commit further sexual assaults on young girls before court.")]
    [InlineData("He will commit another stabbing of a rival if he is not locked up tonight.")]
    [InlineData("There is a high risk that he commits rape again tonight.")]
    [InlineData("Risk of death or serious injury to his ex-girlfriend from further offences of violence by him")]
    [InlineData("She has told officers that she will breach bail to kill her sister's boyfriend with the knife he took from her.")]
    [InlineData("He would re-offend by attacking the same victim, whose jaw he broke yesterday.")]
    [InlineData("If he absconds he will go to the victim's home with a knife as he said he would.")]
    [InlineData("Further serious violent offending against the complainant is feared: he strangled her twice this week.")]
    [InlineData("He said in interview he would run off from any home to finish the job on the victim.")]
    [InlineData("He will harm himself and others")]
    [InlineData("He has run away to set fires")]
    [InlineData("He would abscond and harm the girl")]
    [InlineData("Likely to re-offend")]
    public void Harm_to_the_public_is_named_as_such(string facts) => Assert.Empty(Circumstances.NotHarmToThePublic(facts));

    [Fact]
    public void Every_unlawful_reason_names_its_rule_and_its_provision()
    {
        foreach (var reason in Enum.GetValues<UnlawfulReason>())
        {
            Assert.NotEmpty(reason.Rule());
            Assert.Matches("PACE|Code C", reason.Citation());
        }
    }

    [Fact]
    public void Every_phrase_is_looked_for_in_a_time_that_grows_with_the_text_alone() => Assert.All(Phrases(), phrase => Assert.True(
        phrase.Options.HasFlag(RegexOptions.NonBacktracking) || RepeatsWordsAlone(phrase.ToString()), phrase.ToString()));

    // What repeats is the letters of one word or a row of marks, each ended by what is none of them: there is one way to divide it.
    private static bool RepeatsWordsAlone(string pattern) =>
        !Regex.Replace(pattern, @"\\w\+n\['’]t|\[\\w'’\]\+|\[\\w-\]\+ |\\d\+|\[\.;:,!\?\\r\\n\(\)\]\+", "").AsSpan().ContainsAny('*', '+');

    [Theory]
    [InlineData("-")]
    [InlineData(" ")]
    [InlineData(". ")]
    [InlineData(" - ")]
    public void A_row_of_marks_out_of_a_form_is_read_and_says_nothing(string mark)
    {
        var row = string.Concat(Enumerable.Repeat(mark, 10_000 / mark.Length));
        Assert.False(Circumstances.Stated(row));
        Assert.NotEmpty(Circumstances.RestOnlyOn(row + "x"));
    }

    private static IEnumerable<Regex> Phrases()
    {
        foreach (var field in typeof(ReasonPhrases).GetFields(BindingFlags.Static | BindingFlags.Public))
            foreach (var phrase in field.GetValue(null) switch
            {
                Regex one => [one],
                Regex[] together => together,
                IEnumerable<Regex[]> all => all.SelectMany(each => each),
                IEnumerable<(UnlawfulReason, Regex[] All)> unlawful => unlawful.SelectMany(entry => entry.All),
                var other => throw new InvalidOperationException($"{field.Name} is {other}"),
            })
                yield return phrase;
    }
}
