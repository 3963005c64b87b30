"""Phone numbers: read in every French writing, stored as E.164, shown in pairs."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from toctoc.common.errors import ToctocError

REGION = "FR"
# Mobiles that nobody will ever be given (ARCEP's numbering plan): demos and trainings use them.
# The library knows the fictional landlines as numbers, these not.
_FICTIONAL_MOBILE = re.compile(r"\+3363998\d{4}")


class InvalidPhone(ToctocError):
    """What was typed cannot be a phone number that anyone could ring."""


def parse_phone(typed: str) -> str:
    """Turn what was typed into E.164; a national number is French.

    >>> parse_phone("05.59.33-46 10"), parse_phone("0033 6 12 34 56 78")
    ('+33559334610', '+33612345678')

    Raises InvalidPhone.
    """
    try:
        # "+33 (0)6 …" is how many write it; the library reads the (0) as a digit of the number.
        number = phonenumbers.parse(typed.replace("(0)", "").replace(",", " "), REGION)
    except NumberParseException as error:
        raise InvalidPhone(typed=typed) from error
    stored = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if not (phonenumbers.is_valid_number(number) or _FICTIONAL_MOBILE.fullmatch(stored)):
        raise InvalidPhone(typed=typed)
    return stored


def show_phone(stored: str) -> str:
    """Show an E.164 number as people write it, "06 12 34 56 78"; a foreign one with its +."""
    if not stored:
        return ""
    number = phonenumbers.parse(stored, REGION)
    is_french = number.country_code == phonenumbers.country_code_for_region(REGION)
    style = PhoneNumberFormat.NATIONAL if is_french else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def can_receive_sms(stored: str) -> bool:
    """Tell whether an E.164 number is a mobile."""
    if _FICTIONAL_MOBILE.fullmatch(stored):
        return True
    return bool(stored) and phonenumbers.number_type(phonenumbers.parse(stored, REGION)) in {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
