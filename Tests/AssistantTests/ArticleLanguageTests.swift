import Assistant
import Dialogue
import Testing
import Understanding

/// Sites are written in many languages, of which the desk speaks two.
@Suite struct ArticleLanguageTests {
    private func project(_ articles: [String: String]) throws -> AssistantProject {
        var files = ["intents/bill.txt": "one\ntwo"]
        for (name, text) in articles { files["corpus/\(name)"] = text }
        return try Folder.project(files)
    }

    private func findings(_ project: AssistantProject) -> [String] {
        project.findings.map(\.description).filter { $0.hasPrefix("corpus/") }
    }

    /// The articles, of which each has a text of its own, that are served of files with these paths.
    private func served(_ paths: [String]) throws -> [String] {
        let articles = paths.map { ($0, "# About\nThis is what \($0) says.\n") }
        let project = try project(Dictionary(uniqueKeysWithValues: articles))
        return project.passages.map { String($0.article) }.sorted()
    }

    // MARK: Languages that are not spoken

    static let foreign: [(paths: [String], served: [String])] = [
        (["en/x.md", "fr/x.md", "it/a/x.md", "no/x.md", "pt-BR/x.md", "ja/x.md"], ["en/x.md"]),
        (["x.md", "i18n/zh-CN/x.md", "i18n/it/x.md"], ["i18n/zh-CN/x.md", "x.md"]),
        (["x.md", "i18n/fr/x.md", "i18n/ja/x.md", "i18n/ko/x.md", "i18n/it/x.md"], ["x.md"]),
        (["x.md", "pt-BR/x.md", "es-419/y.md", "sr-Latn/z.md", "de_at/z.md"], ["x.md"]),
        (["x.md", "x.fr.md", "y.en.md", "y.fr.mdx", "z.pt-br.md"], ["x.md", "y.en.md"]),
        (["terms/en.md", "terms/fr.md", "terms/pt-BR.md"], ["terms/en.md"]),
        (["zh-TW/x.md", "zh/y.md", "ko/x.md"], ["zh-TW/x.md", "zh/y.md"]),
    ]

    @Test(arguments: foreign)
    func anArticleInALanguageThatIsNotSpokenIsLeftOut(paths: [String], served: [String]) throws {
        #expect(try self.served(paths) == served)
    }

    static let words: [[String]] = [
        ["it/x.md", "x.md"], ["am/x.md", "is/x.md", "it/x.md", "my/x.md", "no/x.md", "or/x.md"],
        ["de/x.md", "es/x.md", "fr/x.md", "us/x.md"], ["as-is.md", "en.md"],
        ["ar-vr/x.md", "co-op/x.md", "en-route/x.md", "to-do/x.md"], ["de.md", "fr.md", "it.md"],
        ["en/delivery/de.md", "en/delivery/en.md", "en/it/x.md"], ["release.it.md", "x.md"],
    ]

    @Test(arguments: words)
    func whatMayAsWellBeAWordOrACountryIsNoLanguage(paths: [String]) throws {
        #expect(try served(paths) == paths)
    }

    @Test func articlesOfOtherLanguagesAreOneFinding() throws {
        let one = try project(["en/a.md": "# A\nx", "fr/a.md": "# A\nx"])
        let two = try project(["en/a.md": "# A\nx", "fr/a.md": "# A\nx", "fr/b.md": "# B\nx"])
        let many = try project([
            "en/a.md": "# A\nx", "fr/a.md": "# A\nx", "it/a.md": "---\nid: 1\n---\n",
            "ja/a.md": "---\nno: [\n---\n# A\n```", "ja/b.md": "# B\ny",
        ])

        let finding =
            "corpus/fr/a.md: warning: in 'fr', which the desk does not speak; left out"
        #expect(findings(one) == [finding])
        #expect(findings(two) == ["\(finding), as is 1 other article in 'fr'"])
        #expect(findings(many) == ["\(finding), as are 3 other articles in 'it', 'ja'"])
    }

    static let keys = ["lang: fr", "lang: ja-JP", "language: pt_BR", "lang: 'no'"]

