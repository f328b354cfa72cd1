"""Holds the backend to its own description: schemathesis tries every operation.

Started by `cargo xtask test contract`, which names the two programs in BACKEND
and SIMULATOR. A real backend against the stand-in for Microsoft, signed in as
an administrator; 0 server errors and 0 answers that are not described.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request

ORIGIN = "http://localhost:8420"
# Ending the session that tries (ids that answers showed are tried as well),
# streams, and guessing until everybody waits: those have tests of their own.
LEFT_OUT = r"^/(session|sessions|events|set-up|invitations/(read|accept)|people/.*)($|/)"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)
HEADERS = {"Origin": ORIGIN, "X-Requested-By": "imagecapture-panel"}


def start(command, ready, also=()):
    """Starts a server; gives it, and what its lines said."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=LOG, text=True)
    found = {}
    for line in process.stdout:
        for word in (ready, *also):
            if line.startswith(word):
                found[word] = line[len(word):].strip()
        if ready in found:
            return process, found
    sys.exit(f"{command[0]} ended before it was ready")


def post(url, form, headers):
    """Posts a form; gives the answer and its headers."""
    request = urllib.request.Request(
        url, json.dumps(form).encode(), {"Content-Type": "application/json", **headers}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer), answer.headers


def set_up(api, code):
    """Makes the first administrator and a job key; gives what opens everything."""
    form = {"code": code, "name": "Mark Bakker", "address": "mark@contoso.nl",
            "password": "vier losse woorden hier"}
    _, answered = post(f"{api}/set-up", form, HEADERS)
    headers = {"Cookie": answered["Set-Cookie"].split(";")[0], **HEADERS}
    every = ["import", "export_job", "image_viewer", "password_reset", "address_change"]
    key, _ = post(f"{api}/job-keys", {"name": "Everything", "purposes": every}, headers)
    return {"Authorization": f"Bearer {key['key']}", **headers}


def main(folder):
    running = []
    try:
        microsoft, said = start(
            [os.environ["SIMULATOR"], "--listen", "127.0.0.1:0"], "Microsoft stand-in listening on "
        )
        running.append(microsoft)
        stand_in = said["Microsoft stand-in listening on "].split()[0]
        ready = "ImageCapture mail link listening on "
        backend, said = start(
            [os.environ["BACKEND"], "serve", "--listen", "127.0.0.1:0", "--public-url", ORIGIN,
             "--data", os.path.join(folder, "data"),
             "--login-url", stand_in, "--graph-url", stand_in],
            ready, ["Set-up code: "],
        )
        running.append(backend)
        api = f"{said[ready]}/api/v1"
        headers = set_up(api, said["Set-up code: "])
        tool = os.path.join(os.path.dirname(sys.executable), "schemathesis")
        command = [tool, "run", f"{api}/openapi.json", "--url", api,
                   "--checks", CHECKS, "--exclude-path-regex", LEFT_OUT,
                   "--phases", "examples,coverage,fuzzing", "--max-examples", "20",
                   "--seed", "1", "--continue-on-failure", "--no-color",
                   "--generation-database", "none",
                   # What opens the door is given, not made up.
                   "--generation-with-security-parameters", "false", *sys.argv[1:]]
        for name, value in headers.items():
            command += ["--header", f"{name}: {value}"]
        # It leaves notes where it runs.
        return subprocess.run(command, check=False, cwd=folder).returncode
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait()


with tempfile.TemporaryDirectory() as FOLDER, open(os.path.join(FOLDER, "log"), "w") as LOG:
    sys.exit(main(FOLDER))
