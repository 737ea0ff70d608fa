"""Pages for choosing a language."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.accounts.language import services
from hackathon.accounts.language.forms import LanguageForm
from hackathon.core import translation
from hackathon.core.web import access
from hackathon.core.web.access import Access, open_to
from hackathon.core.web.submitting import submit

bp = Blueprint("language", __name__, url_prefix="/account/language")


@bp.get("")
@open_to(Access.ANYONE)
def show() -> ResponseReturnValue:
    """Show the languages to choose from."""
    return _page(LanguageForm(next=access.way_back(request.args.get("next"))))


@bp.post("")
@open_to(Access.ANYONE)
def choose() -> ResponseReturnValue:
    """Save the language for the signed-in person, and in the browser."""
    form, person = LanguageForm(), access.speaker()
    code = form.language.data
    saved = submit(form, lambda: person and services.choose_language(person=person, code=code))
    if saved is None:
        return _page(form), form.answer_status

    answer = redirect(access.way_back(form.next.data), code=303)
    translation.remember(answer, code)
    return answer


def _page(form: LanguageForm) -> str:
    return render_template("accounts/language/choose.html", form=form)
