import Dialogue
import Testing

@Suite struct EntryTests {
    @Test func aMessageIDNamesItsPlace() {
        let id = Entry.messageID(ConversationID("c_abc"), 17)

        #expect(id == MessageID("m_abc.17"))
        #expect(Entry.place(of: id)?.conversation == ConversationID("c_abc"))
        #expect(Entry.place(of: id)?.seq == 17)
    }

    /// Canonically equivalent texts of other bytes, which a dictionary of strings takes for one.
    @Test(arguments: [("c_K", "c_\u{212A}"), ("c_\u{E9}", "c_e\u{301}"), ("c_\u{37E}", "c_;")])
    func idsOfOtherBytesAreOthers(id: String, alike: String) {
        let ids: Set = [ConversationID(id), ConversationID(alike)]

        #expect(ConversationID(id) != ConversationID(alike))
        #expect(ids.count == 2)
        #expect(ids.contains(ConversationID(id)) && ids.contains(ConversationID(alike)))
    }

    @Test(arguments: [
        "", "m_", "m_abc", "m_abc.", "m_abc.0", "m_abc.-1", "m_abc.+7", "m_abc.007", "x_abc.1",
        "m_abc.9223372036854775807",
    ])
    func anIDThatIsNoneOfOursHasNoPlace(id: String) {
        #expect(Entry.place(of: MessageID(id)) == nil)
    }
}
