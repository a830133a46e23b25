"""What an operator can set, read once from ``REVIEWHUB_*``; a wrong name or value stops the start."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

PREFIX: Final = "REVIEWHUB_"
SHORTEST_SECRET: Final = 32
_FEE_KEY: Final = re.compile("[0-9a-fA-F]{64}")
TLS_MODES: Final = ("starttls", "tls", "none")
OTHERS: Final = frozenset({"REVIEWHUB_REQUIRE_ALL", "REVIEWHUB_TEST_PG_URL"})


class BadSetting(ValueError):
    """A setting that the start must not go on with."""


def _setting(default: Any, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; names in the environment are upper case with ``REVIEWHUB_`` before."""

    data_dir: Path = _setting(Path("data"), "Folder for the embedded database and uploaded documents.")
    database_url: str = _setting("", "SQLAlchemy address; empty means SQLite in the data folder.")
    secret_key: str = _setting("", "Signs cookies and forms; at least 32 characters, no default.")
    plugins_dir: Path | None = _setting(None, "Folder whose .py files are loaded as plugins.")
    pack_templates_dir: Path | None = _setting(
        None, "Folder whose .docx files can be chosen as the look of a report pack, one a region."
    )
    scorers_in_subprocess: bool = _setting(
        False, "Run the scorers of plugins that do not ship with the product in processes of their own."
    )
    scorer_seconds: int = _setting(5, "Seconds that one answer of a scorer in a process of its own may take.")
    timezone: str = _setting("Asia/Shanghai", "Zone in which dates and times are shown.")
    language: str = _setting("zh", "Language of the first page: zh or en.")
    cookie_secure: bool = _setting(True, "Send cookies over HTTPS only; switch off only for a local demo.")
    trusted_proxies: int = _setting(0, "How many proxies in front set X-Forwarded-For.")
    max_upload_mb: int = _setting(50, "Largest upload, in MB.")
    session_idle_minutes: int = _setting(60, "Minutes without a request after which one must sign in again.")
    session_hours: int = _setting(12, "Hours after which one must sign in again in any case.")
    lockout_attempts: int = _setting(5, "Wrong passwords in a row that lock an account.")
    lockout_minutes: int = _setting(15, "Minutes that a locked account stays locked.")
    log_requests: bool = _setting(True, "Write one line of JSON to standard error for every request.")
    public_url: str = _setting(
        "", "Address under which people reach the pages; without it messages carry no links."
    )
    background: bool = _setting(
        True, "Send messages from the serving processes; switch off where `reviewhub worker` runs."
    )
    background_seconds: int = _setting(30, "Seconds between two looks at what is due.")
    smtp_host: str = _setting("", "Mail server; without it no e-mail is sent.")
    smtp_port: int = _setting(587, "Its port: 587 for starttls, 465 for tls, 25 for none.")
    smtp_tls: str = _setting("starttls", "How mail is encrypted on its way: starttls, tls or none.")
    smtp_user: str = _setting("", "Name at the mail server; empty where it asks for none.")
    smtp_password: str = _setting("", "Password at the mail server.")
    smtp_from: str = _setting(
        "", "Sender of e-mails: an address, or a name with an address in angle brackets."
    )
    smtp_seconds: int = _setting(20, "Seconds to wait for the mail server.")
    clamd: str = _setting(
        "",
        "ClamAV daemon that looks at every upload: host:port, or the path of its socket. While it does not "
        "answer, no document is taken.",
    )
    office_program: str = _setting(
        "soffice",
        "LibreOffice, which shows Word and Excel documents as pages; without it they can only be downloaded.",
    )
    password_length: int = _setting(12, "Fewest characters of a new password.")
    fee_key: str = _setting(
        "",
        "Encrypts bank accounts and ID numbers: 64 hexadecimal digits; several with commas between them, the "
        "first encrypts. Without it no fee details are stored.",
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment; ``NAME_FILE`` names a file that holds the value, for secrets.

        Raises :class:`BadSetting` for an unknown name or a value of the wrong kind.
        """
        everything = os.environ if environ is None else environ
        given = {name: value for name, value in everything.items() if name.startswith(PREFIX)}
        kinds = {PREFIX + one.name.upper(): one for one in fields(cls)}
        values: dict[str, Any] = {}
        for name, raw in given.items():
            if name in OTHERS:
                continue
            plain = name.removesuffix("_FILE") if name not in kinds else name
            if plain not in kinds:
                raise BadSetting(f"unknown setting {name}")
            text = raw if plain == name else _secret(name, raw)
            values[kinds[plain].name] = _read(plain, text, kinds[plain].default)
        return cls(**values)

    @property
    def address(self) -> str:
        """Where the database is."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'reviewhub.db'}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people read times."""
        return ZoneInfo(self.timezone)

    @property
    def apart_seconds(self) -> int:
        """Seconds for one answer of a scorer in a process of its own; 0 where all run in this one.

        Raises :class:`BadSetting` where the limit is nothing or the system cannot do it.
        """
        if not self.scorers_in_subprocess:
            return 0
        if sys.platform == "win32" or not self.scorer_seconds:
            raise BadSetting(
                f"{PREFIX}SCORERS_IN_SUBPROCESS needs a Unix and a {PREFIX}SCORER_SECONDS above 0"
            )
        return self.scorer_seconds

    def checked(self) -> "Settings":
        """Refuse what must not serve: a short secret, mail without a sender, a key for fees that is none."""
        if self.smtp_host and (self.smtp_tls not in TLS_MODES or "@" not in self.smtp_from):
            raise BadSetting(
                f"{PREFIX}SMTP_HOST needs a sender in {PREFIX}SMTP_FROM, "
                f"and {PREFIX}SMTP_TLS is one of {', '.join(TLS_MODES)}"
            )
        if len(self.secret_key) < SHORTEST_SECRET:
            raise BadSetting(f"{PREFIX}SECRET_KEY must have at least {SHORTEST_SECRET} characters")
        if self.clamd and not (self.clamd.startswith("/") or self.clamd.rpartition(":")[2].isdecimal()):
            raise BadSetting(f"{PREFIX}CLAMD must be host:port or the path of a socket, not {self.clamd!r}")
        self.fee_keys()
        return self

    def fee_keys(self) -> tuple[bytes, ...]:
        """Give the keys for fee details, the one that encrypts first; raises :class:`BadSetting`."""
        texts = [one.strip() for one in self.fee_key.split(",") if one.strip()]
        if any(not _FEE_KEY.fullmatch(one) for one in texts):
            raise BadSetting(f"{PREFIX}FEE_KEY must be 64 hexadecimal digits, or several with commas between")
        return tuple(bytes.fromhex(one) for one in texts)


def _secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{name}: {error}") from error


def _read(name: str, text: str, default: Any) -> Any:
    if isinstance(default, bool):
        if text.lower() not in ("1", "0", "true", "false"):
            raise BadSetting(f"{name} must be true or false, not {text!r}")
        return text.lower() in ("1", "true")
    if isinstance(default, int):
        if not text.isdecimal():
            raise BadSetting(f"{name} must be a whole number, not {text!r}")
        return int(text)
    return text if isinstance(default, str) else Path(text)
