"""Where WebSocket is blocked: frames by POST, the rest as server-sent events."""

import unittest

from support import BrowserTest

NO_SOCKETS = """
window.WebSocket = class extends EventTarget {
  static OPEN = 1;
  readyState = 3;
  constructor() {
    super();
    window.socketsTried = (window.socketsTried ?? 0) + 1;
    setTimeout(() => this.dispatchEvent(new CloseEvent("close", {code: 1006})));
  }
  close() {}
  send() { throw new Error("blocked"); }
};
"""


class Events(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.desk.answers("/v1/chat/frames", b"[]") == 404:
            raise unittest.SkipTest("this server has no POST /v1/chat/frames: nothing was tested")

    def test_a_conversation_without_web_sockets(self):
        self.before_pages(NO_SOCKETS)
        widget = self.visit().open()
        self.assertEqual(self.browser.run("return window.socketsTried"), 2)

        widget.say("how long does delivery take?")
        self.assertIn("Standard delivery", widget.answers(1)[0])
        widget.say("hello")
        widget.answers(2)
        widget.press("Return something")
        widget.answers(3)
        widget.settles(["how long does delivery take?", "hello", "Return something"])
        self.assert_in_order(widget.rows())

    def test_tickets_without_web_sockets(self):
        widget = self.visit(transport="events").open()

        widget.click("header .icon")
        widget.press("Leave a message for our team")
        widget.element(".form textarea").send_keys("my lamp hums")
        widget.click(".form .main")
        self.wait(lambda: "opened – my lamp hums" in widget.text(".card"), "no number is told")
        widget.click("header .icon")
        widget.press("My tickets")
        self.wait(lambda: "my lamp hums" in widget.text(".form li"), "the ticket is not listed")

    def test_what_others_say_comes_by_the_stream(self):
        first = self.visit(transport="events").open()
        second = self.new_tab(transport="events").open()
        second.say("from the second")
        second.answers(1)

        self.switch(0)
        first.settles(["from the second"])
        first.answers(1)
        first.say("from the first")
        first.settles(["from the second", "from the first"])

    def test_a_desk_killed_in_mid_sentence_gets_every_message_once_and_in_order(self):
        widget = self.visit(transport="events").open()
        said = [f"message number {number}" for number in range(1, 9)]

        for words in said[:4]:
            widget.say(words)
        self.desk.kill()
        for words in said[4:6]:
            widget.say(words)
        self.desk.start()
        for words in said[6:]:
            widget.say(words)

        widget.settles(said)
        self.assert_in_order(widget.rows())
        widget = self.visit(transport="events").is_online()
        self.wait(lambda: widget.mine() == said, "the desk has something else")
