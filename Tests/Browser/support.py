"""What every test has: a desk, somebody's page, a Chromium."""

import unittest
from pathlib import Path

from browser import Browser
from desk import Desk
from host_page import HostPage

try:
    import axe_core_python
    AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
except ImportError:
    AXE = None

#: Lets a test deliver frames as if the desk had sent them, and cut the line without a word.
WIRETAP = """
(() => {
  const Plain = window.WebSocket;
  window.wiretap = {sockets: [], sent: [], deaf: null};
  window.WebSocket = class extends Plain {
    constructor(...all) {
      super(...all);
      wiretap.sockets.push(this);
    }
    send(data) {
      wiretap.sent.push(data);
      if (wiretap.deaf !== this) super.send(data);
    }
    addEventListener(name, listener) {
      super.addEventListener(name, (event) => {
        if (!(wiretap.deaf === this && name === "message")) listener(event);
      });
    }
  };
  window.wiretap.deliver = (data) => {
    const text = typeof data === "string" ? data : JSON.stringify(data);
    wiretap.sockets.at(-1).dispatchEvent(new MessageEvent("message", {data: text}));
  };
})();
"""

#: `measure` has a method add what a call costs to `meter`: work that is the same however busy a
#: machine is.
METER = """
window.meter = 0;
window.measure = (type, name, cost) => {
  const plain = type.prototype[name];
  type.prototype[name] = function (...all) {
    const start = this.lastIndex;
    const result = plain.apply(this, all);
    meter += cost(this, all, result, start);
    return result;
  };
};
"""


class BrowserTest(unittest.TestCase):
    """Tests of one class share a desk and a browser; storage is emptied between them."""

    flags = ()
    assistant = None
    window = {}

    @classmethod
    def setUpClass(cls):
        cls.site = HostPage()
        cls.addClassCleanup(cls.site.close)
        cls.desk = Desk([cls.site.origin], assistant=cls.assistant, flags=cls.flags)
        cls.addClassCleanup(lambda: cls.desk.close())
        cls.browser = Browser(**cls.window)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        if self.desk.process.poll() is not None:
            self.desk.start()
        self.browser.forget(self.site.origin)
        self.browser.complaints()
        self.scripts = []

    def tearDown(self):
        driver = self.browser.driver
        for extra in driver.window_handles[1:]:
            driver.switch_to.window(extra)
            driver.close()
        driver.switch_to.window(driver.window_handles[0])

    def visit(self, **attributes):
        """A page of the foreign site with the widget in it."""
        return self.browser.visit(self.site.show(self.desk, **attributes))

    def new_tab(self, **attributes):
        self.browser.driver.switch_to.new_window("tab")
        for script in self.scripts:
            self.browser.before_pages(script)
        return self.visit(**attributes)

    def switch(self, tab):
        self.browser.driver.switch_to.window(self.browser.driver.window_handles[tab])

    def before_pages(self, script):
        """As `Browser.before_pages`, for this test only and all of its tabs."""
        self.scripts.append(script)
        self.addCleanup(self.browser.before_pages(script))

    def wait(self, condition, why):
        return self.browser.wait(condition, why)

    def assert_in_order(self, rows):
        """Numbers go up and no entry is there twice."""
        numbers = [seq for seq, _, _ in rows]
        self.assertEqual(numbers, sorted(set(numbers)))

    def assert_axe_finds_nothing(self, part=None):
        """All of axe's rules over a part of the page, or over the whole of it."""
        if not AXE:
            self.skipTest("axe-core is not installed (pip install axe-core-python)")
        self.wait(lambda: self.browser.run("""
            const {shadowRoot} = document.querySelector("frontdesk-widget");
            return shadowRoot.getAnimations().every((one) => one.playState !== "running")"""),
            "it never comes to rest")
        self.browser.run(AXE)
        found = self.browser.driver.execute_async_script("""
            const [part, done] = arguments;
            const options = {
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
              // Whether all lies in landmarks is the page's affair.
              rules: {region: {enabled: false}},
            };
            axe.run(part ? {include: [[part]]} : document, options).then(done)""", part)
        self.assertEqual([
            (problem["id"], [node["html"] for node in problem["nodes"]])
            for problem in found["violations"]], [])
        self.assertGreater(len(found["passes"]), 10)
