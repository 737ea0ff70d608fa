"""Our own messages for input that fields can't read."""

from functools import cache

from babel.support import NullTranslations, Translations
from flask_babel import lazy_gettext as _l
from wtforms.i18n import messages_path

from hackathon.core.translation import current_language

_CHOOSE = _l("Please choose one of the options.")
_WHOLE_NUMBER = _l("Please enter a whole number, such as 10.")
_NUMBER = _l("Please enter a number, such as 2.5.")
_MOMENT = _l("Please enter a day and a time, such as 2026-05-16 14:30.")

# WTForms says "a valid float value". The texts marked here are those of WTForms, not ours.
_WORDS = {
    "Not a valid integer value.": _WHOLE_NUMBER,  # not translated
    "Not a valid float value.": _NUMBER,  # not translated
    "Not a valid decimal value.": _NUMBER,  # not translated
    "Not a valid date value.": _l("Please enter a day, such as 2026-05-16."),  # not translated
    "Not a valid time value.": _l("Please enter a time, such as 14:30."),  # not translated
    "Not a valid datetime value.": _MOMENT,  # not translated
    "Not a valid week value.": _l("Please enter a week, such as 2026-W20."),  # not translated
    "Not a valid choice.": _CHOOSE,  # not translated
    "Invalid Choice: could not coerce.": _CHOOSE,  # not translated
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,  # not translated
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,  # not translated
    "'%(value)s' are not valid choices for this field.": _CHOOSE,  # not translated
    "This field is required.": _l("Please fill this in."),  # not translated
}


class FieldMessages:
    """The messages of WTForms, most of them replaced by ours."""

    def gettext(self, string: str) -> str:
        """Return our text for a message of WTForms, or else the message, translated."""
        return str(_WORDS[string]) if string in _WORDS else _catalogue(current_language()).gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return our text for a message about `n` things, or else the message, translated."""
        chosen = singular if n == 1 else plural
        if chosen in _WORDS:
            return str(_WORDS[chosen])
        return _catalogue(current_language()).ngettext(singular, plural, n)


# A field without a label asks for one here, so nearly every form would read the file again at each request.
@cache
def _catalogue(language: str) -> NullTranslations:
    """Return the messages of WTForms in that language."""
    return Translations.load(messages_path(), [language], domain="wtforms")
