"""deploy/nginx.conf as a whole configuration, on ports and paths of a test's own."""

import socket
import subprocess
import time
from pathlib import Path

from newsroom.settings import BASE_DIR

TEXT = (BASE_DIR / "deploy" / "nginx.conf").read_text()


def configuration(folder: Path, port: int, site: int) -> str:
    """Return deploy/nginx.conf as a whole configuration, on ports and paths of ours."""
    begin, end = TEXT.index("server {\n    listen 80;"), TEXT.index("server {\n    listen 443")
    ours = TEXT[:begin] + TEXT[end:]
    for theirs, mine in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "    ssl_certificate     /etc/ssl/news.example.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/news.example.key;\n": "",
        "127.0.0.1:8000": f"127.0.0.1:{site}",
        "/var/cache/nginx/newsroom": str(folder / "kept"),
        "/var/log/nginx/newsroom.log": str(folder / "log"),
        "/srv/newsroom/var/media/": f"{folder}/store/",
    }.items():
        if theirs not in ours:
            raise LookupError(f"deploy/nginx.conf has no {theirs!r} any more.")
        ours = ours.replace(theirs, mine)
    return f"""
        daemon off; pid {folder}/pid; error_log /dev/null crit; user root;
        events {{ worker_connections 2048; }}
        http {{
          access_log off;
          client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
          fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
          {ours}
        }}
    """


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
