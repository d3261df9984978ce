using System.Text.RegularExpressions;
using static CustodyWatch.Pace.Accommodation.UnlawfulReason;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>The set list of phrases by which a stated reason is known for what it is. Words may stand in any order within a clause.</summary>
internal static class ReasonPhrases
{
    private const string Wanting =
        @"\b(no|not|none|nothing|nowhere|nobody|never|neither|cannot|\w+n['’]t|without|lack(s|ed|ing)?|shortage|short of|want of|unable|unavailable|unavailability|non[- ]?availability|absence|full|fully booked|failed|fails|refus(e|es|ed|ing|al)|declin(e|es|ed|ing)|turned down|exhausted|insufficient|awaiting|waiting)\b";

    private const string Bed =
        @"\b(bed|beds|bedspaces?|placements?|places?|accommodation|accommodate[ds]?|carers?|foster|fostering|homes?|units?|vacanc(y|ies)|provision|(?<!(transport|escort|taxi|ambulance|patient|healthcare|medical|custody|vehicle|hire|adult) )providers?|spaces?|house|(take|have|house) (him|her|them|the (child|boy|girl|young person)))\b";

    private const string Few = @"([^\w'’]{1,3}[\w'’]+){0,4}[^\w'’]{1,3}";

    private const string NoPlace = @"no (bed|places?|placements?|room|vacancy|space|capacity|carers?|answer|reply|response|longer)";

    // What is wanting stands close to the bed, and not every "not" beside a home is want of it: that a road to it is not passable is a fact.
    private const string WantOfBed =
        @"\b(no|(not|\w+n['’]t) (a|an|any|one|got|enough|another)|none|nothing|nowhere|nobody|neither|nor|without|lack(s|ed|ing)?|shortage|short|want|unable|unavailability|non[- ]?availability|absence|failed|fails|refus(e|es|ed|ing|al)|declin(e|es|ed|ing)|turned down|exhausted|insufficient|run out|awaiting|waiting)" + Few + Bed;

    private const string BedWanting =
        Bed + Few + "(none|nothing|nowhere|nobody|neither|unable|unavailable|unavailability|non[- ]?availability|lacking|short|failed|fails|refus(e|es|ed|ing|al)|declin(e|es|ed|ing)|turned down|exhausted|insufficient|said no|" + NoPlace + @")\b";

    private const string NotGiven =
        @"\b(not|never|cannot|\w+n['’]t)( [\w'’]+){0,3} (have|ha[ds]|take[ns]?|took|accept(ed|s)?|receive[ds]?|house[ds]?|offer(ed|s)?|provide[ds]?|find|found|identif(y|ied)|locate[ds]?|source[ds]?|secure[ds]?|accommodate[ds]?|available|agree[ds]?|willing|able|want(ed|s)?|answer(ed|s|ing)?|repl(y|ied)|respond(ed|s)?|free|vacant|suitable|hold|help(ed)?|exist|providing|offering(?! to)|accommodating|(insured|licensed|registered|staffed) (for|to (have|take|house)) (him|her|them|the (child|boy|girl|young person))|fund(ed|ing)?|pay(ing)? for|do(ing)? (emergency |overnight |any |such )?(beds?|placements?))\b";

    private const string WantOfAnswer =
        @"\b(none|nothing|nowhere|nobody|no one|no-one|neither|unable|unavailable|failed|fails|refus(e|es|ed|ing|al)|declin(e|es|ed|ing)|turned down|exhausted|insufficient|awaiting|waiting|said no|" + NoPlace + @")\b";

    private const string Authority =
        @"\b(local authority|authority|council|LA|EDT|duty (desk|team|social worker|worker)|social (worker|workers|services|care)|children['’]?s services)\b";

    private const string NotRungBack =
        Authority + @"( (do|does|did|has|have|had|will|would|could|can|still|just|simply)){0,3} (not|never|cannot|\w+n['’]t|yet to)( (yet|ever|even|once|been)){0,2} ((r[iau]ng|phoned?|telephoned?|call(ed)?)( (us|me|custody))? back(?! (its|their|(about|with) (the |an? )?" + OfTheJourney + @"))|(get|got) back to (us|me)|(back )?in touch|pick(ed)? up( (the |our |any |their )?(phones?|telephone|calls?)|\W?$))";

    private const string CannotReach = @"\b(cannot|can not|could not|(could|ca)n['’]t|unable to|failed to|never) ";

    private const string NotReached =
        Authority + " " + CannotReach + @"be reached\b(?! by (road|car|sea|boat|air)\b)|" + CannotReach + @"(reach(ed)?|contact(ed)?|get hold of|get through to) ((the|anyone|anybody|at|out of hours) ){0,4}" + Authority + @"( (by (tele)?phone|tonight|at all|all night))?\W?$";

    private const string Medic = @"(doctor|dr|nurse|paramedic|midwife|clinician|consultant(?! social)|surgeon|healthcare|hcp|fme|hospital|infirmary|A ?(&|and) ?E)";

    // With its name or without: "in the Royal Infirmary", "at hospital". A hospital order is no place.
    private const string InHospital =
        @"\b((in|at|to|into) (the |an? )?(((?-i:[A-Z])[\w'’]+|local|general|district|county|children['’]?s) ){0,3}(hospital|infirmary|A ?(&|and) ?E|casualty|intensive care)(?! order)|in (theatre|surgery)|(in|on) (ward \w|(the|a|his|her) ([\w'’]+ )?ward))\b";

