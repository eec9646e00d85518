import Understanding

/// The phrases of ``Reply``.
enum Phrases {
    /// One phrase of a message; nil for a word that only makes it polite.
    struct Part {
        var reply: Reply?
        var length: Int
    }

    /// The phrases that `words` are made of, the longest first; nil where a word is of none.
    static func parts(of words: [String]) -> [Part]? {
        var parts: [Part] = []
        var rest = words[...]
        while !rest.isEmpty {
            guard let part = first(of: rest) else { return nil }
            parts.append(part)
            rest = rest.dropFirst(part.length)
        }
        return parts
    }

    /// The longest phrase that `words` begin with.
    static func first(of words: ArraySlice<String>) -> Part? {
        phrases.longest(in: words).map { Part(reply: $0.role, length: $0.length) }
    }

    private static let phrases: PhraseTable<Reply?> = {
        let shared: [(reply: Reply?, phrases: [String])] = [
            (.call, CourtesyWords.greetings), (.courtesy, CourtesyWords.thanks),
            (.ability, BotQuestions.abilities), (.challenge, BotQuestions.challenges),
            (.farewell, CourtesyWords.farewells),
        ]
        let own = (table + ordinals).map { reply, phrases in
            (reply, phrases.split(separator: ";").map(String.init))
        }
        return PhraseTable(
            words: (shared + own).flatMap { reply, phrases in
                phrases.map { (Wording($0).words, reply) }
            })
    }()

