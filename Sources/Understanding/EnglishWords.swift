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
        abandon ability able aboard about above abroad absence absent absolutely absorb abuse accent
        accept acceptable access accident accidentally according account accurate accuse ache
        achieve acid acquire acrobat across action activate active activity actor actual actually
        adapt addition additional address adjust admire admit adopt adore adult advance adventure
        advert advice affair affect afford afraid after afternoon again against agency agenda agent
        aggressive agree agreement ahead aircraft airport alarm album alcohol alert alien alike
        alive allergy alley alligator allow almost alone along alphabet already also alter
        alternative although always amazing ambition ambulance among amount amuse ancestor anchor
        ancient angel angle angry animal ankle announce annoy annual another answer antenna antique
        anxiety anxious anybody anymore anyone anything anyway anywhere apart apartment apology
        apparent appeal appear appetite applause apple application apply appoint appointment
        appreciate appropriate approve approximate april apron aquarium arch architecture archive
        area arena argue arise armour army around arrange arrest arrival arrive arrow artery article
        artist asap ashamed ashes aside asleep aspect assault assemble assist assistance association
        assume atlas atom attach attack attempt attend attention attic attitude attract auction
        audience august aunt author authority authorize auto automatic automatically autumn
        availability available avenue average avocado avoid awake award aware away awful axis baby
        bachelor back bacon bacteria badge badly bagel baggage bait bake bakery balance balcony bald
        ball ballet balloon bamboo banana band bandage bang banjo bank banner barber barely bargain
        bark barn barrel barrier base basement basic basically basin basket bastard bath bathroom
        battery battle beach beak beam bean bear beard beast beat beautiful beaver because become
        bedroom beef been beep beeping beeps beer beetle before began beggar begin begun behalf
        behave behind being belief believe bell belly belong beloved below belt bench bend beneath
        benefit berry beside best betray better between beyond bible bicycle bigger bike bill
        billion birch bird birth birthday biscuit bishop bison bite bitter black blade blame blank
        blanket blast bleak bleed blend bless blind blink blizzard block blood blossom blow blue
        blush boar board boast boat body boil bold bolt bomb bone bonfire bonus book boom boost boot
        booth border bore born borrow boss both bother bottle bottom bough bought bounce bound bowl
        boxer brace brain brake branch brand brass brave bravo bread break breakfast breath breed
        breeze brew bribe brick bride bridge brief bright bring broad broadband broke broken brook
        broom broth brother brought brown browse bruise brush bubble bucket buddy budget build bulb
        bull bullet bully bump bumpy bunch bundle bunny burger burn burst bury bush business busy
        butcher butter butterfly button buyer buzz cabin cable cactus cage cake calculate calendar
        calf call calm calorie came camel camera camp campaign canal cancel candle candy cannot
        canoe canvas canyon capable cape capital captain capture caravan carbon card cardinal care
        career careful cargo carpet carrot carry cart carve case cash casino castle casual catch
        cattle cause cave ceiling celebrate cell cellar cement center central centre century cereal
        certain certainly certificate chain chair chalk challenge chance change channel chaos
        chapter charge charger charity charm chart chase chat chatter cheap cheat check cheek cheer
        cheese chef cherry chess chest chew chicken chief child children chill chimney chin chip
        chocolate choice choir choose chop chose christmas church cider cigarette cinema circle
        circus citizen city civil claim clap clash class claw clay clean clear clearly clever click
        client cliff climb cling clinic clip clock close closet cloth clothes cloud clown club clue
        clumsy coach coal coast coat cobra coconut code coffee coffin coin cold collapse collar
        colleague collect collection college collide color colour comb combine come comet comfort
        comic comma command comment commercial commission commit committee common community company
        compare compass compete complain complete complex compose computer conceal concept concern
        concert concrete condition conduct conference confess confident confirm confirmation
        conflict confuse congress connect connection conquer conscience consider consist constant
        construct consult consume contact contain content contest continent continue contract
        contrast control conversation conversion convert convince convoy cook cookie cool copper
        copy coral cord core corn corner corpse correct cosmos cost cottage cotton couch cough could
        council counsel count counter country county couple coupon courage courier course court
        courtesy cousin cover coward cowboy crab crack cradle craft cramp crane crash crater crawl
        crazy cream create creature credit creep crew cricket crime criminal crisis crisp critic
        crocodile crook crop cross crow crowd crown crude cruel cruise crumb crush crust crystal
        cube cuckoo cucumber cult cultural culture cunning curb cure curious curl currency current
        curry curse curtain curve cushion custom customer cute cycle cyclone cylinder dagger daily
        dairy daisy damage damp dance danger dare dark darling dash data date daughter dawn daylight
        dazzle dead deaf deal dear death debate debit debt decade decay deceive december decent
        decide decision deck declare decorate deep deer default defeat defend define definition
        degree delay delete delicate delicious delight deliver delivery demand dense dentist deny
        depart department depend deposit depress depth deputy derive descend describe desert deserve
        design desire desk despair desperate despite destination destiny destroy detail detect
        detective determine develop device devil devote diagram dialogue diamond diary dice dictate
        dictionary died dies diesel diet differ difference different difficult digital dignity
        dilemma dinner dinosaur diploma direct direction dirt dirty disappear disaster disc
        discipline disconnect discount discover discovery discuss disease disgust dish dismiss
        dispatch display disposable dispute distance distinct disturb ditch dive divide divine
        divorce dizzy dock doctor document dodge does dollar dolphin dome domestic dominate donate
        done donkey donor door dose double doubt dough dove down downgrade download downward dozen
        draft drag dragon drain drama drank draw drawer drawn dread dream dress drew dried dries
        drift drill drink drive driver drone drop drought drove drown drug drum drunk duck duel duke
        dull dumb duplicate during dusk dust dusty duty dwarf dwell dying dynamite each eager eagle
        earlier early earn earring earth earthquake ease easier easily east eastern easy eaten eats
        echo eclipse economic economy edge edit editor educate effect effective efficiency efficient
        effort eight either elastic elbow elder elect electric electricity electron elegant element
        elephant elevator eliminate else elsewhere email embarrass embassy embrace emerald emerge
        emergency emotion emperor emphasis empire employ employee empty enable encounter encourage
        endless endure enemy energy engage engine engineer english enjoy enormous enough ensure
        enter entertain enthusiasm entire entrance entry envelope environment envy epic episode
        equal equator equip equivalent erase error erupt escape especially essay essence essential
        establish estate estimate eternal euros even evening event eventually ever every everybody
        everyone everything everywhere evidence evil evolve exact exactly exam example exceed
        excellent except exchange excite exclude excuse execute exercise exhaust exhibit exile exist
        exit exotic expand expect expense expensive experience experiment expert expire explain
        explode exploit explore explosion export expose express extend extension extent external
        extinct extra extremely eyebrow eyelid fable fabric face facebook fact factory fade fail
        faint fair fairly fairy faith fake falcon fall fallen false fame familiar family famous
        fancy farm farmer fashion fast fatal fate father fatigue fault faulty favor favorite favour
        favourite fear feast feather feature february federal feed feel fees feet fell fellow felt
        female fence fern ferry festival fetch fever fiction fiddle field fierce fifteen fifth fifty
        fight figure file fill film filter filthy final finally finance financial find fine finger
        finish fire firework firm first fish fist fits fitting five fixed flag flame flamingo flap
        flare flash flat flavour flee fleet flesh flexible flight fling float flock flood floor
        flora flour flow flower fluid flush flute foal foam focus foil fold folk folklore follow
        fond food fool foot footstep forbid force forecast foreign forest forever forge forget
        forgot fork form format former formula fort fortune forty forward fossil foster foul found
        foundation fountain four fourth fowl fraction fracture fragile fragment frame frantic fraud
        free freedom freeze freight frequency frequent fresh friction friday fridge fried friend
        frog from front frost frown frozen fruit fuel fulfil full function fund funeral funny
        furniture further fury fuss future gain galaxy gallery gallon gamble game gang garage garden
        gargle garlic gasp gate gather gave gender gene general generate generous genius gentle
        gentleman gently genuine geography germ gesture gets getting ghost giant gift giggle ginger
        giraffe girl give given giving glacier glad glance glare glass gleam glide glitter globe
        gloom glory glove glow glue gluten goal goat goblin goddess goes gold golden golf gone good
        goodbye goods google goose gorgeous gorilla gosh gospel gossip govern government gown grab
        grace grade gradual graduate grain gram grammar grand grandma grandpa granite grant grape
        graph grasp grass grateful grave gravel gravity gravy gray graze grease great greed green
        greet grew grey grief grill grim grin grind grip groan grocery groom gross grotto ground
        group grow growth grumble grunt guarantee guard guess guest guide guilty guitar gulf gymnast
        habit habitat hail hair half hall halt hamlet hammer hamster hand handicap handle handy hang
        happen happy harbour hard hardly harm harmony harp harsh harvest haste hatch hate haunt have
        hawk hazard head headache heal health healthy hear heard heart heat heaven heavy hedge heel
        height heir held helicopter hell hello helmet help hence herb herd here heritage hermit hero
        heroic herself hesitate hide high hike hill himself hint hippo hire hiss history hobby
        hockey hold hole holiday holy home homework honest honey hood hoof hook hope hopeless
        horizon hormone horn horrible horror horse hospital host hostage hostile hotel hound hour
        house household however howl huge human humble hums hundred hungry hunt hurdle hurricane
        hurry hurt husband hydrogen hymn hypnosis iceberg icicle idea ideal identical identification
        identify identity ideology idiot idle idol ignorant ignore illegal illness illusion image
        imagine imitate immediate immense immune impact imply import important impossible impress
        improve impulse inch incident include income incorrect increase incredible indeed
        independence independent index indicate individual indoor industry infant infect infection
        infinite inflation influence inform information ingredient inhabit inherit initial injure
        injury innocent input insect insert inside insist inspect inspire install installation
        instance instant instead instinct institute instruct instruction instructions instrument
        insult insurance intellect intelligent intend intense interact interest interface interfere
        interior internal international internet interpret interrupt interval interview into
        introduce invade invent invest investigate invisible invite invoice involve iron irony
        irritate island isolate issue item itself ivory jacket jaguar jail january jazz jealous
        jeans jelly jellyfish jewel jigsaw join joke journal journey jubilee judge judgment juice
        juicy july jump june jungle junior jury just justice justify juvenile kangaroo karma keen
        keep kept kernel kettle kick kidnap kidney kids kill kilo kind kindly king kingdom kiss
        kitchen kite kitten knee kneel knew knife knight knit knob knock knot know knowledge known
        koala label laboratory labour lack ladder lady ladybird lagoon laid lake lamb lament lamp
        land landlord landscape lane language lantern laptop large laser lash last late lately later
        latter laugh laundry lava lavender lawn lawyer layer lazy lead leader leaf league leak lean
        leap learn least leather leave lecture left legal legend leisure lemon lemonade lend length
        lens leopard less lesson letter level liar liberal liberty library licence license lick lies
        life lift light lighthouse lightning like likely lily limb limerick limit line linen linger
        link lion list listen liter litre little live liver lizard llama load loaf loan lobby
        lobster local locate location lock logged logic login lonely long look loop loose lord lorry
        lose loss lost loud lounge love lovely lover loyal luck lucky luggage lullaby lumber lunar
        lunch lung lure luxury lying lynx lyric macaroni machete machine made magazine magic magnet
        magnificent maid mail main mainland maintenance majesty major majority make makeup male
        mammal manage mango maniac manner manor mansion manual many maple marathon marble march
        margin marine mark market married marry marsh martial marvel mascot mask mass massacre
        massage massive mast master match mate material matter maximum maybe mayor maze meadow meal
        mean meaning meant meanwhile measles measure meat mechanic medical medicine medium meet
        meeting melody melon melt member membership memory menace mend mention menu merchant mercy
        mere merit mermaid merry mess message messenger metal meteor meter method metre microscope
        middle midnight might mighty migrate mild mile mileage military milk million mimic mind mine
        mineral minimum minister minor minority mint minute miracle mirror mischief misery miss
        missile missing mission mist mistake mixed mixture mobile mock model moderate modern modest
        modify moisture mole molecule moment monarch monday money monk monkey monster month monument
        mood moon moose moral more morning mortgage mosaic mosquito moss most mostly moth mother
        motion motive motor mound mountain mourn mouse moustache mouth move movie much muddy muffin
        mule multiple multiply mummy murder muscle museum mushroom music musician must mustard mute
        mutter mutual myself mystery myth nail naked name napkin narrate narrow nasty nation
        national native natural nature naughty navy near nearby nearly neat nebula necessary neck
        need needle negative neglect negotiate neighbor neighbour neither neon nephew nerve nervous
        nest network neutral never news newspaper next nice nickname niece night nightmare nine
        nirvana noble nobody noise noisy nomad none nonsense noodle noon norm normal normally north
        northern nose note nothing notice notion novel november nowhere nuclear nude nugget numb
        number nurse nutrition nuts oasis oath oats obey object obscure observe obstacle obtain
        obvious obviously occasion occupy occur ocean october octopus odour offend offer office
        officer official often ointment okay olive omelette once onion online only onto open opera
        operate opinion opponent oppose opposite optimist option oracle oral orange orbit orchard
        orchestra order ordinary organ organisation organise organization origin original orphan
        ostrich other otherwise otter ought ounce ourselves outbreak outcome outdoor outer outfit
        outlaw output outrage outside oval oven over overseas owner oxygen oyster ozone pack package
        packet pact paddle pagan page paid pain paint pair palace pale palette palm panda pane panel
        panic panther paper parachute parade paradise paradox paragraph parallel parcel pardon
        parent park parliament parrot part participate particle particular partner party pass
        passenger passion passive passport password past pasta paste pastry pasture patch path
        patient patrol pattern pause payee payer payment paypal pays peace peach peacock peak peanut
        pear pearl peasant pebble peck peculiar pedal pelican penalty pencil penguin peninsula penny
        pension people pepper perceive percent percentage perfect perfectly perform perfume perhaps
        peril period permanent permission permit persist person personal personality perspective
        persuade pest petal petrol phantom pharaoh pharmacy phase philosophy phoenix phone photo
        physical physics piano pick picnic picture piece pier pigeon pile pilgrim pill pillar pillow
        pilot pinch pine pink pint pioneer pipe pirate pistol pitch pity pixel pizza place plague
        plain plan plane planet plant plaster plastic plate platform play player playlist plea
        please pleasure pledge plenty plot plough pluck plug plum plumber plunge plural plus pocket
        poem poet poetry point poison polar pole police policy polish polite political politics poll
        pollute pond ponder pony pool poor pope popular population porch porcupine pork porridge
        port portion portrait pose position positive possess possible possibly post poster potato
        potential potion pottery pound pour poverty powder power powerful practice praise pray
        prayer preach precious precise predator predict prefer prefix pregnant prejudice premise
        prepare prescription presence present preserve president press pressure prestige presume
        pretend pretty prevent previous prey price pride priest primary primitive prince principal
        principle print priority prison privacy private prize probably problem procedure proceed
        process produce product profession professor profile profit profound program programme
        progress project prominent promise prompt pronounce proof propaganda proper properly
        property prophet proportion propose prosper protect protection protest proud prove proverb
        provide province provoke psychology public publish pudding puddle puffin pull pulse pump
        pumpkin punch punish pupil puppet puppy purchase pure purple purpose purse pursue push
        puzzle python quack quake qualify quality quantum quarrel quarter quartz queen quest
        question queue quick quickly quicksand quiet quietly quilt quit quite quiz quota quote
        rabbit raccoon race radar radical radio radius rage raid rail rain rainbow raise rally ramp
        ranch random range rare rarely rate rather rational raven razor reach react read ready real
        realise reality realize really realm reason rebel recall receipt receive recent recently
        recipe recipient recite reckon recognise recognition recognize recommend reconcile record
        recover recruit rectangle reduce reef refer reflect reform refresh refuge refugee refund
        refuse regard regime region regret regular reindeer reject rejoice relate relation relative
        relax release relevant relic relief religion religious reluctant rely remain remark remedy
        remember remind remote remove renew renewal renown rent rental repair repeat replace replica
        reply report republic reputation request require requirement reschedule rescue research
        resemble reservation reserve reset reside resign resist resolve resort resource respect
        response responsible rest restaurant restore restrain restrict restriction result resume
        retail retire retreat return reveal revenge revenue reverse revert review revive revolt
        revolution reward rhinoceros rhyme rhythm ribbon rice rich riddle ride ridge ridiculous
        rifle right ring rise risk ritual rival river road roar roast robe robin robot rock rocket
        rodent role roll romance romantic roof room root rope rose rotate rotten rouge rough round
        route royal rubber rubbish ruby rude ruin rule ruler rumble rumour runaway running rural
        rush rust rustle sack sacred sacrifice saddle safe safely safety saga said sail saint salad
        salary sale salmon salt salute same sample sanctuary sand sandwich sardine satellite satire
        satisfy saturday sauce saucer sausage savage save savings saying says scale scan scandal
        scanned scanner scarce scarecrow scared scarf scatter scenario scene scent schedule scheme
        scholar school science scissors score scorpion scout scrap scratch scream screen screw
        script sculpture seagull seal search season seat second secret secretary section secure seed
        seek seem seen seize select self selfish sell semester senate send senior sense sensible
        sensitive sent sentence separate september series serious seriously sermon serpent serve
        service session settings settle settlement seven several severe sewing shade shadow shake
        shall shame shape share shark sharp shave shed sheep sheet shelf shell shelter shepherd
        sheriff shield shift shine shiny ship shirt shiver shock shoe shoot shop shore short shot
        should shoulder shout shove shovel show shower shrimp shrink shrug shut sick side sigh sign
        signal significant silence silent silhouette silk silly silver similar simple simply since
        sincere sing single sink siren sister site situation size skeleton sketch skill skin skirt
        skull skunk slam slap slaughter slave slay sledge sleep sleeve slender slept slice slide
        slight slim slip slogan slope sloth slow slowly slug slumber small smart smash smell smile
        smoke smooth snack snake sneak sneeze sniff snow soak soap sober soccer social society sock
        socket sofa soft software soil solar sold soldier sole solid solitude solo solution solve
        some somebody somehow someone something sometime sometimes somewhere sonata song sonnet soon
        sore sorrow sorry sort soul sound soup sour source south sovereign space spare spark sparkle
        sparrow speak special species specific specify specimen spectacle spectrum speech speed
        spell spend sphere spicy spider spike spill spin spine spiral spirit spit splash splendid
        split spoil spoke spoken sponge sponsor spoon sport spot spouse spray spread spreadsheet
        spring sprout squad square squash squeak squeal squealing squeals squeeze squid squirrel
        stab stable staff stag stage stain stair stake stale stall stamp stance stand standard star
        stare start starve state statement station statue status stay steak steal steam steel steep
        stellar stem step stereo stick sticky stiff still sting stir stitch stock stocking stolen
        stomach stone stony stood stool stop store storm story stove straight strain strand strange
        stranger strategy straw stray stream street stress stretch strict strike string strip stripe
        strive stroke stroll strong structure struggle stubborn stuck student study stuff stumble
        stupid sturdy style subject submarine submit subscription substance substitute subtle suburb
        succeed success such suck sudden suddenly suffer sufficient sugar suggest suicide suit
        suitcase sultan summer summit summon sunday sunflower sunny sunrise sunset superb superior
        supper supply support suppose suppress supreme sure surely surf surface surgeon surgery
        surplus surprise surrender surround survey survive suspect suspend sustain swallow swamp
        swan swarm swear sweat sweater sweep sweet swell swift swim swing swirl switch sword symbol
        sympathy symphony symptom syrup system table tablet tackle tadpole tail take taken tale
        talent talk tall tame tangle tank tape target task taste tasty taught tavern taxi teach
        teacher team tear tease technique technology teddy teenager teeth telephone telescope tell
        temper temperature temple tempo tempt tend tender tennis tension tent term terminate terrain
        terrible terrific terrify terror test text than thank that theatre their theirs them theme
        themselves then theory therapy there therefore these thesis they thick thief thigh thin
        thing think third thirsty thirty this thorn thorough those though thought thousand thread
        threat three threw thrill thrive throat throne throng through throughout throw thumb thump
        thunder thursday thus ticket tickle tide tidy tiger tight tile till timber time timid tiny
        tire tired tissue title toad toast today together toilet told toll tomato tomb tomorrow tone
        tongue tonight took tool tooth topic topple torch torn tornado tortoise torture toss total
        totem touch tough tour tourist tournament toward towel tower town toxic toys trace track
        tractor trade tradition traditional traffic tragedy trail train trait traitor tram tramp
        trance transaction transfer transform transit translate transmit transport trap trash travel
        traverse tray treason treasure treat treaty tree tremble trial tribe tribute trick trip
        triumph trivial troll troop tropical trouble trousers trout truck true truly trumpet trunk
        trust truth tsunami tube tuesday tulip tuna tune tunnel turkey turn turnip turtle tutor
        twelve twenty twice twig twilight twin twirl twist type typical tyrant tyre ugly ultimate
        umbrella umpire uncle under understand unfair unfortunately unhappy unicorn uniform unify
        union unique unit unite unity universe university unknown unless unlucky until update
        upgrade upload upon upper upset upstairs upward urban urge urgent used useful useless user
        username usual usually utility utmost utter vacant vacation vaccine vacuum vague vain
        valiant valid valley value vampire vanish vanity vapour vary vast vault vegan vegetable
        vegetarian vehicle vein velvet vengeance venom venture verb verdict verify verse version
        vertical very vessel veteran vicious victim victory video view vigour village villain vine
        violent violet violin virgin virtual virtue virus visa visible vision visit visitor vital
        vivid vocal voice volcano volt volume volunteer voodoo vote voucher vowel voyage vulture
        waffle wage wagon waist wait waiter wake walk wall wallet walnut walrus wander want warm
        warn warranty warrior wary wash wasp waste watch water watt wave weak wealth weapon wear
        weary weasel weather website wedding wednesday weed week weekend weigh weight weird welcome
        well went were west whale what whatever wheat wheel when whenever where wherever whether
        which while whilst whim whip whirl whisker whisper whistle white whoever whole whom whose
        wicked wide widow width wife wifi wild wilderness will willing willow wimp wind windmill
        window wine wing winner winter wipe wire wisdom wise wish witch with withdraw withdrawal
        withdrawn withdrew within without witness wizard woke wolf woman wombat women wonder
        wonderful wonderland wood wooden wool word wore work worker world worm worn worry worse
        worship worst worth worthy would wound wrap wrath wreath wreck wrestle wrinkle wrist write
        writer written wrong wrote yacht yard yawn yeah year yeast yell yellow yesterday yoga yogurt
        young your yours yourself youth zebra zenith zero zinc zipper zodiac zombie zone zoom
        """
}
