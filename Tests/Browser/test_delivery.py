"""Never lost, never doubled: crashes, dead networks, several tabs, bad storage, bad frames."""

from pathlib import Path

from support import WIRETAP, BrowserTest


class Delivery(BrowserTest):
    def test_a_desk_killed_in_mid_sentence_gets_every_message_once_and_in_order(self):
        widget = self.visit().open()
        said = [f"message number {number}" for number in range(1, 13)]

        for words in said[:6]:
            widget.say(words)
        self.desk.kill()
        for words in said[6:9]:
            widget.say(words)
        self.wait(lambda: said[8] in widget.unsent(), "the last words are gone")
        self.desk.start()
        for words in said[9:]:
            widget.say(words)

        widget.settles(said)
        self.assert_in_order(widget.rows())
        self.assert_the_desk_has(said)

    def test_what_was_said_to_a_dead_desk_is_sent_by_the_next_page(self):
        widget = self.visit().open()
        widget.say("before")
        widget.settles(["before"])
        self.desk.kill()
        widget.say("during")
        widget.say("still during")
        self.wait(lambda: len(widget.unsent()) == 2, "the words are gone")

        self.browser.driver.get("about:blank")
        self.desk.start()
        widget = self.visit()

        widget.settles(["before", "during", "still during"])
        self.assert_the_desk_has(["before", "during", "still during"])

    def test_a_page_left_open_over_a_restore_goes_on_from_the_backup(self):
        widget = self.visit().open()
        widget.say("in the backup")
        widget.settles(["in the backup"])
        self.desk.stop()
        database = Path(self.desk.folder.name) / "data" / "frontdesk.db"
        backup = database.read_bytes()
        self.desk.start()
        for words in ("lost", "lost, too"):
            widget.say(words)
        widget.settles(["in the backup", "lost", "lost, too"])

        self.desk.stop()
        database.write_bytes(backup)
        self.desk.start()
        widget.settles(["in the backup"])
        widget.say("where is my order")

        widget.settles(["in the backup", "where is my order"])
        widget.answers(2)
        self.assert_in_order(widget.rows())

    def test_the_same_words_twice_are_two_messages(self):
        widget = self.visit().open()
        for words in ("same", "same"):
            widget.say(words)
        widget.settles(["same", "same"])
        self.desk.kill()
        for words in ("same", "same"):
            widget.say(words)
        self.wait(lambda: widget.unsent() == ["same", "same"], "hidden before it was sent")
        self.desk.start()

        widget.settles(["same"] * 4)
        self.assert_the_desk_has(["same"] * 4)

    def test_two_tabs_share_a_conversation(self):
        first = self.visit().open()
        second = self.new_tab().open()

        second.say("from the second")
        second.settles(["from the second"])
        self.switch(0)
        first.settles(["from the second"])
        first.say("from the first")
        first.settles(["from the second", "from the first"])
        self.switch(1)
        second.settles(["from the second", "from the first"])
        second.answers(2)
        rows = second.rows()
        self.switch(0)
        self.wait(lambda: first.rows() == rows, "the tabs differ")
        self.assert_in_order(rows)

    def test_two_tabs_that_lost_the_desk_send_each_message_once(self):
        first = self.visit().open()
        first.say("zero")
        first.settles(["zero"])
        second = self.new_tab().open()
        second.settles(["zero"])
        self.desk.kill()
        second.say("one")
        second.say("two")
        self.switch(0)
        first.say("three")

        self.desk.start()

        self.wait(lambda: len(first.mine()) == 4 and not first.unsent(), "first: not all there")
        self.switch(1)
        self.wait(
            lambda: len(second.mine()) == 4 and not second.unsent(), "second: not all there")
        self.assertEqual(sorted(second.mine()), ["one", "three", "two", "zero"])
        self.assertLess(second.mine().index("one"), second.mine().index("two"))
        self.assert_the_desk_has(second.mine())

    def test_offline_and_back(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)

        self.browser.network(False)
        self.addCleanup(self.browser.network, True)
        # Chromium's emulation leaves open sockets alone; a real cut does not.
        self.browser.run("wiretap.sockets.at(-1).close()")
        for words in ("one", "two", "three"):
            widget.say(words)
        self.wait(lambda: "No connection" in widget.text(".strip"), "offline is not told")
        self.wait(lambda: "Not sent yet" in widget.text(".fate"), "unsent is not told")
        self.assertEqual(widget.unsent(), ["one", "two", "three"])
        self.browser.network(True)

        widget.settles(["hello", "one", "two", "three"])
        self.wait(lambda: widget.text(".strip") == "", "still said to be offline")

    def test_a_dead_connection_is_noticed(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)

        self.browser.run("wiretap.deaf = wiretap.sockets.at(-1)")
        widget.say("into the void")
        self.browser.run("dispatchEvent(new Event('online'))")

        widget.settles(["hello", "into the void"])

    def test_bad_frames_are_survived(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)
        last = widget.rows()[-1][0]

        def message(seq, content):
            return {"type": "message", "seq": seq, "message_id": f"m_{seq}", "content": content,
                    "sender": {"type": "bot", "id": "bot", "name": "bot"}}

        for bad in (
            "", "not json", "null", "[]", "7", "{}", '{"type":7}', '{"type":"message"}',
            '{"type":"message","seq":"9","content":[]}', '{"type":"ack"}', '{"type":"error"}',
            '{"type":"history","frames":{"a":1}}', '{"type":"synced","last_seq":{}}',
            '{"type":"typing","sender":9}', '{"type":"a thing of the future","x":1}',
            {"type": "message", "seq": -1, "content": "no"},
            {"type": "message", "seq": 1.5, "content": "no"},
            {"type": "message", "seq": last, "content": "again"},
        ):
            self.browser.run("wiretap.deliver(arguments[0])", bad)
        for early in (message(last + 3, "third"), message(last + 2, "second"),
                      message(last + 1, "first"), message(last + 2, "twice")):
            self.browser.run("wiretap.deliver(arguments[0])", early)

        self.assertEqual([said for _, _, said in widget.rows()[-3:]], ["first", "second", "third"])
        # A gap that the desk cannot fill is closed without it.
        self.browser.run("wiretap.deliver(arguments[0])", message(last + 9, "far away"))
        self.wait(lambda: widget.theirs()[-1] == "far away", "stuck at a gap")

    def test_half_a_surrogate_pair_holds_up_nothing(self):
        widget = self.visit().open()
        self.browser.run("""
            document.title = "x".repeat(199) + "\\u{1F600}";
            Frontdesk.ask("half \\uD83D of a smile");
            Frontdesk.ask("\\uDE00")""")
        widget.say("and on")
        widget.settles(["half  of a smile", "and on"])
        self.browser.run("""
            dispatchEvent(new Event("pagehide")); dispatchEvent(new Event("pageshow"))""")
        widget.is_online()

    def test_what_no_frame_can_hold_is_refused_without_losing_the_connection(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        self.browser.run("Frontdesk.ask('y'.repeat(70000)); Frontdesk.ask('short')")
        self.wait(lambda: widget.mine() == ["short"], "what is too long holds up the rest")
        self.assertIn("Not sent – too long", widget.text(".fate"))
        self.assertEqual(self.browser.run("return wiretap.sockets.length"), 1)

    def test_a_gap_noticed_before_the_greeting_ended_is_filled(self):
        self.before_pages(WIRETAP)
        first = self.visit().open()
        first.say("one")
        first.answers(1)
        self.browser.run("wiretap.deaf = wiretap.sockets.at(-1)")
        second = self.new_tab().open()
        second.say("two")
        second.answers(2)
        last = second.rows()[-1][0]

        self.switch(0)
        # The page of what was missed starts late and takes its time to end.
        self.browser.run("""
            const [last] = arguments;
            const Plain = window.WebSocket;
            window.WebSocket = class extends Plain {
              addEventListener(name, listener) {
                super.addEventListener(name, (event) => {
                  if (name !== "message") return listener(event);
                  const frame = JSON.parse(event.data);
                  if (!this.isSynced && frame.seq && frame.seq < last) return;
                  if (frame.type === "synced") {
                    setTimeout(() => { this.isSynced = true; listener(event); }, 600);
                  } else listener(event);
                });
              }
            };
            dispatchEvent(new Event("pagehide")); dispatchEvent(new Event("pageshow"))""", last)
        self.wait(lambda: first.mine() == ["one", "two"], "the gap was forgotten")
        self.assert_in_order(first.rows())

    def assert_the_desk_has(self, said):
        """A page without memory is shown the same conversation by the desk."""
        self.browser.run("""
            for (const key of Object.keys(localStorage)) {
              if (!key.endsWith(":token")) localStorage.removeItem(key);
            }
            sessionStorage.clear()""")
        widget = self.visit().open()
        self.wait(lambda: widget.mine() == list(said), f"the desk has {widget.mine()}")


class Limits(BrowserTest):
    flags = ("--limits-message-burst", "3", "--limits-message-rate", "12",
             "--limits-content-bytes", "200")

    def test_more_than_the_desk_takes_at_once_is_sent_later_in_order(self):
        widget = self.visit().open()
        said = [f"quick {number}" for number in range(12)]

        for words in said:
            widget.say(words)

        widget.settles(said)

    def test_what_is_too_long_is_not_sent(self):
        widget = self.visit().open()

        widget.type("x" * 207)

        self.wait(lambda: widget.text(".over") == "7 bytes too many", "nothing is said")
        self.assertEqual(widget.probe("return root.querySelector('.send').ariaDisabled"), "true")

    def test_what_the_desk_refuses_can_be_sent_again_or_deleted(self):
        self.before_pages("""
            const parse = JSON.parse;
            JSON.parse = (text) => {
              const value = parse(text);
              if (value && value.limits) value.limits.content = 9999;
              return value;
            };""")
        widget = self.visit().open()

        widget.say("y" * 300)

        self.wait(lambda: "Not sent – too long" in widget.text(".fate"), "the refusal is not told")
        widget.say("short")
        self.wait(lambda: widget.mine() == ["short"], "what is refused holds up the rest")
        widget.press("Delete")
        self.wait(lambda: widget.unsent() == [], "not deleted")


class Frames(BrowserTest):
    """A frame that closes the connection is sent once, however often one comes back."""

    flags = ("--limits-content-bytes", "3900", "--limits-frame-bytes", "4000")

    def assert_told_once(self, widget):
        self.wait(lambda: "Not sent – too long" in widget.text(".fate"), "the refusal is not told")
        widget.say("short")
        self.wait(lambda: widget.mine() == ["short"], "what is refused holds up the rest")

    def test_what_grows_too_long_as_a_frame_is_not_sent(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()

        widget.type("q")
        self.fill(widget, '"' * 2_500)

        self.assert_told_once(widget)
        self.assertEqual(self.browser.run("return wiretap.sockets.length"), 1)

    def test_what_closes_the_connection_for_its_size_does_so_once(self):
        self.before_pages(WIRETAP + """
            const parse = JSON.parse;
            JSON.parse = (text) => {
              const value = parse(text);
              if (value && value.limits) value.limits = {content: 99999, frame: 99999};
              return value;
            };""")
        widget = self.visit().open()

        widget.type("q")
        self.fill(widget, "q" * 5_000)

        self.assert_told_once(widget)
        self.assertLessEqual(self.browser.run("return wiretap.sockets.length"), 2)

    def fill(self, widget, words):
        """Types what would take long by keys, and sends it."""
        widget.probe("""
            const field = root.querySelector(".composer textarea");
            field.value = arguments[0];
            field.dispatchEvent(new InputEvent("input", {bubbles: true}))""", words)
        widget.say("")


class Memory(BrowserTest):
    def test_forbidden_storage_is_told_and_does_without(self):
        self.before_pages("""
            for (const name of ["localStorage", "sessionStorage"]) {
              Object.defineProperty(window, name, {get() {
                throw new DOMException("no", "SecurityError"); }});
            }""")
        widget = self.visit().open()

        widget.say("hello")

        widget.answers(1)
        widget.settles(["hello"])
        self.assertIn("keeps nothing", widget.text(".said-not"))
        self.assertEqual(self.browser.complaints(), [])

    def test_full_storage_is_told_and_nothing_is_lost(self):
        widget = self.visit().open()
        self.browser.run("""
            Storage.prototype.setItem = () => {
              throw new DOMException("full", "QuotaExceededError"); }""")
        self.desk.kill()
        widget.say("one")
        widget.say("two")
        self.wait(lambda: "keeps nothing" in widget.text(".said-not"), "nothing is told")
        self.desk.start()

        widget.settles(["one", "two"])

    def test_a_new_conversation_is_read_from_its_beginning(self):
        widget = self.visit().open()
        for count in (1, 2, 3):
            widget.say("hello")
            widget.answers(count)
        # The desk has forgotten the token.
        self.browser.run("""
            const key = Object.keys(localStorage).find((name) => name.endsWith(":token"));
            const read = key.replace("token", "read");
            const kept = localStorage[read];
            Frontdesk.reset(); Frontdesk.close();
            localStorage[key] = "no-such-token"; localStorage[read] = kept""")
        widget = self.visit().open()
        self.browser.run("Frontdesk.ask('hello'); Frontdesk.close()")
        self.wait(lambda: widget.api("unread") == 1, "nothing is unread")

    def test_a_clock_wrong_by_years_changes_nothing(self):
        self.before_pages("""
            const Right = Date;
            let jump = 0;
            window.Date = class extends Right {
              constructor(...all) { super(...(all.length ? all : [Date.now()])); }
              static now() {
                jump += 1;
                return Right.now() + (jump % 2 ? 4e11 : -8e11);
              }
            };""")
        widget = self.visit().open()
        said = [f"at no time {number}" for number in range(5)]

        for words in said:
            widget.say(words)

        widget.settles(said)
        self.assert_in_order(widget.rows())

    def test_a_reset_forgets_everything_in_every_tab(self):
        first = self.visit().open()
        first.say("my secret")
        first.answers(1)
        second = self.new_tab().open()
        second.settles(["my secret"])

        self.browser.run("Frontdesk.reset()")

        self.wait(lambda: second.rows() == [], "still to be seen")
        second.is_online()
        self.switch(0)
        self.wait(lambda: first.rows() == [], "still to be seen in the other tab")
        first.say("somebody else")
        self.wait(lambda: first.mine() == ["somebody else"], "no new conversation")