    private const string JourneyWord =
        @"\b(journey|travel(s|ling)?|drive|driving|vehicles?|vans?|transport(ed)?|drivers?|escorts?|contractors?|GEOAmey|Serco|ambulance|crews?|roads?|lanes?|track|routes?|motorway|ferry|ferries|sailings?|crossing|causeway|bridge|trains?|boats?|flights?|helicopter|" + Medic + @")\b";

    private const string Transport =
        @"(vehicles?|vans?|transport|escorts?|drivers?|cars?|taxis?|minibus|ambulance|crews?)";

    private const string Way =
        @"(roads?|lanes?|track|motorway|[AMB]\d{1,4}|bridge|tunnel|ferry|ferries|sailings?|trains?|causeway|routes?)";

    private const string Weather =
        @"((heavy |black |(high|strong) )?(snow|ice|flood(s|ing)?|storms?|gales?|fog|winds?)|((bad|severe|extreme|adverse) )?weather)";

    private const string OfTheJourney = "(weather|travel|journey|" + Way + "|" + Transport + ")";

    // "Not needed until 06:00" and "not booked by the council" leave something to tell.
    private const string NotWanted =
        @"( (is|are|was|were|has|have|had|been|then)){0,2} (not|never|no longer|\w+n['’]t)( been| then){0,2} (needed|required|wanted|arranged|booked|called|cancelled)\b(?! (until|till|before|by|in|out|for)\b)";

    private const string NoneOf = @"\b(no|not any|\w+n['’]t any) ";

    private const string CalledOff =
        Transport + "(" + NotWanted + @"|( (is|are|was|were|has|have|had|been|then)){0,3} (cancelled|stood down)\b)";

    private const string AskedFor = @"(asked for|requested|sought|tried|looked for|rung for)";

    private const string Child = @"(he|she|they|him|her|them|child|boy|girl|young person|juvenile|detainee)";

    private const string Subject = @"(he|she|they|child|boy|girl|young person|juvenile|youth|detainee)";

    private const string OwnDoing =
        @"\b" + Subject + @" ((has|had|have|then|also|again|twice|deliberately) ){0,3}(flood(s|ed|ing)? (his|her|their|the|a) (own )?(cell|toilet|sink)|set(s|ting)? off the (fire )?alarm)\b";

    private const string Provider = @"(carers?|placements?|home|providers?|unit|family|authority|council|LA|EDT)";

    private const string Anybody = @"\b(nobody|no-one|no one|none|nowhere|not one)\b";

