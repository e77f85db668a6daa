"""Invitations and delegations: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Powers:
    """Invitations and delegations."""

    @command(schemas.MakeInvitation, secret=True)
    def invite(self, call: Any) -> Any:
        return commands.invite(call.work, queries.counties(call.work, call.rulebooks), call.actor, **call.args)

    @command(schemas.AcceptInvitation)
    def accept_invitation(self, call: Any) -> Any:
        return commands.accept_invitation(call.work, call.actor, **call.args)

    @command(schemas.JoinByInvitation)
    def join_by_invitation(self, call: Any) -> Any:
        return commands.join_by_invitation(call.work, call.actor, **call.args)

    @command(schemas.InvitationId, loads={"invitations": "invitation_id"})
    def revoke_invitation(self, call: Any) -> Any:
        return commands.revoke_invitation(call.work, call.actor, **call.args)

    @question(schemas.ListInvitations)
    def invitations(self, call: Any) -> Any:
        return queries.list_invitations(call.work, **call.args)

    @command(schemas.Delegate)
    def delegate(self, call: Any) -> Any:
        return commands.delegate(call.work, call.actor, **call.args)

    @command(schemas.DelegationId, loads={"delegations": "delegation_id"})
    def end_delegation(self, call: Any) -> Any:
        return commands.end_delegation(call.work, call.actor, **call.args)

    @command(schemas.ActOnBehalf, loads={"sessions": "session_id"})
    def act_on_behalf(self, call: Any) -> Any:
        return commands.act_on_behalf(call.work, call.actor, **call.args)

    @question(schemas.ListDelegations)
    def delegations(self, call: Any) -> Any:
        return queries.list_delegations(call.work, call.actor, **call.args)
