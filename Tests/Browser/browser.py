"""A real Chromium, and the widget in it as a visitor meets it."""

import functools
import os
import shutil
import tempfile

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

#: Seconds until something that must happen counts as not happening; slow machines are slow.
PATIENCE = 30

#: What tests ask about the widget, each a function of its shadow root.
PROBES = """
const host = document.querySelector("frontdesk-widget");
if (!host || !host.shadowRoot) return null;
const root = host.shadowRoot;
const shown = (element) => !!element && element.getClientRects().length > 0;
const words = (element) => {
  if (!element) return "";
  const copy = element.cloneNode(true);
  for (const hush of copy.querySelectorAll(".hush")) hush.remove();
  for (const end of copy.querySelectorAll("p, li, br")) end.append("\\n");
  return copy.textContent.trim();
};
"""


class Browser:
    """One Chromium with a fresh profile."""

    def __init__(self, width=1280, height=800, lang="en-US", scale=1):
        self.profile = tempfile.mkdtemp(prefix="frontdesk-chromium-")
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser")
        for flag in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-extensions", "--disable-background-networking", "--no-first-run",
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
            f"--user-data-dir={self.profile}", f"--window-size={width},{height}",
            f"--lang={lang}", f"--force-device-scale-factor={scale}",
        ):
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"intl.accept_languages": lang})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        environment = {**os.environ, "LANGUAGE": lang}
        service = webdriver.ChromeService(
            executable_path=shutil.which("chromedriver"), env=environment)
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_script_timeout(PATIENCE)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    # The page

    def visit(self, url):
        self.driver.get(url)
        return Widget(self)

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def forget(self, origin):
        """Empties the storage of an origin, which no page may be there to fill again."""
        self.driver.get("about:blank")
        self.cdp("Storage.clearDataForOrigin", origin=origin, storageTypes="all")

    def before_pages(self, script):
        """Runs `script` before the scripts of every page from here on; returns its end."""
        made = self.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
        return functools.partial(
            self.cdp, "Page.removeScriptToEvaluateOnNewDocument", identifier=made["identifier"])

    def network(self, is_on):
        self.cdp("Network.enable")
        self.cdp(
            "Network.emulateNetworkConditions", offline=not is_on, latency=0,
            downloadThroughput=-1, uploadThroughput=-1)

    def media(self, **features):
        """Emulates `prefers_color_scheme="dark"` and the like."""
        self.cdp("Emulation.setEmulatedMedia", features=[
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()])

    def screen(self, width, height, scale=1, is_mobile=False):
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=scale, mobile=is_mobile)
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=is_mobile, maxTouchPoints=5)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def keys(self, *keys):
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def chord(self, held, key):
        ActionChains(self.driver, duration=0).key_down(held).send_keys(key).key_up(held).perform()

    def wait(self, condition, why):
        """Waits until `condition()` holds and returns what it returned."""
        def holds(_):
            try:
                return condition()
            except JavascriptException:
                return False
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(holds, why)

    def complaints(self):
        """What the page's console said that is wrong, but for connections that failed."""
        try:
            log = self.driver.get_log("browser")
        except WebDriverException:
            return []
        expected = ("WebSocket connection to", "Failed to load resource", "favicon")
        return [
            entry["message"] for entry in log
            if entry["level"] == "SEVERE" and not any(word in entry["message"] for word in expected)
        ]


class Widget:
    """The widget on the page that `browser` shows."""

    def __init__(self, browser):
        self.browser = browser
        browser.wait(lambda: self.probe("return shown(root.querySelector('.root')) || true"),
                     "the widget did not load")

    def probe(self, script, *arguments):
        return self.browser.run(PROBES + script, *arguments)

    def api(self, call, *arguments):
        return self.browser.run(f"return Frontdesk.{call}", *arguments)

    def element(self, selector):
        """The element, for clicks and keys."""
        return self.probe("return root.querySelector(arguments[0])", selector)

    def click(self, selector):
        self.browser.wait(
            lambda: self.probe("return shown(root.querySelector(arguments[0]))", selector),
            f"no {selector}")
        self.element(selector).click()

    def open(self):
        self.click(".launcher")
        return self.is_online()

    def is_online(self):
        self.browser.wait(lambda: self.api("connection") == "online", "the widget is not online")
        return self

    def type(self, words):
        self.element(".composer textarea").send_keys(words)

    def say(self, words):
        self.type(words)
        self.element(".composer textarea").send_keys(Keys.ENTER)

    def press(self, title):
        """Presses the button with this text."""
        def find():
            return self.probe("""
                return [...root.querySelectorAll("button")].find(
                    (button) => shown(button) && button.textContent.trim() === arguments[0])""",
                title)
        self.browser.wait(find, f"no button '{title}'").click()

    # What is to be seen

    def rows(self):
        """Acknowledged messages in order: seq, whose, text."""
        return [tuple(row) for row in self.probe("""
            return [...root.querySelectorAll(".row[data-seq]")].map((row) => [
                Number(row.dataset.seq), row.classList.contains("mine"),
                words(row.querySelector(".said"))])""") or []]

    def mine(self):
        return [said for _, is_mine, said in self.rows() if is_mine]

    def theirs(self):
        return [said for _, is_mine, said in self.rows() if not is_mine]

    def unsent(self):
        return self.probe("""
            return [...root.querySelectorAll(".row[data-parcel]")].map(
                (row) => words(row.querySelector(".said")))""")

    def text(self, selector):
        return self.probe("""
            const element = root.querySelector(arguments[0]);
            return shown(element) ? words(element) : "" """, selector)

    def focused(self):
        """A short name of what has the focus inside the widget; empty outside."""
        return self.probe("""
            const active = root.activeElement;
            return active ? active.getAttribute("class") || active.tagName.toLowerCase() : "" """)

    def answers(self, count=1):
        """Waits for so many messages of the desk in all."""
        self.browser.wait(lambda: len(self.theirs()) >= count, f"no {count} answers")
        return self.theirs()

    def settles(self, mine):
        """Waits until exactly these messages of the visitor are acknowledged, in order."""
        self.browser.wait(
            lambda: self.mine() == list(mine) and not self.unsent(),
            f"not settled as {list(mine)}")
