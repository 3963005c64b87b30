"""Finding what must never stand in a note: passwords, bank cards, social-security numbers.

A guard against habit, not against cunning: it knows how people here write such things down, and
leaves alone what helps to find a home ("portail 1234A", "digicode 45B12").
"""

import enum
import re

CARD_LENGTHS = range(13, 20)
NIR_MODULUS = 97  # control key of the national number: 97 - (number mod 97)
SHORTEST_SECRET = 4
MASK = "[effacé]"


class Credential(enum.StrEnum):
    """What was found."""

    PASSWORD = "password"  # noqa: S105 -- the name of a kind
    CARD = "card"
    NIR = "nir"


# A secret is named, then given: "mdp : soleil64". The name alone is harmless.
_NAMES = (
    r"mots? de passe?s?",
    r"mdp",
    r"pass ?word",
    r"code (?:secret|confidentiel|pin|personnel|bancaire|de (?:la |sa )?carte)",
    r"pin",
    r"(?:cl[ée]|code|mot de passe) (?:du |de la |de l['’])?(?:wi-?fi|wpa2?|box)",
    r"identifiants?",
    r"login",
)
_LINK = r"[\s:=→>-]*(?:est|sont|c['’]est)?[\s:=→>-]*"
_NAMED = re.compile(
    rf"\b(?:{'|'.join(_NAMES)})\b(?P<link>{_LINK})[«\"“(]?\s*(?P<secret>[^\s,;»\"”)]+)",
    re.IGNORECASE,
)
_LOOKS_SECRET = re.compile(r"\d|[^\w'’.!?-]|[a-zéèà][A-Z]")
_CARD = re.compile(r"(?<!\d)(?:\d{4}(?:[ .-]\d{4}){3}|\d{13,19})(?!\d)")
_NIR = re.compile(
    r"(?<!\d)([1-478])\s?(\d\d)\s?(\d\d)\s?(\d[\dABab])\s?(\d{3})\s?(\d{3})[\s/]*(\d\d)(?!\d)"
)
# What follows "mot de passe :" in a note about the help itself, not in a password.
_ABOUT_IT = frozenset(
    """
    à a au aucun aussi avec bloqué changé changer compliqué créer de demande demander des
    difficile du elle en et expiré faire gérer il inconnu je le la les mémoriser modifier ne non
    noté noter oublié oubliée oubliés ok oui ou par pas perdu perdue perdus pour que refusé
    refaire retrouver réinitialiser sait sans ses son sur trop un une voir
    """.split()  # noqa: SIM905 -- a list of words reads better as words
)


def find_credential(text: str) -> Credential | None:
    """Return the first kind of credential the text seems to hold, or None.

    >>> find_credential("Mot de passe : Soleil64"), find_credential("A oublié son mot de passe")
    (<Credential.PASSWORD: 'password'>, None)
    """
    if any(_gives_secret(named) for named in _NAMED.finditer(text)):
        return Credential.PASSWORD
    if any(_is_nir(found) for found in _NIR.finditer(text)):
        return Credential.NIR
    if any(_is_card(found[0]) for found in _CARD.finditer(text)):
        return Credential.CARD
    return None


def mask_credentials(text: str) -> str:
    """Return the text with each secret replaced: written offline, it could not be refused.

    >>> mask_credentials("Mot de passe : Soleil64, à changer")
    'Mot de passe : [effacé], à changer'
    """
    text = _NAMED.sub(_mask_named, text)
    text = _NIR.sub(lambda found: MASK if _is_nir(found) else found[0], text)
    return _CARD.sub(lambda found: MASK if _is_card(found[0]) else found[0], text)


def _mask_named(named: re.Match[str]) -> str:
    if not _gives_secret(named):
        return named[0]
    start, end = named.span("secret")
    offset = named.start()
    return named[0][: start - offset] + MASK + named[0][end - offset :]


def _gives_secret(named: re.Match[str]) -> bool:
    secret = named["secret"].rstrip(".!?")
    if len(secret) < SHORTEST_SECRET:
        return False
    if _LOOKS_SECRET.search(secret):
        return True
    is_given = ":" in named["link"] or "=" in named["link"]
    return is_given and secret.lower() not in _ABOUT_IT


def _is_card(text: str) -> bool:
    """Check the Luhn key (ISO/IEC 7812-1, annex B)."""
    digits = [int(mark) for mark in text if mark.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(digits) in CARD_LENGTHS and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_nir(found: re.Match[str]) -> bool:
    """Check the control key; Corsican departments count as 19 (2A) and 18 (2B)."""
    *parts, key = found.groups()
    number = "".join(parts).upper().replace("2A", "19").replace("2B", "18")
    return number.isdigit() and NIR_MODULUS - int(number) % NIR_MODULUS == int(key)
