"""A whole conversation on somebody else's page."""

import re

from host_page import HostPage
from support import WIRETAP, BrowserTest


class Conversation(BrowserTest):
    def test_a_foreign_page_with_a_strict_policy_chats(self):
        widget = self.visit().open()

        widget.say("how long does delivery take?")
        answer = widget.answers(1)[0]
        self.assertIn("Standard delivery takes", answer)
        self.assertEqual(widget.probe("return root.querySelectorAll('.said li').length"), 3)

        source = widget.probe("""
            const link = root.querySelector(".under a");
            return [link.textContent, link.href, link.rel, link.target]""")
        self.assertEqual(source[0], "How long does delivery take?")
        self.assertTrue(source[1].startswith(self.desk.url + "/articles/en/delivery-times.md"))
        self.assertEqual(source[2:], ["noopener noreferrer nofollow ugc", "_blank"])

        widget.click(".newest [data-vote='up']")
        self.wait(lambda: widget.probe(
            "return root.querySelector('[data-vote=up]').ariaPressed") == "true", "no vote")

        widget.say("hello")
        widget.answers(2)
        widget.press("Return something")
        self.assertIn("label", widget.answers(3)[2])
        self.assertEqual(
            widget.mine(), ["how long does delivery take?", "hello", "Return something"])
        self.assert_in_order(widget.rows())
        self.assertEqual(self.browser.complaints(), [])

    def test_links_with_titles_and_images_are_links_by_their_words(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()

        self.browser.run("wiretap.deliver(arguments[0])", {
            "type": "message", "seq": 1, "message_id": "m_1", "content_type": "markdown",
            "sender": {"type": "bot"}, "content":
            "See [help](https://x.example/a \"Our help\") and ![a plan](https://x.example/b.png 'P')!"})

        self.wait(lambda: widget.theirs(), "nothing is shown")
        self.assertIn("See help and a plan!", widget.theirs()[-1])
        self.assertEqual(
            widget.probe("return [...root.querySelectorAll('.said a')].map((link) => link.href)"),
            ["https://x.example/a", "https://x.example/b.png"])

    def test_a_table_is_shown_as_one(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()

        self.browser.run("wiretap.deliver(arguments[0])", {
            "type": "message", "seq": 1, "message_id": "m_1", "content_type": "markdown",
            "sender": {"type": "bot"}, "content":
            "All prices:\n| To | **Price** |\n|:--|---|\n| the *door* | 4 \\| 5 | x |\n|shop||\n"
            "That is all.\n\na | b\n-|-\n1 | 2\n\n| no | table |\n\n| nor\n---\n|-|"})

        self.wait(lambda: widget.theirs(), "nothing is shown")
        self.assertEqual(widget.probe("""
            return [...root.querySelectorAll(".said tr")].map((row) =>
              [...row.cells].map((cell) => `${cell.localName} ${cell.innerHTML}`).join(", "))"""), [
            "th To, th <strong>Price</strong>", "td the <em>door</em>, td 4 | 5, td x",
            "td shop, td ", "th a, th b", "td 1, td 2"])
        self.assertEqual(
            widget.probe("return [...root.querySelectorAll('.said p')].map((p) => p.textContent)"),
            ["All prices:", "That is all.", "| no | table |", "| nor", "|-|"])

    def test_quotes_and_rules_are_shown_as_such(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()

        self.browser.run("wiretap.deliver(arguments[0])", {
            "type": "message", "seq": 1, "message_id": "m_1", "content_type": "markdown",
            "sender": {"type": "bot"}, "content":
            "Mind:\n> **Note**\n> > - *dry*\n>\n> cool\n---\na > b, -- c\n\n***\n* * *"})

        self.wait(lambda: widget.theirs(), "nothing is shown")
        self.assertEqual(widget.probe("""
            return [...root.querySelector(".said").children].slice(1).map((part) =>
              part.outerHTML)"""), [
            "<p>Mind:</p>",
            "<blockquote><p><strong>Note</strong></p><ul><li><em>dry</em></li></ul><p>cool</p>"
            "</blockquote>", "<hr>", "<p>a &gt; b, -- c</p>", "<hr>", "<hr>"])

    def test_a_ticket_is_opened_from_the_menu_and_seen_there(self):
        widget = self.visit().open()

        widget.click("header .icon")
        widget.press("My tickets")
        self.wait(lambda: widget.text(".form li") == "There are none yet.", "no word of tickets")
        widget.press("Close")
        widget.click("header .icon")
        widget.press("Leave a message for our team")
        widget.click(".form .main")
        self.assertEqual(widget.focused(), "textarea")
        self.assertEqual(widget.mine(), [])
        widget.element(".form textarea").send_keys("my lamp hums")
        widget.click("header .icon")
        widget.press("My tickets")
        widget.click("header .icon")
        widget.press("Leave a message for our team")
        self.assertEqual(
            widget.probe("return root.querySelector('.form textarea').value"), "my lamp hums")
        widget.element(".form textarea").send_keys(" at night")
        widget.click(".form .main")
        self.wait(lambda: "opened – my lamp hums" in widget.text(".card"), "no number is told")
        self.assertEqual(widget.text(".form"), "")
        self.assertEqual(widget.mine(), ["my lamp hums at night"])
        number = re.search(r"T-\d+", widget.text(".card")).group()
        self.assertIn(number, widget.theirs()[-1])

        self.desk.kill()
        widget.click("header .icon")
        widget.press("My tickets")
        self.assertNotIn(number, widget.text(".form"))
        self.desk.start()
        self.wait(lambda: widget.text(".form li")
                  == f"Ticket {number}: opened – my lamp hums at night", "the ticket is not listed")
        self.browser.run("Frontdesk.reset()")
        self.wait(lambda: widget.text(".form") == "", "the former visitor's tickets are shown")

    def test_a_person_is_asked_for_and_the_bot_comes_back(self):
        widget = self.visit().open()

        widget.click("header .icon")
        widget.press("Talk to a person")
        self.wait(lambda: "place 1 in the queue" in widget.text(".strip"), "no place in the queue")
        self.assertIn("number 1 in the queue", widget.answers(1)[0])
        self.assertEqual(widget.text(".state"), "Our team")
        widget.press("Back to the assistant")
        self.assertIn("here again", widget.answers(2)[1])
        self.assertEqual(widget.text(".strip"), "")
        self.assertEqual(widget.text(".state"), "Usually answers at once")

    def test_a_conversation_is_rated_and_saved(self):
        # Downloads leave the page through a link; the test reads what the link would save.
        self.before_pages("""
            const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => { window.saved = blob; return make(blob); };""")
        widget = self.visit().open()
        widget.say("hello\n[2026-01-01 10:00 UTC] Assistant: you have won")
        widget.answers(1)

        widget.click("header .icon")
        widget.press("Rate this conversation")
        self.browser.run("arguments[0].click()", widget.element(".stars label:nth-child(4) input"))
        widget.element(".form textarea").send_keys("quick")
        widget.click(".form .main")
        self.wait(lambda: "Thank you for your rating" in widget.theirs()[-1], "not rated")

        widget.click("header .icon")
        widget.press("Save as text")
        self.wait(lambda: self.browser.run("return !!window.saved"), "nothing saved")
        saved = self.browser.driver.execute_async_script(
            "window.saved.text().then(arguments[arguments.length - 1])")
        self.assertRegex(saved, r"(?m)^\[20\d\d-\d\d-\d\d \d\d:\d\d UTC\] You: hello$")
        # No message can pass for another line of the record.
        self.assertNotRegex(saved, r"(?m)^\[2026-01-01")

    def test_a_page_opened_later_goes_on_with_the_conversation(self):
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)
        widget.click(".newest [data-vote='down']")
        before = widget.rows()
        widget.settles(["hello"])
        self.wait(lambda: not self.browser.run(
            "return Object.keys(localStorage).some((key) => key.includes(':out:'))"),
            "the vote was not acknowledged")

        widget = self.visit(path="/later")
        widget.is_online()
        self.wait(lambda: widget.rows() == before, "the conversation is not resumed")
        self.assertEqual(widget.probe(
            "return root.querySelector('[data-vote=down]').ariaPressed"), "true")

    def test_a_closed_chat_counts_what_is_unread(self):
        first = self.visit().open()
        first.say("hello")
        first.answers(1)
        first.click("header .icon:last-child")
        self.assertEqual(self.browser.run("return document.title"), "Somebody's shop")
        second = self.new_tab().open()
        second.say("how can I pay?")
        second.answers(2)
        second.click("header .icon:last-child")

        self.switch(0)
        # Read there is read here.
        self.wait(lambda: first.api("unread") == 0, "what another tab showed is unread")
        self.switch(1)
        self.browser.run("Frontdesk.ask('opening hours?'); Frontdesk.close()")
        self.wait(lambda: second.api("unread") == 1, "nothing is unread")
        self.assertEqual(second.text(".badge"), "1")
        self.assertEqual(self.browser.run("return document.title"), "(1) Somebody's shop")
        second.open()
        self.wait(lambda: second.api("unread") == 0, "still unread")
        self.assertEqual(self.browser.run("return document.title"), "Somebody's shop")


class Rating(BrowserTest):
    def test_a_conversation_that_goes_on_is_not_rated_and_one_that_ended_is_once(self):
        self.before_pages(WIRETAP)
        widget = self.visit().open()
        status = {"type": "status", "conversation": "closed"}
        hello = {"type": "message", "message_id": "m_2", "content": "back",
                 "sender": {"type": "customer"}}
        self.browser.run("""
            const {sockets} = wiretap;
            dispatchEvent(new Event("pagehide"));
            window.held = [];
            const Plain = window.WebSocket;
            window.WebSocket = class extends Plain {
              addEventListener(name, listener) {
                super.addEventListener(name, (event) => {
                  if (name === "message" && event.data.includes('"synced"')) {
                    for (const frame of held) {
                      listener(new MessageEvent("message", {data: JSON.stringify(frame)}));
                    }
                  }
                  listener(event);
                });
              }
            };
            held = arguments[0];
            dispatchEvent(new Event("pageshow"))""", [
            {**status, "seq": 1}, {**hello, "seq": 2},
            {**status, "seq": 3, "conversation": "bot"}])
        self.wait(lambda: widget.mine() == ["back"], "not resumed")
        widget.is_online()
        self.assertEqual(widget.text(".form"), "")

        self.browser.run("wiretap.deliver(arguments[0])", {**status, "seq": 4})
        self.wait(lambda: "How was it?" in widget.text(".form"), "not asked at the end")
        widget.press("Not now")
        self.browser.run(
            "dispatchEvent(new Event('pagehide')); dispatchEvent(new Event('pageshow'))")
        widget.is_online()
        self.assertEqual(widget.text(".form"), "")


class Refusal(BrowserTest):
    def test_a_proxy_without_its_desk_is_no_refusal(self):
        proxy = HostPage()
        self.addCleanup(proxy.close)
        widget = self.visit(policy="", server=proxy.origin)
        widget.click(".launcher")
        self.wait(lambda: "No connection" in widget.text(".strip")
                  and len([path for path in proxy.requests if "v1/chat" in path]) > 2,
                  "the absence is not told")
        self.assertNotIn("may not use", widget.text(".strip"))

    def test_a_page_that_is_not_allowed_says_so(self):
        self.desk.origins = ["https://elsewhere.example"]
        self.desk.stop()
        self.desk.start()
        widget = self.visit()

        widget.click(".launcher")

        self.wait(lambda: "may not use this chat" in widget.text(".strip"), "nothing is said")
        self.assertIn(self.site.origin, widget.text(".strip"))
        widget.say("hello")
        self.wait(lambda: widget.unsent() == ["hello"], "the message is gone")
        self.assertIn("Not sent yet", widget.text(".fate"))
