"""For everybody: keyboard, input methods, languages, looks, zoom, screen readers."""

from selenium.webdriver.common.keys import Keys

from support import BrowserTest

#: Contrast (WCAG 2.2, 1.4.3) of every text that is shown, over the colours behind it.
CONTRAST = """
const parse = (colour) => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (top, under) => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3]));
const light = (colour) => {
  const [r, g, b] = colour.map((value) => value / 255).map(
    (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (element) => {
  if (!element || element === root) return [255, 255, 255];
  const own = parse(getComputedStyle(element).backgroundColor);
  return own[3] === 1 ? own.slice(0, 3) : over(own, behind(element.parentElement));
};
const faint = [];
for (const element of root.querySelectorAll(".panel *, .launcher, .launcher *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const isText = own || element.localName === "textarea";
  if (!isText || !shown(element) || element.closest(".hush, [aria-disabled=true]")) continue;
  const back = behind(element);
  const isEmpty = element.localName === "textarea" && !element.value;
  const style = getComputedStyle(element, isEmpty ? "::placeholder" : null);
  const [a, b] = [light(over(parse(style.color), back)), light(back)];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent}`);
}
return faint;
"""

#: Targets smaller than 24 by 24 CSS pixels (2.5.8), but for links in a text.
SMALL = """
return [...root.querySelectorAll("button, textarea, input, a")].filter((target) => {
  if (!shown(target) || target.closest(".said")) return false;
  const box = target.getBoundingClientRect();
  return box.width < 23.9 || box.height < 23.9;
}).map((target) => target.outerHTML.slice(0, 120));
"""

NAMELESS = """
return [...root.querySelectorAll("button, textarea, input, a, [role=dialog], [role=log]")]
  .filter((element) => shown(element)).filter((element) => !(
    element.getAttribute("aria-label") || element.textContent.trim()
    || root.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent))
  .map((element) => element.outerHTML.slice(0, 120));
"""


