/// English words of everyday life: who types one of them means it.
///
/// A desk's examples have a few hundred words, so that "your" may be none of them and stand one
/// letter from its "tour".
enum EnglishWords {
    /// Whether `word`, in small letters, is one of them or an inflection of one.
    static func has(_ word: ArraySlice<UInt8>) -> Bool {
        word.withUnsafeBytes { stems.contains(Stem.key($0)) }
    }

    private static let stems = Set(
        everyday.split(whereSeparator: \.isWhitespace).map { Stem.key($0) })

    /// Of four letters and more; what is shorter is no slip (``Spelling/lettersMin``).
    private static let everyday = """
        able about above absolutely accept accident account ache across action active actor actual
        actually address admit adult advice afraid after afternoon again against agency agent agree
        ahead album alive allow almost alone along already also although always amazing among amount
        angle angry animal ankle annoy another answer anxious anybody anymore anyone anything anyway
        anywhere apart apartment appear apple apply appoint area argue around arrange arrest arrive
        article artist ashamed aside asleep assume attach attack attempt attend attention attic
        attitude aunt author autumn available average avoid awake award aware away awful baby back
        bacon badly baggage bake balance ball balloon banana band bank barely base basement basic
        basket bath bathroom battery beach bean bear beard beat beautiful because become bedroom
        beef been beer before began begin behave behind being believe bell belong below belt bench
        bend beneath berry beside best better between beyond bicycle bike bill bird birth birthday
        biscuit bite bitter black blade blame blank blanket bleed bless blind block blood blow blue
        board boat body boil bomb bone book boot border bore born borrow boss both bother bottle
        bottom bought bowl brain brake branch brave bread break breakfast breath brick bridge brief
        bright bring broke broken brother brought brown brush bucket budget build bulb bump bunch
        burn bury bush business busy butter button buyer cabin cable cake calendar call calm came
        camera camp cancel candle candy cannot captain card care careful carpet carrot carry cart
        case cash castle catch cause ceiling celebrate cell cellar centre center century cereal
        certain certainly chain chair chalk challenge chance change channel chapter charge charger
        chart chase chat cheap cheat check cheek cheese chef chest chicken chief child children chip
        chocolate choice choose chop chose church circle citizen city claim class clay clean clear
        clearly clever click climb clinic clock close closet cloth clothes cloud club coach coal
        coast coat code coffee coin cold collar collect college colour color comb come comfort comic
        common company compare compete complain complete computer concern condition confirm confuse
        connect consider contact contain contract control cook cookie cool copper copy corn corner
        correct cost cotton couch cough could count counter country county couple courage course
        court cousin cover crack craft crash crazy cream create credit crew crime crisp cross crowd
        crown cruel crush curious current curtain curve custom customer cute cycle daily damage damp
        dance danger dare dark darling data date daughter dawn dead deaf deal dear death debt decide
        deck deep deer degree delay deliver demand dentist deny depend depth desert design desk
        detail diary died diesel diet differ different difficult digital dinner direct dirt dirty
        disappear disc discount discover discuss dish distance divide dizzy doctor does dollar done
        donkey door dose double doubt down dozen draft drag drain draw drawer drawn dream dress drew
        drill drink drive driver drop drove drum drunk duck dull dumb during dust dusty duty each
        eager early earn earth easily easy echo edge edit effect effort eight either elbow elder
        electric else email embarrass empty enemy energy engine enjoy enough enter entire entrance
        envelope equal error escape especially even evening event ever every everybody everyone
        everything everywhere exact exactly exam example except excite excuse exercise exist exit
        expect expensive experience expert explain extra extremely face fact factory fail faint fair
        fairly fake fall false family famous fancy farm farmer fast father fault favour favor fear
        feather feed feel feet fell felt female fence fetch fever field fifteen fifth fifty fight
        figure file fill film filter final finally find fine finger finish fire firm first fish five
        fixed flag flame flash flat flavour flesh flight float flood floor flour flow flower flute
        foam focus fold folk follow food fool foot force foreign forest forever forget forgot fork
        form former forty forward found four fourth frame free freedom freeze fresh fridge fried
        friend frog from front frost frozen fruit fuel full funny furniture further future gain game
        garage garden garlic gate gather gave gentle gently gentleman genuine ghost giant gift
        giraffe girl give given giving glad glass glove glue goal goat goes gold golden gone good
        goodbye goods goose gosh grab grade grain grand grape grass grave gravy great green greet
        grew grey gray grill grip grocery gross ground group grow guard guess guest guide guilty
        guitar gulf habit hair half hall hammer hand handle handy hang happen happy harbour hard
        hardly harm hate have head heal health hear heard heart heat heavy heel height hello help
        hence here hero hide high hill hint hire history hobby hold hole holiday home honest honey
        hook hope horrible horse hospital host hotel hour house huge human humble hundred hungry
        hunt hurry hurt husband idea ideal idle image imagine important impossible improve inch
        include indeed indoor inform inside install instead insurance intend interest internet into
        invite iron island item itself jacket jail jeans jelly jewel join joke journey judge juice
        juicy jump junior just keen keep kept kettle kick kill kind kindly king kiss kitchen kite
        knee knew knife knob knock know knowledge known lack lady lake lamb lamp land lane language
        large last late lately later laugh laundry lawn lawyer layer lazy lead leader leaf leak
        learn least leather leave lecture left legal lemon lend length lens less lesson letter level
        lick life lift light like likely limit line link lion list listen liter litre little live
        liver load loaf loan local lock lonely long look loose lord lorry lose loss lost loud lounge
        love lovely lover luck lucky luggage lunch lung machine made magic mail main make male
        manage manner many march mark market married marry mask mass master match mate material
        matter maybe meal mean meaning meant meanwhile measure meat mechanic medicine medium meet
        meeting melt member memory mend mention menu mess message metal meter method middle might
        mild mile milk mind mine minor minute mirror miss missing mistake mixed mixture model modern
        moment money monkey month mood moon more morning most mostly mother motor mountain mouse
        mouth move movie much muddy multiple murder muscle music must myself mystery nail naked name
        narrow nasty nation natural nature naughty near nearby nearly neat necessary neck need
        needle neighbour neither nerve nervous nest never news newspaper next nice night nine nobody
        noise noisy none noodle noon normal normally north nose note nothing notice nowhere number
        nurse obey object obvious obviously ocean offer office officer often okay once onion online
        only open opinion opposite orange order ordinary original other otherwise ought outdoor
        outside oven over owner pack packet page paid pain paint pair palace pale palm pane panel
        panic paper parcel pardon parent park part party pass passenger past pasta paste path
        patient pattern pause payment peace peach peak pear pencil people pepper perfect perfectly
        perhaps period person petrol phone photo piano pick picnic picture piece pier pile pill
        pillow pilot pine pink pint pipe pity pizza place plain plan plane planet plant plastic
        plate play player please pleasure plenty plug plumber plus pocket poem point poison police
        polish polite pond pool poor popular pork port position possible post poster potato pound
        pour powder power practice praise pray prefer prepare present press pretend pretty prevent
        price pride priest prince print prison private prize probably problem produce product
        programme program promise proof proper properly protect proud prove provide public pull pump
        punch punish pupil puppy pure purple purpose purse push puzzle quality quarter queen
        question queue quick quickly quiet quietly quit quite quote rabbit race radio rail rain
        raise ranch range rare rarely rate rather reach react read ready real realise realize really
        reason receipt receive recent recently recipe record recover reduce refuse regard regret
        regular relax release remain remember remind remove rent repair repeat reply report request
        require rescue respect rest result return reward rice rich ride right ring rise risk river
        road roast robot rock roll roof room root rope rose rotten rough round route royal rude ruin
        rule ruler running rush rust sack safe safely safety said sail salad salary sale salt same
        sample sand sandwich sauce saucer sausage save scale scared scarf scene school science
        scissors score scratch scream screen screw seal search seat second secret section seed seem
        seen self sell send senior sense sent sentence separate series serious seriously serve
        service settle seven several severe sewing shade shadow shake shall shame shape share sharp
        shave shed sheep sheet shelf shell shelter shine shiny ship shirt shock shoe shoot shop
        shore short shot should shoulder shout shovel show shower shut sick side sign signal silence
        silent silk silly silver similar simple simply since sing single sink sister site situation
        size skill skin skirt sleep sleeve slept slice slide slight slim slip slow slowly small
        smart smash smell smile smoke smooth snack snake snow soak soap sock sofa soft soil sold
        soldier sole solid solve some somebody somehow someone something sometime sometimes
        somewhere song soon sore sorry sort soul sound soup sour south space spare speak special
        speech speed spell spend spider spill spirit spoil spoke spoken spoon sport spot spread
        spring square stable staff stage stain stair stamp stand star start state station stay steak
        steal steam steel steep step stick sticky stiff still stolen stomach stone stood stool stop
        store storm story stove straight strange stranger straw stream street stress stretch strict
        string strip stripe strong stuck student study stuff stupid style subject such sudden
        suddenly suffer sugar suggest suit suitcase summer sunny support suppose sure surely surface
        surprise swallow sweater sweep sweet swim swing switch sword system table tail take taken
        talent talk tall tank tape task taste tasty taught teach teacher team tear tease teeth
        telephone tell temper tend tennis tent term terrible test thank that them then there
        therefore these thick thief thin thing think third thirsty thirty this those though thought
        thousand thread three threw throat through throw thumb ticket tidy tight tile till timber
        time tiny tired tissue title toast today together toilet told tomato tomorrow tongue tonight
        took tool tooth topic torch torn total touch tough tour toward towel tower town track trade
        traffic train trash travel tray treat tree tremble trial trick trip trouble trousers truck
        true truly trunk trust truth tube tunnel turn twelve twenty twice twin type tyre tire ugly
        umbrella uncle under understand unfair unhappy uniform unit unless unlucky until upon upper
        upset upstairs upward urgent used useful useless user usual usually valley value vegetable
        very victim video view village visit visitor voice volume vote wage waist wait waiter wake
        walk wall wallet want warm warn wash waste watch water wave weak wealth wear weather website
        wedding weed week weekend weigh weight weird welcome well went were west what whatever wheel
        when whenever where wherever whether which while whisper whistle white whoever whole whom
        whose wide wife wild will willing wind window wine wing winner winter wipe wire wise wish
        with within without woke wolf woman women wonder wonderful wood wooden wool word wore work
        worker world worm worn worry worse worst worth would wound wrap wrist write writer written
        wrong wrote yard yeah year yellow yesterday young your yours yourself youth
        zero zone volt watt ounce gram kilo gallon metre socket cord hook bolt
        """
}
