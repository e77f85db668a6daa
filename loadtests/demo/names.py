"""Generated names and numbers: no real person, no real organisation. Everything follows from a random generator.

Identity numbers and unified social credit codes carry valid check digits (GB 11643, GB 32100) over bodies that are
plainly made up: the birthday is always the first of a month, the organisation part always begins with DEMO.
"""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
)
FIRST = "文建志国海永立学春晓雨思嘉子一家明俊浩宇欣梦雅诗静丽秀玉金成德世荣光伟新中天兴正安和平云青山林松"
SECOND = "华明军平强杰峰磊涛超勇刚辉鹏飞斌波宁龙洋旭坤帆然博轩涵怡琳娜婷颖慧敏莹雪梅兰芳燕玲红霞萍英琴凤"

_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def person_name(random: Random) -> str:
    """A surname and one or two characters."""
    given = random.choice(FIRST) + random.choice(SECOND) if random.random() < 0.85 else random.choice(SECOND)
    return random.choice(SURNAMES) + given


def identity_number(number: int, region: str) -> str:
    """The `number`-th made-up identity number of a region: years 1984–2001, the first of a month, a running number."""
    serial, month = divmod(number, 216)
    body = f"{region}{1984 + month // 12}{month % 12 + 1:02d}01{serial + 1:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _IDENTITY_WEIGHTS, strict=True))
    return body + _IDENTITY_CHECKS[total % 11]


def phone(number: int) -> str:
    """The `number`-th made-up phone number (100… is no mobile prefix)."""
    return f"1000{number:07d}"


def credit_code(number: int, region: str) -> str:
    """The `number`-th made-up unified social credit code of a region."""
    organisation = f"DEM{number:05d}"
    checked = sum(
        _ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(organisation, _ORGANISATION_WEIGHTS, strict=True)
    )
    check = "0123456789X"[(11 - checked % 11) % 11]
    if check == "X":  # the body would end in a letter that reads like a Roman ten: take another number instead
        return credit_code(number + 50_000, region)
    body = f"91{region}{organisation}{check}"
    total = sum(_CREDIT_ALPHABET.index(c) * weight for c, weight in zip(body, _CREDIT_WEIGHTS, strict=True))
    return body + _CREDIT_ALPHABET[(31 - total % 31) % 31]
