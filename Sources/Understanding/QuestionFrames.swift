/// What people put around a heading to ask for it: `How do I get an account?` of *Get an account*.
enum QuestionFrames {
    private static let frames = PhraseTable(
        CourtesyWords.phrases(
            """
            how do i, how do you, how do we, how does one, how can i, how can you, how can we
            how could i, how should i, how would i, how to, where do i, where can i, can i, can you
            could you, could i, i want to, i need to, i would like to, i'd like to, i want, i need
            what is, what are, what's, whats, tell me about, show me, tell me how to
            show me how to, help me, help me to, can you help me, can you help me to
            i want to know about, i would like to know about, is there a guide to
            do you have, do you offer, do you support, do you provide, do you accept, do you take
            have you got, is there, are there, does it have, does it support, does it work with
            do you work with, do you integrate with, can i use, can we use, can i pay with
            can i pay by, what about, how about, question about, i have a question about
            有没有, 有, 支持, 可以用, 能用, 能不能用, 可不可以用, 关于, 请问有没有, 你们有, 你们有没有, 你们支持
            怎么, 如何, 怎样, 怎么样, 该怎么, 我怎么, 我想, 我要, 我想要, 我需要, 什么是, 介绍一下, 帮我
            我该怎么, 我该如何, 想知道怎么, 我想知道怎么, 请问怎么, 请问如何
            """))
    /// What stands behind it.
    private static let endings = PhraseTable(
        CourtesyWords.phrases(
            """
            怎么用, 怎么使用, 如何使用, 怎么弄, 怎么办, 怎么搞, 怎么做, 怎么操作, 怎么设置, 怎么安装, 如何安装
            如何操作, 如何设置, 有吗, 有没有, 可以吗, 是什么, 是什么意思, 什么意思, 是啥, 是啥意思, 在哪, 在哪里, 在哪儿
            """), isBackwards: true)
    /// Tokens of a query that is looked at: no heading is longer.
    private static let tokensMax = 48
    private static let articles: Set<String> = ["a", "an", "the", "my", "our", "your"]
    /// What a Chinese question ends in.
    private static let particles: Set<String> = ["吗", "么", "呢", "吧", "啊"]

    /// What `analysis` asks for: the rest behind a frame, with its article or particle and without;
    /// or before one. None where it has no frame, or nothing else.
    static func asked(by analysis: Analysis) -> [Analysis] {
        let spoken =
            analysis.tokens.count
            - analysis.tokens.reversed().prefix { $0.kind == .mark }.count
        guard spoken > 1, spoken <= tokensMax else { return [] }
        let (first, last) = (analysis.tokens[0], analysis.tokens[spoken - 1])
        if frames.knows(first: analysis.text(of: first)) {
            let words = analysis.tokens[..<spoken].map(analysis.text(of:))
            if let frame = frames.longest(in: words[...], where: { length, _ in length < spoken }) {
                let start = frame.length
                let isArticle = articles.contains(words[start]) && start + 1 < spoken
                // 吧 ends 酒吧, too.
                let isAsking = particles.contains(words[spoken - 1]) && start + 1 < spoken
                let ends = [spoken, spoken - 1].prefix(isAsking ? 2 : 1)
                return [start, start + 1].prefix(isArticle ? 2 : 1).flatMap { start in
                    ends.filter { $0 > start }.map { analysis.part(start..<$0) }
                }
            }
        }
        if endings.knows(first: analysis.text(of: last)) {
            let words = analysis.tokens[..<spoken].reversed().map(analysis.text(of:))
            let ending = endings.longest(in: words[...], where: { length, _ in length < spoken })
            if let ending { return [analysis.part(0..<spoken - ending.length)] }
        }
        return []
    }
}
