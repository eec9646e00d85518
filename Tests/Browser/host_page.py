"""Somebody else's web site, of another origin than the desk, with a strict policy."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STRICT = (
    "default-src 'none'; script-src {desk}; connect-src {desk} {socket}; style-src 'none'; "
    "img-src 'none'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Somebody's shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
</head><body><h1>Somebody's shop</h1><p>A page with nothing but text.</p>
<a href="#end" id="before">A link of the page</a>
{tag}
</body></html>"""


class HostPage:
    """Serves pages made by `show`; `requests` has every path that was asked for."""

    def __init__(self):
        self.requests = []
        self.pages = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.requests.append(self.path)
                policy, body = site.pages.get(self.path.split("?")[0], ("", None))
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def show(self, desk, path="/", lang="en", policy=STRICT, body=None, **attributes):
        """Puts a page with the widget of `desk` under `path`; returns its address."""
        data = "".join(
            f' data-{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        tag = f'<script async src="{desk.url}/widget.js"{data}></script>'
        html = (body or PAGE).format(lang=lang, tag=tag)
        filled = policy.format(desk=desk.url, socket=desk.socket_url)
        self.pages[path] = (filled, html.encode())
        return self.origin + path

    def close(self):
        self.server.shutdown()
        self.server.server_close()
