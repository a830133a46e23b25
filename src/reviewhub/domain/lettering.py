"""One spelling for letters that people and programs write in several ways, before names are compared."""

import re
import unicodedata
from typing import Final

# Signs of no width, marks that turn the reading direction, controls, white space.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\x00-\x1f\x7f-\x9f]"
)
_SPACES: Final = re.compile(r"\s+")

# Traditional forms that stand in names of people and offices; a form that is missing here stays different.
_PAIRS: Final = (
    "趙赵馬马陳陈張张劉刘楊杨黃黄吳吴孫孙鄭郑馮冯蔣蒋韓韩許许鄧邓蕭萧葉叶蘇苏盧卢鐘钟譚谭賴赖龍龙萬万錢钱嚴严魯鲁範范賈贾鄒邹閻阎羅罗關关莊庄溫温寧宁華华偉伟麗丽傑杰蘭兰國国強强軍军紅红"
    "艷艳勝胜東东鳳凤鵬鹏飛飞雲云學学嶺岭電电業业務务財财會会計计師师環环規规劃划設设經经濟济縣县區区廳厅館馆醫医術术開开發发廣广諮咨詢询團团責责銀银資资產产園园書书記记員员顧顾問问實实"
    "驗验質质檢检測测繪绘圖图農农機机漁渔獸兽衛卫辦办處处總总隊队運运輸输車车鐵铁橋桥樑梁築筑標标準准"
)
_TO_SIMPLIFIED: Final = {ord(old): new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}


def plain_letters(text: str) -> str:
    """Give a text without width, case, white space, invisible signs and the commonest traditional forms."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _SPACES.sub("", seen).casefold().translate(_TO_SIMPLIFIED)
