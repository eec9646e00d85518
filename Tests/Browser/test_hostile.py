"""Text, names, titles, addresses and buttons that want to be more than text."""

import json
import tempfile
from pathlib import Path

from support import METER, WIRETAP, BrowserTest

#: Each calls `pwned` if anything takes it for more than text.
PAYLOADS = [
    "<script>pwned(1)</script>",
    "<img src=x onerror=pwned(2)>",
    "<svg onload=pwned(3)>",
    "<svg><script>pwned(4)</script></svg>",
    "<iframe srcdoc=\"<script>parent.pwned(5)</script>\"></iframe>",
    "<iframe src=javascript:parent.pwned(6)></iframe>",
    "<body onload=pwned(7)>",
    "<details open ontoggle=pwned(8)>x</details>",
    "<video><source onerror=pwned(9)></video>",
    "<input autofocus onfocus=pwned(10)>",
    "<math><mi xlink:href=javascript:pwned(11)>x</mi></math>",
    "<a href=javascript:pwned(12)>x</a>",
    "<object data=javascript:pwned(13)></object>",
    "<style>@import 'javascript:pwned(14)';</style>",
    "<template><img src=x onerror=pwned(15)></template>",
    "\"><img src=x onerror=pwned(16)>",
    "' onmouseover='pwned(17)",
    "</textarea><img src=x onerror=pwned(18)>",
    "</style></title><script>pwned(19)</script>",
    "<!--><img src=x onerror=pwned(20)>-->",
    "&lt;img src=x onerror=pwned(21)&gt;&#60;img src=x onerror=pwned(21)&#62;",
    "\\u003cimg src=x onerror=pwned(22)\\u003e",
    "`<img src=x onerror=pwned(23)>`",
    "```\n</code></pre><img src=x onerror=pwned(24)>\n```",
    "[click](javascript:pwned(25))",
    "[click](JaVa\tScRiPt:pwned(26)) [x](data:text/html,<script>pwned(26)</script>)",
    "[<img src=x onerror=pwned(27)>](https://x.example/\" onmouseover=\"pwned(27))",
    "**<img src=x onerror=pwned(28)>** *<svg onload=pwned(28)>* - <svg onload=pwned(28)>",
    "- <img src=x onerror=pwned(29)>\n1. [x](vbscript:pwned(29))\n# <svg onload=pwned(29)>",
    "\u202e<img src=x onerror=pwned(30)>\u2066\u0000${pwned(30)}{{constructor.constructor('pwned(30)')()}}",
    "https://x.example/<img src=x onerror=pwned(31)> https://user@bank.example/ javascript:pwned(31)",
]

ADDRESSES = [
    "javascript:pwned('u1')", " JaVaScRiPt:pwned('u2')", "java\nscript:pwned('u3')",
    "\u0001javascript:pwned('u4')", "data:text/html,<script>pwned('u5')</script>",
    "vbscript:pwned('u6')", "file:///etc/passwd", "blob:https://x.example/1",
    "//evil.example/", "/\\evil.example/", "https://bank.example@evil.example/",
    "filesystem:https://x.example/", "intent://x#Intent;end", "about:blank", "", "x", None, 7, {},
]

#: What the widget is made of. Anything else in it came out of a text.
ALLOWED_TAGS = set(
    "a b br button code div em fieldset form h2 header i input label legend li ol p path pre "
    "section span strong svg textarea ul".split())

GUARD = """
window.hits = [];
window.pwned = (which) => { window.hits.push(which); };
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = () => { window.hits.push(name); };
}
"""

SURVEY = """
const odd = [];
for (const element of root.querySelectorAll("*")) {
  if (!arguments[0].includes(element.localName)) odd.push(`<${element.localName}>`);
  for (const {name, value} of element.attributes) {
    const isScript = /^on|^src|^srcdoc$|^formaction$|^xlink/.test(name);
    const isBadLink = name === "href" && !/^(https?|mailto|tel|blob):/.test(value);
    if (isScript || isBadLink) odd.push(`${element.localName} ${name}=${value}`);
    if (name === "href" && /@/.test(new URL(value).host + value.split("/")[2])) odd.push(value);
  }
  if (element.localName === "a" && !/noopener noreferrer nofollow ugc/.test(element.rel)) {
    odd.push("a link without rel");
  }
}
return odd;
"""