class Keyboard(BrowserTest):
    def test_a_whole_conversation_with_the_keyboard_alone(self):
        widget = self.visit()
        keys = self.browser.keys
        keys(Keys.TAB)
        self.assertEqual(self.browser.run("return document.activeElement.id"), "before")
        keys(Keys.TAB)
        self.assertEqual(widget.focused(), "launcher")
        keys(Keys.ENTER)
        widget.is_online()
        self.assertEqual(widget.focused(), "textarea")

        keys("hello", Keys.ENTER)
        widget.answers(1)
        self.browser.chord(Keys.SHIFT, Keys.TAB)
        self.assertEqual(widget.focused(), "chip")
        title = widget.probe("return root.activeElement.textContent")
        keys(Keys.ENTER)
        widget.answers(2)
        self.assertEqual(widget.mine(), ["hello", title])
        self.assertEqual(widget.focused(), "textarea")

        self.reach(widget, "icon", "More")
        keys(Keys.SPACE)
        self.assertEqual(widget.probe("return root.activeElement.textContent"), "Talk to a person")
        keys(Keys.ESCAPE)
        self.assertEqual(widget.probe("return root.activeElement.ariaLabel"), "More")
        keys(Keys.ENTER, Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
        self.wait(lambda: widget.focused() == "input", "the rating has no focus")
        keys(Keys.SPACE, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.TAB, "fine", Keys.TAB, Keys.ENTER)
        self.wait(lambda: "Thank you for your rating" in widget.theirs()[-1], "not rated")
        self.assertEqual(widget.focused(), "textarea")

        keys("line one")
        self.browser.chord(Keys.SHIFT, Keys.ENTER)
        keys("line two", Keys.ENTER)
        self.wait(lambda: widget.mine()[-1] == "line one\nline two", "no second line")
        keys(Keys.ESCAPE)
        self.assertEqual(widget.focused(), "launcher")
        self.assertFalse(widget.api("isOpen"))

    def reach(self, widget, name, label):
        """Tabs backwards to a control."""
        for _ in range(40):
            self.browser.chord(Keys.SHIFT, Keys.TAB)
            if widget.focused() == name and widget.probe(
                    "return root.activeElement.ariaLabel") == label:
                return
        self.fail(f"{label} cannot be reached")

    def test_a_button_keeps_the_focus_while_the_connection_comes_and_goes(self):
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)
        self.desk.kill()
        widget.say("later")
        self.wait(lambda: "Not sent yet" in widget.text(".fate"), "unsent is not told")
        widget.probe("root.querySelector('.fate button').focus()")
        for name in ("offline", "online", "offline"):
            self.browser.run("dispatchEvent(new Event(arguments[0]))", name)
        self.assertEqual(widget.focused(), "text-button")
        self.desk.start()
        widget.settles(["hello", "later"])
        self.assertEqual(widget.focused(), "textarea")

    def test_focus_returns_to_the_page_s_own_button(self):
        widget = self.visit(launcher="none")
        self.browser.run("document.getElementById('before').focus(); Frontdesk.open()")
        self.assertEqual(widget.focused(), "textarea")
        self.browser.keys(Keys.ESCAPE)
        self.assertEqual(self.browser.run("return document.activeElement.id"), "before")

    def test_the_page_s_shortcuts_do_not_take_what_is_typed(self):
        widget = self.visit().open()
        self.browser.run("""
            for (const name of ["keydown", "keypress", "keyup"]) {
              document.addEventListener(name, (event) => {
                if (event.target.localName !== "textarea") event.preventDefault();
              });
            }""")
        widget.say("s/k?")
        widget.settles(["s/k?"])

    def test_focus_is_always_to_be_seen(self):
        widget = self.visit().open()
        widget.say("hello")
        widget.answers(1)
        seen = set()
        for _ in range(14):
            self.browser.keys(Keys.TAB)
            look = widget.probe("""
                const active = root.activeElement;
                if (!active) return null;
                const style = getComputedStyle(active);
                return [active.className, style.outlineStyle, parseFloat(style.outlineWidth)];""")
            if look:
                seen.add(look[0])
                self.assertEqual(look[1], "solid", look)
                self.assertGreaterEqual(look[2], 1)
        self.assertGreater(len(seen), 3)

    def test_a_sheet_keeps_the_focus(self):
        self.browser.screen(390, 800)
        self.addCleanup(self.browser.cdp, "Emulation.clearDeviceMetricsOverride")
        widget = self.visit().open()
        self.assertEqual(
            widget.probe("return root.querySelector('.panel').ariaModal"), "true")
        for key in (Keys.TAB,) * 6:
            self.browser.keys(key)
            self.assertNotEqual(widget.focused(), "")

    def test_enter_while_an_input_method_composes_does_not_send(self):
        widget = self.visit(lang="zh").open()
        self.browser.cdp("Input.imeSetComposition", text="ni hao", selectionStart=6, selectionEnd=6)
        self.browser.cdp(
            "Input.dispatchKeyEvent", type="rawKeyDown", key="Enter", code="Enter",
            windowsVirtualKeyCode=229)
        widget.probe("""
            root.querySelector("textarea").dispatchEvent(new KeyboardEvent("keydown",
              {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))""")
        self.assertEqual((widget.mine(), widget.unsent()), ([], []))
        self.browser.cdp("Input.insertText", text="你好")
        self.assertEqual(widget.probe("return root.querySelector('textarea').value"), "你好")
        self.browser.keys(Keys.ENTER)
        widget.settles(["你好"])