    /// <summary>What marks an unlawful reason; all the patterns of one entry must be found in the clause.</summary>
    public static readonly IReadOnlyList<(UnlawfulReason Reason, Regex[] All)> Unlawful =
    [
        (SecureBedWanting, Each(@"\bsecure\b", Wanting)),
        (SecureBedWanting, Each(@"\bneed(s|ed)? (to be in )?(a )?secure( (bed|placement|place|unit|home|accommodation|provision))?\W*$")),
        (SecureBedWanting, Each(@"\bonly (have|has|had|offer(s|ed|ing)?|provide[sd]?|find|found)( [\w'’]+){0,2} (open|non-?secure|ordinary) " + Bed)),
        (AnyBedWanting, Each(WantOfBed)),
        (AnyBedWanting, Each(BedWanting)),
        (AnyBedWanting, Each(NotGiven, Bed)),
        (AnyBedWanting, Each(NotGiven, Authority)),
        (AnyBedWanting, Each(WantOfAnswer, Authority)),
        (AnyBedWanting, [AnyOf(NotRungBack, NotReached)]),
        (AnyBedWanting, Each(Bed, @"\bfull\b")),
        (AnyBedWanting, Each(@"\b(there (is|was|are|were) (none|not one|nowhere)|no (room|capacity)|all (of them )?(declined|refused|said no)|(not|unable to|cannot|\w+n['’]t)( be)? (placed?|find anywhere))\b")),
        (AnyBedWanting, Each(Anybody, @"\b(take|takes|took|have|has|accept|accepts|accepted|able|available|offered|go|put|send|place|house|willing)\b")),
        (AnyBedWanting, Each(Anybody + @"( (could|can|was|were|is|has|have|had|yet|else|suitable|at all|for|him|her|them|be|been)){0,5} found\b|(?<!\b(is|was|be|been) )found( us| him| her| them)? " + Anybody)),
        (AnyBedWanting, Each(@"\b(declined|refused|turned down|rejected|unanswered)\b", @"\brequests?\b")),
        (AnyBedWanting, Each(@"\bnothing( else)?( (is|was|were|had))? (available|suitable|to be had)\b")),
        (AnyBedWanting, Each(Authority, @"\b(told|asked|instructed|advised|wants?|wanted|said) (us )?to (keep|hold) (him|her|them|the (child|boy|girl|young person))\b")),
        (AnyBedWanting, Each(Bed, @"\b(gave|given|giving|served) notice\b|\bevicted\b|\bclosed (its|their) doors?\b|\bplacements? (has |had )?(broke(n)? down|fell through|fallen through|collapsed|(been |was )?withdrawn)\b")),
        (AnyBedWanting, Each(@"\b" + Provider + @" (has |have |had )?(just |then )?((pulled|backed|dropped) out(?! (of|on|from|to|in) )|changed (its|his|her|their) minds?)\b")),
        (AnyBedWanting, Each(@"\b(would not|will not|wouldn['’]t|won['’]t|refus(es|ed) to|declin(es|ed) to) open (the|its|their) (front )?door (to|for) (us|him|her|them|officers|police)\b", Bed)),
        (AnyBedWanting, Each(@"\b(is|was|are) not (theirs|their (child|responsibility|problem|case))\b|\b(isn|wasn|aren)['’]t (theirs|their (child|responsibility|problem|case))\b")),
        (AnyBedWanting, Each(Bed + @"( (offered|found|given|proposed))? (is|was|were|are) (unsuitable|inappropriate|not (suitable|appropriate))\b")),
        (AnyBedWanting, Each(@"\b(not|never|\w+n['’]t) use( [\w'’]+){0,4} (beds?|placements?|carers?)\b|\btoo (old|young) (to be|for) (foster|plac)")),
        (AnyBedWanting, Each(Authority + @"|\b(councils|boroughs|authorities)\b", @"\b(argu|disput|disagree|debat|quarrel|cannot agree)", @"\b(responsib|whose|who (should|must|is to|has to|will|would|ought)|pay)")),
        (AnyBedWanting, Each(@"\b(argu(ing|e|es|ed)|dispute[ds]?|disputing|disagree(s|d|ment|ing)?|cannot agree|unclear|not agreed)( [\w'’]+){0,2} (who|which (council|authority|borough|county|LA|team|local authority)) (is|was|should|must|has to|will|would|ought to|are)( to)? (be )?(responsible|pay|fund|take|place|accommodate)\b")),
        (AnyBedWanting, Each(Authority, @"\bleft ([\w'’]+ ){0,3}(voice ?mails?|messages?) (with|for|on|at)\b|\b(voice ?mails?|messages?) left (with|for|on|at)\b|\b(went|goes|going|go|straight|gone) to (an? )?(voice ?mail|answer(ing)?[- ]?(phone|machine))\b")),
        (AnyBedWanting, Each(@"\b(workers?|services|social care|EDT|LA|council|local authority|duty (desk|team)|out of hours team)( offices?)? (is |are |was |were |has |have |had )?(now |all |both )?((closed|shut)( (now|for the night|overnight|tonight|(until|till|at) [\w:]+))?\W*$|(gone|went) (home|off (shift|duty))\b)")),
        (Behaviour, Each(@"\b(violen(t|ce|tly)|aggress(ion|ive|ively)|abusive|abuse|disruptive|hostile|agitated|threaten(ing|s)?|threatened(?! (miscarriage|abortion|pre-?term|premature|labour))|non-?compliant|unco-?operative|behaviou?r|behav(ed|ing)|misbehav(ed|ing)|conduct|attitude|demeanou?r|spat|spitting|kick(ed|ing)?|punch(ed|ing)?|head-?butt(s|ed|ing)?|fighting|fought|drunk|intoxicated|volatile|unruly|out of control|uncontrollable|unmanageable|hard to (manage|handle|control)|cannot be (managed|handled|controlled|trusted)|smear(s|ed|ing)|gang[- ](member|affiliated|related|nominal)|bit (an?|the|one|two|his|her|our|my) (police |detention )?(officers?|constables?|sergeant|inspector|nurse|doctor|escorts?|guards?|driver)|bang(s|ed|ing)? (on )?(the|his|her) (cell )?door|(danger|risk|threat)s? (to|for) (the )?(public|others?|other (residents|children|people|detainees)|residents|carers?|staff|officers|anyone|anybody))\b")),
        (Behaviour, Each(@"\b(is|was|been|being) (a|quite a) (real |right |complete )?handful\b(?! of)|\b(would|will|going to) (only |just )?(smash|wreck|trash|burn)( up| down)? (any|the|every|another|a|his|her) (placement|home|house|unit|place|room)\b")),
        (Behaviour, Each(OwnDoing)),
        (Behaviour, Each(@"\bdangerous\b", @"\b(child|boy|girl|he|she|they|young person|him|her|them|staff|officers?|escorts?|public|others|anyone)\b")),
        (Behaviour, Each(@"\b(challenging|difficult)\b", @"\b(child|boy|girl|he|she|they|young person|manage|handle)\b")),
        (Behaviour, Each(@"\b(?<!\b(drivers?|crews?|firms?|company|contractors?|escorts?|taxi|ferry|ambulance|pilot|skipper) (has |have |had )?)refus(es|ed|ing|al) to (leave|go|move|comply|travel|engage|co-?operate)\b")),
        (Wish, Each(@"\b" + Subject + @" (has |had |have )?(again |also |flatly )?declin(es|ed) to (leave|go|move|comply|travel|engage|co-?operate|be (moved|placed))\b")),
        (Wish, Each(@"\b" + Subject + @" ((does|did|do) not|(doesn|didn|don)['’]t) (wish|want) to (leave|go|move|travel|be (moved|placed|taken))\b")),
        (Wish, Each(@"\b" + Subject + @" (has |had |have )?(wants?|wanted|wish(es|ed)?|prefers?|preferred|would (rather|prefer to|like to)|ask(s|ed)?|chose|chooses) (to )?(stay|remain|stop|be kept)( ((right )?here|put|where (he|she|they) (is|was|are)|in (custody|the cells?|(his|her|a) cell)|(at|in) (the|this) (police )?(station|suite)|with (the )?police|tonight|overnight|until \w+)){0,3}\W*$")),
        (Behaviour, Each(@"\b" + Subject + @" (is|was|would be) (simply |just |far )?too (much of a|(great|high|big) a) risk\b")),
        (Behaviour, Each(@"\b(he|she|child|boy|girl|young person) (will not|won['’]t|would not|wouldn['’]t|did not|didn['’]t|does not|doesn['’]t) (get|go|come|sit|leave|enter|board|comply|travel|engage|co-?operate)\b")),
        (Behaviour, Each(@"\b" + Subject + @" (has |had )?(then |also |since |just )?(assault(s|ed)|attack(s|ed)|(tried|tries|attempted) to (bite|kick|punch|hit|head-?butt|assault|attack|spit))\b")),
        (Behaviour, Each(@"\bassault(ed|ing|s)?\b", @"\b(staff|officers?|police|constable|escort)\b")),
        (Offence, Each(@"\b(offences?|offending|charged with|serious charges?|the charges?|alleged|allegations?|crimes?|robbery|rape|raped|murder|manslaughter|burglary|wounding|gbh|stabbing|stabbed|knife|firearm|arson|sexual assault|gravity|seriousness|(serious|grave) (matter|case|charge)|(matter|case|charge) is (very |so |too |most )?(serious|grave)|(prolific|persistent|repeat) offenders?)\b")),
        (Hour, Each(@"^\W*(the )?" + Child + @" ((is|was|has been|had been|being|now|already|fast|still|sound) )*(asleep|sleeping)( (now|since \w+|in (a|the|his|her) cell))*\W*$")),
        (Hour, Each(@"\b" + Child + @"\b", @"\b(rest(ing)?|sleep(ing)?|stop|stay(s|ed|ing)?|remain(s|ed|ing)?|keep(ing)?|kept|hold(ing)?|held)( [\w'’]+){0,4} (until|till|for|before) (the )?court\b")),
        (Hour, Each(@"\b(at|in|to|for|before) court\b", @"\b(so|therefore|hence|rather|better|easier|simpler)\b", @"\b(keep|kept|hold|held|leave|left) (him|her|them|the (child|boy|girl|young person))\b|\b(he|she|they|child|boy|girl|young person)( [\w'’]+){0,2} (stay(s|ed)?|remain(s|ed)?|kept|held)\b")),
        (Hour, Each(@"\b(late at night|time of night|late hour|lateness|middle of the night|night-?time|late in the (evening|night)|out of (office )?hours|early hours|short time|few hours|not worth|so late|too late|weekend|bank holiday|tomorrow|next morning|in the morning|until morning)\b")),
        (Hour, Each(@"\binconvenien(t|ce)\b|\b(no|little) (point|sense|use) (in )?(moving|waking|shifting|transferring|transporting|taking|sending|disturbing)\b")),
        (Hour, Each(@"\b(cruel|unkind|unfair|wrong|a (shame|pity)|not (right|fair|kind)) to (wake|rouse|disturb) (him|her|them|the (child|boy|girl|young person))\b")),
        (Hour, Each(@"\b(policy|practice|protocol|rule)\b", @"\b(not|never|no (child|children|juveniles?|detainees?|moves?|transfers?))( [\w'’]+){0,2} (mov(e[ds]?|ing)|transfer(s|red|ring)?)\b", @"\b(after|before|past|between|until|overnight|at night)\b")),
        (Hour, Each(@"\bby the time (we|he|she|they|the (child|boy|girl))( [\w'’]+){0,6} (would|will|ll|should|must|need(s|ed)?|has|have|had)( [\w'’]+){0,5} (bring|fetch|take|collect|come|brought) ((him|her|them) )?back\b")),
        (Hour, Each(@"\b(simpler|easier|better|best|kinder|preferable|convenient)( [\w'’]+){0,2} to (keep|hold|leave) (him|her|them|the (child|boy|girl|young person))( here| where (he|she|they) (is|was|are)| in custody| at the station| in (a|the|his|her) cell)?( (tonight|overnight|until \w+))?\W*$")),
        (Hour, Each(@"\b(court|hearing)\b", @"\bfirst thing\b")),
        (Absconding, Each(@"\b(abscond(s|ed|ing|er)?|run(s|ning)? (away|off)|ran (away|off)|fails? to (appear|attend|surrender|come)|failed to (appear|attend|surrender)|breach(ed|es|ing)?|re-?offend(s|ing)?|further offen(ces?|ding)|commit)\b")),
        (Absconding, Each(@"\b(he|she|they|child|boy|girl|young person|detainee|history|risk|likely|known)\b", @"\b(go|goes|going|gone|went|been|be) missing\b|\bmissing (episodes?|from (home|care))\b")),
        (Absconding, Each(@"\b(he|she|they|child|boy|girl|young person|detainee|history|previous|likely|known|worried|feared?)\b", @"\bescap(e|es|ed|ing)\b(?! (injury|unhurt))")),
        (Absconding, Each(@"\binterfer(e|es|ed|ing) with (the |a |any |his |her )?witness(es)?\b")),
        (OwnSafety, Each(@"\b(risk|danger|fear|threat)s? of (retaliation|reprisals?|retribution|revenge|CSE|CCE|((child )?(sexual|criminal) )?exploitation)\b")),
        (OwnSafety, Each(@"\bcustody is the (best|safest|right) place\b|\bbetter off (here|in custody|in (a|the|his|her) cell|at the station)\b|\bbetter for (him|her|them|the (child|boy|girl|young person)) to (stay|remain|be kept)( (here|in custody|at the station|tonight)){0,3}\W*$")),
        (OwnSafety, Each(@"\b(risk|danger) from (a |the |his |her |other |rival ){0,2}(gangs?|victim|family|boys?|girls?|youths?|associates|peers)\b")),
        (OwnSafety, Each(@"\b(his|her|their|child['’]?s|boy['’]?s|girl['’]?s) (own )?interests\b|\bbest interests?\b|\binterests? of the (child|boy|girl|young person)\b")),
        (OwnSafety, Each(@"\b(own (safety|protection|interests?|welfare|good)|self-?harm(s|ing)?|(harm|hurt|injure|kill)(s|ing)? (himself|herself|themselves|themself)|risk to (himself|herself|themselves|self)|safest|safer (here|in custody|in a cell))\b")),
        (AdultAbsent, Each(Wanting, @"\b(parents?|mother|father|guardian|appropriate adult|AA|family|relatives?|mum|dad)\b")),
        (AdultAbsent, Each(@"\b(appropriate adult|AA)\b", @"\b(went|gone|left|busy)\b")),
        // Not merely a word for it: an accident is investigated too, and closes roads.
        (Investigation, Each(@"\b(interrupts?|delays?|hinders?|hampers?|jeopardi[sz]es?|prejudices?|impedes?|disrupts?|compromises?|frustrates?|interferes? with)( [\w'’]+){0,2} (investigations?|enquir(y|ies)|inquir(y|ies))\b")),
        (Investigation, Each(@"\bfurther (investigation|questioning)\b|\b(needs?|ha[sd]|have|wanted|required|due|still) to be (re-?)?(interviewed|questioned)\b|\b(enquir(y|ies)|inquir(y|ies)|investigations?) (are|is|were|was) (still )?(needed|required|ongoing|outstanding|incomplete|continuing)\b")),
        // What was asked for and could not be had is a fact; what nobody asked for is none.
        (NotTried, Each(@"\bno (suitable )?" + Transport + @"( (or|nor) " + Transport + @")? (was|were|is|has been|had been|have been) (ever )?" + AskedFor + @"\b")),
        (NotTried, Each(@"\b" + Transport + @" ((was|were|is|has|had|have) (not|never)( yet)?|(wasn|weren|hasn|hadn|haven)['’]t)( yet| been| ever){0,2} " + AskedFor + @"\b")),
        (NotTried, Each(@"\b((did|have|has|had) not|(didn|haven|hasn|hadn)['’]t|never|nobody|no one)( yet| ever| has| had| have){0,2} (ask(ed)? for|request(ed)?|s(eek|ought)|look(ed)? for|r(ing|ang|ung) for) (any |an? |the )?" + Transport + @"\b")),
    ];

