import Dialogue
import Testing

/// Links to articles lead back to the citations that they were written for.
@Suite struct ArticleLinkTests {
    @Test(arguments: ["en/delivery.md#time~2", "c#.md#a-b_1", "100% a.md", "退货.md#\u{1}\"<"])
    func aLinkLeadsToItsCitation(id: String) {
        #expect(ArticleLink.id(of: ArticleLink.path(to: id)) == id)
    }

    /// `%+5` would be U+0005 to a reader that takes a sign.
    @Test(arguments: ["a%+5.md", "a%-0.md", "a% 5.md", "a%5", "a%", "a%gg.md", "%ff.md"])
    func whatIsNotWellEncodedStandsForItself(id: String) {
        #expect(ArticleLink.id(of: ArticleLink.folder + id) == id)
    }

    @Test func aLinkToSomethingElseHasNone() {
        #expect(ArticleLink.id(of: "/other/a.md") == nil)
    }
}
