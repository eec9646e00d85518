/// What people greet and thank with, be it around a question (``CourtesyPhrases``) or all that a
/// message says, which Dialogue tells.
package enum CourtesyWords {
    /// Some of them ask whether anybody is there.
    package static let greetings = phrases(
        """
        hi, hello, hey, hiya, heya, hallo, howdy, greetings, hi there, hello there, hey there
        hi again, hello again, hey again, hi all, hello all, hi everyone, hello everyone
        hi guys, hey guys, hello guys, hi team, hello team, hey team, hi folks, hello folks
        hi support, hello support, hi sir, hello sir, hi madam, hello madam, hi mate, hey mate
        good morning, good afternoon, good evening, good day, good morning all
        good morning team, good morning everyone, dear team, dear support, dear support team
        dear sir, dear madam, dear sir or madam, dear all, dear customer service
        你好, 您好, 你们好, 大家好, 你好啊, 你好呀, 您好啊, 您好呀, 客服你好, 客服您好, 你好客服, 您好客服
        嗨, 哈喽, 哈啰, 哈罗, 早上好, 上午好, 中午好, 下午好, 晚上好, 亲, 亲亲, 亲爱的, 在吗, 在么
        在嘛, 在不, 在不在, 有人吗, 有人在吗
        """)

    /// For an answer, or for the trouble that it is.
    package static let thanks = phrases(
        """
        thanks, thanks a lot, thanks so much, thanks in advance, thanks again, many thanks
        thank you, thank you very much, thank you so much, thank you in advance, thx, ty, cheers
        much appreciated
        谢谢, 谢谢你, 谢谢您, 谢谢了, 谢谢啦, 谢谢哦, 谢谢亲, 谢啦, 谢了, 多谢, 多谢了, 感谢, 非常感谢, 麻烦了
        麻烦你了, 麻烦您了, 辛苦了, 辛苦啦
        """)

    /// The phrases of a list, which commas and line ends part.
    static func phrases(_ list: String) -> [String] {
        list.split { $0 == "," || $0.isNewline }.map { String($0.drop { $0 == " " }) }
    }
}
