"""The hands of a visitor: fill in a field, choose, press a button, by the names the views use."""

from contextlib import suppress

from playwright.sync_api import TimeoutError, expect


class Form:
    """The form that is open in a visitor's window, or the dialog in front of it."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    @property
    def front(self):
        """The dialog if one is open, the page otherwise."""
        dialog = self.page.locator(".modal.o_technical_modal:not(.o_inactive_modal) .modal-content")
        return dialog.last if dialog.count() else self.page.locator(".o_action_manager")

    def field(self, name):
        return self.front.locator(f".o_field_widget[name={name}]").first

    def fill(self, **values):
        """Type into fields: text, number or day as a person writes it."""
        for name, value in values.items():
            box = self.field(name).locator("input, textarea").first
            if not box.count() or not box.is_visible():
                # A date shows its value until it is clicked.
                self.field(name).click()
            box.fill(str(value))
            box.press("Tab")
        return self

    def choose(self, **values):
        """Pick the first offer that contains the text."""
        offers = self.page.locator(".o-autocomplete--dropdown-item, .o_select_menu_item")
        for name, text in values.items():
            # A list of offers that is drawn anew under the mouse swallows the click; a person clicks again.
            for _again in range(3):
                box = self.field(name).locator("input").first
                box.click()
                box.fill(text)
                offers.filter(has_text=text).first.click()
                if self.shows(name, text):
                    break
            else:
                raise AssertionError(f"{name} does not show {text}")
        return self

    def shows(self, name, text):
        """Tell whether a field shows the text, after a moment for what is being drawn."""
        for _moment in range(10):
            inputs = self.field(name).locator("input").all()
            shown = [self.field(name).inner_text(), *(one.input_value() for one in inputs)]
            # An open list shows its offers too.
            if not self.page.locator(".o-autocomplete--dropdown-menu, .o_select_menu_menu").count() and any(
                text in one for one in shown
            ):
                return True
            self.page.wait_for_timeout(100)
        return False

    def pick(self, **values):
        """Mark one of the offers that all stand on the page (a round mark before each)."""
        for name, text in values.items():
            self.field(name).locator(".o_radio_item").filter(has_text=text).locator("input").check()
        return self

    def tick(self, *names):
        for name in names:
            self.field(name).locator("input").check()
        return self

    def attach(self, **files):
        """Put files into fields: `paper` and `photo` of deciding.py make some."""
        for name, file in files.items():
            field = self.field(name).first
            before, element = field.inner_html(), field.element_handle()
            field.locator("input[type=file]").first.set_input_files(file)
            # A picture is read and shrunk before the form has it; the same file once more changes nothing.
            with suppress(TimeoutError):
                self.page.wait_for_function(
                    "([field, before]) => !field.isConnected || field.innerHTML !== before",
                    arg=[element, before],
                    timeout=5_000,
                )
            self.page.wait_for_timeout(500)
        return self

    def add(self, lines):
        """Add a line to a list in the form and return it to be filled in."""
        self.field(lines).locator(".o_field_x2many_list_row_add a").first.click()
        return Row(self.visitor, lines)

    def tab(self, name):
        self.front.locator(f".nav-link[name={name}]").click()
        return self

    def press(self, button, confirm=False):
        """Press a button by the name of its act and wait until the server has answered."""
        self.front.locator(f"button[name={button}]:visible").first.click()
        if confirm:
            self.page.locator(".modal-footer button.btn-primary").last.click()
        self.settle()
        return self

    def ask(self, button):
        """Press a button that opens a window of questions, and wait for the window."""
        self.press(button)
        self.page.wait_for_selector(".modal .o_form_view")
        return self

    def answer(self, button="action_apply"):
        """Confirm the window of questions and wait until it is gone."""
        self.press(button)
        expect(self.page.locator(".modal")).to_have_count(0)
        return self

    def save(self):
        self.page.locator(".o_form_button_save").first.click()
        self.settle()
        return self

    def settle(self):
        self.page.wait_for_timeout(300)
        expect(self.page.locator(".o_blockUI")).to_have_count(0)
        return self

    def see_state(self, state):
        """Wait until the status bar stands at a step."""
        current = self.page.locator(".o_statusbar_status button.o_arrow_button_current")
        expect(current.first).to_have_attribute("data-value", state, timeout=20_000)
        return self

    def see(self, text):
        expect(self.front.get_by_text(text).first).to_be_visible()
        return self


class Row(Form):
    """The line of a list that is being written."""

    def __init__(self, visitor, lines):
        super().__init__(visitor)
        self.lines = lines
        self.front.wait_for()

    @property
    def front(self):
        return super().front.locator(f".o_field_widget[name={self.lines}] .o_selected_row")

    def field(self, name):
        return self.front.locator(f"td[name={name}]")

    def fill(self, **values):
        """Type into the cells; no key leaves the line, a line after the last would begin."""
        for name, value in values.items():
            cell = self.field(name)
            if not cell.locator("input, textarea").count():
                # A day is text until it is clicked.
                cell.locator("button, .o_field_date, .o_field_widget").first.click()
            cell.locator("input, textarea").first.fill(str(value))
        return self