    /// <summary>Facts of the journey that stand whatever else the clause says.</summary>
    public static readonly IReadOnlyList<Regex[]> Plain =
    [
        Each(@"\b(snow(ed|ing|fall|drifts?|bound)?|blizzard|black ice|icy|flood(s|ed|ing|water)?|storms?|gales?|fog|(severe|extreme) weather|weather warning|(high|strong) winds?|(red|amber) warning|warning (of|for) (wind|rain|ice|storms?|thunder)|fallen trees?|landslip|landslide)\b"),
        Each(@"\b" + Way + @"\b", @"\b(closed|closure|blocked|impassable|shut|cut off|suspended|cancelled|washed away|under (the )?(water|tide)|stuck open|(not|isn['’]t|cannot be) (yet )?(passable|open|cleared|crossed|gritted))\b"),
        Each(@"\b(evacuat(ed|ion|ing)|lockdown|locked down|cordon(ed)?|power (cut|failure)|major incident|sealed off|gas leak|chemical (spill|leak)|outbreak|quarantine|fire (alarm|brigade|at the station))\b"),
        Each(@"\b(told|ordered|asked|instructed|advised) (everybody|everyone|us|all( of us)?|staff|officers|people)( [\w'’]+){0,3} to (stay|remain) (inside|indoors)\b|\b(lets?|letting|allows?) (nobody|no one|no-one) (to )?(out(?! of (the |their |his |a )?(cells?|rooms?)\b)|leave|through)\b|\b(nobody|no one|no-one) (may|can|could|is (allowed|permitted|let)( to)?) (leave|go out of|out of) the (station|building|suite|yard)\b"),
        Each(@"\b(every|all|both|only)( [\w'’]+){0,3} (vehicles?|vans?|cars?)\b", @"\bout of (use|action|service)\b"),
        Each(@"\b" + Subject + @" (is|are|remains|(is being|is to be|has (just |now |since )?been) (taken|sent|rushed|admitted|transferred))( (still|now|currently|being (kept|treated|seen)|kept|under (observation|sedation|guard)|on a drip)){0,2} " + InHospital),
    ];

