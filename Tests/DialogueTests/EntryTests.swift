import Dialogue
import Testing

@Suite struct EntryTests {
    @Test func aMessageIDNamesItsPlace() {
        let id = Entry.messageID(ConversationID("c_abc"), 17)

        #expect(id == MessageID("m_abc.17"))
        #expect(Entry.place(of: id)?.conversation == ConversationID("c_abc"))
        #expect(Entry.place(of: id)?.seq == 17)
    }

    @Test(arguments: [
        "", "m_", "m_abc", "m_abc.", "m_abc.0", "m_abc.-1", "m_abc.+7", "m_abc.007", "x_abc.1",
        "m_abc.9223372036854775807",
    ])
    func anIDThatIsNoneOfOursHasNoPlace(id: String) {
        #expect(Entry.place(of: MessageID(id)) == nil)
    }
}
