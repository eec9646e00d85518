import Understanding

/// What a message says of the wait for a person, to whoever waits.
enum QueueTalk: Hashable {
    /// The wait is over.
    case leaving
    /// Likewise, and something is asked of the bot, in words of any kind.
    case turning
    /// How long it takes, or whether anybody comes.
    case asking

    /// Nil where `wording` says anything else as well, unless that turns to the bot.
    init?(_ wording: Wording) {
        guard let talk = Self.talk(wording) ?? (Self.isTurning(wording) ? .turning : nil) else {
            return nil
        }
        self = talk
    }

    /// What the phrases say that `wording` is made of; nil where it is not made of such, or they
    /// contradict each other.
    private static func talk(_ wording: Wording) -> QueueTalk? {
        var rest = wording.words[...]
        var said: Set<QueueTalk> = []
        while !rest.isEmpty {
            let own = Self.phrases.longest(in: rest)
            let shared = Phrases.first(of: rest)
            if let own, own.length >= shared?.length ?? 0 {
                if let talk = own.role { said.insert(talk) }
                rest = rest.dropFirst(own.length)
            } else if let shared {
                switch shared.reply {
                case .neverMind, .cancel: said.insert(.leaving)
                case nil, .assent, .courtesy, .call: break
                default: return nil
                }
                rest = rest.dropFirst(shared.length)
            } else {
                return nil
            }
        }
        return said.count == 1 ? said.first : nil
    }

    /// Phrases parted by semicolons; those that say nothing by themselves have no talk.
    private static let phrases = PhraseTable<QueueTalk?>(
        words: [
            (
                QueueTalk.leaving,
                """
                found the answer;found the answer myself;problem solved;my problem is solved;\
                the problem is solved;solved;it has solved itself;its solved itself;\
                i found out how;i found out how to do it;ill do it myself;no longer needed;\
                i dont need help anymore;i dont need help any more;im leaving;\
                exit the queue;take me out of the line;let me ask the bot;let me talk to the bot;\
                let me talk to the bot again;can i ask the bot;can i ask the bot instead;\
                back to chatbot;back to the chatbot;wrong button;i pressed the wrong button;\
                i didnt mean to ask for a person;i did not mean to ask for a person;\
                i changed my mind;\
                i have changed my mind;ive changed my mind;changed my mind;\
                no need anymore;no need any more;no longer necessary;\
                it solved itself;its solved;solved itself;its sorted;sorted itself out;\
                i solved it;ive solved it;i solved it myself;i sorted it out;i found it myself;\
                i found the answer;i figured it out;ive figured it out;all good now;\
                i dont want to wait anymore;i dont want to wait any longer;i wont wait;\
                i cant wait any longer;im not waiting;take me out of the queue;\
                take me off the queue;remove me from the queue;get me out of the queue;\
                leave the line;cancel the queue;cancel the chat request;\
                go back to the bot;return to the bot;switch back to the bot;\
                take me back to the bot;\
                i want the bot back;the bot will do;the bot is fine;ill ask the bot;\
                ill use the bot;ill try the bot;\
                问题解决了;问题已经解决了;已经搞定了;还是问你吧;还是问机器人吧;我还是问机器人吧;\
                让机器人回答吧;让机器人来吧;切换到机器人;结束排队;别等了;我自己来;我自己来吧;点错了;我点错了;\
                我不转了;\
                改主意了;我改主意了;不排了;我不排了;不排队了;不想排了;不想排队了;别排了;不用排了;\
                不用等了;我不等了;我不想等了;不想再等了;等不及了;取消排队;取消等待;不找人工了;不找人了;\
                回到机器人;回机器人;转回机器人;切回机器人;还是机器人吧;机器人就行;机器人就好;机器人就可以;\
                我问机器人;我自己问机器人;问机器人就行;自己解决了;我自己解决了;已经解决了;我解决了;搞定了;\
                我搞定了;我自己搞定了;不麻烦了;不麻烦你们了;不需要你们了
                """
            ),
            (
                .asking,
                """
                hello anyone;hello anyone there;hello is anyone there;is anyone there;\
                is anybody there;is someone there;anyone there;anybody there;\
                anyone;anybody;are you there;are you still there;还在吗;有人吗;有人么;有人在吗;人呢;\
                am i still in the queue;when will somebody answer me;\
                when will someone answer me;how long does this take;how long;\
                how long till someone answers;\
                whats the waiting time;what is the waiting time;is it my turn;is it my turn yet;\
                how many are waiting;how many people are waiting;do i have to wait long;\
                要等几分钟;大概多久;大概要多久;什么时候能接通;多久能接通;客服在吗;怎么这么慢;怎么这么久;\
                how long is the queue;how long is the line;how long is the wait;how long to wait;\
                how long will it take;how long does it take;how long do i have to wait;\
                how long do i need to wait;how long must i wait;how long will i have to wait;\
                how long still;how much longer;how much longer will it take;\
                how much longer do i have to wait;how many are before me;how many are ahead of me;\
                how many people are before me;how many people are ahead of me;\
                how many people are in the queue;where am i in the queue;where am i in line;\
                whats my place;whats my place in the queue;what is my place;\
                what is my place in the queue;whats my position;whats my position in the queue;\
                what is my position in the queue;what number am i;when is it my turn;\
                when will someone come;when will somebody come;is someone coming;is anyone coming;\
                is somebody coming;im still waiting;still waiting;i am still waiting;any progress;\
                还要排多久;要排多久;排多久;排队要多久;还要等多久;要等多久;得等多久;还得等多久;多久能轮到我;\
                什么时候轮到我;什么时候到我;什么时候有人;前面还有几个人;前面还有多少人;前面有几个人;\
                前面还有几位;前面几位;排到哪了;排到第几了;排到几号了;我排第几;我第几个;排第几位;第几位了;\
                轮到我了吗;到我了吗;还要多久;还有多久;多久;怎么还没人;还没人来;有人来吗;人怎么还没来;\
                我还在等;还在等;等很久了;等了很久了
                """
            ),
            (
                nil,
                """
                this takes too long;thats too long;too long;太慢了;太久了;i said;as i said;i told you;\
                already;anymore;any more;myself;我说;我说了;都说了;我都说了
                """
            ),
        ].flatMap { talk, phrases in
            phrases.split(separator: ";").map { (Wording(String($0)).words, talk) }
        })