class Looks(BrowserTest):
    def conversation(self, **attributes):
        widget = self.visit(**attributes).open()
        widget.say("怎么退货？" if attributes.get("lang", "").startswith("zh") else "hello")
        widget.answers(1)
        return widget

    def assert_fit_for_people(self, widget):
        self.assert_axe_finds_nothing("frontdesk-widget")
        self.assertEqual(widget.probe(CONTRAST), [])
        self.assertEqual(widget.probe(SMALL), [])
        self.assertEqual(widget.probe(NAMELESS), [])

    def test_light_and_dark_follow_the_visitor_and_the_page(self):
        self.addCleanup(self.browser.media)
        def paper(widget):
            return widget.probe(
                "return getComputedStyle(root.querySelector('.panel')).backgroundColor")

        self.browser.media(prefers_color_scheme="dark")
        widget = self.conversation(policy="")
        self.assertEqual(paper(widget), "rgb(20, 23, 29)")
        self.assert_fit_for_people(widget)
        self.browser.media(prefers_color_scheme="light")
        self.wait(lambda: paper(widget) == "rgb(255, 255, 255)", "does not follow")
        self.assert_fit_for_people(widget)
        self.assertEqual(paper(self.visit(theme="dark").is_online()), "rgb(20, 23, 29)")

    def test_the_rating_the_queue_and_the_menu_are_fit_for_people(self):
        widget = self.conversation(policy="")
        widget.click("header .icon")
        self.assert_fit_for_people(widget)
        widget.press("Talk to a person")
        self.wait(lambda: "queue" in widget.text(".strip"), "no queue")
        widget.click("header .icon")
        widget.press("Rate this conversation")
        self.assert_fit_for_people(widget)

    def test_tickets_are_fit_for_people(self):
        widget = self.conversation(policy="")
        widget.click("header .icon")
        widget.press("Leave a message for our team")
        self.assertEqual(widget.focused(), "textarea")
        self.assert_fit_for_people(widget)
        widget.element(".form textarea").send_keys("my lamp hums at night")
        widget.click(".form .main")
        widget.click("header .icon")
        widget.press("My tickets")
        self.wait(lambda: "my lamp" in widget.text(".form li"), "no ticket")
        self.assert_fit_for_people(widget)

    def test_the_rating_can_be_read_in_the_dark(self):
        widget = self.conversation(policy="", theme="dark")
        widget.click("header .icon")
        widget.press("Rate this conversation")
        self.assert_fit_for_people(widget)

    def test_chinese_by_page_by_attribute_and_by_choice(self):
        widget = self.conversation(lang="zh-CN", policy="")
        self.assertEqual(widget.text("h2"), "在线客服")
        self.assertRegex(widget.theirs()[0], "[\u4e00-\u9fff]")
        self.assertEqual(widget.probe("return root.querySelector('.panel').lang"), "zh")
        self.assert_fit_for_people(widget)
        self.browser.run("Frontdesk.configure({lang: 'en'})")
        self.assertEqual(widget.text("h2"), "Chat with us")
        self.browser.run("Frontdesk.configure({lang: 'zh'})")
        self.assertEqual(widget.text("h2"), "在线客服")

    def test_every_sentence_is_there_in_both_languages(self):
        widget = self.visit(lang="en").open()
        english = widget.probe("return root.querySelector('.panel').textContent")
        self.browser.run("Frontdesk.configure({lang: 'zh'})")
        chinese = widget.probe("return root.querySelector('.panel').textContent")
        self.assertRegex(chinese, r"^[^A-Za-z]+$")
        self.assertRegex(english, r"^[\x00-\x7F…’–]+$")

    def test_at_200_and_400_percent_everything_is_within_reach(self):
        self.addCleanup(self.browser.cdp, "Emulation.clearDeviceMetricsOverride")
        for width, height in ((640, 400), (320, 256)):
            self.browser.screen(width, height, scale=2)
            widget = self.conversation()
            outside = widget.probe("""
                return [...root.querySelectorAll("header *, .composer *, .log")].filter(shown)
                  .filter((element) => {
                    const box = element.getBoundingClientRect();
                    return box.left < -1 || box.top < -1 || box.right > innerWidth + 1
                      || box.bottom > innerHeight + 1;
                  }).map((element) => element.outerHTML.slice(0, 80))""")
            self.assertEqual(outside, [])
            log = widget.probe("""
                const log = root.querySelector(".log");
                return [log.clientHeight, log.scrollWidth - log.clientWidth]""")
            self.assertGreaterEqual(log[0], 60)
            self.assertLessEqual(log[1], 0, "it scrolls sideways")
            self.browser.forget(self.site.origin)

    def test_the_page_s_text_size_does_not_leak_in(self):
        def size(widget):
            return widget.probe(
                "return parseFloat(getComputedStyle(root.querySelector('.said')).fontSize)")

        widget = self.conversation()
        usual = size(widget)
        self.browser.run("document.documentElement.style.fontSize = '5px'")
        self.assertEqual(size(widget), usual)

    def test_reduced_motion_moves_nothing(self):
        self.addCleanup(self.browser.media)
        self.browser.media(prefers_reduced_motion="reduce")
        widget = self.conversation()
        self.assertEqual(widget.probe("return root.getAnimations().length"), 0)

    def test_new_messages_are_announced_and_old_ones_are_not(self):
        widget = self.visit()
        widget.click(".launcher")
        log = widget.probe("""
            const log = root.querySelector(".log");
            return [log.getAttribute("role"), log.getAttribute("aria-label")]""")
        self.assertEqual(log, ["log", "Conversation"])
        widget.is_online()
        live = "return root.querySelector('.log').ariaLive"
        self.assertEqual(widget.probe(live), "polite")
        self.desk.kill()
        self.wait(lambda: widget.probe(live) == "off", "what is resumed would be read out")
