"""The language of pages, emails and files, and texts and dates in that language.

A page is in its reader's chosen language (stored with the person, or in a cookie for visitors), else in the
first language that the browser prefers and we support, else in English. Emails are in their recipient's
chosen language, else in the event's; publications for everyone are in the event's language.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.support import NullTranslations
from flask import Flask, current_app, g, has_app_context, has_request_context, request, url_for
from flask import Response as FlaskResponse
from flask_babel import Babel, force_locale, get_domain, get_locale, gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.wrappers import Response

from hackathon.config import PACKAGE
from hackathon.core.domain.durations import in_words
from hackathon.core.errors import Refusal
from hackathon.core.text.languages import ENGLISH, LANGUAGES
from hackathon.core.text.messages import LongDay, Message, in_english

COOKIE = "language"
REMEMBERED_FOR = timedelta(days=365)

babel = Babel(configure_jinja=True)


def init_app(app: Flask, chosen_by_reader: Callable[[], str | None]) -> None:
    """Make the application use the reader's language; `chosen_by_reader` returns their choice."""
    app.config.setdefault("LANGUAGES", LANGUAGES)
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(PACKAGE / "translations"))
    babel.init_app(app, default_locale=ENGLISH, locale_selector=lambda: _language_of_reader(chosen_by_reader))
    # Lines of a template are folded, so the white space in a text means nothing.
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(translated=translated, shown=shown, language_tag=language_tag)
    app.jinja_env.globals.update(current_locale=current_locale, languages=languages)
    app.jinja_env.globals.update(_=_text, gettext=_text, ngettext=_text_of_number)
    app.after_request(_note_language)


# A page calls these hundreds of times. Jinja's own functions take the whole context, which Jinja copies at
# each call inside a loop, and Flask-Babel looks up the catalogue each time.
@pass_eval_context
def _text(rendering: EvalContext, text: str, /, **values: object) -> str:
    """Return a template's text in the current output language, with its values filled in."""
    return _filled(rendering, _catalogue().gettext(text), values)


@pass_eval_context
def _text_of_number(
    rendering: EvalContext, singular: str, plural: str, number: int, /, **values: object
) -> str:
    """Return the form of a text that matches a number, which is also available as `%(num)s`."""
    return _filled(rendering, _catalogue().ngettext(singular, plural, number), {"num": number, **values})


def _filled(rendering: EvalContext, text: str, values: Mapping[str, object]) -> str:
    template = Markup(text) if rendering.autoescape else text  # noqa: S704 -- a text of ours
    # A text without values is a format string too, in which percent signs are doubled.
    return template % values if values or "%" in text else template


def _catalogue() -> NullTranslations:
    """Return the catalogue for the current output language; looked up once as long as that stays the same."""
    if not has_app_context():
        return NullTranslations()
    locale = get_locale()
    known: tuple[Locale | None, NullTranslations] | None = g.get("catalogue")
    if known is None or known[0] is not locale:
        known = g.catalogue = (locale, get_domain().get_translations())
    return known[1]


def languages() -> Mapping[str, str]:
    """Return the available languages by code, each with its own name."""
    found: Mapping[str, str] = current_app.config["LANGUAGES"]
    return found


def current_locale() -> Locale:
    """Return the locale for current output; English outside of an application."""
    locale = get_locale() if has_app_context() else None
    return locale or Locale.parse(ENGLISH)


def current_language() -> str:
    """Return the code of the language for current output, such as "de"."""
    return str(current_locale())


def language_tag(locale: Locale | str) -> str:
    """Return a locale as a language tag for HTML and HTTP, such as "pt-BR"."""
    return str(locale).replace("_", "-")


def is_english() -> bool:
    """Whether current output is in English, the source language."""
    return current_locale().language == ENGLISH


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Use this language for all output inside, regardless of the reader; English if it isn't supported."""
    with force_locale(code if code in languages() else ENGLISH):
        yield


def translated(said: Refusal | Message | str) -> str:
    """Return a refusal or another message in the language for current output.

    A sentence stored in English is translated if the catalogue contains exactly that sentence.
    """
    message = said.message if isinstance(said, Refusal) else said
    if isinstance(message, str):
        return gettext(message) if message else ""
    template = _plural_form(message) if message.plural else gettext(message.singular)
    return message.filled(template, shown)


def _plural_form(message: Message) -> str:
    """Return the right form of a sentence, unfilled; `ngettext` would fill in nothing but its number."""
    translations = get_domain().get_translations()
    form: str = translations.ungettext(message.singular, message.plural, message.number)
    return form


def shown(value: object) -> str:
    """Return a value, such as a date, formatted in the language for current output."""
    if isinstance(value, Message):
        return translated(value)
    if isinstance(value, tuple):
        return list_in_words([shown(item) for item in value])
    return in_english(value) if is_english() else _written(value)


def _written(value: object) -> str:
    """Format a value in a language other than English."""
    if isinstance(value, LongDay):
        return format_skeleton("yMMMMEEEEd", value.day, locale=current_locale())
    if isinstance(value, datetime):
        return f"{format_skeleton('MMMEd', value, locale=current_locale())}, {value:%H:%M}"
    if isinstance(value, date):
        return format_date(value, "long", locale=current_locale())
    if isinstance(value, time):
        return format_skeleton("Hm", value, locale=current_locale())
    return in_english(value)


def weekday(value: date) -> str:
    """Return "Thu"."""
    return format_date(value, "EEE", locale=current_locale())


def list_in_words(items: list[str]) -> str:
    """Return "Ann, Ben and Cat"."""
    return in_english(tuple(items)) if is_english() else format_list(items, locale=current_locale())


def language_page() -> str:
    """Return the address of the page for choosing a language, which leads back to the current page.

    If the address of the current page is itself a secret, it is not passed on.
    """
    is_secret = "secret" in (request.view_args or {})
    return url_for("language.show", next=None if is_secret else request.path)


def duration(length: timedelta) -> str:
    """Return "15 minutes"."""
    return in_words(length) if is_english() else format_timedelta(length, locale=current_locale())


def _language_of_reader(chosen_by_reader: Callable[[], str | None]) -> str:
    if not has_request_context():
        return ENGLISH
    chosen = chosen_by_reader() or request.cookies.get(COOKIE)
    if chosen in languages():
        return str(chosen)
    return request.accept_languages.best_match(languages()) or ENGLISH


def remember(response: Response, code: str) -> None:
    """Store the language in the browser, for people who are not signed in."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=REMEMBERED_FOR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _note_language(response: FlaskResponse) -> FlaskResponse:
    """Tell caches that a page depends on its reader; responses that are the same for everyone don't."""
    if response.mimetype == "text/html" and not response.cache_control.public:
        response.headers["Content-Language"] = language_tag(current_locale())
        response.vary.update(("Accept-Language", "Cookie"))
    return response
