"""How the pane looks and sounds: narrow and enlarged, light and dark, by keyboard and read aloud."""

from __future__ import annotations

from salestracker_xl.hosts.ribbon import ribbon

NAMES = ["a.csv", "b.csv"]
CONTRAST = """() => {
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = (css) => {
    const [r, g, b] = css.match(/[\\d.]+/g).map(Number);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const ground = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    const clear = /, 0\\)$|transparent/.test(backgroundColor);
    return clear && element.parentElement ? ground(element.parentElement) : backgroundColor;
  };
  const texts = [...document.querySelectorAll(".tracker *")].filter(
    (it) => it.checkVisibility() && !it.disabled && [...it.childNodes].some((n) => n.nodeType === 3 && n.data.trim()),
  );
  return texts.map((it) => {
    const [lighter, darker] = [light(getComputedStyle(it).color), light(ground(it))].sort((a, b) => b - a);
    return [it.textContent.slice(0, 30), (lighter + 0.05) / (darker + 0.05)];
  });
}"""


def with_office(changed):
    """A script that changes Office as soon as its own script has made it."""
    return (
        "Object.defineProperty(globalThis, 'Office', { configurable: true, get: () => globalThis.office, "
        f"set(office) {{ {changed} globalThis.office = office; }} }});"
    )


def ready(pane):
    pane.page.locator("#groups button").first.wait_for()
    return pane.page


def test_every_text_stands_out_from_its_ground(opened):
    with opened("fr") as pane:
        page = ready(pane)
        pane.calls("CAC", [[1000]], [[0]])
        measured = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.locator(f'html[data-theme="{scheme}"]').wait_for()
            for key in ("mark_done", "new", "why", "functions"):
                assert pane.does(key)
                page.locator("#list dd, #reasons li, #said.failed, #files").locator("visible=true").first.wait_for()
                measured += page.evaluate(CONTRAST)
        assert len(measured) > 250
        assert [text for text, contrast in measured if contrast < 4.5] == []


def test_the_pane_is_dark_where_excel_is(opened):
    with opened("en") as pane:
        pane.page.emulate_media(color_scheme="light")
        pane.page.add_init_script(with_office("office.context.officeTheme = { bodyBackgroundColor: '#262626' };"))
        pane.page.reload()
        pane.page.locator('html[data-theme="dark"]').wait_for()


def test_nothing_is_cut_off_however_narrow_the_pane_is(opened):
    with opened("fr") as pane:
        page = ready(pane)
        for width in (320, 160):  # the narrowest pane, and the same enlarged to 200 %
            page.set_viewport_size({"width": width, "height": 640})
            for key in ("import", "why", "functions"):
                assert pane.does(key)
                assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_done_by_keyboard(opened):
    with opened("en") as pane:
        page = ready(pane)
        keys = [button.key for button in ribbon().buttons]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "tab-actions"
        reached = []
        for _ in keys:
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.dataset.key"))
        assert reached == keys
        page.keyboard.press("Enter")  # the last: Doctor
        page.locator("#said:not(:empty)").wait_for()
        page.locator('[data-key="new"]').press("Enter")
        page.locator("#chosen:focus").wait_for(state="attached")
        assert page.locator("#go").is_disabled()
        page.set_input_files("#chosen", [{"name": name, "mimeType": "text/csv", "buffer": b"x"} for name in NAMES])
        assert page.locator("#names li").all_inner_texts() == NAMES
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "go"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#files").wait_for(state="hidden")
        page.locator("#tab-actions").focus()
        page.keyboard.press("ArrowRight")
        page.locator("#tab-why:focus").wait_for()  # a busy browser answers a key a moment later
        page.locator("#why").wait_for()


def test_a_screen_reader_hears_what_the_eye_sees(opened):
    with opened("fr") as pane:
        page = ready(pane)
        for button in ribbon().buttons:
            found = page.get_by_role("button", name=button.label.fr, exact=True)
            assert found.count() == 1, button.key
            assert found.get_attribute("title") == button.served.fr
        for group in ribbon().groups:
            assert page.get_by_role("group", name=group.label.fr, exact=True).count() == 1
        assert page.get_by_role("tab", selected=True).inner_text() == "Actions"
        assert page.get_by_role("tabpanel", name="Actions").count() == 1
        assert pane.does("new")
        chooser = page.get_by_label("Choisir des fichiers")
        assert chooser.get_attribute("type") == "file"
        assert chooser.get_attribute("aria-describedby").split()[0] == "files-for"


def test_a_pane_that_waits_for_excel_in_vain_says_so(opened):
    with opened("fr") as pane:
        pane.page.add_init_script(with_office("office.onReady = () => new Promise(() => {});"))
        pane.page.reload()
        shown = pane.page.locator("#xlwings-office-ready-error")
        pane.page.wait_for_function("document.documentElement.lang === 'fr'")
        words = [it.strip() for it in shown.all_text_contents()[0].splitlines() if it.strip()]
        assert words[1:] == ["Recharger", "Annuler"]
        assert words[0] == "Le volet attend Excel en vain. Il ne fonctionne que dans Excel : rechargez-le là."
