/// Where a conversation began, as the visitor's client told it; nothing of it is proven.
package struct Visit: Sendable, Hashable {
    /// Address of the page, `http` or `https`, at most 2,048 bytes.
    package var pageURL: String?
    /// One line of at most 512 bytes.
    package var pageTitle: String?
    /// Name and version of the program that the visitor chats with, at most 512 bytes on one line.
    package var client: String?

    package init(pageURL: String? = nil, pageTitle: String? = nil, client: String? = nil) {
        (self.pageURL, self.pageTitle, self.client) = (pageURL, pageTitle, client)
    }
}
