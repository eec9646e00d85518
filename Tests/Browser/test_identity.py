"""Visitors whom the site knows: signing in, coming back, signing out."""

import base64
import hashlib
import hmac
import json
import tempfile
import time
from pathlib import Path

from support import BrowserTest

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