    /// <summary>Facts of the journey that stand beside the want of a bed or the hour, but not beside anything about the child.</summary>
    public static readonly IReadOnlyList<Regex[]> Firm =
    [
        Each(@"\b(vehicles?|vans?|transport|drivers?|escorts?|ambulance|crews?)\b", @"\b(no|none|nothing|not|without|broken down|breakdown|broke down|unavailable|until|committed|off the road|cannot|unable|failed)\b"),
        // Not any word about a car: taking one without consent is an offence children are charged with.
        Each(@"\b(cars?|taxis?|minibus)\b", @"\b(broken down|breakdown|broke down|off the road|unavailable|available|free|spare)\b"),
        Each(@"\b(court|sitting|hearing|bench|magistrates)\b", @"\b(about to|(in|within|under) ([\w-]+ ){1,3}(minutes|hour)|imminent(ly)?|called on|already sitting)\b"),
        Each(@"\b" + Medic + @"\b", @"\b(travel|moved?|journey|unfit|not fit)\b"),
        Each(@"\b(not|cannot|never|\w+n['’]t|too (ill|unwell|weak|faint|drowsy))\b", @"\b((well|fit|stable|strong) enough|be (left or )?(driven|moved|transported|transferred|taken|discharged)|leave)\b", @"\b(" + Medic + @"|seizures?|medicines?|concussion|contractions|pregnan(t|cy)|asthma(tic)?|operation|fracture)\b"),
        Each(@"\b(nobody|no-one|no one|none|no (vehicle|car|van)s?)\b", @"\b(leaves?|go(es)? out(side)?|set(s|ting)? (off|out)|drives?|travels?)\b"),
        Each(@"\b(ferry|ferries|sailings?|boats?|trains?|flights?|helicopter|plane)\b", @"\b(no|not|cannot|\w+n['’]t|until|before|last|next|first)\b"),
        Each(@"\b(gritters?|gritted|gritting|snow ?ploughs?)\b", @"\b(no|not|cannot|\w+n['’]t|until|before)\b"),
        // What a child is charged with having on them is tested for as well, so that "positive" alone says nothing.
        Each(@"\b(norovirus|covid|coronavirus|measles|meningitis|chicken ?pox|tuberculosis|influenza|flu|diphtheria|scarlet fever)\b", @"\b(positive|infectious|contagious|isolat(e|es|ed|ing|ion)|confirmed|suspected|diagnosed)\b"),
        Each(@"\b(UKHSA|public health|health protection|infection control)\b", @"\b(not|no|until|isolat(e|es|ed|ing|ion)|\w+n['’]t)\b"),
        Each(@"\badvis(e|es|ed|ing)\b", @"\b(no|against|not to)( (all|any))? travel(ling)?\b"),
    ];

