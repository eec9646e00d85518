"""A good guest: small, silent until opened, leaking neither style nor names."""

import gzip
import re
import shutil
import subprocess
import unittest
import urllib.request
from pathlib import Path

from support import BrowserTest

PAGES = Path(__file__).resolve().parents[2] / "Sources" / "Gateway" / "Pages"
#: The widget's script is made of these.
PARTS = sorted((PAGES / "widget").glob("*.js"))
#: What a visitor loads for the chat, gzipped.
GZIP_BYTES_MAX = 30_000


class Source(unittest.TestCase):
    def test_no_text_is_ever_taken_for_html(self):
        source = "".join(part.read_text() for part in PARTS)
        for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                     "new Function", "setHTML", "srcdoc", "createContextualFragment",
                     "document.cookie", "DOMParser"):
            self.assertNotIn(sink, source)

    def test_the_types_hold(self):
        compiler = shutil.which("tsc")
        if not compiler:
            self.skipTest("no type checker (apt-get install node-typescript)")
        checked = subprocess.run(
            [compiler, "--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022",
             "--lib", "es2022,dom,dom.iterable",
             str(Path(__file__).with_name("widget.d.ts")), *map(str, PARTS)],
            capture_output=True, text=True)
        self.assertEqual(checked.stdout, "")


class Guest(BrowserTest):
    def requests(self):
        return self.browser.run("""
            return performance.getEntriesByType("resource").map((entry) => entry.name)""")

    def test_the_widget_is_small_and_has_no_comments(self):
        request = urllib.request.Request(
            f"{self.desk.url}/widget.js", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            self.assertEqual(answer.headers["Content-Encoding"], "gzip")
            served = answer.read()
        print(f"widget.js: {len(served)} bytes gzipped, {GZIP_BYTES_MAX} allowed")
        self.assertLessEqual(len(served), GZIP_BYTES_MAX)
        script = gzip.decompress(served).decode()
        # Comments from end to end: of one line, or of several between the marks of JSDoc.
        comment = re.compile(r"^ *(//.*|/\*\*(.|\n)*?\*/ *)\n", flags=re.M)
        whole = sum(len(part.read_text()) for part in PARTS)
        self.assertIsNone(comment.search(script))
        for part in PARTS:
            said = comment.sub("", part.read_text())
            self.assertEqual(script.count(said), 1, part.name)
            script = script.replace(said, "")
        self.assertEqual(
            script, '(() => {\n"use strict";\nif (globalThis.Frontdesk) return;\n})();\n')
        self.assertLess(len(gzip.decompress(served)), whole * 0.9)

    def test_nothing_is_requested_before_the_chat_is_opened(self):
        self.before_pages("""
            const Plain = window.WebSocket;
            window.sockets = 0;
            window.WebSocket = class extends Plain {
              constructor(...all) { super(...all); window.sockets += 1; }
            };""")
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)
        self.browser.run("sessionStorage.clear()")

        # A stored session changes nothing.
        widget = self.visit(path="/later")
        self.browser.run("Frontdesk.identify('header.body.signature')")
        self.assertEqual(self.browser.run("return window.sockets"), 0)
        self.assertEqual(len(self.requests()), 1, self.requests())
        self.assertEqual(widget.probe("return !!root.querySelector('.panel')"), False)

    def test_styles_leak_neither_in_nor_out(self):
        page = """<!doctype html><html lang="{lang}"><head><title>Loud</title><style>
            * {{ color: red !important; font-size: 40px !important; display: block;
              text-transform: uppercase; letter-spacing: 9px; }}
            div, button {{ all: unset; position: static; transform: none; }}
            frontdesk-widget {{ display: none; opacity: .2; }}
            </style></head><body><p id="p">text</p><button id="b">b</button>{tag}</body></html>"""
        look = """
            const style = getComputedStyle(document.getElementById("p"));
            return [...style].map((name) => name + style.getPropertyValue(name)).join()"""
        widget = self.visit(policy="", body=page)
        before = self.browser.run(look)
        widget.open()
        widget.say("hello")
        widget.answers(1)
        self.assertEqual(self.browser.run(look), before)
        said = widget.probe("""
            const style = getComputedStyle(root.querySelector(".row:not(.mine) .said"));
            return [style.fontSize, style.textTransform, style.letterSpacing, style.color]""")
        self.assertEqual(said, ["15px", "none", "normal", "rgb(27, 32, 48)"])

    def test_only_one_name_is_added_to_the_page(self):
        self.before_pages("window.names = Object.getOwnPropertyNames(window);")
        self.visit().open()
        added = set(self.browser.run("return Object.getOwnPropertyNames(window)"))
        added -= set(self.browser.run("return window.names"))
        self.assertEqual(
            {name for name in added if not name.startswith(("cdc_", "$", "ret_", "se_"))} - {"names"},
            {"Frontdesk"})

    def test_colours_and_place_are_the_page_s_choice(self):
        page = """<!doctype html><html lang="{lang}"><head><title>Green</title><style>
            frontdesk-widget {{ --frontdesk-accent: rgb(20, 90, 60); --frontdesk-offset-x: 77px; }}
            </style></head><body>{tag}</body></html>"""
        widget = self.visit(policy="", body=page, position="left", title="Ask <b>us</b>",
                            greeting="Hello there", suggestions="One|Two words")
        box = widget.probe("""
            const launcher = root.querySelector(".launcher");
            return [launcher.getBoundingClientRect().left,
              getComputedStyle(launcher).backgroundColor]""")
        self.assertEqual(box, [77, "rgb(20, 90, 60)"])
        widget.open()
        self.assertEqual(widget.text("h2"), "Ask <b>us</b>")
        self.assertEqual(widget.text(".hello p"), "Hello there")
        widget.press("Two words")
        widget.settles(["Two words"])

    def test_a_page_speaks_to_the_widget_by_its_module(self):
        page = """<!doctype html><html lang="{lang}"><head><title>Module</title></head><body>
            <script type="module">
              import Frontdesk from "%s/widget.mjs";
              window.heard = [];
              for (const name of ["open", "close", "connection", "message", "status", "unread"]) {{
                Frontdesk.on(name, (detail) => heard.push([name, detail]));
              }}
              Frontdesk.on("message", () => {{ throw new Error("the page's own mistake"); }});
              Frontdesk.configure({{launcher: "none", theme: "dark"}});
              Frontdesk.ask("hello");
            </script></body></html>""" % self.desk.url
        widget = self.visit(policy="", body=page)
        widget.answers(1)
        widget.settles(["hello"])
        self.browser.run("Frontdesk.close()")
        heard = self.browser.run("return window.heard")
        names = [name for name, _ in heard]
        self.assertEqual(names[0], "open")
        self.assertEqual(names[-1], "close")
        self.assertIn(["connection", "online"], heard)
        messages = [detail for name, detail in heard if name == "message"]
        self.assertEqual([message["from"] for message in messages], ["customer", "bot"])
        self.assertFalse(widget.probe("return shown(root.querySelector('.launcher'))"))