    /// By what it says, phrases parted by semicolons; those of ``CourtesyWords`` and
    /// ``BotQuestions`` come on top.
    private static let table: [(Reply?, String)] = [
        (
            .yes,
            """
            yes;yes it is;yes i do;yes i would;yes that;yes this;yeah;yea;yep;yup;yess;ya;y;sure;\
            please do;definitely;absolutely;of course;correct;right;thats right;thats it;that one;\
            this one;go ahead;do it;yes do it;yes do that;do that;i would;i do;id like that;\
            i would like that;id love to;why not;sounds good;exactly;indeed;for sure;please yes;\
            是;是的;是啊;是呀;对;对的;对啊;对呀;要;要的;我要;需要;我需要;当然;当然要;没错;\
            正是;就是;就是这个;就这个;这个;是这个;对就是这个;想;想要;确定;好啊;好呀;可以的
            """
        ),
        (
            .assent,
            """
            ok;okay;okey;okk;okie;k;kk;alright;all right;fine;good;great;cool;perfect;nice;\
            👍;👌;✅;🆗;嗯;嗯嗯;恩;行;行的;好;好的;好滴;好嘞;可以;没问题;没有问题;ok的
            """
        ),
        (
            .no,
            """
            no;nope;nah;noo;n;not really;no i dont;no i do not;no its not;no it isnt;no its fine;\
            not that;not this;not that one;no way;none;none of these;none of them;none of those;\
            none of the above;neither;neither of them;neither of these;neither of those;\
            neither one;nothing;\
            nothing else;nothing more;no nothing;not now;not yet;no wait;wait;hold on;no more;\
            no need;not interested;thats all;\
            that is all;that was all;im good;im fine;不;不是;不是的;不是这个;不是这些;\
            都不是;都不对;都没有;没有一个对的;没一个对的;两个都不要;两个都不是;一个都不要;一个都不对;一个都不是;这些都不是;没有一个是;上面都不是;上面的都不是;没有我要的;\
            全不是;全都不是;以上都不是;没;没有;没有了;没了;没别的;没别的了;\
            没有其他;没有其他的;没有别的;不了;不行;否;等等;先等等;等一下;先不
            """
        ),
        (
            .neverMind,
            """
            never mind;nevermind;nvm;never mind that;forget it;forget that;forget about it;\
            actually no;no thanks;no thank you;no thx;no need to;not needed;no longer needed;\
            dont bother;不用;不用了;不用啦;不需要;不需要了;不要;不要了;不必;不必了;不用谢谢;算了;\
            算了吧;还是算了;没事;没事了;没什么;没什么了
            """
        ),
        (
            .cancel,
            """
            cancel;cancel it;cancel that;cancel this;stop;stop it;stop waiting;leave;\
            leave the queue;back;go back;back to the bot;back to bot;dont wait;\
            i dont need a person;\
            i dont want a person;i dont want to talk to a person;i dont want to talk to anyone;\
            i do not want to talk to anyone;i dont want to wait;取消;取消吧;取消转人工;不用转人工;\
            不用转人工了;不用人工;不用人工了;不要转人工;不要转人工了;不要人工;不要人工了;不转人工了;\
            不需要转人工;不需要人工;不需要人工了;不转了;不用转了;不用转;不等了;不想等了;别转了;\
            返回机器人;退出排队
            """
        ),
        (
            .courtesy,
            """
            sorry;oh;hm;hmm;哦;噢;哈;不好意思;对不起;抱歉;\
            yo;lol;haha;hah;hehe;wow;got it;i see;understood;noted;makes sense;good to know;\
            no problem;no worries;ok got it;my bad;apologies;amazing;awesome;wonderful;excellent;\
            that helps;that helped;helpful;very helpful;that was helpful;that was very helpful;\
            that is helpful;useful;that was useful;有帮助;很有帮助;有用;很有用;帮到我了;帮大忙了;super;brilliant;\
            lovely;🙏;🙂;😀;😃;😄;😊;😁;😂;🤣;\
            😅;👏;🎉;💪;🌹;🤝;辛苦;您辛苦了;你辛苦了;知道了;我知道了;明白;明白了;我明白了;了解;\
            了解了;收到;懂了;哈哈;哈哈哈;没关系;不客气;打扰了;原来如此;原来这样;太好了;厉害;不错;棒;\
            真棒
            """
        ),
        (
            .call,
            """
            helo;anyone;anybody;is someone there;are you there;you there;still there;\
            are you still there;hello anyone;还在吗;有人么;人呢;喂;好不好;行不行
            """
        ),
        (
            .protest,
            """
            that is not what i asked;thats not what i asked;not what i asked;thats not my question;\
            that is not my question;that wasnt my question;not my question;thats not what i meant;\
            thats not what i mean;not what i meant;you didnt answer my question;\
            that doesnt answer my question;that does not answer my question;\
            that didnt answer my question;you dont understand;you do not understand;\
            you dont understand me;you dont get it;you didnt understand;you misunderstood;\
            you misunderstood me;thats wrong;that is wrong;that answer was wrong;\
            that answer is wrong;\
            the answer was wrong;the answer is wrong;your answer was wrong;your answer is wrong;\
            wrong answer;thats the wrong answer;\
            thats not it;that is not it;thats not it either;that isnt it;that isnt what i asked;\
            that isnt what i meant;that wasnt what i asked;that was not what i asked;\
            that was not my question;that isnt my question;i asked something else;you got me wrong;\
            i didnt ask that;i did not ask that;that didnt help either;that doesnt help either;\
            not what im looking for;not what i was looking for;not what i wanted;incorrect;wrong;\
            still wrong;wrong again;not quite;but thats not what i asked;\
            but that isnt what i asked;\
            but that is not what i asked;but thats not what i meant;but thats not my question;\
            thats not right;that is not right;that didnt help;that did not help;that doesnt help;\
            that does not help;it didnt help;it doesnt help;doesnt help;didnt help;not helpful;\
            thats not helpful;that is not helpful;that wasnt helpful;youre not helping;\
            you are not helping;but that doesnt help;but that does not help;but that didnt help;\
            you already said that;you said that already;you just said that;\
            youre repeating yourself;\
            you keep saying that;you are useless;youre useless;useless;useless bot;stupid bot;\
            this is useless;that is useless;thats useless;我不是问这个;不是问这个;我问的不是这个;\
            我不是这个意思;不是这个意思;你没听懂;没听懂;你没明白;你没明白我的意思;没明白我的意思;\
            你没理解;你理解错了;理解错了;答非所问;你答非所问;你答错了;答错了;答得不对;答的不对;你答得不对;你答的不对;回答得不对;回答的不对;回答错了;不对;不对的;不对不对;\
            还是不对;又不对;错了;又错了;还是错;还是错的;回答错误;回答不对;你搞错了;你说的不对;不太对;\
            文不对题;但我不是问这个;但是我不是问这个;但我问的不是这个;但不是我想问的;\
            不是我要的;不是我想要的;不是我要问的;不是我想问的;不是这个问题;你没有回答我的问题;\
            驴唇不对马嘴;没用;没有用;\
            没什么用;没帮助;没有帮助;没帮上忙;你没回答我的问题;没回答我的问题;你说过了;你刚才说过了;\
            说过了;刚才说过了;听不懂人话;你听不懂;废话;垃圾机器人;没解决;没有解决;问题没解决;\
            还是没解决;thats not what i asked for;this doesnt answer my question;\
            what a useless answer;not helpful at all;根本没用;说了等于没说;牛头不对马嘴;什么破机器人;\
            你没听懂我的话;完全没帮助;没解决我的问题;你在说什么;你在说什么啊;这不是我要的答案
            """
        ),
        (
            .language(.english),
            """
            english;in english;english please;speak english;can you speak english;\
            could you speak english;do you speak english;please speak english;can we speak english;\
            answer in english;please answer in english;说英文;说英语;请说英文;请说英语;用英文;用英语;\
            switch to english;reply in english;can you reply in english;i dont speak chinese;\
            sorry i dont speak chinese;i cant read chinese;sorry i cant read chinese;可以用英语吗;\
            可以用英文吗;用英文回答;用英语回答;请用英文;请用英语;讲英文;讲英语;会说英语吗;你会说英语吗;可以说英文吗;能说英文吗
            """
        ),
        (
            .language(.chinese),
            """
            chinese;in chinese;chinese please;speak chinese;can you speak chinese;\
            could you speak chinese;do you speak chinese;please speak chinese;can we speak chinese;\
            switch to chinese;switch to mandarin;reply in chinese;can you reply in chinese;\
            i dont speak english;i cant read english;看不懂英文;我看不懂英文;我不懂英文;讲中文好吗;\
            用中文回答;请用中文回答;可以用中文吗;answer in chinese;please answer in chinese;中文;说中文;请说中文;讲中文;请讲中文;\
            用中文;\
            请用中文;会说中文吗;你会说中文吗;可以说中文吗;能说中文吗;说普通话;请说普通话;讲普通话
            """
        ),
        (
            // Words that say nothing by themselves.
            nil,
            """
            please;pls;plz;then;just;well;actually;um;uh;so;kindly;now;请;吧;啊;呀;呢;啦;嘛;了;那;那就;\
            麻烦;其实;还是
            """
        ),
    ]

