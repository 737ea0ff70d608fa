"""Tables of communities in their languages, with what people write above, below and between their rows."""

import pytest

from hackathon.importing.question_messages import question_message
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import read_text

TABLES = {
    "German": "Themen 2028;;\n;;\nNr.;Projektvorschlag;Ansprechpartner/in\n"
    "1;Ports;Ada Quill (Example)\n2;Doku;Bo Roe\n",
    "French": "Horodateur,Nom et prénom,Titre de votre sujet,Décrivez votre sujet,Durée souhaitée\n"
    "1,Ada Quill,Ports,On teste.,1h30\n2,Bo Roe,Doku,On écrit.,45 minutes\n",
    "Spanish": "Marca temporal,Título de la propuesta,Descripción,Ponente(s),Duración\n"
    "1,Ports,Medimos,Ada Quill,90 min\n2,Doku,Escribimos,Bo Roe,45 min\n",
    "Portuguese": "Carimbo de data/hora,Título do projeto,Descrição,Mentor\n"
    "1,Ports,Medimos,Ada Quill\n2,Doku,x,Bo Roe\n",
    "Italian": "Titolo,Relatore,Durata\nPorts,Ada Quill,90\nDoku,Bo Roe,45\n",
    "Dutch": "Onderwerp,Voornaam,Achternaam\nPorts,Ada,Quill\nDoku,Bo,Roe\n",
}


def contacts(page: Page) -> list[tuple[str, list[str]]]:
    return [
        (topic.title, [person.name for person in topic.contact.people] if topic.contact else [])
        for topic in page.topics
    ]


def asked(page: Page) -> str:
    return "\n".join(str(question_message(question)) for question in page.questions)


@pytest.mark.parametrize("language", TABLES)
def test_headers_are_known_in_the_languages_of_communities(language: str) -> None:
    page = read_text(TABLES[language])

    assert contacts(page) == [("Ports", ["Ada Quill"]), ("Doku", ["Bo Roe"])]
    assert page.topics[0].further == ()


@pytest.mark.parametrize("language", ["French", "Spanish", "Italian"])
def test_durations_are_lengths(language: str) -> None:
    assert [topic.length for topic in read_text(TABLES[language]).topics] == [2, 1]


@pytest.mark.parametrize("note", ["* Votes close on Friday", "Hinweis: bis Freitag!", "Note: ask Ada"])
def test_a_note_below_the_table_is_no_topic_and_is_kept(note: str) -> None:
    page = read_text(f"Title,Lead\nPorts,Ada Quill\nDoku,Bo Roe\n,\n{note},\n")

    assert [topic.title for topic in page.topics] == ["Ports", "Doku"]
    assert [unplaced.text for unplaced in page.unplaced] == [note]


def test_what_a_list_of_people_is_not_read_for_is_named() -> None:
    page = read_text("Name,Email,Interests\nAda Quill,ada@x.example,ports\nBo Roe,bo@x.example,\n")

    assert [person.name for person in page.attendees] == ["Ada Quill", "Bo Roe"]
    assert "may be private: “Email”" in asked(page)
    assert "A column was left out: “Interests”" in asked(page)
