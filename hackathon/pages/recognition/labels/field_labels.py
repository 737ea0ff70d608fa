"""Meanings of labels, column headers and form questions, in many spellings and languages.

Add a new spelling to `_SPELLINGS`, once. All readers then know it, including tables.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """The meaning of a label; the values are names that people may type in a correction."""

    TITLE = "title"
    AREA = "area"
    CONTACT = "contact"
    DESCRIPTION = "description"
    OUTCOMES = "outcomes"
    SKILLS = "skills"
    DIFFICULTY = "difficulty"
    STEPS = "steps"
    REFERENCES = "references"
    VOTES = "votes"
    MAILING_LIST = "mailing_list"
    IRC = "irc"
    NAME = "name"
    AFFILIATION = "affiliation"
    EMAIL = "email"
    HANDLE = "handle"
    COUNTRY = "country"
    ATTENDANCE = "attendance"
    DATES = "dates"
    PLACE = "place"
    TIME_ZONE = "time_zone"
    LENGTH = "length"
    STATE = "state"
    NUMBER = "number"
    TIME = "time"
    ROOM = "room"
    PRIVATE = "private"
    OTHER = "other"


_SPELLINGS: dict[Field, str] = {
    Field.TITLE: """
        title; project; project title; project name; topic; topic title; idea; session; session title;
        session name; talk; talk title; proposal; proposal title; name of project; workshop; breakout;
        what; titel; thema; projekt; projektname; projekttitel; vorschlag; vortrag; sitzung; arbeitstitel;
        titre; sujet; projet; nom du projet; titulo; título; tema; proyecto; projeto; titolo; progetto;
        onderwerp""",
    Field.AREA: """
        area; track; category; categories; theme; subject area; working group; group; stream; topic area;
        component; module; subsystem; organisation area; umbrella; bereich; kategorie; themenbereich;
        themengebiet; rubrik; gebiet; catégorie; domaine; thématique; categoría; área; categoria; ámbito""",
    Field.CONTACT: """
        contact; contacts; technical contact; technical contacts; contact person; contact persons; contact
        people; point of contact; poc; mentor; mentors; co mentor; co mentors; comentor; comentors;
        mentoring; mentored by; mentorship; backup mentor; coding mentor; assisting mentor; lead; leads;
        data science lead; collaborator; collaborators; leader; leaders; team lead; project lead;
        leading; led by; lead by; champion; champions;
        championed by; facilitator; facilitators; facilitated by; moderator; moderators; host; hosts;
        hosted by; organizer; organizers; organiser; organisers; speaker; speakers; presenter; presenters;
        presented by; presented to you by; author; authors; proposer; proposers; proposed by; submitter;
        submitted by; investigator; investigators; key investigator; key investigators; key investigators
        and contributors; principal investigator; principal investigators; pi; owner; owners; maintainer;
        maintainers; chair; chairs; session chair; session chairs; coordinator; coordinators; supervisor;
        supervisors; advisor; advisors; adviser; advisers; who; who s in; by; responsible; convener;
        conveners; convenor; driver; drivers; initiator; initiators; tutor; tutors; trainer; trainers;
        sponsor of the idea; project admin; project manager; developer contact; interested mentor;
        interested mentors; named person; people; team; team members; members; participants; helper; helpers;
        assignee; assignees; instructor; instructors;
        expert; experts; domain experts; ansprechpartner; ansprechpartnerin; ansprechperson;
        ansprechpersonen; kontakt; kontaktperson; betreuer; betreuerin; betreuung; leitung;
        projektleitung; verantwortlich; verantwortliche; referent; referentin; referenten; vortragende;
        vorgeschlagen von; moderation; mentorin; mentoren; wer; themenpate; pate; contacte; personne de
        contact; by whom; pitched by; pitcher; who leads; who proposes; idea by; idea owner; topic owner;
        wer leitet; encadrant; encadrants; encadrante; tuteur; tuteurs; responsable; responsables; animateur;
        animatrice; intervenant; intervenants; porteur; mentorat; proposé par; contacto; contactos;
        persona de contacto; mentora; mentores; tutores; ponente; ponentes; facilitador; facilitadora;
        facilitadores; propuesto por; contato; contatos; orientador; orientadores; contatto; contatti;
        referente; relatore; contactpersoon; begeleider; begeleiders""",
    Field.DESCRIPTION: """
        description; descriptions; desc; details; detail; abstract; summary; overview; about; explanation;
        brief explanation; short description; long description; introduction; intro; background;
        motivation; rationale; project info; project information; info; information; project idea;
        problem; problem statement; the problem; notes; note; content; project s; project description;
        session description; what is it; what is it about; what s it about; pitch; why; context; purpose;
        the idea; synopsis; blurb; what is your project about; what is your topic about; what is the
        session about; describe your project; tell us about your project; what will happen; beschreibung;
        kurzbeschreibung; beschreibung des projekts; inhalt; zusammenfassung; worum geht es; hintergrund;
        anmerkungen; erläuterung; idee; überblick; übersicht; résumé; contexte; présentation; descriptif;
        explication; descripción; descripcion; resumen; detalles; contexto; descrição; resumo;
        descrizione; omschrijving; beschrijving""",
    Field.OUTCOMES: """
        outcome; outcomes; expected outcome; expected outcomes; result; results; expected result; expected
        results; goal; goals; session goal; overall goal; overall goals; high level goals; general objective;
        general objectives; specific objectives; objective; objectives; deliverable; deliverables; expected
        deliverables; aim; aims; target; targets; output; outputs; impact; benefit; benefits; expected
        impact; expected end result; end result; success criteria; definition of done; what should be
        there at the end; what we want to reach; what will be there at the end; what to achieve;
        expectations; project goals; goals and deliverables; ergebnis; ergebnisse; erwartetes ergebnis;
        erwartete ergebnisse; ziel; ziele; was wollen wir erreichen; zielsetzung; erwartung; résultat;
        résultats; résultats attendus; objectif; objectifs; livrables; resultado; resultados; resultados
        esperados; objetivo; objetivos; entregables; risultati; obiettivi; doel; resultaat""",
    Field.SKILLS: """
        skill; skills; skills needed; skills required; required skills; needed skills; skill set;
        skillset; desirable skills; recommended skills; knowledge; knowledge prerequisite; knowledge
        prerequisites; prerequisite; prerequisites; pre requisites; prereqs; requirement; requirements;
        requisites; required knowledge; knowledge required; required; needs; what you need; what is
        needed; what do you need; language; languages; language s; programming language; programming
        languages; technology; technologies; tech stack; stack; tools; expertise; experience; expertise
        needed; qualifications; useful skills; nice to have; preferred skills; preferred; competences;
        competencies; languages and skill; languages and technologies used; technologies used; technical
        skills; skills and technologies; wanted skills; who we look for; looking for; you should know;
        fähigkeiten; kenntnisse; vorkenntnisse; voraussetzung; voraussetzungen; benötigte kenntnisse;
        anforderungen; sprachen; programmiersprache; programmiersprachen; techniken; fertigkeiten;
        erforderliche kenntnisse; compétences; compétences requises; compétence; prérequis; langages;
        langage; connaissances; technologies utilisées; habilidades; requisitos; conocimientos;
        conocimientos previos; competencias; lenguajes; tecnologías; conhecimentos; competenze; requisiti;
        prerequisiti; vaardigheden; voorkennis""",
    Field.DIFFICULTY: """
        difficulty; difficulty level; level; level of difficulty; difficulty rate; difficulty rating;
        project difficulty; complexity; skill level; experience level; rating; hardness; estimated
        difficulty; schwierigkeit; schwierigkeitsgrad; niveau; anspruch; difficulté; niveau de difficulté;
        dificultad; nivel; nivel de dificultad; dificuldade; nível; difficoltà; livello; moeilijkheid""",
    Field.STEPS: """
        steps; next steps; first steps; getting started; how to start; tasks; task list; project task
        checklist; plan; approach; approach and plan; progress; progress and next steps; milestones;
        implementation; implementation plan; timeline of the project; method; methods; to do; todo;
        roadmap; first step for newcomers; starter tasks; warm up task; application tasks; schritte;
        nächste schritte; vorgehen; aufgaben; étapes; prochaines étapes; tâches; pasos; tareas; plan de
        trabajo""",
    Field.REFERENCES: """
        reference; references; link; links; url; repository; repositories; repo; source code; source;
        code; website; web site; web page; homepage; home page; further reading; further information; more
        information; more info; see also; related links; resources; materials; material; specifications;
        specification; draft specifications; drafts; documents; documentation; upstream issue; upstream
        issues; issue; issues; related issues; issue link; github; gitlab; bug; bugs; tickets; ticket;
        background and references; illustrations; slides; report; wiki page; project page; verweise;
        quellen; verknüpfungen; weiterführende links; weitere informationen; références; liens;
        ressources; referencias; enlaces; recursos""",
    Field.VOTES: """
        votes; vote; interested; interested people; people interested; interest; who is interested; who s
        interested; who would come; who joins; who wants to join; joining; attending; will attend; upvotes;
        likes; stimmen; interessiert; interessierte; interesse; intéressés; interesados; +1""",
    Field.MAILING_LIST: """
        mailing list; mailing list/forum for project; list; forum; mailingliste; liste de diffusion; lista
        de correo""",
    Field.IRC: """
        irc; irc channel; irc channel for project; chat; chat channel; chat streams; chat stream; slack;
        slack channel; matrix; matrix room; discord; zulip; channel; communication; communication channel;
        communication channels; chatkanal; kanal""",
    Field.NAME: """
        name; your name; full name; attendee; attendees; participant; participants name; person; member;
        first and last name; real name; user; username and name; who comes; teilnehmer; teilnehmerin;
        teilnehmende; vor und nachname; vollständiger name; nom; nom complet; prénom et nom; nombre;
        nombre completo; nome; naam; participante; participantes""",
    Field.AFFILIATION: """
        affiliation; affiliations; organisation; organization; company; employer; institution; institute;
        university; from; team or company; your organisation; your organization; your company; works for;
        school; org; association; representing; firma; unternehmen; verein; einrichtung; hochschule;
        arbeitgeber; société; entreprise; organisme; établissement; empresa; organización; organizacion;
        institución; organização; azienda; organizzazione; bedrijf; organisatie""",
    Field.EMAIL: """
        email; e mail; email address; e mail address; mail; contact email; contact e mail; champion email;
        mentor email; speaker email; e mail adresse; mailadresse; adresse e mail; courriel; adresse
        courriel; correo; correo electrónico; correo electronico""",
    Field.HANDLE: """
        handle; github handle; github id; github username; github user; gitlab user; nick; nickname; irc
        nick; username; user name; user id; account; twitter; mastodon; benutzername; pseudo; usuario""",
    Field.COUNTRY: """
        country; land; pays; país; pais; nationality""",
    Field.ATTENDANCE: """
        attendance; attends; coming; comes; will come; are you coming; will you come; will you attend;
        present; in person; confirmed; participation; kommt; kommen; zusage; présence; asistencia""",
    Field.DATES: """
        date; dates; when; date and time; days; time and date; datum; termin; wann; daten; zeitraum;
        quand; fecha; fechas; cuándo; cuando; data; quando; wanneer""",
    Field.PLACE: """
        place; where; location; venue; city; address; host city; ort; wo; veranstaltungsort; tagungsort;
        stadt; lieu; où; ville; lugar; dónde; donde; ciudad; local; luogo; dove; locatie; waar""",
    Field.TIME_ZONE: """
        time zone; timezone; tz; zeitzone; fuseau horaire; zona horaria""",
    Field.LENGTH: """
        length; duration; size; project size; expected project size; expected size; estimated size; size
        of project; expected size of project; hours; expected hours; time; estimated time; effort; time
        needed; estimated effort; dauer; länge; umfang; aufwand; durée; taille; duración; tamaño; duração""",
    Field.STATE: """
        status; state; review state; review; zustand; stand; statut; état; estado""",
    Field.NUMBER: """
        number; no; nr; id; #; nummer; numéro; número; project number; lfd nr""",
    Field.TIME: """
        start; end; start time; end time; begin; begins; ends; time slot; slot; timeslot; uhrzeit; zeit;
        beginn; ende; heure; hora; horario; arrival; departure""",
    Field.ROOM: """
        room; track room; raum; saal; salle; sala""",
    Field.PRIVATE: """
        phone; telephone; diet; dietary requirements; food; t shirt; t shirt size; allergies; emergency
        contact; password; token; internal notes; internal notes organisers; internal note; telefon;
        essen; ernährung; téléphone; teléfono""",
    Field.OTHER: """
        who can attend; other sessions where we should avoid scheduling conflicts; tags; tag; labels;
        keywords; keyword; type; format; session type; session format; recommended; possible students;
        student; students; verified; gsoc; date of insert; license; licence; timestamp; created; created
        at; last modified; modified; micro tasks; may we publish your name; how many people are you
        looking for; capacity; attachments; agenda; minutes; project repository; presenter location;
        comments; remarks; comment; bemerkung; bemerkungen; kommentar; commentaire; commentaires;
        comentarios; training issues; priority; project type; funding; dependencies; constraints; risks;
        equipment""",
}

