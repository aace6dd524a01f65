"""The certificates of a run, asked for, signed and brought to their places as the guide has it."""

import os
import re
import shutil
import socket
import ssl
import subprocess
from getpass import getuser
from pathlib import Path

from tests.cluster.places import ADDRESSES, APPS, DATABASES, FILES, STAMP

ASKED = re.compile(r"^ +ask (\S+) (\S+) (\S+) (\S+)(?: DNS:(\S+))? >(\S+)$", re.MULTILINE)
TLS_OF_POSTGRESQL = bytes([0, 0, 0, 8, 4, 210, 22, 47])  # its SSLRequest
SSH = '#!/bin/sh\nMACHINE=$1 exec sh -c "$2"\n'
SYSTEMCTL = """#!/bin/sh
cd {folder}
echo "$MACHINE $2" >>told
by=HUP
case "$2" in
    pgbouncer) name=bouncer-$MACHINE ;;
    redis-server) name=redis by=TERM ;;
    *) name=$MACHINE ;;
esac
[ ! -e "$name.pid" ] || kill -"$by" "$(cat "$name.pid")"
"""


class Certificates:
    """`homes` and `sites` are folders of each machine, where the guide has one path for all."""

    def __init__(self, folder, account="postgres"):
        self.folder, self.account = folder, account
        self.authorities, self.told = folder / "authorities", folder / "told"
        self._instead("ssh", SSH)
        self._instead("systemctl", SYSTEMCTL.format(folder=folder))
        for line in ASKED.findall((FILES / "several.md").read_text()):
            self._ask(*line)
        self.renew(pause=0)
        self._certify_owner()

    def home(self, machine):
        return self.folder / f"home-{machine}"

    def site(self, machine):
        return self.folder / f"site-{machine}"

    def renew(self, pause=30):
        """As each week; `told` then says which unit of which machine read what is new."""
        text = (FILES / "renew").read_text()
        for before, after in self._paths("$one").items():
            text = text.replace(before, after)
        subprocess.run(["sh", "-c", text], check=True, capture_output=True, env=os.environ | {
            "PATH": f"{self.folder / 'instead'}:{os.environ['PATH']}",
            "CERTIFY": str(FILES / "certify"), "AUTHORITIES": str(self.authorities),
            "PAUSE": str(pause)})  # fmt: skip

    def are_shown(self):
        """Whether whoever asks is shown the newest of each."""
        shown = [
            (DATABASES[one], 5432, self.home(one) / ".postgresql/postgresql.crt")
            for one in DATABASES
        ]
        shown += [(APPS[one], 8443, self.site(one) / "site.crt") for one in APPS]
        shown += [(STAMP, 6379, self.site("stamp") / "site.crt")]
        return all(shown_at(address, port) == der(file) for address, port, file in shown)

    def _certify_owner(self):
        data, request = self.authorities / "data", self.authorities / "owner.csr"
        subprocess.run([FILES / "certify", data, "1", request], check=True, capture_output=True)
        place = self.home("owner") / ".postgresql"
        shutil.copy(data / "root.crt", place)
        shutil.copy(request.with_suffix(".crt"), place / "postgresql.crt")

    def _ask(self, machine, key, account, role, name, request):
        """Of accounts there is only that of PostgreSQL here; the rest runs as we do."""
        for before, after in self._paths(machine).items():
            key = key.replace(before, after)
        account = self.account if account == "postgres" else getuser()
        names = [f"IP:{ADDRESSES[name]}" if name in ADDRESSES else f"DNS:{name}"] if name else []
        path = self.authorities / request
        path.parent.mkdir(parents=True, exist_ok=True)
        told = subprocess.run([FILES / "request", key, account, role, *names],
                              check=True, capture_output=True)  # fmt: skip
        path.write_bytes(told.stdout)
        shutil.chown(Path(key).parents[1], account)

    def _paths(self, machine):
        return {
            "/var/lib/peacekb_owner": f"{self.folder}/home-owner",
            "/var/lib/postgresql": f"{self.folder}/home-{machine}",
            "/etc/peacekb.site": f"{self.folder}/site-{machine}",
            "/etc/redis/site": f"{self.folder}/site-stamp",
        }

    def _instead(self, name, text):
        path = self.folder / "instead" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)


def self_signed(key, host):
    """The files of the key and of the certificate by which readers know the site."""
    certificate = key.with_suffix(".crt")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", f"/CN={host}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)  # fmt: skip
    return key, certificate


def shown_at(address, port):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((address, port), timeout=2) as line:
        if port == 5432:
            line.sendall(TLS_OF_POSTGRESQL)
            line.recv(1)
        with context.wrap_socket(line) as proved:
            return proved.getpeercert(binary_form=True)


def der(file):
    return ssl.PEM_cert_to_DER_cert(file.read_text())