    @Test(arguments: keys)
    func anArticleThatSaysSoIsLeftOutWithItsIntent(key: String) throws {
        let project = try project([
            "a.md": "---\nid: 1\n\(key)\nintent: bill\n---\n# A\nx", "b.md": "# B\nx",
        ])

        #expect(project.passages.map(\.id) == ["b.md#b"])
        #expect(project.script.articles.isEmpty)
        #expect(findings(project).count == 1, "\(findings(project))")
        #expect(
            findings(project).allSatisfy {
                $0.hasPrefix("corpus/a.md:3: warning: in '")
                    && $0.hasSuffix("', which the desk does not speak; left out")
            }, "\(findings(project))")
    }

    @Test func whatAnArticleSaysOfItsLanguageCountsMoreThanItsPath() throws {
        let project = try project([
            "en/a.md": "---\nlang: fr\n---\n# A\nx", "fr/b.md": "---\nlanguage: en-GB\n---\n# B\nx",
        ])

        #expect(project.passages.map(\.id) == ["fr/b.md#b"])
        #expect(project.passages.map(\.language) == [.english])
    }

    @Test func aLanguageOfProgramsIsAKeyThatIsNotUsed() throws {
        let project = try project(["a.md": "---\nlanguage: python\n---\n# A\nx"])

        #expect(
            findings(project) == [
                "corpus/a.md:2: warning: 'language' of the front matter is not used; left out"
            ])
    }

    // MARK: Without a tag

    static let texts: [(name: String, article: String, languages: [Language?])] = [
        (
            "English", "# Fees\nEach costs four pounds.\n## VAT 税\nIt is included.",
            [.english, .english]
        ),
        ("Chinese", "# 费用\n每次四元。\n## 退款\n原路退回，三天到账。", [.chinese, .chinese]),
        (
            "code",
            "# 安装\n在终端里运行：\n\n```\nlet the client be what is run\n```\n\n"
                + "    and then what the rest of it is\n", [.chinese]
        ),
        ("code alone", "# 1\n```\nlet x = 1\n```", [nil]),
        ("neither", "# これは\nこれはテストです", [nil]),
        ("both", "# Fees\nEach of them costs four pounds.\n# 费用\n每次四元。", [.english, nil]),
        (
            "a short section", "# 费用\n每次四元，可以退款，原路退回。\n## PIN\n1234",
            [.chinese, nil]
        ),
        ("a heading of words", "# 费用\n每次四元，可以退款。\n## VAT\n另收。", [.chinese, .chinese]),
    ]

    @Test(arguments: texts)
    func anArticleWithoutALanguageHasThatOfItsText(
        name: String, article: String, languages: [Language?]
    ) throws {
        #expect(try project(["a.md": article]).passages.map(\.language) == languages)
    }

    // MARK: Simplified and traditional

    static let simplified = """
        # 账户
        ## 怎么重设密码？
        Also: 忘记密码
        打开设置。
        ## 步骤 1
        甲
        ## 步骤 2
        乙
        ## 步骤 2
        丙

        """
    static let traditional = """
        # 帳戶
        ## 怎麼重設密碼？
        Also: 忘記密碼; 密碼丟了
        打開設定。
        ## 步驟 1
        甲
        ## 步驟 2
        乙
        ## 步驟 2
        丁
        ## 步驟 3
        戊

        """

    static let copies: [(simplified: String, traditional: String)] = [
        ("zh/a.md", "zh-TW/a.md"), ("i18n/zh-CN/b/a.md", "i18n/zh-HK/b/a.md"),
        ("zh-Hans/a.md", "zh-Hant/a.md"), ("a.zh.md", "a.zh-tw.md"), ("a.zh_CN.md", "a.zh_Hant.md"),
    ]

    @Test(arguments: copies)
    func aSectionInBothCharactersIsServedOnce(simplified: String, traditional: String) throws {
        let project = try project([simplified: Self.simplified, traditional: Self.traditional])

        #expect(
            project.passages.map { "\($0.article) \($0.title)" } == [
                "\(simplified) 怎么重设密码？", "\(simplified) 步骤 1", "\(simplified) 步骤 2",
                "\(simplified) 步骤 2", "\(traditional) 步驟 3",
            ])
        #expect(project.passages.first?.questions == ["忘记密码", "密碼丟了"])
        #expect(
            findings(project) == [
                "corpus/\(traditional): note: stands at corpus/\(simplified) in other characters; "
                    + "left out, in all 4 sections of 1 such article"
            ])
    }

    @Test func copiesOfManyArticlesAreOneFinding() throws {
        let project = try project([
            "zh/a.md": "# 费用\n四元。", "zh/b.md": "# 退款\n三天。", "zh/c.md": "# 网\n有。",
            "zh-HK/a.md": "# 費用\n四元。", "zh-TW/b.md": "# 退款\n三天。", "zh-TW/d.md": "# 網\n有。",
        ])

        #expect(
            project.passages.map { String($0.article) }
                == ["zh/a.md", "zh/b.md", "zh/c.md", "zh-TW/d.md"])
        #expect(
            findings(project) == [
                "corpus/zh-HK/a.md: note: stands at corpus/zh/a.md in other characters; "
                    + "left out, in all 2 sections of 2 such articles"
            ])
    }

    @Test func withoutSimplifiedOnesTheFirstCopyStays() throws {
        let project = try project(["zh-HK/a.md": "# 費用\n四元。", "zh-TW/a.md": "# 費用\n五元。"])

        #expect(project.passages.map { String($0.article) } == ["zh-HK/a.md"])
    }

    static let others: [(name: String, articles: [String: String])] = [
        ("another path", ["zh/a.md": "# 费用\n四元。", "zh-TW/b.md": "# 費用\n五元。"]),
        ("no tag", ["a.md": "# 费用\n四元。", "a.zh-TW.md": "# 費用\n五元。"]),
        ("another language", ["zh/a.md": "# A\nx", "zh-TW/a.md": "---\nlang: en\n---\n# A\ny"]),
        (
            "an intent of its own",
            ["zh/a.md": "# 费用\n四元。", "zh-TW/a.md": "---\nintent: bill\n---\n# 費用\n五元。"]
        ),
    ]

    @Test(arguments: others)
    func whatIsNoCopyInOtherCharactersStays(name: String, articles: [String: String]) throws {
        let project = try project(articles)

        #expect(project.passages.count == 2)
        #expect(findings(project) == [])
    }
}