    /// <summary>Facts of the journey that stand only in a clause for which no unlawful reason is given. A bare word for the journey is none.</summary>
    public static readonly IReadOnlyList<Regex[]> Open =
    [
        Each(@"\b(miles?|distance|(hours?|minutes|mins) (away|drive|from (here|the (station|court|place|placement|home)))|weather|unfit|not fit|ill|unwell)\b"),
        Each(InHospital),
        Each(JourneyWord, @"\b(\d+|an|one|two|three|four|five|six|seven|eight|nine|ten|several|many)[ -](hours?|hrs?|minutes|mins|km|kilomet(re|er)s)\b"),
        Each(JourneyWord, @"\b((until|till|before|after|comes? (at|about)|arrives? (at|about)|(due|expected)( here)? (at|about)) (\d+|dawn|daylight|first light|morning|midnight|noon)|earliest|last|next|far|long(er|est)?|all night|overnight|delay(s|ed)?|(a)?wait(s|ed|ing)?)\b"),
        Each(JourneyWord, @"\b(closed|closure|blocked|impassable|shut|cut off|suspended|cancelled|washed away|under (the )?(water|tide)|high tide|ice|dark|roadworks|diver(sion|ted)|collision|crash(ed)?|overturned|accident)\b"),
        Each(JourneyWord, @"\b(broken down|breakdown|broke down|off the road|damaged|fault|faulty|puncture|flat tyre|fuel|stuck|stranded|strike|deployed|engaged|elsewhere|in use|busy|called away|unavailable)\b"),
    ];

