"""What every page is for somebody without a mouse, on paper, in own colours, and without motion."""

from playwright.sync_api import Page

from tests.browser import DESK, NARROWEST, at_a_glance, axe, keep_for_validator, walked, zoomed

# A4 without its margins (see print.css), in pixels of 96 to the inch.
PAPER = {"width": 658, "height": 1002}


def faults_of(page: Page) -> list[str]:
    """Everything that is wrong with the page that was opened just now on the narrowest screen.

    Without scripts only what shows at a glance: the page is the same.
    """
    if not page.watch.javascript:
        return at_a_glance(page)
    keep_for_validator(page)
    found = [*by_keyboard(page), *at_a_glance(page), *axe(page)]
    page.set_viewport_size(DESK)
    found += [*at_a_glance(page), *zoomed(page), *on_paper(page), *in_own_colours(page)]
    page.emulate_media(media="null", forced_colors="null", reduced_motion="null")
    page.set_viewport_size(NARROWEST)
    return found


# The summary of what is wrong with a form takes the focus itself.
_TAKES_FOCUS = "() => document.querySelector('[data-focus]') !== null"
_SKIPS = "() => document.activeElement.className.includes('nl-skip-link')"
_IN_MAIN = "() => document.activeElement.id === 'main'"


def by_keyboard(page: Page) -> list[str]:
    """First the way past the menu; after it every link and button of main, each in plain sight."""
    found = []
    starts_inside = page.evaluate(_TAKES_FOCUS)
    if not starts_inside:
        page.keyboard.press("Tab")
        if not page.evaluate(_SKIPS):
            found.append("the first stop is not the way to the content")
        page.keyboard.press("Enter")
        if not page.evaluate(_IN_MAIN):
            found.append("the way to the content does not lead there")
    walk = walked(page, only_main=not starts_inside)
    found += [f"focus cannot be seen on {name!r}" for name in walk["unseen"]]
    return found + [f"not reached by keyboard: {name}" for name in walk["missed"]]


# What is only a way around on the screen; everything else in main must come out of the printer.
_SCREEN_ONLY = (
    "button, .utrecht-button, .buttons, .do, .back, .tabs, .pages, .print, .read-aloud, .messages,"
    " .doors, .home__ask, .opening__today, .no-print, details:not([open]), .menu, .foot nav"
)
_NOTE_TEXTS = """leave => {
  const seen = node => node.checkVisibility({checkVisibilityCSS: true});
  const text = node => [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  window.texts = [...document.querySelectorAll('main, main *')]
    .filter(node => text(node) && seen(node) && !node.closest(leave) && !node.closest('select'));
}"""
_PRINTED = """() => {
  const seen = node => node.checkVisibility({checkVisibilityCSS: true});
  const show = node => node.outerHTML.slice(0, 100);
  const paint = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return {light: (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255, a};
  };
  const body = [document.body, ...document.body.querySelectorAll('*')].filter(seen);
  const dark = node => {
    const {light, a} = paint(getComputedStyle(node).backgroundColor);
    return a > 0.1 && light < 0.6;
  };
  const faint = node => paint(getComputedStyle(node).color).light > 0.45;
  const mark = node => getComputedStyle(node, '::before').content.match(/counter|"."/)
    && paint(getComputedStyle(node, '::before').color).light > 0.45;
  const ways = document.querySelectorAll('nav, button, .utrecht-button, .helping, .nl-skip-link');
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  return [
    ...[...ways].filter(seen).map(node => `printed, but only for a screen: ${show(node)}`),
    ...window.texts.filter(node => !seen(node)).map(node => `not printed: ${show(node)}`),
    ...body.filter(dark).map(node => `dark on paper: ${show(node)}`),
    ...window.texts.filter(node => seen(node) && faint(node))
      .map(node => `too light on paper: ${show(node)}`),
    ...body.filter(mark).map(node => `too light before it on paper: ${show(node)}`),
    ...(document.querySelector('h1').checkVisibility() ? [] : ['no heading on paper']),
    ...(wide > 0 ? [`${wide} pixels too wide for A4`] : []),
  ];
}"""


def on_paper(page: Page) -> list[str]:
    """No way around, nothing dark, and every word of the content, on the width of A4."""
    page.evaluate(_NOTE_TEXTS, _SCREEN_ONLY)
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    return page.evaluate(_PRINTED)


_IN_OWN_COLOURS = """() => {
  const seen = node => node.checkVisibility({checkVisibilityCSS: true, checkOpacity: true});
  const show = node => node.outerHTML.slice(0, 100);
  const edge = node => {
    const style = getComputedStyle(node);
    const border = side => style[`border${side}Style`] !== 'none'
      && parseFloat(style[`border${side}Width`]) > 0;
    return ['Top', 'Right', 'Bottom', 'Left'].every(border) || style.outlineStyle !== 'none'
      || (['checkbox', 'radio'].includes(node.type) && style.appearance !== 'none');
  };
  const longest = times => Math.max(...times.split(',').map(parseFloat));
  const moves = node => {
    const style = getComputedStyle(node);
    return (style.animationName !== 'none' && longest(style.animationDuration) > 0.01)
      || longest(style.transitionDuration) > 0.01 || style.scrollBehavior !== 'auto';
  };
  const pressed = document.querySelectorAll(
    'button, .utrecht-button, select, textarea, input:not([type=hidden])');
  return [
    ...[...pressed].filter(node => seen(node) && !edge(node))
      .map(node => `no edge in own colours: ${show(node)}`),
    ...[...document.querySelectorAll('*')].filter(moves).map(node => `moves: ${show(node)}`),
    ...document.getAnimations().map(one => `moves: ${one.constructor.name}`),
  ];
}"""


def in_own_colours(page: Page) -> list[str]:
    """With the reader's own colours what can be pressed keeps an edge; with less motion none."""
    page.emulate_media(media="screen", forced_colors="active", reduced_motion="reduce")
    return page.evaluate(_IN_OWN_COLOURS)
