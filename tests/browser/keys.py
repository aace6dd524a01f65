"""A page that is worked by keys alone."""

MOST_PRESSES = 100
FOCUSED = "document.activeElement.name"


class Keys:
    """A keyboard that counts: what is pressed beside the letters of what is typed."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text):
        self.page.keyboard.type(text)

    def go_to(self, name):
        while self.page.evaluate(FOCUSED) != name:
            self.press("Tab")
            assert self.presses < MOST_PRESSES, f"The tab key never comes to {name}."

    def fill(self, **values):
        """Goes to each place and types there."""
        for name, text in values.items():
            self.go_to(name)
            self.type(text)
