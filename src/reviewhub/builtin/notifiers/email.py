"""E-mail by SMTP, with the server that the settings name."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from html import escape
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Message, Notifier, NotifyError, Recipient, Words
from reviewhub.settings import Settings

REFUSED_FOR_GOOD: Final = range(500, 600)
PAGE: Final = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title><body>{body}'
)


class Email:
    """Reaches whoever has an address, once a mail server is set up; settings are read when needed."""

    key = "builtin.email"
    version = "1"
    title = Words("电子邮件", "E-mail")

    def reaches(self, recipient: Recipient) -> bool:
        """Ask for a mail server and for an address that can be one."""
        return bool(Settings.from_env().smtp_host) and is_address(recipient.email)

    def send(self, message: Message) -> None:
        """Hand one mail to the server; raises :class:`NotifyError`."""
        settings = Settings.from_env()
        written = mail(message, settings)
        try:
            with _server(settings) as server:
                server.send_message(written)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotifyError(f"refused {codes}", permanent=_for_good(codes[0])) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise NotifyError(f"refused {error.smtp_code}", permanent=_for_good(error.smtp_code)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotifyError(type(error).__name__) from error


def is_address(text: str) -> bool:
    """Tell whether a text can be one address and nothing more: no line break, no second address."""
    name, _, host = text.partition("@")
    plain = text.isprintable() and not any(one in text for one in ' ,;:<>()[]"\\')
    return bool(plain and name and host and "@" not in host)


def mail(message: Message, settings: Settings) -> EmailMessage:
    """Write the mail: plain text and the least HTML; a line break can end no header."""
    written = EmailMessage()
    name, sender = parseaddr(settings.smtp_from)
    user, _, domain = sender.rpartition("@")
    written["From"] = Address(_line(name), user, domain)
    written["To"] = message.recipient.email
    written["Subject"] = _line(message.subject)
    written["Date"] = formatdate(localtime=False)
    written["Message-ID"] = f"<{message.id}@{domain}>"
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(_plain(message))
    written.add_alternative(_html(message), subtype="html")
    for one in message.attachments:
        kind, _, subtype = one.media_type.partition("/")
        written.add_attachment(one.data, maintype=kind, subtype=subtype, filename=_line(one.name))
    return written


def _plain(message: Message) -> str:
    link = (f"{message.link_text}\n{message.link}",) if message.link else ()
    return "\n\n".join((*message.paragraphs, *link)) + "\n"


def _html(message: Message) -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in message.paragraphs)
    if message.link:
        body += f'<p><a href="{escape(message.link)}" rel="noreferrer">{escape(message.link_text)}</a></p>'
    return PAGE.format(language=escape(message.language), title=escape(message.subject), body=body)


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _for_good(code: int) -> bool:
    return code in REFUSED_FOR_GOOD


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """Connect, encrypt as the settings say, and sign in."""
    context = ssl.create_default_context()
    where = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=settings.smtp_seconds, context=context)
    else:
        server = smtplib.SMTP(*where, timeout=settings.smtp_seconds)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        yield server


@hookimpl
def register_notifiers() -> list[Notifier]:
    """Offer e-mail."""
    return [Email()]