    /// <summary>
    /// What names a journey and puts nothing in its way: weather that is not there, a road that is not closed, transport that is no
    /// trouble or that nobody wants. Left out of a clause before a fact is looked for in it.
    /// </summary>
    public static readonly Regex NothingInTheWay = AnyOf(
        // Not "no snow plough".
        NoneOf + Weather + @"( (or|nor) " + Weather + @")?(( (tonight|today|now|here|anywhere|forecast|at all))?\W?$|(?= (on|at|in|near) the\b))",
        @"\b" + Way + @"( (is|are|was|were|has|have|had|currently|now)){0,3} (not|never|no longer|\w+n['’]t)( been| yet){0,2} (closed|blocked|cut off|flooded|icy|affected)( by " + Weather + @")?\b",
        NoneOf + Way + @" (is|are|was|were|has been|have been) (closed|blocked|cut off|flooded|affected)\b",
        @"\b(no (issues?|problems?|difficult(y|ies)|trouble)|nothing wrong) with (the |our )?" + OfTheJourney + @"\b(?! (until|before))",
        @"\b" + OfTheJourney + @"( (is|are|was|were))?( not|n['’]t) (an?|the|any) (issue|problem|difficulty|obstacle|trouble|factor|concern)\b",
        @"\bweather( (is|was))? (fine|good|clear|mild|dry)( tonight| now| today)?\W?$",
        NoneOf + Transport + @"( (is|was|are|were))? (needed|required|wanted)\b(?! (until|till|before|for)\b)",
        @"\b" + Transport + NotWanted,
        @"\b(cancelled|stood down) as (it (is|was) |there (is|was) )?(not|no|no longer) (needed|required|wanted|beds?|placements?|accommodation)\b");

    /// <summary>
    /// Words of weather and of emergency that tell of something else: of how much the authority has to do, of what the child does or is
    /// charged with, or of the victim. Left out likewise.
    /// </summary>
    public static readonly Regex AnotherMatter = AnyOf(
        @"\b(flood(ed)?|snowed under|storm) (with|by|of)( [\w'’]+){0,2} (requests?|calls?|referrals?|enquiries|emails)\b",
        OwnDoing,
        @"\b" + Subject + @" (is|was|has been|had to be) (being )?locked down in (his|her|a|the) cell\b",
        @"\boutbreaks? of ([\w'’]+ ){1,3}by " + Child + @"\b",
        @"\b(charged with|the charges? (is|are|was|of))( (?!(is|are|was|were|has|have|had|can|cannot|could|will|would|as|so|until|closed|blocked|shut)\b)[\w'’]+){0,12}",
        @"\bfire (brigade|service) (had to )?(evacuated?|rescued?|freed?|cut) (the )?(family|victims?|occupants?|him|her|them)\b",
        @"\b(victims?|complainants?)( [\w'’]+){0,3} " + InHospital);

    /// <summary>Where a journey goes to or comes from: what is wanting beside it is not the place.</summary>
    public static readonly Regex Destination = Phrase(
        @"\b(to|towards|into|reach(es|ed|ing)?|from|beyond) (the|a|an|his|her|their|this|that|its)( (only|nearest|new|foster|children['’]?s|care|residential|secure|carer['’]?s|mother['’]?s|aunt['’]?s|offered|agreed)){0,2} (placements?|places?|homes?|house|carers?|unit|accommodation|bed)\b");

    /// <summary>A unit that lends, escorts or drives: one of the police, and no place.</summary>
    public static readonly Regex PoliceUnit = Phrase(
        @"\b(?<!(children['’]?s|residential|secure|care|foster|specialist|welfare|housing|placements?|emergency) )((response|police|patrol|traffic|support|public order|dog|armed) units?|units?( [\w'’]+){0,3} (lends?|lent|escorts?|drives?))\b");

    /// <summary>Words that judge the move and tell no fact of it: what is not safe or not fitting is so for a reason that stands elsewhere.</summary>
    public static readonly Regex Judgement = Phrase(
        @"\b((not|never|cannot|can['’]t|unable to)( [\w'’]+){0,2} (safe(ly)?|appropriate|suitable|right|wise|sensible|advisable|desirable|proper|reasonable|justified|possible|practicable|feasible|viable|realistic)|no safe|(transport|escort|drive)(ing)? (him|her|them|(the|this|a) (child|boy|girl|young person|juvenile|youth|detainee)))\b");

    /// <summary>A finding that the child can travel, where the clause ends with it; it is one only where <see cref="Unsettled"/> finds nothing.</summary>
    public static readonly Regex FoundFit = Phrase(
        @"\b(found|finds|declared|passed|deemed|assessed|certified|said|says|considered|confirmed|stated|is|was|be|been|him|her|them|he|she|they|child|boy|girl|person) ((that|as|to|be|been|him|her|them|he|she|they|is|was|the|a|child|boy|girl|young|person|now) )*(fit|well enough|cleared) (to (travel|be (moved|transferred|transported)|make the journey)|for (travel|transfer|the journey))( (tonight|now|safely|today|at \d{1,4}))*\W*$");

    /// <summary>What says of a finding that it was not made, or not yet, or only so far.</summary>
    public static readonly Regex Unsettled = Phrase(
        @"\b(no|not|never|none|nobody|neither|nor|cannot|\w+n['’]t|without|until|till|before|unless|when|once|if|whether|unable|refus\w*|declin\w*|await\w*|wait\w*|only|yet|earliest)\b");

