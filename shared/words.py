"""Words of Chinese and Latin text: tokens, pinyin, likeness of names, and the keys by which records are found.

Searching is equality over keys computed when a record is saved (`name_keys`, `text_keys`), so that an index over
`(city, search, _id)` answers a page in its own order, whatever the size; nothing is scanned. `matching` turns what
somebody typed into the filter over those keys: characters in a row, pinyin or initials from the beginning of any word,
words with the city's synonyms.

jieba reads its dictionary for most of a second: `prepare` does it at the start of a process, else the first text does.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any

MOST_TOKENS = 200  # of one text: what a page-long description yields
MOST_KEYS = 400  # of one record: an array in an index
MOST_SOUGHT = 12  # keys of one search: more words than that make nothing narrower
LONGEST_TEXT = 20_000
LONGEST_PINYIN, LONGEST_INITIALS = 16, 8
READINGS = 4  # of a name with characters read in several ways
Synonyms = Mapping[str, Iterable[str]]
Also = Callable[[str], Sequence[dict[str, Any]]]
NO_SYNONYMS: Synonyms = {}

# Words that tell nothing apart. Kept short on purpose: a stop-word that is a field's own term hides its texts.
STOP_WORDS = frozenset(
    {
        "的", "了", "和", "与", "及", "或", "在", "是", "有", "为", "对", "等", "中", "上", "下", "从", "到", "由",
        "以", "于", "之", "其", "该", "本", "将", "把", "被", "并", "而", "且", "但", "也", "都", "就", "还", "又",
        "请", "我", "我们", "你", "你们", "他", "他们", "她", "它", "这", "那", "这个", "那个", "一个", "一些",
        "一种", "进行", "以及", "关于", "通过", "需要", "希望", "目前", "方面", "相关", "问题", "the", "a", "an",
        "of", "and", "or", "to", "in", "on", "for", "with", "is", "are", "be", "by", "at", "as", "it", "this",
        "that",
    }
)  # fmt: skip
# What a company's legal form adds to its name; two spellings of one company differ in it more than in the name.
LEGAL_FORMS = (
    "股份有限责任公司", "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "股份公司", "集团公司", "总公司",
    "公司", "集团", "(普通合伙)", "(有限合伙)",
)  # fmt: skip
_PIECE = re.compile(r"[a-z0-9][a-z0-9.+#-]*|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_lock = threading.Lock()
_ready: list[Any] = []


def prepare() -> None:
    """Reads the dictionaries now; a second call does nothing. About 0.7 s of one core."""
    _jieba()
    pinyin("重")


def plain(text: str) -> str:
    """The text as it is compared: full-width forms made narrow, capitals small, at most 20,000 characters."""
    return unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()


def tokens(text: str, synonyms: Synonyms = NO_SYNONYMS) -> tuple[str, ...]:
    """The words of a text, each once, in the order they come: lower case, no stop-words, at most 200.

    Long words come with the shorter ones they are made of (jieba's search mode). `synonyms`
    ({"高企": ["高新技术企业"]}) work both ways: where one of a group occurs, the others and their words are added.
    """
    normal = plain(text)
    found: dict[str, None] = {}
    for word in _cut(normal):
        found.setdefault(word)
    for term in _expanded(normal, synonyms):
        found.setdefault(term)
        for word in _cut(term):
            found.setdefault(word)
        if len(found) >= MOST_TOKENS:
            break
    return tuple(found)[:MOST_TOKENS]


def pinyin(text: str) -> str:
    """The text in pinyin without tones or spaces, a surname as surnames are read: 单雄信 → shanxiongxin; ü is v."""
    return "".join(_syllables(plain(text)))


def initials(text: str) -> str:
    """The first letters of the pinyin: 内蒙古科技大学 → nmgkjdx. Latin words and numbers stay whole."""
    return "".join(one[0] if _CHINESE.match(character) else one for character, one in _read(plain(text)))


def names_alike(a: str, b: str) -> float:
    """How alike two names are, 0 to 1: without legal form, spaces and punctuation; 1 is the same name.

    The same characters in another order (内蒙古包头… and 包头内蒙古…) count for almost as much as the same order.
    """
    from rapidfuzz import fuzz  # a compiled module that only the search for duplicates needs

    one, other = bare_name(a), bare_name(b)
    if not one or not other:
        return 0.0
    ordered = fuzz.ratio(one, other)
    sorted_too = fuzz.ratio("".join(sorted(one)), "".join(sorted(other)))
    return round(max(ordered, 0.9 * sorted_too) / 100, 4)


def bare_name(name: str) -> str:
    """A name without legal form, brackets, spaces and punctuation; never empty where the name is not."""
    normal = plain(name)
    for form in LEGAL_FORMS:
        if normal.endswith(form) and len(normal) > len(form) + 1:
            normal = normal[: -len(form)]
            break
    bare = "".join(_PIECE.findall(normal))
    return bare or normal.strip()


def name_keys(*names: str) -> tuple[str, ...]:
    """What a record of these names is found by: any of their characters in a row, pinyin, initials, Latin words."""
    found: dict[str, None] = {}
    for name in names:
        normal = plain(name)
        for piece in _PIECE.findall(normal):
            if _CHINESE.match(piece):
                _add(found, _pairs(piece), piece)
            else:
                _add(found, _prefixes(piece, LONGEST_PINYIN))
        for start in _starts(normal):
            for reading in _readings(normal[start:]):
                _add(found, _prefixes("".join(reading), LONGEST_PINYIN))
                _add(found, _prefixes("".join(one[0] for one in reading), LONGEST_INITIALS))
    return tuple(found)[:MOST_KEYS]


def text_keys(text: str, synonyms: Synonyms = NO_SYNONYMS, most: int = MOST_TOKENS) -> tuple[str, ...]:
    """What a record is found by for what its text says: its words and their synonyms."""
    return tokens(text, synonyms)[:most]


def matching(
    asked: str, synonyms: Synonyms = NO_SYNONYMS, field: str = "search", prefix: str = "", also: Also | None = None
) -> dict[str, Any]:
    """What somebody typed, as a filter over the keys in `field`; parts set apart by spaces must all be found.

    `also` adds, for a part, what else would be that part (a word for a kind of record: {"kind": code}).

    `prefix` is put before each key (where one array holds the keys of several cities). An empty question fits nothing:
    {"_id": {"$in": []}}.
    """
    parts = [part for part in plain(asked)[:200].split() if _PIECE.search(part)]
    if not parts:
        return {"_id": {"$in": []}}
    clauses = []
    for part in parts[:MOST_SOUGHT]:
        keys = ([prefix + key for key in way] for way in _ways(part, synonyms))
        each: list[dict[str, Any]] = [{field: _all(way)} for way in keys]
        each += also(part) if also is not None else ()
        clauses.append(each[0] if len(each) == 1 else {"$or": each})
    if len(clauses) == 1:
        return clauses[0]
    return {"$and": clauses}


def _all(keys: Sequence[str]) -> Any:
    """All of the keys; the longest first, for it is mostly the rarest and leads the index."""
    ordered = sorted(dict.fromkeys(keys), key=len, reverse=True)[:MOST_SOUGHT]
    return ordered[0] if len(ordered) == 1 else {"$all": ordered}


def _ways(part: str, synonyms: Synonyms) -> list[list[str]]:
    """The ways to find one part: its characters in a row, or its words, or the words of a synonym."""
    ways: list[list[str]] = []
    literal: list[str] = []
    for piece in _PIECE.findall(part):
        chinese = _CHINESE.match(piece) is not None
        literal += _pairs(piece, search=True) if chinese else [piece[:LONGEST_PINYIN]]
    ways.append(literal)
    if _CHINESE.search(part):
        said = [word for word in _cut(part) if len(word) > 1]
        if said and set(said) != set(literal):
            ways.append(said)
        ways += [[term] for term in _expanded(part, synonyms)]
    return ways[:6]


def _expanded(normal: str, synonyms: Synonyms) -> list[str]:
    """The other terms of every group of which a term occurs in the text."""
    added: dict[str, None] = {}
    for term, others in synonyms.items():
        group = [plain(term), *(plain(other) for other in others)]
        there = [one for one in group if one and one in normal]
        if there:
            for one in group:
                added.setdefault(one)
    return list(added)[:MOST_TOKENS]


def _cut(normal: str) -> list[str]:
    pieces = []
    for piece in _PIECE.findall(normal):
        if _CHINESE.match(piece):
            pieces += _jieba().lcut_for_search(piece)
        else:
            pieces.append(piece.strip(".-"))
    return [word for word in pieces if word and word not in STOP_WORDS]


def _pairs(piece: str, search: bool = False) -> list[str]:
    """Each two characters in a row, and each one alone where records are found by it (a search of one takes it)."""
    pairs = [piece[at : at + 2] for at in range(len(piece) - 1)]
    return pairs if search and pairs else [*pairs, *piece]


def _prefixes(text: str, longest: int) -> list[str]:
    return [text[:length] for length in range(1, min(len(text), longest) + 1)]


def _add(found: dict[str, None], *keys: Iterable[str] | str) -> None:
    for one in keys:
        for key in (one,) if isinstance(one, str) else one:
            found.setdefault(key)


def _starts(normal: str) -> list[int]:
    """Where a word begins. A short name is a person's: its beginning, and where the given name begins."""
    if len(normal) <= 4:
        return [0, 1] if len(normal) > 1 else [0]
    starts, at = [], 0
    for word in _jieba().lcut(normal):
        if _PIECE.match(word):
            starts.append(at)
        at += len(word)
    return starts[:10] or [0]


def _readings(normal: str) -> list[tuple[str, ...]]:
    """The ways a name may be read, the likeliest first, at most four: 单 is shan as a surname and dan elsewhere."""
    from pypinyin import Style
    from pypinyin import pinyin as syllables

    likely = tuple(one for one in _syllables(normal) if one)
    if not likely:
        return []
    found = [likely]
    if len(normal) <= 4:  # only names of persons: a company's characters are read as their words are
        ways = syllables(normal, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
        for reading in product(*(tuple(dict.fromkeys(way))[:2] for way in ways)):
            if reading and reading not in found:
                found.append(reading)
            if len(found) == READINGS:
                break
    return found


def _syllables(normal: str) -> list[str]:
    return [one for _, one in _read(normal)]


@lru_cache(maxsize=20_000)
def _read(normal: str) -> tuple[tuple[str, str], ...]:
    """Each character with its reading; Latin letters and digits as they are, a word at a time."""
    from pypinyin import Style, lazy_pinyin

    answer: list[tuple[str, str]] = []
    first = True
    for piece in _PIECE.findall(normal):
        if not _CHINESE.match(piece):
            answer.append((piece, piece))
        else:
            read = lazy_pinyin(piece, style=Style.NORMAL, errors=_apart)
            surname = SURNAMES.get(piece[:2]) or SURNAMES.get(piece[:1])
            if first and surname and len(piece) <= 4:
                read = [*surname, *read[len(surname) :]]
            answer += list(zip(piece, read, strict=False))
        first = False
    return tuple(answer)


def _apart(unknown: str) -> Any:
    """Characters without a reading, each by itself, so that characters and readings stay side by side."""
    return list(unknown)


# Surnames that are read otherwise than the character usually is.
SURNAMES: Mapping[str, tuple[str, ...]] = {
    "单": ("shan",), "曾": ("zeng",), "解": ("xie",), "仇": ("qiu",), "查": ("zha",), "朴": ("piao",), "任": ("ren",),
    "区": ("ou",), "繁": ("po",), "种": ("chong",), "盖": ("ge",), "乐": ("yue",), "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"), "长孙": ("zhang", "sun"), "员": ("yun",), "缪": ("miao",), "燕": ("yan",), "隗": ("wei",),
    "洗": ("xian",), "冼": ("xian",), "葛": ("ge",), "翟": ("zhai",), "折": ("she",), "令狐": ("ling", "hu"),
    "宓": ("mi",), "那": ("na",), "华": ("hua",), "召": ("shao",), "覃": ("qin",), "晟": ("cheng",), "牟": ("mu",),
}  # fmt: skip


def _jieba() -> Any:
    """jieba with its dictionary read, once in a process."""
    if not _ready:
        with _lock:
            if not _ready:
                import logging
                import warnings

                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # its regular expressions are of an older Python
                    import jieba
                jieba.setLogLevel(logging.WARNING)
                jieba.initialize()
                _ready.append(jieba)
    return _ready[0]