def hostile_assistant(folder):
    """A desk whose every word is a payload: texts, buttons, headings, articles, intents' names."""
    intents, corpus = Path(folder) / "intents", Path(folder) / "corpus" / "en"
    intents.mkdir(parents=True)
    corpus.mkdir(parents=True)
    lines = ["nlu:"]
    for name, words in (("first", "show me the first list"), ("second", "now the second one"),
                        ("out_of_scope", "what is the weather like")):
        lines += [f"- intent: {name}", "  examples: |"]
        lines += [f"    - {words}{end}" for end in ("", " please", " now", " at once", " again")]
    lines.append("responses:")
    half = len(PAYLOADS) // 2 + 1
    for name, first in (("first", 0), ("second", half)):
        lines += [f"  utter_{name}:", f"  - text: {json.dumps(PAYLOADS[first])}", "    buttons:"]
        lines += [
            f"    - {{title: {json.dumps(payload.splitlines()[0])}, payload: \"/evil_{at}\"}}"
            for at, payload in list(enumerate(PAYLOADS))[first:first + half]
        ]
    for at, payload in enumerate(PAYLOADS):
        if at % 2:
            heading = payload.splitlines()[0].replace("\0", "")
            (corpus / f"evil-{at}.md").write_text(
                f"---\nlang: en\nintent: evil_{at}\n---\n# Title\n## {heading}\n{payload}\n\nEnough.\n")
        else:
            lines += [f"  utter_evil_{at}:", f"  - text: {json.dumps(payload)}"]
    (intents / "all.yml").write_text("\n".join(lines) + "\n")
    return folder


#: What could have a reader of Markdown look at the rest of a text again and again.
WALLS = (
    "[", "**", "_a*", "`", "[](", "![x](", "- ", "](", "h", "\\", "|", "|-", "|\n", "|-\n",
    "| a\n|-\n", ">", "> ", ">\n", ">    ", "---\n", "- - ",
)

#: Counts the characters that are searched, matched and copied. All of a pattern's methods call its
#: `exec`.
READING = METER + """
measure(RegExp, "exec", (pattern, [text], found, start) => {
  if (pattern.sticky) return found ? found[0].length : 0;
  const end = found ? found.index + found[0].length : String(text).length;
  return end - (pattern.global ? start : 0);
});
measure(String, "indexOf", (text, [word, from = 0], at) =>
  (at < 0 ? Math.max(text.length - from, 0) : at - from));
measure(String, "includes", (text) => text.length);
measure(String, "slice", (text, all, result) => result.length);
measure(String, "split", (text) => text.length);
measure(String, "trim", (text) => text.length);
"""