    /// <summary>A text in which no word is about anybody but the child, or about what the child may do to others.</summary>
    public static readonly Regex OfTheChildAlone = Phrase(
        @"^(\W|\d|\b(a|an|the|this|that|any|all|and|or|of|at|in|on|to|from|for|before|by|as|if|there|is|was|has|have|had|been|be|being|may|might|could|would|will|can|must|s|he|she|they|it|him|her|his|their|them|himself|herself|themselves|themself|we|i|child|boy|girl|young|person|juvenile|detainee|very|highly|likely|almost|certain|certainly|surely|sure|undoubtedly|probably|bound|believed?|fear(s|ed)?|risk|danger|history|known|previous(ly)?|high|real|serious|significant|again|often|always|once|twice|two|three|several|many|times|only|alone|tonight|overnight|today|tomorrow|morning|night|court|bail|custody|station|police|home|care|placements?|accommodation|foster|carers?|hostel|anywhere|elsewhere|abscond(s|ed|ing|er)?|run(s|ning)?|ran|away|off|flight|go(es|ing|ne)?|went|missing|episodes?|fail(s|ed)?|appear|attend|surrender|own|best|interests?|safe(ty|r|st)?|protection|protected|welfare|good|self-?harm(s|ing)?|(harm|hurt|injure|kill)(s|ing)? (himself|herself|themselves|themself)|gangs?|here|kept|stay(s|ing)?|remain(s|ing)?|needs?|within|hours?|minutes?|soon)\b)*$");

    /// <summary>A text in which no word is of anything but the hour and the court: the last pattern finds that hours lie between them, or too few.</summary>
    public static readonly Regex[] OfTheHourAlone = Each(
        @"^(\W|\d|\b(a|an|the|it|is|was|s|now|already|nearly|almost|about|around|just|only|still|so|and|but|as|then|there|are|he|she|they|him|her|them|child|boy|girl|young|person|will|would|be|has|have|had|to|at|in|on|of|for|by|until|till|before|from|time|hour|hours|hrs|am|pm|o|clock|few|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple|less|than|not|enough|too|little|left|due|appear|appears|appearing|listed|sits|sitting|starts|opens|court|hearing|youth|magistrates|today|move|moving|take|taking)\b)*$",
        @"\b(court|hearing)\b",
        @"^\W*it (is|was) (now |already |only |just |nearly |about )?(0?[0-5]|1[89]|2[0-3])[:.]?([0-5]\d)?\b|(^|[\s,(])([2-9]|1\d|few|couple of|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (hours|hrs)\b|\b(not enough|too little|little) time\b");

    /// <summary>How a clause begins that says what the one before it speaks of did further, to a thing.</summary>
    public static readonly Regex DidFurther = Phrase(
        @"^\s*((then|also|even|has|had|have|since) )*(damag|smash|dent|crack|wreck|vandali[sz]|broke|broken|tore|torn|soil|bang|slamm|punctur)(ed|en)? (the|an?|its|his|her|one|some|up)\b");

    /// <summary>What joins a clause to the one before it and lets it speak of the same.</summary>
    public static readonly Regex And = Phrase(@"\band\b");

    /// <summary>How a clause begins that follows from the one before.</summary>
    public static readonly Regex Therefore = Phrase(@"^\s*(so|therefore|thus|hence|consequently|accordingly|as a result|for (that|this) reason|that is why|which is why|which means)\b");

    /// <summary>What stands between a clause and its reason.</summary>
    public static readonly Regex Because = Phrase(@"\b(because|since|due to|owing to)\b");

    /// <summary>A clause, or a text, that states nothing: not even why what it says should be so.</summary>
    public static readonly Regex SaysNothing = Phrase(
        @"^\W*(n ?[./\\]? ?a|not applicable|unknown|none|nil|tbc|see (log|record|above|custody record|notes?)|as (above|discussed|per (log|policy|record))|(transfer (is |was )?)?(impracticable|not practicable)|((it|this|that|which|(a |the )?(transfer|move)|(moving|transferring|transporting)( (the |this )?(child|boy|girl|young person|juvenile|detainee)| him| her| them)) )?(is|was|would be|remains) (considered |deemed |thought |judged )?((simply|just|wholly|quite|far|too|very|not) )*(impracticable|practicable|impractical|practical|impossible|possible|feasible|risky|unsafe|safe)( (tonight|now|today|here|at (this|the|present) ?(time|hour|moment|present|night)?|to do so|for (this|that) reason|(to|for) (move|moving|transfer|transferring|transport|transporting|take|taking|a (move|transfer))( (the |this |a )?(child|boy|girl|young person|juvenile|detainee|person)| (him|her|them|it|so))?))*|(it (is|was) )?too risky to (move|transfer|transport)( (the |this )?(child|boy|girl|young person|juvenile|detainee)| (him|her|them))?( tonight| now| today)?)?\W*$");

    // What repeats any number of times never looks back, so that a text of ten thousand dashes is read no slower than one of words. The
    // others look back over a few words at most; to make every one of them ready so would hold up the first certificate by a second.
    private static Regex Phrase(string pattern) => new(
        pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | (pattern.Contains('*') ? RegexOptions.NonBacktracking : RegexOptions.None));

    private static Regex[] Each(params string[] patterns) => [.. patterns.Select(Phrase)];

    private static Regex AnyOf(params string[] patterns) => Phrase(string.Join('|', patterns));

    /// <summary>Where one clause ends and the next begins.</summary>
    public static readonly Regex ClauseEnd = Phrase(
        @"[.;:,!?\r\n()]+|\s[-–—]\s|(?<=\w)\s(?=so (the |any |an? )?" + CalledOff + @")|\b(and(?! E\b)|but|because|since|also|while|however|due to|owing to)\b");
}