    /// The place of a choice as people say it.
    private static let ordinals: [(Reply?, String)] =
        numbered + [
            (
                .last,
                """
                last;last one;the last;the last one;last option;the last option;the latter;latter;\
                the latter one;最后;最后一个;最后那个;最后一项;选最后一个;后一个;后者;后面那个;后面的
                """
            ),
            (.ordinal(1), "the former;former;the former one;前一个;前者;前面那个;前面的"),
        ]

    private static let numbered: [(Reply?, String)] = [
        (1, "first", "1st", "one", "一"), (2, "second", "2nd", "two", "二"),
        (3, "third", "3rd", "three", "三"), (4, "fourth", "4th", "four", "四"),
        (5, "fifth", "5th", "five", "五"), (6, "sixth", "6th", "six", "六"),
        (7, "seventh", "7th", "seven", "七"), (8, "eighth", "8th", "eight", "八"),
        (9, "ninth", "9th", "nine", "九"),
    ].map { (number: Int, ordinal: String, short: String, cardinal: String, chinese: String) in
        var phrases: [String] = []
        for word in [ordinal, short] {
            phrases += [
                word, "the \(word)", "\(word) one", "the \(word) one", "\(word) option",
                "the \(word) option",
            ]
        }
        for word in ["\(number)", cardinal] {
            phrases += [word, "number \(word)", "option \(word)"]
        }
        phrases.append("no \(number)")
        let circled =
            Unicode.Scalar(0x2460 + UInt32(number) - 1).map { [String(Character($0))] } ?? []
        for word in ["\(number)", chinese] + (number == 2 ? ["两"] : []) + circled {
            phrases += [
                word, "第\(word)", "第\(word)个", "第\(word)项", "第\(word)条", "选\(word)",
                "选第\(word)个", "\(word)号", "我选\(word)", "我选第\(word)个",
            ]
        }
        return (.ordinal(number), phrases.joined(separator: ";"))
    }
}