class Hostile(BrowserTest):
    flags = ("--limits-message-burst", "0")

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="frontdesk-hostile-")
        cls.addClassCleanup(folder.cleanup)
        cls.assistant = hostile_assistant(folder.name)
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.before_pages(GUARD)
        self.before_pages(WIRETAP)

    def visit_unprotected(self, **attributes):
        """A page without a policy: what gets through here runs."""
        return self.visit(policy="", **attributes)

    def assert_harmless(self, widget):
        self.assertEqual(widget.probe(SURVEY, sorted(ALLOWED_TAGS)), [])
        self.assertEqual(self.browser.run("return window.hits"), [])
        self.assertNotIn("pwned", self.browser.run("return document.title"))

    def test_there_are_thirty_payloads(self):
        self.assertGreaterEqual(len(PAYLOADS), 30)

    def test_what_a_customer_writes_is_text_in_every_tab(self):
        first = self.visit_unprotected().open()
        second = self.new_tab(policy="").open()
        for payload in PAYLOADS:
            self.browser.run("Frontdesk.ask(arguments[0])", payload)
        clean = [payload.replace("\0", "").strip() for payload in PAYLOADS]
        self.wait(lambda: len(second.mine()) == len(clean), "not all was sent")
        self.assertEqual(second.mine(), clean)
        self.assert_harmless(second)
        self.switch(0)
        self.wait(lambda: first.mine() == clean, "not all came")
        self.assert_harmless(first)
        first = self.visit_unprotected(path="/again").is_online()
        self.wait(lambda: first.mine() == clean, "not all was resumed")
        self.assert_harmless(first)

    def test_what_the_desk_answers_is_text(self):
        widget = self.visit_unprotected().open()
        pressed = 0
        for question in ("show me the first list", "now the second one"):
            count = None
            at = 0
            while count is None or at < count:
                answers = len(widget.theirs())
                widget.say(question)
                self.wait(lambda: len(widget.theirs()) > answers, "no list")
                count = widget.probe(
                    "return root.querySelectorAll('.newest .actions button').length")
                answers = len(widget.theirs())
                self.browser.run("arguments[0].click()", widget.probe(
                    "return root.querySelectorAll('.newest .actions button')[arguments[0]]", at))
                self.wait(lambda: len(widget.theirs()) > answers, "no answer to a button")
                at += 1
                pressed += 1
        self.assertEqual(pressed, len(PAYLOADS))
        self.wait(lambda: widget.probe("return root.querySelectorAll('.under a').length") > 5,
                  "no sources were shown")
        self.assert_harmless(widget)

    def test_every_field_of_every_frame_is_text(self):
        widget = self.visit_unprotected().open()
        seq = 0
        for payload in PAYLOADS:
            def entry(**fields):
                nonlocal seq
                seq += 1
                self.browser.run("wiretap.deliver(arguments[0])", {
                    "seq": seq, "message_id": payload, "created_at": payload, "lang": payload,
                    "conversation_id": payload, **fields})

            sender = {"type": "agent", "id": payload, "name": payload}
            actions = [{"action_id": payload, "title": payload, "payload": payload}]
            sources = [{"title": payload, "url": address} for address in (*ADDRESSES, payload)]
            for content_type in ("markdown", "text", "choices", payload):
                entry(type="message", sender=sender, content_type=content_type, content=payload,
                      actions=actions, answer={"kind": "intent", "sources": sources})
            entry(type="message", sender={"type": payload, "name": payload}, content=payload)
            entry(type="message_updated", content=payload, redacted=payload)
            entry(type="status", conversation=payload, position=payload)
            entry(type="event", kind="ticket",
                  ticket={"id": payload, "number": payload, "status": payload, "subject": payload})
            widget.click("header .icon")
            widget.press("My tickets")
            for ticket in ({"number": payload, "status": payload, "subject": payload}, payload):
                self.browser.run("wiretap.deliver(arguments[0])",
                                 {"type": "tickets", "tickets": [ticket, {"number": [payload]}]})
            entry(type="event", kind="feedback", feedback={"message_id": payload, "value": payload})
            entry(type="event", kind="rating", rating={"score": payload, "comment": payload})
            entry(type=payload)
            self.browser.run("wiretap.deliver(arguments[0])", {
                "type": "typing", "state": "active", "sender": sender})
            self.browser.run("wiretap.deliver(arguments[0])", {
                "type": "error", "code": payload, "message": payload,
                "client_message_id": payload})
        self.wait(lambda: widget.probe(
            "return root.querySelectorAll('.row').length") > 4 * len(PAYLOADS), "not all is shown")
        self.assert_harmless(widget)
        dead = widget.probe("""
            return [...root.querySelectorAll(".under a")].map((link) => link.href)
              .filter((href) => /evil\\.example|passwd|pwned\\('u/.test(href))""")
        self.assertEqual(dead, [])

    def test_a_wall_of_marks_costs_no_more_than_its_length(self):
        widget = self.visit_unprotected().open()
        self.browser.run(READING)
        seq = 0

        def read(unit, count):
            """Characters that are read to show `unit` so often."""
            nonlocal seq
            seq += 1
            return self.browser.run("""
                meter = 0;
                wiretap.deliver({type: "message", seq: arguments[0], content_type: "markdown",
                  sender: {type: "bot"}, message_id: "m",
                  content: arguments[1].repeat(arguments[2])});
                return meter""", seq, unit, count)

        for unit in WALLS:
            few, many = read(unit, 4_000), read(unit, 16_000)
            self.assertGreaterEqual(few, 4_000, repr(unit))
            # Four times as many cost four times as much, and not sixteen times.
            self.assertLess(many, 6 * few, repr(unit))
        self.assertEqual(len(widget.theirs()), 2 * len(WALLS))


class StrictPage(BrowserTest):
    def test_nothing_in_the_widget_needs_a_weaker_policy(self):
        self.before_pages("""
            window.violations = [];
            addEventListener("securitypolicyviolation",
              (event) => violations.push(event.violatedDirective + " " + event.blockedURI));""")
        widget = self.visit().open()
        widget.say("how long does delivery take?")
        widget.answers(1)
        widget.click("header .icon")
        widget.press("Rate this conversation")
        self.assertEqual(self.browser.run("return window.violations"), [])
        colour = widget.probe(
            "return getComputedStyle(root.querySelector('.send')).backgroundColor")
        self.assertNotIn(colour, ("", "rgba(0, 0, 0, 0)"))
