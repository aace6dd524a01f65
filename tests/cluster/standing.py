"""Two application servers, three databases, two PgBouncers, Redis and nginx on one machine."""

import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from http.client import HTTPSConnection
from pathlib import Path

from tests.cluster.certificates import Certificates, self_signed
from tests.cluster.places import (
    APPS,
    AS_POSTGRES,
    BOUNCERS,
    DATABASES,
    FILES,
    FRONT,
    HOST,
    POSTGRESQL,
    ROOT,
    STAMP,
)
from tests.cluster.programs import Program

WORD = "made-up-word"
OURS = "host all postgres 127.0.0.0/8 trust\n"  # to look on; the rest is as in the guide


class Cluster:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="peacekb-cluster-"))
        self.folder.chmod(0o755)
        self.certificates = Certificates(self.folder)
        self.guide = (FILES / "several.md").read_text()
        self.programs = {}

    def stand(self):
        self._databases()
        site = str(self.certificates.site("stamp"))
        stamp = self._file("redis.conf", {"10.0.0.31": STAMP, "/etc/redis/site": site})
        self._start("redis", ["redis-server", stamp])
        for app in APPS:
            self._bouncer(app)
        wait_for(lambda: self.sql("SELECT 1", "db1") == "1", "the primary")
        first = self.environment("app1")
        at = f"postgresql://peacekb_owner@{DATABASES['db1']}/peacekb?sslmode=verify-full"
        owner = {"DATABASE_URL": at, "HOME": str(self.certificates.home("owner"))}
        self.manage(first | owner, "migrate")
        for words in (["collectstatic", "--noinput"], ["prepare"]):
            wait_for(lambda words=words: self.manage(first, *words), " ".join(words), 900)
        for app in APPS:
            self._application(app)
        self._proxy()
        wait_for(lambda: ask("/missions/")[0] == 200, "the site")

    def end(self):
        for program in reversed(self.programs.values()):
            program.end()
        for port in BOUNCERS.values():
            Path(f"/run/postgresql/.s.PGSQL.{port}").unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, app):
        at, site = f"postgresql://root@:{BOUNCERS[app]}/peacekb", self.certificates.site(app)
        (stamp,) = re.findall(r"STAMP_URL='(.*)'", self.guide)
        stamp = stamp.replace("stamp", STAMP).replace("/etc/peacekb.site", str(site))
        return {
            "PROFILE": "production", "SECRET_KEY": WORD * 5, "ALLOWED_HOSTS": HOST,
            "CSRF_TRUSTED_ORIGINS": f"https://{HOST}", "BEHIND_TLS_PROXY": "yes",
            "DATABASE_URL": at, "REPLICA_URLS": ",".join(f"{at}_{one}" for one in DATABASES),
            "STAMP_URL": stamp, "RATE_LIMIT": "0", "REQUIRE_SECOND_FACTOR": "no",
            "RELEASES": str(self.folder / "releases"), "LOG_LEVEL": "WARNING",
            "GRANIAN_HOST": APPS[app], "GRANIAN_PORT": "8443",
            "GRANIAN_SSL_CERTIFICATE": str(site / "site.crt"),
            "GRANIAN_SSL_KEYFILE": str(site / "site.key"),
        }  # fmt: skip

    def manage(self, environment, *words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=os.environ | environment,
                              capture_output=True, text=True, check=True).stdout or " "  # fmt: skip

    def sql(self, statement, database):
        at = f"host={DATABASES[database]} user=postgres dbname=peacekb connect_timeout=2"
        done = subprocess.run(["psql", "-XAtq", at, "-c", statement],
                              capture_output=True, text=True, check=False)  # fmt: skip
        return done.stdout.strip()

    def primaries(self):
        """More than one where one that stood still has not noticed that another took its place."""
        asked = "SELECT NOT pg_is_in_recovery()"
        return [one for one in DATABASES if self.sql(asked, one) == "t"]

    def _start(self, name, command, **given):
        self.programs[name] = Program(name, command, self.folder, **given).start()

    def _file(self, name, changes, called=""):
        """A file of the guide with the addresses and paths of this machine."""
        text = (FILES / name).read_text()
        for before, after in changes.items():
            if not re.search(before, text):
                raise ValueError(f"{name} has no {before}")
            text = re.sub(before, after, text)
        path = self.folder / (called or name)
        path.write_text(text)
        path.chmod(0o644)
        return path

    def _databases(self):
        for number, (name, address) in enumerate(DATABASES.items(), start=1):
            data, conf = self.folder / name, self.folder / f"{name}.repmgr.conf"
            self._file("repmgr.conf", {
                "node_id = 1": f"node_id = {number}", "'db1'": f"'{name}'",
                "host=db1": f"host={address}", "/var/lib/postgresql/15/main": str(data),
                "/etc/repmgr.conf": str(conf), "/srv/peacekb/docs/deployment": str(FILES),
            }, conf.name)  # fmt: skip
            data.mkdir(mode=0o700)
            shutil.chown(data, "postgres", "postgres")
            self._first(data) if number == 1 else self._clone(name, conf)
            self._database(name, address, data)
            if number == 1:
                self._roles(address)
            self._watch(name, conf, "primary" if number == 1 else "standby")

    def _database(self, name, address, data):
        home = self.certificates.home(name)
        rejoin = [FILES / "rejoin", data, name, *DATABASES.values()]
        server = [POSTGRESQL / "postgres", "-D", data, "-c", f"listen_addresses={address}"]
        server += ["-c", "unix_socket_directories="]
        for setting, file in {
            "cert": "postgresql.crt",
            "key": "postgresql.key",
            "ca": "root.crt",
        }.items():
            server += ["-c", f"ssl_{setting}_file={home}/.postgresql/{file}"]
        self._start(name, server, user="postgres", before=[rejoin], HOME=str(home))
        stop = [FILES / "step_down", data, address, *DATABASES.values()]
        self._start(f"step-down-{name}", stop, user="postgres", HOME=str(home))
        others = [one for one in DATABASES.values() if one != address]
        may_cut = ["--inh-caps=+net_admin", "--ambient-caps=+net_admin"]
        cut = [*AS_POSTGRES, *may_cut, FILES / "cut_lines", *others]
        self._start(f"cut-lines-{name}", cut, HOME=str(home))
        wait_for(lambda: self._answers(address), name)

    def _roles(self, address):
        """Before a standby follows, a commit would wait for one."""
        told = {"PGHOST": address, "PGOPTIONS": "-c synchronous_commit=local"}
        for words in re.findall(r"runuser -u postgres -- ((?:create|psql).*)", self.guide):
            command = words.replace("docs/deployment", str(FILES))
            self._as_postgres("sh", "-c", command, **told)

    def _watch(self, name, conf, kind):
        home = str(self.certificates.home(name))
        self._as_postgres("repmgr", "-f", conf, kind, "register", "-F", HOME=home)
        unit = (
            (FILES / "peacekb-failover.service").read_text().replace("/etc/repmgr.conf", str(conf))
        )
        again, watch = (
            re.search(rf"{one}=(.*)", unit)[1].replace("-/", "- /").split()
            for one in ("ExecStartPre", "ExecStart")
        )
        self._start(f"watch-{name}", watch, user="postgres", before=[again], HOME=home)

    def _clone(self, name, conf):
        (source,) = re.findall(r"-d '(host=db1 .*?)' standby clone", self.guide)
        source = source.replace("db1", DATABASES["db1"])
        clone = ["standby", "clone", "--fast-checkpoint", "-F"]
        home = str(self.certificates.home(name))
        self._as_postgres("repmgr", "-f", conf, "-d", source, *clone, HOME=home)

    def _first(self, data):
        self._as_postgres(POSTGRESQL / "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C",
                          "-D", data)  # fmt: skip
        with (data / "postgresql.conf").open("a") as file:
            file.write((FILES / "postgresql.conf").read_text())
        lines = re.findall(r"^ +hostssl .*", self.guide, re.MULTILINE)
        told = "\n".join(lines).replace("10.0.0.0/24", "127.0.0.0/8")
        (data / "pg_hba.conf").write_text(f"{OURS}{told}\n")

    def _answers(self, address):
        at = f"host={address} user=postgres dbname=postgres connect_timeout=1"
        done = subprocess.run(["psql", "-XAtq", at, "-c", "SELECT 1"], capture_output=True)
        return done.returncode == 0

    def _as_postgres(self, *words, **environment):
        command = [*AS_POSTGRES, *map(str, words)]
        done = subprocess.run(command, env=os.environ | environment, cwd=self.folder,
                              capture_output=True, text=True, check=False)  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")

    def _bouncer(self, app):
        """The application runs as we do here, and not as an account of its own."""
        folder, home = self.folder / f"bouncer-{app}", self.certificates.home(app)
        folder.mkdir()
        for words, name in re.findall(r"echo '(.*)' .*/etc/pgbouncer/(\S+)", self.guide):
            told = words.replace("db1", DATABASES["db1"]) if "host=" in words else words
            told = re.sub(
                r'"peacekb"|peacekb(?= peer)', lambda one: one[0].replace("peacekb", "root"), told
            )
            (folder / name).write_text(f"{told}\n")
        shutil.chown(folder, "postgres", "postgres")
        changes = {"/etc/pgbouncer": str(folder), "6432": str(BOUNCERS[app]),
                   "/var/lib/postgresql": str(home)}  # fmt: skip
        changes |= {f"host={name}": f"host={address}" for name, address in DATABASES.items()}
        file = self._file("pgbouncer.ini", changes, f"bouncer-{app}.ini")
        self._start(f"bouncer-{app}", ["pgbouncer", file], user="postgres")
        self._start(
            f"pointing-{app}", [FILES / "point_at_primary", *DATABASES.values()], user="postgres",
            PRIMARY_INI=str(folder / "primary.ini"), PGBOUNCER=str(BOUNCERS[app]), HOME=str(home),
        )  # fmt: skip

    def _application(self, app):
        unit = (FILES / "peacekb.service").read_text()
        words = re.search(r"ExecStart=\S+/granian (.*)", unit)[1].split()
        granian = Path(sys.executable).with_name("granian")
        environment = self.environment(app) | {"PYTHONPATH": str(ROOT)}
        prepare = [sys.executable, ROOT / "manage.py", "prepare"]
        self._start(app, [granian, *words], before=[prepare], **environment)
        work = [sys.executable, ROOT / "manage.py", "work"]
        self._start(f"work-{app}", work, **environment)

    def _proxy(self):
        key, certificate = self_signed(self.folder / "www.key", HOST)
        trusted = self.certificates.site("app1") / "root.crt"
        servers = " ".join(f"server {one}:8443 fail_timeout=1s;" for one in APPS.values())
        site = self._file("nginx.conf", {
            r"server unix:\S+ fail_timeout=1s;": servers,
            "proxy_pass http:": "proxy_pass https:",
            "proxy_pass_header Server;.*": f"proxy_pass_header Server; {_proved(trusted)}",
            "proxy_read_timeout 8s": "proxy_read_timeout 4400ms",
            "rate=20r/s": "rate=20000r/s",
            r"listen \[::\].*": "",
            "listen 443": f"listen {FRONT}:443",
            "listen 80": f"listen {FRONT}:80",
            "/etc/letsencrypt/.*/fullchain.pem": str(certificate),
            "/etc/letsencrypt/.*/privkey.pem": str(key),
            "/var/cache/peacekb": str(self.folder / "kept"),
        })  # fmt: skip
        whole = self.folder / "whole.conf"
        whole.write_text(
            f"daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.err;\n"
            "user www-data; worker_processes 1; events {} http { sendfile on; access_log off;\n"
            f"include /etc/nginx/mime.types; include {site}; }}\n"
        )
        self._start("nginx", ["nginx", "-c", whole])


def _proved(trusted):
    """The lines of `several.md` by which nginx knows its application servers."""
    guide = (FILES / "several.md").read_text()
    lines = re.findall(r"^ +(proxy_ssl_\S+ .*;)$", guide, re.MULTILINE)
    return " ".join(lines).replace("/etc/nginx/peacekb-site.crt", str(trusted))


def wait_for(holds, what, seconds=90):
    last = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except (OSError, subprocess.CalledProcessError) as error:
            if time.monotonic() > last:
                raise RuntimeError(f"{what}: {getattr(error, 'stderr', error)}") from error
        if time.monotonic() > last:
            raise RuntimeError(f"{what} does not answer.")
        time.sleep(0.3)


def connection():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is our own
    return HTTPSConnection(FRONT, 443, timeout=20, context=context)


def ask(path, method="GET", body=None, line=None, **headers):
    """(status, headers, body); the status is 0 where nobody answers."""
    own = line or connection()
    try:
        own.request(method, path, body, {"Host": HOST, **headers})
        reply = own.getresponse()
        return reply.status, reply.headers, reply.read()
    except OSError as error:
        own.close()
        return 0, {}, str(error).encode()
