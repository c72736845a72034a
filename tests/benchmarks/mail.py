"""`make bench-email`: the digest at the top as a letter, sent to a thousand recipients at a server on this machine."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.delivery.mail_server import PASSWORD, USER, Post, certificates, running

_SENDER = "- digestry:\n      email_from: papers@example.org"


def main() -> None:
    """Prints seconds and the most memory, for some numbers of recipients; the newest issue is sent."""
    for count in (1, 100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            tls, authority = certificates(place)
            shutil.copytree(ROOT / "content", place / "digest/content")
            settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("- digestry:", _SENDER, 1)
            (place / "digest/mkdocs.yml").write_text(settings, "utf-8")
            with running(Post(), tls) as post:
                print(_sent(place, post, authority, count), flush=True)


def _sent(place: Path, post: Post, authority: Path, count: int) -> str:
    people = "\n".join(f"r{number}@example.org" for number in range(count))
    environment = {
        **os.environ,
        "DIGEST_SMTP_SERVER": f"smtp://localhost:{post.port}",
        "DIGEST_SMTP_USER": USER,
        "DIGEST_SMTP_PASSWORD": PASSWORD,
        "SSL_CERT_FILE": str(authority),
    }
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "digestry", "email", "--send", "--recipients", "-"],
        cwd=place / "digest",
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin
    process.stdin.write(people)
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    assert status == 0, status
    assert len(post.letters) == count
    size = len(post.letters[0][1]) / 1000
    return f"{count:5,} letters of {size:.0f} kB: {seconds:5.1f} s, {usage.ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
