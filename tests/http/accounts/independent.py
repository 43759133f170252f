"""An authenticator that shares no code with ours: CBOR, COSE and data structures of Yubico's `fido2`.

Registers and signs in like a browser would, then tries everything that must be refused. Run by
tests/http/accounts/independent.rs with the town's origin; prints one line a check and fails with the first surprise.
"""

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData, CollectedClientData

ORIGIN = sys.argv[1]
FLAG = AuthenticatorData.FLAG
PRESENT_AND_VERIFIED = FLAG.UP | FLAG.UV


def ask(path, body=None, token=None):
    request = urllib.request.Request(ORIGIN + path, method="POST")
    request.add_header("idempotency-key", "00000000-0000-4000-8000-%012x" % int.from_bytes(os.urandom(6), "big"))
    if token:
        request.add_header("authorization", "Bearer " + token)
    data = None
    if body is not None:
        request.add_header("content-type", "application/json")
        data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


def expect(what, answer, code):
    status, body = answer
    found = "ok" if status < 300 else body["type"].removeprefix("urn:rathaus:problem:")
    assert found == code, f"{what}: expected {code}, got {found} ({status})"
    print(f"{what}: {code}")
    return body


class Authenticator:
    """One credential. Each argument of `create` and `sign` is a way to be wrong."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.counter = 1
        self.user = None

    def client_data(self, kind, options, origin, challenge):
        challenge = challenge or options["challenge"]
        return CollectedClientData.create(kind, websafe_decode(challenge), origin or ORIGIN)

    def create(self, options, origin=None, rp=None, flags=PRESENT_AND_VERIFIED, challenge=None, kind="webauthn.create"):
        options = options["publicKey"]
        self.user = options["user"]["id"]
        rp_hash = hashlib.sha256((rp or options["rp"]["id"]).encode()).digest()
        cose = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.id, cose)
        data = AuthenticatorData.create(rp_hash, flags | FLAG.AT, self.counter, attested)
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        client = self.client_data(kind, options, origin, challenge)
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(attestation),
            "transports": ["usb"],
        }
        return self.credential(response) | {"authenticatorAttachment": "cross-platform"}

    def sign(self, options, origin=None, rp=None, flags=PRESENT_AND_VERIFIED, challenge=None, kind="webauthn.get",
             counter=None, user=None, key=None):
        options = options["publicKey"]
        if counter is None:
            self.counter += 1
            counter = self.counter
        rp_hash = hashlib.sha256((rp or options["rpId"]).encode()).digest()
        data = bytes(AuthenticatorData.create(rp_hash, flags, counter))
        client = self.client_data(kind, options, origin, challenge)
        signature = (key or self.key).sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": user or self.user,
        }
        return self.credential(response)

    def credential(self, response):
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def run(start, finish, make, token=None):
    """One ceremony from start to finish; gives the answer and what was sent."""
    status, ceremony = ask(*start, token=token)
    assert status == 200, (start, status, ceremony)
    sent = {"ceremony": ceremony["ceremony"], "credential": make(ceremony["options"]), "device": "fido2"}
    return ask(finish, sent, token), sent


def register(authenticator, **wrong):
    start = ("/api/accounts/registration", {"display_name": "Erika Beispiel"})
    return run(start, "/api/accounts/registration/finish", lambda o: authenticator.create(o, **wrong))


def login(authenticator, **wrong):
    return run(("/api/accounts/login",), "/api/accounts/login/finish", lambda o: authenticator.sign(o, **wrong))


def step_up(authenticator, token, **wrong):
    return run(("/api/accounts/step-up",), "/api/accounts/step-up/finish",
               lambda o: authenticator.sign(o, **wrong), token)


OTHER = websafe_encode(os.urandom(32))
WRONG = {
    "another origin": {"origin": "https://evil.example"},
    "another port": {"origin": "http://localhost:1"},
    "another relying party": {"rp": "evil.example"},
    "a person who was not verified": {"flags": FLAG.UP},
    "a challenge of one's own": {"challenge": OTHER},
}

erika = Authenticator()
answer, sent = register(erika)
opened = expect("registration", answer, "ok")
expect("registration, replayed", ask("/api/accounts/registration/finish", sent), "ceremony-expired")
for what, wrong in (WRONG | {"nobody at the device": {"flags": FLAG.UV}}).items():
    expect(f"registration with {what}", register(Authenticator(), **wrong)[0], "passkey-refused")
expect("registration with a signature", register(Authenticator(), kind="webauthn.get")[0], "passkey-refused")
expect("registration with a credential of somebody else", register(erika)[0], "passkey-refused")
erika.user = websafe_encode(bytes.fromhex(opened["account"]["id"].replace("-", "")))

answer, sent = login(erika)
token = expect("login", answer, "ok")["token"]
expect("login, replayed", ask("/api/accounts/login/finish", sent), "ceremony-expired")
for what, wrong in WRONG.items():
    expect(f"login with {what}", login(erika, **wrong)[0], "passkey-refused")
expect("login with a registration", login(erika, kind="webauthn.create")[0], "passkey-refused")
expect("login with another key", login(erika, key=ec.generate_private_key(ec.SECP256R1()))[0], "passkey-refused")
expect("login as somebody else", login(erika, user=websafe_encode(os.urandom(16)))[0], "passkey-refused")
expect("login with a counter going back", login(erika, counter=1)[0], "passkey-refused")
stranger = Authenticator()
stranger.user = erika.user
expect("login with an unknown passkey", login(stranger)[0], "passkey-refused")
expect("login, still", login(erika)[0], "ok")

for what, wrong in WRONG.items():
    expect(f"step-up with {what}", step_up(erika, token, **wrong)[0], "passkey-refused")
max_ = Authenticator()
hers = expect("a second resident", register(max_)[0], "ok")
max_.user = websafe_encode(bytes.fromhex(hers["account"]["id"].replace("-", "")))
expect("step-up with somebody else's passkey", step_up(max_, token)[0], "passkey-refused")
expect("step-up", step_up(erika, token)[0], "ok")
