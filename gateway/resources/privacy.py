"""How personal data is handled: the notice in force, purposes with their legal basis; nobody need be signed in."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

privacy = Resource("privacy", service="registry", may=("public",), zh="个人信息处理告知", en="Privacy notice")

privacy.question("GET", "/", "privacy_notice", gives=S.PrivacyNotice, zh="现行告知与处理目的", en="The notice in force")
