"""Who asks: an account's e-mail, with the password of one of its devices."""

from radicale.auth import BaseAuth

from toctoc.dav.exchange import current
from toctoc.people.operations import app_password_digest
from toctoc.people.queries import find_app_password


class Auth(BaseAuth):
    """Knows devices, not accounts: a password of the screens opens nothing here."""

    def _login(self, login: str, password: str) -> str:
        exchange = current()
        digest = app_password_digest(password)
        exchange.device = find_app_password(digest, email=login.strip())
        return exchange.user
