"""Invitations: somebody is asked in with roles, and takes them up once."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

invitations = Resource("invitations", service="registry", may=("anyone",), zh="邀请", en="Invitations")

invitations.command(
    "POST", "/", "invite", takes=S.MakeInvitation, gives=S.Invitation, status=201, zh="发出邀请", en="Invite somebody"
)
invitations.command(
    "POST",
    "/acceptance",
    "accept_invitation",
    takes=S.Accept,
    gives=S.Joined,
    status=201,
    may=("public",),
    hashed=("password",),
    guarded=True,
    zh="接受邀请并开设账户",
    en="Accept an invitation with a new account",
)
invitations.command(
    "POST",
    "/joining",
    "join_by_invitation",
    takes=S.JoinByInvitation,
    gives=S.Joined,
    zh="以现有账户接受邀请",
    en="Accept an invitation with one's own account",
)
invitations.command(
    "POST",
    "/<invitation_id>/revocation",
    "revoke_invitation",
    takes=S.InvitationId,
    gives=S.Invitation,
    zh="撤回邀请",
    en="Revoke an invitation",
)
invitations.listing(
    "GET", "/", "invitations", takes=S.ListInvitations, gives=S.Invitation, zh="邀请列表", en="Invitations"
)
