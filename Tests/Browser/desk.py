"""A desk: the built server, started on free ports with a folder of its own."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

BINARY = os.environ.get("FRONTDESK_BINARY", "")
ASSISTANT = os.environ.get("FRONTDESK_ASSISTANT", "")
READY = re.compile(r"ready http=(\S+) line=(\S+)")
#: Models by the assistant's folder, so that a run trains each once.
TRAINED = {}


class Desk:
    """Serves `assistant` until it is stopped; pages of `origins` may chat."""

    def __init__(self, origins=(), assistant=None, flags=()):
        self.folder = tempfile.TemporaryDirectory(prefix="frontdesk-browser-")
        self.assistant = str(assistant or ASSISTANT)
        self.origins = list(origins)
        self.flags = list(flags)
        self.address = "127.0.0.1:0"
        self.process = None
        data = Path(self.folder.name) / "data"
        data.mkdir(mode=0o700)
        for name, content in TRAINED.get(self.assistant, {}).items():
            (data / name).write_bytes(content)
        self.start()
        TRAINED.setdefault(
            self.assistant, {path.name: path.read_bytes() for path in data.glob("*.model")})

    @property
    def url(self):
        return f"http://{self.address}"

    @property
    def socket_url(self):
        return f"ws://{self.address}"

    def start(self):
        """Starts, on the same port as before, and returns when it takes connections."""
        arguments = [BINARY, "serve", "--assistant", self.assistant]
        arguments += ["--data", str(Path(self.folder.name) / "data")]
        arguments += ["--http", self.address, "--line", "127.0.0.1:0", *self.flags]
        if self.origins:
            arguments += ["--web-allowed-origins", ",".join(self.origins)]
        log = open(Path(self.folder.name) / "log", "ab")
        # The server takes its settings from the same prefix and refuses what it does not know.
        environment = {k: v for k, v in os.environ.items() if not k.startswith("FRONTDESK_")}
        self.process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        log.close()
        for line in self.process.stdout:
            if found := READY.search(line):
                self.address = found.group(1)
                return
        raise RuntimeError(f"the desk did not start:\n{self.log()}")

    def log(self):
        return (Path(self.folder.name) / "log").read_text(errors="replace")[-4000:]

    def kill(self):
        """Takes the power away."""
        self.process.send_signal(signal.SIGKILL)
        self.reap()

    def stop(self):
        """Ends it in order."""
        self.process.send_signal(signal.SIGTERM)
        self.reap()

    def reap(self):
        self.process.wait(20)
        self.process.stdout.close()

    def close(self):
        if self.process.poll() is None:
            self.kill()
        self.folder.cleanup()

    def answers(self, path, body=None):
        """The status of a request, whatever it is."""
        request = urllib.request.Request(
            self.url + path, data=body, headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
