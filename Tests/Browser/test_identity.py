"""Visitors whom the site knows: signing in, coming back, signing out."""

import base64
import hashlib
import hmac
import json
import tempfile
import time
from pathlib import Path

from support import WIRETAP, BrowserTest

SECRET = "a shared secret of enough bytes"


def token(subject, seconds=1800):
    """An identity token as the site would sign it (RFC 7519, HS256)."""
    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=")

    claims = {"sub": subject, "aud": "frontdesk", "exp": int(time.time()) + seconds}
    signed = b".".join(part(json.dumps(each).encode()) for each in (
        {"alg": "HS256", "typ": "JWT"}, claims))
    seal = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + part(seal)).decode()


class Identity(BrowserTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="frontdesk-identity-")
        cls.addClassCleanup(folder.cleanup)
        secret = Path(folder.name) / "secret"
        secret.write_text(SECRET)
        secret.chmod(0o600)
        cls.flags = ("--identity-secret-file", str(secret))
        super().setUpClass()

    def identify(self, subject):
        self.browser.run("Frontdesk.identify(arguments[0])", token(subject))

    def test_an_anonymous_visitor_who_signs_in_keeps_the_conversation(self):
        widget = self.visit().open()
        widget.say("before")
        widget.answers(1)

        self.identify("kim")
        widget.say("after")

        widget.settles(["before", "after"])

    def test_a_customer_s_conversation_asks_for_its_customer(self):
        widget = self.visit()
        self.identify("kim")
        widget.open()
        widget.say("for my eyes")
        widget.answers(1)

        widget = self.visit(path="/later")
        self.browser.run(
            "window.asked = 0; Frontdesk.on('identity', () => { window.asked += 1; })")
        self.wait(lambda: "sign in again" in widget.text(".strip"), "nobody is asked to sign in")
        self.assertEqual(widget.rows(), [])
        widget.say("written meanwhile")
        self.identify("kim")
        widget.settles(["for my eyes", "written meanwhile"])

    def test_words_that_are_refused_for_lack_of_a_proof_wait_for_it(self):
        self.before_pages(WIRETAP)
        widget = self.visit()
        self.identify("kim")
        widget.open()
        widget.say("before")
        widget.answers(1)

        self.browser.run("wiretap.deaf = wiretap.sockets.at(-1)")
        widget.say("while another tab signs in")
        sent = self.wait(
            lambda: self.browser.run("""
                return wiretap.sent.map((frame) => JSON.parse(frame))
                    .find((frame) => frame.content === "while another tab signs in");
                """), "nothing was sent")
        self.browser.run("wiretap.deaf = null")
        self.browser.run("wiretap.deliver(arguments[0])", {
            "type": "error", "code": "AUTH_REQUIRED", "text": "", "fatal": False,
            "client_message_id": sent["client_message_id"]})
        self.wait(lambda: "sign in again" in widget.text(".strip"), "nobody is asked to sign in")
        # Another token than the first, in whatever second.
        self.browser.run("Frontdesk.identify(arguments[0])", token("kim", seconds=1700))

        widget.settles(["before", "while another tab signs in"])

    def test_another_customer_starts_anew_and_nothing_is_carried_over(self):
        widget = self.visit()
        self.identify("kim")
        widget.open()
        widget.say("kim's secret")
        widget.answers(1)

        self.identify("robin")
        self.wait(lambda: widget.rows() == [], "another customer's words are shown")
        widget.is_online()
        widget.say("robin here")
        widget.answers(1)
        self.assertEqual(widget.mine(), ["robin here"])

    def test_what_one_customer_left_unsent_is_not_said_by_the_next(self):
        widget = self.visit()
        self.identify("kim")
        widget.open()
        widget.say("kim's question")
        widget.answers(1)
        self.desk.kill()
        widget.say("kim's unsent secret")
        self.wait(lambda: widget.unsent() == ["kim's unsent secret"], "the words are gone")
        self.browser.run("sessionStorage.clear()")
        self.browser.driver.get("about:blank")
        self.desk.start()

        widget = self.visit(path="/later")
        self.identify("robin")
        widget.open()
        widget.say("robin here")
        widget.answers(1)
        self.assertEqual((widget.mine(), widget.unsent()), (["robin here"], []))

    def test_a_sign_out_takes_the_identity_from_every_tab(self):
        self.before_pages(WIRETAP)
        first = self.visit()
        self.identify("kim")
        first.open()
        first.say("kim's secret")
        first.answers(1)
        first.type("a draft")
        second = self.new_tab(path="/later")
        self.identify("kim")
        second.open()
        second.settles(["kim's secret"])

        self.switch(0)
        self.browser.run("Frontdesk.reset()")
        self.assertEqual(first.probe("return root.querySelector('textarea').value"), "")
        self.switch(1)
        self.wait(lambda: second.rows() == [], "still to be seen")
        second.is_online()

        def hellos():
            return self.browser.run("""
                return wiretap.sent.map((sent) => JSON.parse(sent))
                  .filter((frame) => frame.type === "hello").map((frame) => !!frame.identity_token)""")

        self.assertEqual(hellos()[0], True)
        # The rows go before the connection that greets anew is there.
        self.wait(lambda: not hellos()[-1], "greeted with the identity that was signed out")

    def test_the_event_stream_goes_to_the_next_customer(self):
        self.before_pages("""
            const plain = window.fetch;
            window.bearers = [];
            window.fetch = (url, options) => {
              if (String(url).includes("/events")) bearers.push(options.headers.Authorization);
              return plain(url, options);
            };""")
        widget = self.visit(transport="events")
        self.identify("kim")
        widget.open()
        widget.say("kim's secret")
        widget.answers(1)
        self.identify("robin")
        widget.say("robin here")
        self.wait(lambda: widget.mine() == ["robin here"], "not said")
        self.wait(lambda: len(set(self.browser.run("return bearers"))) == 2,
                  "robin listens to kim's stream")

    def test_who_cannot_sign_in_can_start_anew(self):
        widget = self.visit()
        self.identify("kim")
        widget.open()
        widget.say("private")
        widget.answers(1)

        widget = self.visit(path="/later")
        widget.press("Start a new one")
        widget.is_online()
        widget.say("hello")
        widget.answers(1)
        self.assertEqual(widget.mine(), ["hello"])
