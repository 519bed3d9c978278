"""Pinyin as people type it: without tones, without blanks, half of the last syllable missing.

Names are indexed by pairs of neighbouring syllables and by triples of neighbouring initials; a query is taken apart
into the same, so that any stretch of a name is found by its pinyin (shuangjianbao) or by its initials (sjb).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

#: Stands before initials in the index. Nobody types it, so that `bag` means a bag and not three syllables.
INITIALS = "\u02c8"
_MOST_READINGS = 12  # ways to cut one word into syllables: xian, xi an
_LONGEST = 6
_NEVER_INITIAL = frozenset("iuv")
_MAX_INITIALS = 8

#: All syllables of Mandarin without tones, ü as v, as keyboards write it.
_SPELT = (
    "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce "
    "cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun "
    "chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de den deng di dian diao die ding diu dong dou "
    "du duan dui dun duo e ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai gan gang gao ge gei "
    "gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua "
    "huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan "
    "kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia "
    "lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma mai man mang mao me mei men meng "
    "mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin "
    "ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping "
    "po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong "
    "rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shen sheng shi "
    "shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te "
    "teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian "
    "xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue "
    "yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua "
    "zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo "
)
SYLLABLES = frozenset(_SPELT.split())
_BEGINNINGS = frozenset(syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable)))


def _pattern(endings: Iterable[str]) -> str:
    """A regular expression of all endings that writes each beginning once."""
    by_letter: dict[str, list[str]] = {}
    for ending in endings:
        if ending:
            by_letter.setdefault(ending[0], []).append(ending[1:])
    found = "|".join(letter + _pattern(rest) for letter, rest in sorted(by_letter.items()))
    return f"(?:{found})" + ("?" if "" in endings else "") if found else ""


_SPELT_WORD = re.compile(f"{_pattern(sorted(SYLLABLES))}+")
Term = tuple[str, bool]  # the term, and whether a beginning of it is enough


def initials_of(syllables: Sequence[str]) -> Iterator[str]:
    """What the index has of a stretch's initials: every three neighbours, and the last two."""
    letters = "".join(syllable[0] for syllable in syllables)
    for at in range(max(len(letters) - 2, 0)):
        yield INITIALS + letters[at : at + 3]
    if letters:
        yield INITIALS + letters[-2:]


def meanings(word: str, *, open_end: bool) -> list[tuple[Term, ...]]:
    """What a Latin word may mean beside itself, each as terms that all have to occur. `open_end`: it may not be typed
    to its end."""
    return [*by_syllables(word, open_end=open_end), *_by_initials(word, open_end)]


def is_spelt(word: str) -> bool:
    """Whether the word can be cut into whole syllables. Asked of hundreds of words for one that is wrong."""
    return _SPELT_WORD.fullmatch(word) is not None


def by_syllables(word: str, *, open_end: bool, most: int = _MOST_READINGS) -> Iterator[tuple[Term, ...]]:
    """Three syllables or more: pairs of neighbours. Two are a term as they are."""
    for reading in _readings(word, most, whole=not open_end):
        if len(reading) > 2:
            terms = [first + second for first, second in pairwise(reading)]
            yield tuple((term, open_end and at == len(terms) - 1) for at, term in enumerate(terms))


def _by_initials(word: str, open_end: bool) -> Iterator[tuple[Term, ...]]:
    if not 2 <= len(word) <= _MAX_INITIALS or not word.isascii() or not word.isalpha() or _NEVER_INITIAL & set(word):
        return
    if len(word) == 2:
        yield ((INITIALS + word, True),)
        return
    del open_end  # three letters are a whole term
    yield tuple((INITIALS + word[at : at + 3], False) for at in range(len(word) - 2))


@lru_cache(maxsize=4096)
def _readings(word: str, most: int, *, whole: bool) -> tuple[tuple[str, ...], ...]:
    """Ways to cut the word into syllables, longest first; unless `whole` the last may be the beginning of one."""
    found: list[tuple[str, ...]] = []
    if word.isascii() and word.isalpha():
        _cut(word, (), found, most, whole=whole)
    return tuple(found)


def _cut(rest: str, before: tuple[str, ...], found: list[tuple[str, ...]], most: int, *, whole: bool) -> None:
    if len(found) >= most:
        return
    if not rest:
        found.append(before)
        return
    for length in range(min(_LONGEST, len(rest)), 0, -1):
        syllable = rest[:length]
        if syllable in SYLLABLES:
            _cut(rest[length:], (*before, syllable), found, most, whole=whole)
    if not whole and rest in _BEGINNINGS and before and len(found) < most:
        found.append((*before, rest))
