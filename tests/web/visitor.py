"""Somebody in front of the console or the storefront."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Locator, expect

from tests.patience import PATIENCE_SECONDS

_AXE: Final = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_LOCALES: Final = {"en": "en-GB", "zh": "zh-CN"}
_CHINESE: Final = Path(__file__).parents[2] / "web" / "app" / "src" / "locales" / "zh.po"


def _texts() -> dict[str, str]:
    """What each English text without variables is in Chinese."""
    entries = _CHINESE.read_text("utf-8").split("\n\n")
    texts = {}
    for entry in entries:
        lines = entry.strip().splitlines()
        msgid = [line for line in lines if line.startswith("msgid ")]
        msgstr = [line for line in lines if line.startswith("msgstr ")]
        if msgid and msgstr:
            texts[msgid[0][7:-1]] = msgstr[0][8:-1]
    return texts


class Visitor:
    """A person with a browser of their own: its width, and the language it asks for."""

    def __init__(self, browser: Browser, url: str, language: str, width: int) -> None:
        self.url = url
        self.width = width
        self._texts = _texts() if language == "zh" else {}
        self._context = browser.new_context(
            viewport={"width": width, "height": 800}, locale=_LOCALES[language]
        )
        self._context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.page = self._context.new_page()
        self.foreign: list[str] = []
        self.mistakes: list[str] = []
        self.page.on("pageerror", lambda mistake: self.mistakes.append(str(mistake)))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self._see(request.url))

    def _hear(self, message: object) -> None:
        text = getattr(message, "text", "")
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.mistakes.append(text)

    def _see(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(url)

    def leave(self) -> None:
        self._context.close()

    def text(self, english: str) -> str:
        """A text of the pages in this visitor's language."""
        return self._texts[english] if self._texts else english

    def sign_in(self, email: str, *, shop: bool = False) -> None:
        self.page.goto(f"{self.url}{'/sign-in' if shop else '/console'}")
        self.page.get_by_role("button", name=email).click()
        signed_in = self.page.get_by_role("button", name=self.text("Sign out"), include_hidden=True)
        expect(signed_in).to_have_count(1)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def press(self, english: str, *, within: Locator | None = None) -> None:
        """Press the button or link with this text."""
        inside = within or self.page
        name = self.text(english)
        button = inside.get_by_role("button", name=name, exact=True)
        link = inside.get_by_role("link", name=name, exact=True)
        button.or_(link).first.click()

    def sees(self, english: str, *, within: Locator | None = None) -> None:
        expect(
            (within or self.page).get_by_text(self.text(english), exact=True).first
        ).to_be_visible()

    def scrolls_sideways(self) -> bool:
        wide: int = self.page.evaluate("document.documentElement.scrollWidth")
        return wide > self.width

    def accessibility_faults(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, one line each."""
        self.page.evaluate(_AXE.read_text("utf-8"))
        found = self.page.evaluate(
            """async () => (await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
            })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} (${nodes.length})`)"""
        )
        return list(found)
