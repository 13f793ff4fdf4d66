"""One way to send mail: plain text first, and the same in simple HTML. No pictures, no trackers."""

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def send(to: str, *, subject: str, paragraphs: Sequence[str], link: str = "") -> None:
    """Send one mail to one person.

    Raises OSError (smtplib's errors are among them) when the post office does not take it.
    """
    text = "\n\n".join([*paragraphs, *([link] if link else [])])
    message = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text, to=[to])
    page = render_to_string(
        "notices/mail.html", {"subject": subject, "paragraphs": paragraphs, "link": link}
    )
    message.attach_alternative(page, "text/html")
    message.send()
