"""Short names for browsers, precise enough for people to recognize their own devices and no more."""

from datetime import timedelta

STAYS = timedelta(days=90)
"""A device that was unused for this long is signed out."""

# The first match wins: most browsers claim to be other ones, too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",  # not translated
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
MACHINES = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "a Chromebook",
    "Mac OS X": "a Mac",  # not translated
    "Linux": "Linux",
}


def described(user_agent: str) -> str:
    """Return a short description of a browser from its User-Agent: "Firefox on Android"."""
    known = (words for sign, words in BROWSERS.items() if sign in user_agent)
    browser = next(known, "A browser")  # not translated
    machine = next((words for sign, words in MACHINES.items() if sign in user_agent), "")
    return f"{browser} on {machine}" if machine else browser
