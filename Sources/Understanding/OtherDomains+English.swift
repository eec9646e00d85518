extension OtherDomains {
    /// English phrases, below the domain that each is of; inflections belong to their stem, and none
    /// has another one in it. Models keep which of them their texts have: whoever adds one raises
    /// ``IntentModel/version`` and ``PassageIndex/version``.
    package static let english = """
        # weather
        humidity today, weather like in, weather report, chance of rain, chance of snow
        degrees outside, temperature outside, will it snow, humidity outside, wind chill
        pollen count, weather today, weather tomorrow, weather forecast, weather for the
        the weather in, forecast for, will it rain, rain tomorrow, bring an umbrella, wear today
        is it raining, is it snowing, going to rain
        # calendar and meetings
        calendar for tomorrow, unread email, draft an email, compose an email
        reschedule my meeting, my calendar for, next meeting, meetings today, calendar event
        team meeting, staff meeting, conference call, standup meeting
        # reminders
        remind me at, remind me later, daily reminder to, reminder to buy, reminder to take
        remind me tomorrow, reminder for tomorrow, remind me to, set a reminder, remind me about
        reminders for today, dictate a note, voice memo
        # alarms and timers
        alarm to wake, wake up alarm, set an alarm, set alarm, snooze, morning alarm, set a timer
        start a timer, start a countdown, pause the timer, oversleep
        # clocks and time zones
        time in tokyo, current time in, world clock, leap second, time in london, daylight saving
        leap year, greenwich, clocks go back, clocks go forward, time difference between
        days until christmas
        # to-do lists
        to do list, todo list, task list, chore list, my chores, grocery list, bucket list
        clear my list, errand list, new year's resolution
        # time off work
        pto, paid time off, vacation request, vacation days, vacation balance, leave of absence
        sick leave, sick day, maternity leave, paternity leave, annual leave, request time off
        time off request, vacation approved, holiday entitlement, bereavement leave, unpaid leave
        sabbatical, call in sick, furlough
        # payroll and pay
        payday, payroll, paycheck, payslip, pay stub, get paid next, overtime pay, gross pay
        net pay
        # work and hr
        human resources, performance review, my resume, cover letter, job hunting, unemployed
        unemployment, resignation letter, two weeks notice, timesheet, laid off, labor union
        workplace harassment, employee handbook
        # cooking
        recipe, how to cook, cook for dinner, hard boiled, marinate, preheat the oven, medium rare
        poach an egg, scrambled eggs, pot roast, dinner idea
        # dishes
        lasagna, burrito, taco, enchilada, quesadilla, omelette, meatloaf, risotto, paella, ramen
        dumpling, sushi, guacamole, hummus, falafel, macaroni
        # nutrition and diet
        how many calories, cholesterol, keto, paleo, intermittent fasting, lose weight
        weight loss, gain weight, body mass index, bmi, diet plan
        # restaurants
        dinner reservation, reserve a table, book a table, michelin, pizza place, burger place
        steakhouse
        # bars and drinks
        pub crawl, night club, gin and tonic, pina colada, margarita, mojito, bartender
        happy hour, nightclub, brewery, hangover
        # music player
        play some, play the song, play a song, next song, skip song, next track, previous track
        playlist, pandora, soundcloud, what song, song is playing, pause the music, stop the music
        play jazz, lyrics, sing me, favorite song
        # volume and speech
        speak louder, talk slower, speak slower, talk faster, whisper mode, your accent
        british accent, change your voice, male voice, female voice, mute yourself
        # radio and podcasts
        play the radio, tune to, fm station, bbc radio, npr, latest episode, audiobook, talk show
        radio host, iheart, next episode, joe rogan
        # television
        tv show, tv series, sitcom, netflix, hulu, hbo, season finale, game of thrones, seinfeld
        breaking bad, soap opera, reality show, tv channel, what's on tv, change the channel
        # books and authors
        novelist, shakespeare, hemingway, tolkien, dickens, jane austen, stephen king
        agatha christie, george orwell, tolstoy, dostoevsky, mark twain, protagonist
        bestseller list, literary
        # poetry and writing
        haiku, sonnet, limerick, rhyme, write a story, write a song, metaphor, simile
        alliteration, iambic, poet, lullaby, write a speech, write a poem
        # games and dice
        roll a die, roll the dice, roll dice, flip a coin, coin flip, coin toss, heads or tails
        tic tac toe, hangman, fortnite, checkmate, blackjack, dungeons and dragons
        world of warcraft, esports, random number
        # jokes and riddles
        tell a joke, joke about, any jokes, another joke, riddle, knock knock, tongue twister
        fun fact, random fact, interesting fact, trivia, comedian, stand up comedy, entertain me
        prank
        # team sports
        football score, final score, nfl, nba, mlb, nhl, fifa, super bowl, world cup, world series
        playoff, quarterback, touchdown, home run, champions league
        # other sports
        olympic, wimbledon, grand slam, roger federer, serena williams, tiger woods
        tour de france, formula one, nascar, daytona, gold medal, heavyweight champion
        muhammad ali, ufc, gymnastics
        # fitness
        bench press, cardio, lose belly fat, personal trainer, my gym, gym membership, gain muscle
        build muscle, steps today, resting heart rate, burn calories, bodybuilding, deadlift
        # elections and civics
        election, vote, voter, ballot, polling station, electoral college, run for office
        political party, constitution, referendum, midterm, swing state, city council, mayor
        census
        # news
        news headline, breaking news, today's news, world news, cnn, fox news, new york times
        washington post, current events
        # history
        historian, world war, civil war, cold war, napoleon, julius caesar, roman empire
        ancient egypt, ancient greece, pharaoh, cleopatra, medieval, renaissance
        french revolution, industrial revolution
        # geography
        capital of, capital city, mount everest, himalaya, amazon river, sahara, longest river
        largest country, largest ocean, highest mountain, continent, equator, northern hemisphere
        antarctica, grand canyon
        # astronomy
        the universe, astronomy, planet mars, solar system, jupiter, saturn, neptune, uranus
        pluto, mars rover, milky way, black hole, asteroid, comet, supernova, astronaut
        # physics
        theory of relativity, physics, quantum, einstein, isaac newton, newton's law, gravity
        speed of light, thermodynamics, entropy, electron, neutron, kinetic energy, higgs
        # chemistry
        chemistry, periodic table, chemical formula, atomic number, molecule, covalent, isotope
        valence, stoichiometry, molar mass, chemical reaction, chemical element, oxidation state
        avogadro, noble gas
        # biology
        biology, theory of evolution, photosynthesis, mitochondria, dna, rna, genetic, chromosome
        darwin, natural selection, ecosystem, food chain, cell membrane, ribosome, mammal
        # mathematics
        integral of, derivative of, probability of, geometry problem, algebra, calculus
        trigonometry, quadratic, polynomial, logarithm, equation, theorem, pythagorean
        prime number, square root
        # arithmetic
        multiplication, subtraction, arithmetic, multiply, multiplied by, divided by, subtract
        long division, times table, decimal place, use the calculator, solve for x
        # unit conversion
        how many teaspoons, how many tablespoons, kilometers to miles, dollars to euros
        unit conversion, tablespoons in a, teaspoons in a, miles to kilometers
        pounds to kilograms, kilos to pounds, celsius to, metric system, conversion rate
        euros to dollars, pounds to dollars, yen to, pesos, rupee, roman numeral
        # spelling and dictionary
        definition of, how to spell, spell the word, define, dictionary, thesaurus, synonym
        antonym, pronounce, pronunciation, etymology, grammar, plural of, past tense, adjective
        adverb
        # translation and languages
        say goodbye in, translate, say in spanish, say in french, say in german, say in italian
        say in japanese, say in chinese, in mandarin, learn spanish, learn french, learn german
        duolingo, conjugate, latin phrase, esperanto, hieroglyph
        # school
        homework, report card, my grades, detention, spelling bee, science fair, science project
        book report, school bus, pop quiz, final exam
        # university
        my university, university degree, university admission, college degree, bachelor's degree
        master's degree, phd, dissertation, tuition, scholarship, student loan, financial aid, gpa
        # programming
        python, javascript, java code, typescript, css, sql, mysql, postgres, compile, compiler
        source code, software engineer, git, github, pull request, merge conflict, stack overflow
        null pointer, exception thrown, syntax error, recursion, linked list, binary tree
        algorithm, regex, kubernetes, computer programming, programming language
        # computers and systems
        command line, terminal command, bash script, antivirus, malware, computer virus
        ransomware
        # social networks and web
        facebook friend, my subscribers, social media post, go viral, snapchat, subreddit
        discord server, meme, viral video, unfriend, friend request, wikipedia, chat room
        # mobile and internet plans
        data plan, mobile data, unlimited data, phone plan, mobile plan, roaming, esim
        prepaid minutes, text messages left, verizon, vodafone, comcast, broadband
        internet provider
        # phone functions
        call grandma, call my grandma, ringtone, find my phone, call mom, call my mom, call my dad
        speed dial, redial, airplane mode, hey google
        # banking
        credit report, savings account, checking account, overdraft, bank balance, bank branch
        credit union, cash machine, withdraw cash, deposit a check, cash a check, checkbook
        minimum payment due, transfer money between, spent on groceries, spending history
        recent transactions, wells fargo, bank of america, citibank, certificate of deposit
        safe deposit
        # loans and money
        loan application, mortgage, refinance, personal loan, student debt, car loan, home equity
        bankruptcy, foreclosure, consolidate my debt, cosigner, household budget
        financial advisor, get rich, compound interest, millionaire, improve my credit
        # stocks and crypto
        bitcoin price, price of bitcoin, buy bitcoin, stock market, stock price, share price
        dow jones, nasdaq, wall street, shareholder, dividend, mutual fund, index fund, hedge fund
        etf, ticker symbol
        # household bills
        water bill, gas bill, internet bill, phone bill, cable bill, my bills, power outage
        electricity provider, smart meter, energy tariff
        # taxes
        owe in taxes, income tax, tax return, irs, tax bracket, federal tax, property tax
        capital gains, taxpayer, tax season, turbotax, tax evasion, hmrc, tax audit
        # insurance
        pet insurance, insurance rates, insurance broker, life insurance, car insurance
        auto insurance, insurance premium, dental insurance, underwriter, flood insurance
        renters insurance, actuary, geico, policyholder, no claims bonus
        # retirement
        retirement plan, retirement fund, retirement savings, retirement age, social security
        annuity, roth, rollover, early retirement, employer match, retirement account
        # law and courts
        criminal lawyer, criminal law, court date, courthouse, jury, felony, misdemeanor, prison
        jail, parole, probation officer, plaintiff, defendant, custody, divorce, alimony
        # police and emergency
        fire department, ambulance, report a crime, kidnap, missing person, arrest, sheriff
        detective, homicide, crime rate, domestic violence, emergency services, earthquake
        tsunami
        # immigration and visas
        passport renewal, renew my passport, visa application, need a visa, tourist visa
        work visa, student visa, international visa, visa to travel, green card, citizenship
        naturalization, immigration, immigrant, immigrate, emigrate
        # government offices
        birth certificate, marriage license, vehicle registration, food stamps, welfare benefit
        housing benefit, universal credit, building permit, planning permission, public records
        social services, government agency
        # symptoms
        sore throat, runny nose, stomach ache, stomachache, diarrhea, constipation, toothache
        heartburn, sprain, broken bone, concussion
        # diseases
        cancer, pneumonia, influenza, malaria, tuberculosis, hepatitis, hiv, measles, chickenpox
        alzheimer, dementia, parkinson, epilepsy, heart attack, heart disease, kidney stone
        # medicines
        ibuprofen, aspirin, paracetamol, acetaminophen, tylenol, advil, antibiotic, penicillin
        painkiller, antidepressant, opioid, morphine, overdose, side effects of
        take my medication, take my pills
        # doctors and hospitals
        pediatrician, dermatologist, cardiologist, gynecologist, urologist, orthodontist
        root canal, dental cavity, x-ray, mri, ct scan, biopsy, blood test, blood type
        # pregnancy and babies
        get pregnant, pregnancy week, am i pregnant, morning sickness, trimester, ovulation
        fertility, miscarriage, c-section, midwife, obstetrician, baby names
        # mental health
        depressed, depression, panic attack, psychologist, psychiatrist, psychology, suicide
        suicidal, bipolar, schizophrenia, adhd, autism, ptsd, addiction
        # dating and love
        tinder profile, dating advice, break up with, broke up with, dating app, ask her out
        ask him out, my crush, flirt, pickup line, soulmate, jealous
        # religion
        god exist, god created, son of god, holy spirit, quran, koran, torah, allah, buddhism
        hinduism, islam, muslim, christianity, catholic
        # philosophy
        meaning of life, philosophy, philosopher, socrates, plato, aristotle, nietzsche
        immanuel kant, descartes, existential, existentialism, stoicism, moral dilemma
        trolley problem
        # horoscope and mystic
        horoscope, zodiac, star sign, aries, taurus, gemini, virgo, libra, scorpio, sagittarius
        capricorn, aquarius, pisces, astrology, tarot
        # lottery and gambling
        lottery, lotto, powerball, mega millions, winning numbers, jackpot, euromillions, casino
        slot machine, roulette, sports bet, place a bet, bookmaker, betting odds, gamble
        # real estate
        real estate, house prices, buy a house, apartment for rent, find an apartment, zillow
        property value, home appraisal, sublet, homeowners association, housing market
        closing costs, rent control, housing crisis
        # car repair
        flat tyre, car mechanic, oil change, change the oil, change my oil, flat tire, jump start
        jumpstart, car battery, spark plug, transmission fluid, carburetor, car maintenance
        tow truck, car won't start, timing belt, catalytic converter, antifreeze, smog check
        # driving and cars
        gas in my, mpg, miles per gallon, gas mileage, ferrari, lamborghini, chevrolet, used car
        car dealership
        # traffic and navigation
        traffic to work, traffic report, traffic like, traffic on the, how is traffic, rush hour
        avoid traffic, avoid tolls, avoid highways, fastest route, quickest route, shortest route
        alternate route, navigate home, waze, turn by turn, directions home, directions to work
        drive to work
        # public transport
        get an uber, uber to, call a taxi, book a taxi, train ticket, train schedule, next train
        amtrak, bus ticket, bus schedule, next bus, greyhound, lyft, call a cab, uber ride
        bullet train
        # flights
        book a flight, flight to, flight from, my flight, flight status, flight number
        flight delayed, one way ticket, layover, airfare, plane ticket, business class, aisle seat
        boarding pass, delta airlines, american airlines, united airlines, southwest airlines
        lufthansa, ryanair, frequent flyer, jet lag, turbulence, boeing, airbus, fly to
        # airports and luggage
        lost luggage, baggage claim, baggage allowance, tsa precheck, departure gate
        boarding time, jfk, heathrow, overhead bin, arrivals hall
        # hotels
        hotel reservation, find a hotel, good hotel, best hotel, book a hotel, cheap hotel, hilton
        marriott, hyatt, sheraton, best western, room service, five star hotel, hotel room
        hotel lobby, late checkout, wake up call, minibar, bed and breakfast, breakfast buffet
        hotel pool, do not disturb, holiday inn, premier inn, hotel check-in
        # travel tips
        vacation spot, travel destination, tourist attraction, sightseeing, sights to see
        travel guide, travel agency, travel advisory, travel alert, travel warning
        traveling abroad, honeymoon destination, backpacking through
        # sights and wonders
        eiffel tower, statue of liberty, machu picchu, taj mahal, colosseum, pyramids of giza
        stonehenge, big ben, buckingham palace, empire state, golden gate, mount rushmore, louvre
        mona lisa
        # smart home commands
        turn on lights, the thermostat to, the ac on, turn the heat, turn up heat, turn the lights
        brighten the lights, set the thermostat, raise the temperature, lower the temperature
        turn the ac
        # wild animals
        hippopotamus, rhinoceros, chimpanzee, orangutan, hyena, rattlesnake, cobra, venomous
        grizzly, polar bear, wolf pack, coyote, raccoon, skunk, ostrich
        # pets and farm
        goat farm, sheep herd, veterinary, veterinarian, vet clinic, dog breed, cat breed
        litter of kittens, neuter, spay, livestock, rooster
        # plants in nature
        redwood, sequoia, venus flytrap, poisonous plant, poison ivy, edible mushroom
        wild mushroom, pollination, pollinate, deciduous, conifer, chlorophyll, botanist
        # environment and climate
        climate change, global warming, greenhouse gas, greenhouse effect, ozone layer
        fossil fuel, renewable energy, wind turbine, nuclear power, air pollution, sea level
        acid rain, carbon dioxide
        # technology and ai
        chatgpt, openai, turing test, self aware, robots take over, elon musk, bill gates
        steve jobs, jeff bezos, mark zuckerberg, silicon valley, deepfake, invented the
        who invented
        # talk to a bot
        created you, programmed you, invented you, your creator, old are you, your hobbies
        favourite food, your parents, call you something, me a story, about yourself
        your birthday, do you sing, do you dream, have feelings, your favourite colour
        your real name, rename you, another story, are you alive, who built you, favorite food
        favorite color, do you sleep, what's my name, sing a song, are you married
        # holidays and culture
        when is easter, when is thanksgiving, when is ramadan, when is hanukkah, when is diwali
        groundhog day, cinco de mayo, mardi gras, tooth fairy, april fool
        # mythology and art
        zeus, poseidon, hercules, apollo, athena, aphrodite, odin, thor, mythology, medusa
        trojan horse, odyssey, iliad, achilles, minotaur
        # psychology and self-help
        make new friends, public speaking, procrastinate, body language, personality test
        myers briggs, iq test, emotional intelligence, quit smoking, stop smoking, motivate me
        motivational quote, life advice, cheer me up
        # transport and engineering facts
        suspension bridge, combustion engine, steam engine, how do airplanes, speed of sound
        submarine, aircraft carrier, fighter jet, hovercraft, jet engine, skyscraper
        tallest building, civil engineering
        # human body
        appendix, pancreas, intestine, spleen, hemoglobin, white blood cells, human body
        human heart, human brain, hypothalamus, cerebellum, vertebrae, femur, tibia, collarbone
        # council services
        council tax, council house, council flat, local council, parish council, councillor
        bin day, bin collection, bin men, wheelie bin, recycling collection, fly tipping
        garbage collection, garbage day, trash day, street light, streetlight, pothole
        blocked drain, antisocial behaviour, pest control, stray dog, dog fouling
        abandoned vehicle, electoral roll, leisure centre
        # planning and building
        planning application, building regulations, loft conversion, listed building, zoning law
        # births, deaths and wills
        probate, power of attorney, death certificate, register a death, register a birth
        register office, deed poll, next of kin, inheritance
        # gp and nhs
        my gp, gp surgery, gp practice, gp appointment, see a gp, doctor's appointment
        see a doctor, doctor's surgery, doctor's note, pharmacist, walk-in centre, walk in clinic
        smear test, cervical screening, breast screening, flu jab, flu shot, vaccination
        vaccinate, vaccine, booster jab, blood sugar, blood donor, give blood, specialist referral
        fit note, sick note, medical certificate, physiotherapy, chiropractor, ultrasound
        social worker, repeat prescription
        # ailments
        chest pain, stomach pain, backache, earache, nausea, nosebleed, bronchitis, insulin
        urinary tract, hypertension, meningitis, head lice, heatstroke, vertigo, menopause
        period pain, contagious
        # medicines and treatment
        antihistamine, contraceptive, contraception, birth control, morning after pill
        chemotherapy, radiotherapy, anaesthetic
        # dentist
        dentist, dental appointment, dental hygienist, wisdom tooth, tooth extraction
        tooth filling, chipped tooth, teeth whitening
        # vet and pets
        the vet, my vet, vet bill, vet appointment, boarding kennel, dog walker, dog groomer
        lost dog, lost cat, missing cat, rehome, animal shelter, pet sitter, adopt a dog
        adopt a cat
        # drivers and vehicles
        mot, driving licence, driver's license, drivers license, driving license
        provisional licence, driving lesson, driving test, driving instructor, driving school
        theory test, car tax, vehicle tax, dvla, dmv, license plate, parking fine, parking ticket
        parking meter, speeding ticket, speed camera, speed limit, highway code, toll road
        breakdown cover, roadside assistance, car accident, car crash, drink driving, seat belt
        car hire, resident parking
        # garage repair
        exhaust pipe, my exhaust, gearbox, wheel alignment, windscreen, windshield, car engine
        engine oil, engine overheat, alternator, fuel economy, engine light, car wash
        # trains, tube and buses
        tube line, tube map, london underground, next subway, oyster card, travelcard, railcard
        return ticket to, single ticket to, train times, train leave, train fare, train strike
        train delay, delay repay, national rail, eurostar, platform number, bus pass
        bus timetable, bus fare, tram stop, ferry, train timetable, uber driver, next tube
        tube fare, last train, first train
        # air travel
        online check-in, check-in desk, boarding gate, gate number, duty free, cabin crew
        baggage reclaim, air miles, flight attendant, connecting flight, direct flight
        missed connection, delayed flight, cancelled flight, canceled flight, easyjet
        british airways, gatwick, stansted
        # passports and travel papers
        embassy, schengen, residence permit, border control, travel insurance, package holiday
        last minute holiday, city break, cruise ship, ski holiday, beach resort, travel agent
        tour guide, guided tour, airbnb, passport office
        # eating out
        restaurant, waiter, waitress, wine list, dessert menu, menu please, dish of the
        main course, pint of, beer on tap, doggy bag, book a meal, table for tonight
        dinner tonight, somewhere to eat, bistro, sunday roast, brunch, soup of the day
        # dishes and drinks
        mashed potato, jacket potato, caesar salad, coleslaw, roast beef, roast chicken
        shepherd's pie, yorkshire pudding, full english, sausage roll, baked beans, fish and chips
        grilled salmon, bolognese, ravioli, lasagne, pepperoni, cheeseburger, hamburger
        chicken wing, chicken nugget, kebab, tikka, biryani, naan, fried rice, spring roll, tapas
        tortilla, tiramisu, apple pie, coca cola, pepsi, guinness, black coffee please
        # takeaways
        takeout, deliveroo, uber eats, doordash, mcdonald's, burger king, kfc, starbucks
        chip shop, drive thru, extra cheese, order chinese, order food
        # cooking and kitchen questions
        how to bake, how to boil, boil an egg, cook a turkey, roast a turkey, cook for tonight
        what's for dinner, meal plan
        # cinema, theatre and going out
        theater ticket, box office, film times, film trailer, art gallery, theme park
        amusement park, disneyland, zoo, national park, national trust, bowling alley, ice rink
        escape room
        # gym, pool and sport clubs
        swimming pool, swimming lesson, public pool, spin class, yoga class, pilates class
        football pitch, football club, golf course, sports centre, sports center, martial arts
        fitness class, kick off time, match tonight, premier league, arsenal, manchester united
        league table, cricket score, world champion, world record, grand prix, horse racing
        # hairdresser and beauty
        hairdresser, haircut, hair cut appointment, hair appointment, hair salon, barber, manicure
        pedicure, nail salon, facial treatment, beauty salon, spa day, tattoo artist, botox
        plastic surgery
        # plumbers and call-outs
        plumber, burst pipe, leaking pipe, leaking tap, leaky faucet, clogged toilet
        clogged drain, power cut, no electricity, locksmith, roof leak, exterminator, lawn mowed
        # energy and water
        energy meter, gas meter, electric meter, electricity meter, water meter, meter reading
        prepayment meter, energy supplier, energy price, price cap, british gas, gas engineer
        standing charge, cold weather payment, electricity usage
        # broadband, phone and tv
        internet speed, internet down, slow internet, wifi down, bt openreach, talktalk, sky tv
        tv licence, tv license, cable tv, keep my number, unlock my phone, data allowance
        data left, mobile network, tesco mobile
        # bank and building society
        pay a cheque, building society, bank manager, joint account, isa, cheque book
        deposit a cheque, cash a cheque, bounced cheque, bounced check, cash withdrawal, cashpoint
        pin blocked, savings goal, premium bond, barclays, hsbc, monzo, credit history
        spending this month, spend last month, spent last month, spent this month
        spend on groceries, spend on food
        # mortgages, loans and money worries
        remortgage, help to buy, stamp duty, bailiff, debt advice, loan repayment, borrow money
        car finance, student finance, inflation rate, recession, bank of england
        financial adviser
        # tenancy and housing
        tenancy, my rent, rent increase, rent arrears, rent a flat, rent a house, rent a room
        flat to rent, house to rent, letting agent, estate agent, realtor, evict, eviction
        notice to quit, housing association, social housing, homeless, homelessness
        student accommodation, sell my house, house for sale, property market
        # benefits and pensions
        pension, claim benefits, benefit claim, benefit payment, child benefit, child support
        tax credit, attendance allowance, disability allowance, dwp, jobcentre, job centre
        jobseeker, free school meals, national insurance, medicare, medicaid, citizens advice
        # tax
        tax code, self assessment, tax rebate, tax bill, emergency tax, tax free allowance
        file taxes, tax office
        # pay and payslips
        salary, wage, pay slip, pay rise, pay raise, take home pay, holiday pay, sick pay
        statutory sick, maternity pay, redundancy, redundant at work, annual bonus
        # leave, expenses and timesheets
        holiday request, holiday allowance, days leave, leave balance, leave request
        parental leave, company car, my rota, work rota, flexible working, return to work
        off sick, call in ill, line manager
        # staff office help
        grievance, disciplinary hearing, dismissal, got fired, resign, quit my job, trade union
        employment contract, hr department, fire drill
        # jobs and cv
        my cv, write a cv, curriculum vitae, interview question, job offer, find a job
        career advice, career change, linkedin, recruitment agency, work permit
        # nursery and school
        nursery school, nursery place, childcare, childminder, babysitter, babysit, au pair
        school run, school place, school admission, primary school, secondary school
        boarding school, sixth form, ofsted, uniform policy, school term, term time, term dates
        half term, school holiday, school trip, school lunch, school closure, snow day
        head teacher, headteacher, school principal, parents evening, parent teacher
        school report, bully, gcse
        # university, exams and essays
        fresher week, harvard, stanford, undergraduate, semester, lecture, professor, syllabus
        coursework, course registration, thesis, essay, term paper, plagiarism, footnote
        literature review, deadline extension, graduate school, gap year, study abroad, ielts
        study for my
        # library
        library, librarian, borrow a book, renew my book, overdue book
        # law and police
        barrister, crown court, police officer, pickpocket, murder, shoplifting, fire brigade
        firefighter, foster care
        # lights and devices
        lights out, lights to blue, open the garage, close the garage, start the vacuum
        hoover the, arm the alarm, house temperature, room temperature now
        # music and media
        play that, play it again, play me, play the next, play the album, play classical
        play something, play a game, resume music, fast forward, sang, band called, put on some
        apple music, amazon music, classic fm, sing to me, bedtime story, read my book
        next chapter
        # calls, messages and mail
        call mum, call my mum, call dad, call my brother, call my sister, phone mum, text mum
        facetime, who rang, put on speaker, speakerphone, read my texts, read me my, read out my
        any new messages, email my mum, email my mom, add to contacts, tweet, facebook status
        whatsapp my
        # notes, diary and lists
        note to self, voice note, take a memo, my agenda, from my calendar, delete my event
        add an event, am i busy, my reminders, delete the list, delete my list, my alarms
        cancel the timer, wake me, the time now, what's the time, today's date, date today
        # commands to a bot
        count to ten, repeat after me, search the web, cortana, ok google, bixby, take a selfie
        torch on, pick a number, make me laugh, make a sandwich, rock paper scissors
        # general knowledge: questions
        currency of, official language, language spoken, national anthem, national flag, flag of
        population, how many bones, people live in, who discovered, who wrote, who painted
        who composed, who directed, who sings, inventor, born in, did he die, did she die
        cause of death, what year did, how old was, how tall was, high is mount, world's largest
        largest city, biggest city, smallest country, richest man, oldest person, fastest animal
        where is mount, distance from earth, boiling point, melting point, chemical symbol
        first man on, moon landing, why do cats, why do dogs, why do people, opposite of
        another word for, acronym, chicken or egg
        # general knowledge: history and places
        queen victoria, battle of, pearl harbor, berlin wall, soviet union, abraham lincoln
        george washington, martin luther king, gandhi, christopher columbus, leonardo da vinci
        van gogh, marie curie, thomas edison, neil armstrong, ice age, to the moon, nasa
        space station, ufo, tower of london, london eye, river thames, the nile, mississippi
        atlantic ocean, pacific ocean, north pole, south pole, volcano, niagara falls
        great wall of, panama canal, nobel prize, romeo and juliet
        # small talk: life and feelings
        lonely, loneliness, i feel sad, i am sad, i'm sad, feeling down, bored, i am hungry
        i'm hungry, i am thirsty, i am sleepy, can't sleep, cannot sleep, fall asleep, bad mood
        feel happy, happiness, had a dream, bad dream, last night's dream, my dreams, dream about
        dream mean, after death, afterlife, reincarnation, believe in god, believe in love
        religion, religious, world peace, humanity, human race, consciousness, true love, marry me
        make friends, heartbroken, self esteem, meditate, meditation, life coach, counsellor
        counselor, psychic, lucky number
        # small talk: the bot itself
        are you single, are you smart, are you hungry, are you tired, are you happy
        are you spying, do you eat, do you drink, can you dance, can you cook, can you feel
        can you drive, you were born, were you born, your purpose, your favourite book
        your favorite book, your favourite animal, your favorite animal, your mother, your father
        your mum, your mom, how intelligent, large language model, change the subject
        lovely weather, nice weather, have a boyfriend, have a girlfriend, have a soul
        # post, charity and everyday errands
        nearest supermarket, nearest pharmacy, nearest bank, public toilet
        """
}
