"""A person without a mouse: presses keys, and reads where the focus is."""

from playwright.sync_api import Page

MOST_STEPS = 60
# What a screen reader would say of the focused element: its label, or its own words.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const labels = [...(one.labels ?? [])].map(label => label.innerText);
  return [one.getAttribute("aria-label"), ...labels, one.innerText]
    .filter(Boolean).join(" ").replace(/\\s+/g, " ").trim();
}"""


def focused(page: Page) -> str:
    """Return the words of the element that has the focus."""
    return page.evaluate(FOCUSED)


def go_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on something whose words start so."""
    passed: list[str] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1].startswith(words):
            return
    message = f"Tab never reached {words!r}, only {sorted(set(passed))}"
    raise AssertionError(message)


def fill(page: Page, label: str, text: str) -> None:
    """Go to a field and type into it."""
    go_to(page, label)
    page.keyboard.type(text)