_MODIFYING = (
    "a an the your our my main primary possible potential suggested project projects session topic idea "
    "proposal brief short required desired desirable recommended preferred proposed expected additional "
    "coding assisting technical backup secondary other optional any first second third 1 2 3 4 5 i ii of "
    "for this in on with to be is are please list names name full key current involved and or "
    "so far yet"
)
_MODIFIERS = frozenset(_MODIFYING.split())
_OUTSIDE = " \t*_`:.?!#=~-\N{EN DASH}\N{EM DASH}\N{FULLWIDTH COLON}\N{BULLET}|"
_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_NOT_WORDS = re.compile(r"[^\w/#+]+")
_AND = re.compile(r"\s(?:and|und|et|y|e|or|oder|ou|o)\s|/")
_LONGEST_LABEL = 80
_MOST_PARTS = 4


def normalized_label(text: str) -> str:
    """Return a label as it is compared: without marks, brackets and case."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip(_OUTSIDE)
    plain = _BRACKETS.sub(" ", plain).replace("&", " and ")
    return " ".join(_NOT_WORDS.sub(" ", plain).split())


_FIELDS: dict[str, Field] = {
    normalized_label(spelling): field
    for field, spellings in _SPELLINGS.items()
    for spelling in spellings.split(";")
}


def field_for_label(text: str) -> Field | None:
    """Return the meaning of a label or column header; None if it is unknown.

    "Expected outcome(s):", "**Mentors**" and "Ansprechpartner/in" are known; a sentence never is.
    """
    return _field_for(text) if len(text) <= _LONGEST_LABEL else None


@lru_cache(maxsize=4096)
def _field_for(text: str) -> Field | None:
    label = normalized_label(text)
    if not label:
        return Field.NUMBER if text.strip() == "#" else None
    return _known(label) or _without_modifiers(label) or _of_parts(label)


def _known(label: str) -> Field | None:
    found = _FIELDS.get(label)
    if found is None and label.endswith("s"):
        return _FIELDS.get(label[:-1])
    return found


def _without_modifiers(label: str) -> Field | None:
    words = label.split()
    if len(words) > 6:
        return None
    while len(words) > 1 and words[0] in _MODIFIERS:
        words = words[1:]
        if found := _known(" ".join(words)):
            return found
    while len(words) > 1 and words[-1] in _MODIFIERS:
        words = words[:-1]
        if found := _known(" ".join(words)):
            return found
    return None


def _of_parts(label: str) -> Field | None:
    """Return what all known parts of "Languages and skills" mean together; the first decides."""
    parts = [part.strip() for part in _AND.split(label) if part.strip()]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    fields = [_known(part) or _without_modifiers(part) for part in parts]
    known = [field for field in fields if field]
    return known[0] if len(known) == len(fields) or len(known) > 1 else None
