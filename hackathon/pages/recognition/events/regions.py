"""Regions written between a city and its country, so that they are not taken for the city."""

from functools import cache

from hackathon.core.text.names import normalize

_STATES = """
    alabama; alaska; arizona; arkansas; california; colorado; connecticut; delaware; florida; georgia; hawaii;
    idaho; illinois; indiana; iowa; kansas; kentucky; louisiana; maine; maryland; massachusetts; michigan;
    minnesota; mississippi; missouri; montana; nebraska; nevada; new hampshire; new jersey; new mexico;
    new york; north carolina; north dakota; ohio; oklahoma; oregon; pennsylvania; rhode island;
    south carolina; south dakota; tennessee; texas; utah; vermont; virginia; washington; west virginia;
    wisconsin; wyoming; district of columbia"""
_CODES = """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH
    OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"""
_OTHERS = """
    alberta; british columbia; manitoba; new brunswick; nova scotia; ontario; quebec; saskatchewan;
    new south wales; queensland; south australia; tasmania; victoria; western australia; england; scotland;
    wales; northern ireland; bavaria; bayern; baden-württemberg; hesse; hessen; saxony; sachsen; thuringia;
    thüringen; brandenburg; lower saxony; niedersachsen; nordrhein-westfalen; north rhine-westphalia;
    rheinland-pfalz; schleswig-holstein; tyrol; tirol; styria; steiermark; carinthia; flanders; wallonia;
    andalusia; andalucía; aragon; asturias; basque country; canary islands; gran canaria; tenerife;
    lanzarote; cantabria; castilla y león; catalonia; cataluña; extremadura; galicia; mallorca; murcia;
    valencian community; brittany; normandy; provence; occitanie; nouvelle-aquitaine; corsica; lombardy;
    tuscany; toscana; piedmont; piemonte; veneto; sicily; sicilia; sardinia; liguria; umbria; puglia;
    emilia-romagna; crete; algarve; madeira; azores; bohemia; moravia; transylvania; karnataka; kerala;
    maharashtra; tamil nadu; telangana; delhi ncr; gujarat; rajasthan; west bengal; hokkaido; okinawa;
    são paulo state; minas gerais; jalisco; vestland; lapland; skåne; scania; vaud; ticino"""


def is_region(text: str) -> bool:
    """Whether the text names a region within a country, or a state of the USA by its two letters."""
    return normalize(text) in _regions() or is_state(text)


def is_state(text: str) -> bool:
    """Whether the text names a state of the USA, in full or by its two letters."""
    return text.strip() in _CODES.split() or normalize(text) in _states()


@cache
def _states() -> frozenset[str]:
    return frozenset(normalize(name) for name in _STATES.split(";"))


@cache
def _regions() -> frozenset[str]:
    return frozenset(normalize(name) for name in f"{_STATES};{_OTHERS}".split(";"))
