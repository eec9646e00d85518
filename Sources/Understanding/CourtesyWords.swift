/// What people greet, thank and leave with, be it around a question (``CourtesyPhrases``) or all
/// that a message says: ``SmallTalk`` reads it as the desk's example, Dialogue answers the rest.
package enum CourtesyWords {
    /// For a beginning, ``calls`` among them.
    package static let greetings =
        phrases(
            """
            hi, hii, hello, hey, hiya, heya, hallo, howdy, greetings, hi there, hello there
            hey there, hi again, hello again, hey again, hi all, hello all, hi everyone
            hello everyone, hi guys, hey guys, hello guys, hi team, hello team, hey team, hi folks
            hello folks, hi support, hello support, hi sir, hello sir, hi madam, hello madam
            hi mate, hey mate, good morning, good afternoon, good evening, good day
            good morning all, good morning team, good morning everyone, dear team, dear support
            dear support team, dear sir, dear madam, dear sir or madam, dear all
            dear customer service, sup, wassup, what's up
            你好, 您好, 你们好, 大家好, 你好啊, 你好呀, 您好啊, 您好呀, 客服你好, 客服您好, 你好客服, 您好客服
            嗨, 哈喽, 哈啰, 哈罗, 早上好, 上午好, 中午好, 下午好, 晚上好, 亲, 亲亲, 亲爱的
            """) + calls

    /// The greetings that ask whether anybody is there.
    static let calls = phrases(
        """
        anyone there, anybody there, is anyone there, is anybody there
        在吗, 在么, 在嘛, 在不, 在不在, 有人吗, 有人在吗
        """)

    /// For an answer, or for the trouble that it is.
    package static let thanks = phrases(
        """
        thanks, thanks a lot, thanks so much, thanks in advance, thanks again, many thanks
        thank you, thank you very much, thank you so much, thank you in advance, thx, ty, cheers
        much appreciated, appreciate it, i appreciate it, appreciated, thank u, tysm, thanks heaps
        thanks a million, thanks a bunch, thank you again, thank you for everything
        谢谢, 谢谢你, 谢谢您, 谢谢了, 谢谢啦, 谢谢啊, 谢谢呀, 谢谢哦, 谢谢亲, 谢啦, 谢了, 多谢, 多谢了, 多谢啦
        感谢, 感谢你, 感谢您, 非常感谢, 太感谢了, 麻烦了, 麻烦你了, 麻烦您了, 辛苦了, 辛苦啦
        """)

    /// For leaving.
    package static let farewells = phrases(
        """
        bye, bye bye, bye now, bye then, goodbye, good bye, bye for now, see you, see you then
        see you later, see you soon, see ya, see ya later, cya, take care, good night, goodnight
        ciao, cheerio, have a nice day, have a good day, have a great day, have a good one
        have a nice evening, have a good evening, have a good weekend, have a nice weekend
        talk to you later, ttyl, gotta go, gotta run, got to go, got to run, i gotta go, i have to go
        i have to run, i've got to go, that's all bye
        再见, 再会, 拜拜, 拜, 拜拜了, 拜拜啦, 回见, 回头见, 下次见, 明天见, 晚安, 先这样, 先这样吧
        那先这样, 我先走了, 先走了, 先下了, 祝你愉快, 祝您愉快, 祝你生活愉快, 祝您生活愉快
        """)

    /// Who is greeted or thanked, and what is said before it, which tells nothing by itself.
    static let companions = phrases(
        """
        ok, okay, alright, all right, ok then, okay then, alright then, well then, great, perfect
        cool, nice, wonderful, excellent, brilliant, awesome, super, lovely, fine, good, got it, ah
        oh, well, so, and, all, everyone, everybody, guys, folks, lads, team, y'all, mate, buddy
        friend, friends, my friend, sir, madam, ma'am, dear, there, again, to you, to you all
        to you too, you too, and you too, for now, so far, very helpful, that's great, thats great
        that's very helpful, thats helpful, that's a huge help, thats a huge help
        that's a big help, that's a great help, that helps, that helped, that helps a lot
        that helped a lot, that was helpful, that was very helpful, how are you, how are you doing
        how are you today
        好, 好的, 好吧, 好滴, 嗯, 嗯嗯, 哦, 噢, 啊, 呀, 哈, 哈哈, 明白, 明白了, 知道了, 我知道了, 了解, 了解了
        收到, 行, 那, 那就, 啦, 了, 哦哦, 亲, 大家, 各位, 你们, 老板, 客服
        """)

    /// What thanks are for. Behind a greeting 帮忙 and 回复 are a wish.
    static let reasons = phrases(
        """
        for your help, for the help, for your time, for that, for everything, for helping
        for helping me, for the info, for the information, for your quick reply
        for the quick reply, for your reply
        帮忙, 帮助, 的帮助, 你的帮助, 您的帮助, 回复, 的回复, 你的回复, 您的回复, 解答, 的解答, 你的解答, 您的解答
        """)

    /// The phrases of a list, which commas and line ends part.
    static func phrases(_ list: String) -> [String] {
        list.split { $0 == "," || $0.isNewline }.map { String($0.drop { $0 == " " }) }
    }
}
