"""Shapes of federation."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.persons import PersonId
from services.registry.schemas.shapes import id_field, text
from shared.shapes import Paged


def _key() -> fields.String:
    return fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9_-]{43}=?\Z"))


def _year() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(2000, 2100))


def _message() -> fields.String:
    said = {"description": "JWS (RFC 7515, EdDSA)"}
    return fields.String(required=True, validate=validate.Length(10, 60_000), metadata=said)


class FederationKeys(Schema):
    """An installation's public keys."""

    signing_key = fields.String(metadata={"description": "Ed25519, base64url"})
    agreement_key = fields.String(metadata={"description": "X25519, base64url"})
    key_id = fields.String()


class AddPeer(Schema):
    """Another installation: its address and the public keys its operator gave."""

    name = text(80, required=True, shortest=1)
    base_url = text(500, required=True, shortest=8)
    signing_key = _key()
    agreement_key = _key()


class PeerId(Schema):
    """Which peer."""

    peer_id = id_field()


class ListPeers(Paged):
    """The peers in use."""


class Peer(FederationKeys):
    """Another installation."""

    id = fields.String()
    name = fields.String()
    base_url = fields.String()
    since = fields.Date()
    status = fields.String()
    version = fields.Integer()


class PeerMessage(Schema):
    """A signed question, or its signed answer."""

    message = _message()


class AskPeer(PersonId):
    """Which peer is asked, about which year."""

    peer_id = id_field()
    year = _year()


class PrepareFederationCheck(AskPeer):
    """For the gateway, which carries the question: the moment it is asked, in seconds since 1970."""

    created = fields.Integer(required=True)


class RecordFederationCheck(PrepareFederationCheck):
    """For the gateway: both signed messages."""

    question = _message()
    answer = _message()


class ListFederationChecks(Paged):
    """What peers answered about a person."""

    person_id = id_field()


class FederationEngagement(Schema):
    """Whom the person serves, as the peer knows it; the host as a token shared with that peer only."""

    host = fields.String()
    since = fields.String()
    until = fields.String()


class FederationCheck(Schema):
    """What a peer answered; it changes nothing until an officer notes it."""

    id = fields.String()
    person = fields.String()
    peer = fields.String()
    peer_name = fields.String()
    year = fields.Integer()
    same_person = fields.Boolean()
    provincial = fields.Boolean()
    engagements = fields.List(fields.Nested(FederationEngagement))
    asked_by_name = fields.String()
    answered_at = fields.DateTime()
    question = fields.String()
    answer = fields.String()
