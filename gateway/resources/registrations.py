"""Opening an account for oneself: nobody needs to be signed in, the city is named by Tepai-City or in the body."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

registrations = Resource("registrations", service="registry", may=("public",), zh="注册", en="Registrations")

registrations.command(
    "POST",
    "/",
    "register_account",
    takes=S.Register,
    gives=S.Registered,
    status=201,
    hashed=("password",),
    guarded=True,
    zh="注册个人账户",
    en="Open an account for oneself",
)