    /// Whether `wording` takes back the wish for a person and asks something: "actually forget it, can
    /// you tell me …", 算了，配送要多久. "Never mind the delay, I still need help" does not, nor does
    /// "actually no, you sent me the wrong lamp".
    private static func isTurning(_ wording: Wording) -> Bool {
        var rest = wording.words[...]
        while let part = Phrases.first(of: rest), part.isFrame {
            rest = rest.dropFirst(part.length)
        }
        guard let start = retreats.first(where: rest.starts) else { return false }
        rest = rest.dropFirst(start.count)
        guard !rest.contains(where: staying.contains) else { return false }
        if wording.isChinese {
            let said = rest.joined()
            return turnsInChinese.contains(where: said.has)
        }
        return rest.first.map(questions.contains) == true || rest.contains("bot")
            || zip(rest, rest.dropFirst()).contains { turns.contains($0) && $1 == "you" }
    }

    private static let retreats = [
        "forget it", "forget that", "never mind", "nevermind", "nvm", "actually no", "算了", "不等了",
        "不用了", "不用人工了", "dont bother",
    ].map { Wording($0).words }
    /// What a question starts with, or a wish to be told.
    private static let questions: Set<String> = [
        "how", "what", "when", "where", "which", "who", "why", "can", "could", "do", "does", "is",
        "are", "will", "tell", "whats", "wheres", "hows",
    ]
    /// Before "you", which makes that the bot: "I'll try with you again".
    private static let turns: Set<String> = ["with", "ask", "can", "could", "let", "will"]
    private static let turnsInChinese = [
        "你帮", "您帮", "问你", "问您", "你查", "你告诉", "机器人", "吗", "怎么", "多久", "多少", "什么", "哪", "几",
    ]
    /// "Never mind the bot, I'll wait", 没事吧你们.
    private static let staying: Set<String> = [
        "wait", "waiting", "hold", "person", "human", "agent", "人", "们",
    ]
}
