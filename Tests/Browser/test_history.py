"""Conversations longer than a page of history, and what they cost."""

import os

from support import METER, WIRETAP, BrowserTest

#: Questions of the long conversation; the figures in docs/widget.md are those of 500.
COUNT = int(os.environ.get("BROWSER_TEST_QUESTIONS", "150"))

#: Counts elements that are made, and those below one in which something is looked for.
SHOWING = METER + """
measure(Document, "createElement", () => 1);
for (const name of ["querySelector", "querySelectorAll"]) {
  measure(Element, name, (element) => element.getElementsByTagName("*").length);
}
"""


class History(BrowserTest):
    """One long conversation, looked at from all sides."""

    flags = ("--limits-message-burst", "0")

    def test_a_long_conversation_is_resumed_page_by_page(self):
        widget = self.visit().open()
        widget.say("line 0")
        widget.answers(1)
        spent = self.browser.driver.execute_async_script("""
            const [count, done] = arguments;
            const root = document.querySelector("frontdesk-widget").shadowRoot;
            const rows = root.querySelector(".log .row").parentElement;
            const start = performance.now();
            let asked = 0;
            const next = () => {
              const answered = rows.querySelectorAll(".row:not(.mine)").length - 1;
              if (answered === count) done(performance.now() - start);
              else if (answered === asked) Frontdesk.ask(`line ${asked += 1}`);
            };
            new MutationObserver(next).observe(rows, {childList: true});
            next();""", COUNT)
        said = [f"line {number}" for number in range(COUNT + 1)]
        widget.settles(said)
        self.browser.cdp("HeapProfiler.collectGarbage")
        memory = self.browser.cdp("Runtime.getHeapUsage")["usedSize"]
        nodes = self.browser.run("""
            return document.querySelector("frontdesk-widget").shadowRoot
              .querySelectorAll("*").length""")
        print(f"{2 * COUNT} messages: {spent / COUNT:.1f} ms for a question and its answer, "
              f"{memory / 1e6:.1f} MB of JavaScript heap, {nodes} elements")
        self.assertLess(memory, 40e6)

        widget = self.visit(path="/later").is_online()
        self.wait(lambda: widget.mine()[-1:] == said[-1:], "the end is not there")
        shown = len(widget.rows())
        self.assertLessEqual(shown, 200)
        while shown < 2 * len(said):
            widget.probe("root.querySelector('.log').scrollTop = 0")
            widget.press("Earlier messages")
            self.wait(lambda: len(widget.rows()) > shown, "nothing earlier came")
            shown = len(widget.rows())
        self.assertEqual(widget.mine(), said)
        self.assert_in_order(widget.rows())
        self.assertFalse(widget.probe("return shown(root.querySelector('.earlier'))"))

    def test_more_than_a_page_missed_while_away_is_filled_in(self):
        self.before_pages(WIRETAP)
        first = self.visit().open()
        first.say("start")
        first.settles(["start"])
        self.browser.run("wiretap.deaf = wiretap.sockets.at(-1)")
        second = self.new_tab().open()
        self.browser.run(
            "for (let at = 0; at < 130; at += 1) Frontdesk.ask(`missed ${at}`)")
        said = ["start", *(f"missed {number}" for number in range(130))]
        second.settles(said)

        self.switch(0)
        self.browser.run("dispatchEvent(new Event('online'))")
        self.wait(lambda: first.mine() == said, "not all was filled in")
        self.assert_in_order(first.rows())

    def test_ten_thousand_messages_cost_no_more_each_than_ten(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        self.browser.run(SHOWING)

        def work_of_showing(first, end, lang):
            """Of all messages anew, when those from `first` to before `end` have come."""
            self.browser.run("""
                Frontdesk.close();
                for (let seq = arguments[0]; seq < arguments[1]; seq += 1) {
                  wiretap.deliver({type: "message", seq, message_id: `m_${seq}`,
                    content: `line ${seq}`, answer: {kind: "intent"},
                    sender: {type: seq % 2 ? "customer" : "bot"}});
                }""", first, end)
            return self.browser.run("""
                meter = 0;
                Frontdesk.configure({lang: arguments[0]});
                Frontdesk.open();
                return meter;""", lang)

        few = work_of_showing(1, 1_000, "zh")
        many = work_of_showing(1_000, 10_000, "en")
        self.assertEqual(len(widget.rows()), 9999)
        # Ten times as many cost about ten times as much; a hundred times if each looked at all.
        self.assertGreater(few, 999)
        self.assertLess(many, 20 * few)

    def test_who_reads_further_up_is_not_torn_away(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        for words in ("how long does delivery take?", "how can I pay?", "opening hours"):
            widget.say(words)
        widget.answers(3)
        widget.probe("root.querySelector('.log').scrollTop = 0")
        self.wait(lambda: widget.api("unread") == 0, "what was seen counts as unread")
        self.browser.driver.execute_async_script(
            "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        self.browser.run("wiretap.deliver(arguments[0])", {
            "type": "message", "seq": widget.rows()[-1][0] + 1, "message_id": "m_x",
            "content": "one more thing", "sender": {"type": "agent", "id": "a_1", "name": "Li Wei"}})
        widget.answers(4)
        self.assertEqual(widget.probe("return root.querySelector('.log').scrollTop"), 0)
        self.assertEqual(widget.api("unread"), 1)
        widget.press("New messages")
        self.wait(lambda: widget.api("unread") == 0, "still unread")
        self.assertIn("Li Wei", widget.probe("return root.querySelector('.newest').textContent"))