class Demo(BrowserTest):
    def setUp(self):
        super().setUp()
        self.browser.forget(self.desk.url)

    def test_the_desk_s_own_page_has_the_widget_and_the_snippet(self):
        widget = self.browser.visit(self.desk.url + "/")
        self.assertIn(
            f'<script async src="{self.desk.url}/widget.js"',
            self.browser.run("return document.getElementById('snippet').textContent"))
        widget.open()
        widget.say("hello")
        widget.answers(1)
        self.assertEqual(self.browser.complaints(), [])

    def test_the_desk_s_own_page_is_fit_for_people_in_both_languages_and_themes(self):
        self.addCleanup(self.browser.media)
        for scheme in ("light", "dark"):
            self.browser.media(prefers_color_scheme=scheme)
            for lang in ("en", "zh"):
                self.browser.visit(f"{self.desk.url}/?lang={lang}")
                self.assertEqual(self.browser.run("return document.documentElement.lang"), lang)
                self.assert_axe_finds_nothing()

    def test_the_page_and_the_scripts_have_the_right_headers(self):
        for path, kind in (("/", "text/html"), ("/widget.js", "text/javascript"),
                           ("/widget.mjs", "text/javascript")):
            with urllib.request.urlopen(self.desk.url + path) as response:
                self.assertTrue(response.headers["Content-Type"].startswith(kind), path)
                self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
                if path != "/":
                    self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
                    self.assertEqual(
                        response.headers["Cross-Origin-Resource-Policy"], "cross-origin")
