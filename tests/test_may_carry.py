"""The raw pass sees what the parsed page says, in every script, and lets the pages pass that carry a story."""

import html as entities
from pathlib import Path

import numpy as np
import pytest

from wiretrace import html
from wiretrace.fingerprint import grams, raw_text
from wiretrace.html.charset import as_utf8
from wiretrace.index import IndexFile
from wiretrace.model import Story
from wiretrace.search import may_carry

TEXTS = {
    "latin": "Der Fährmann Jörg Müller fährt seit vierzig Jahren über die Förde, und größere Stürme hat er überstanden. "
    "L’été dernier, à Sète, une élève a été repêchée près de la jetée par un pêcheur âgé de quatre-vingts ans.",
    "cyrillic": "Маяк в гавани горел всю ночь, и никто на набережной не мог сказать, кто его зажёг. Паромщик ушёл домой "
    "до рассвета, а смотритель порта записал в журнале только одно слово: тихо.",
    "greek": "Το φως στο λιμάνι έκαιγε όλη τη νύχτα και κανείς στην προκυμαία δεν ήξερε ποιος το είχε ανάψει. Ο "
    "πορθμέας έφυγε για το σπίτι πριν από την αυγή, και ο λιμενάρχης έγραψε μόνο μία λέξη.",
    "arabic": "ظل ضوء المرفأ مشتعلا طوال الليل ولم يستطع أحد على الرصيف أن يقول من أشعله. عاد صاحب العبارة إلى بيته قبل "
    "الفجر، وكتب مدير الميناء في السجل كلمة واحدة فقط.",
    "hebrew": "האור בנמל דלק כל הלילה ואיש על הרציף לא ידע לומר מי הדליק אותו. המעבוראי הלך הביתה לפני עלות השחר ומנהל "
    "הנמל רשם ביומן מילה אחת בלבד.",
    "devanagari": "बंदरगाह की बत्ती पूरी रात जलती रही और घाट पर कोई नहीं बता सका कि उसे किसने जलाया था। नाविक भोर से पहले घर "
    "चला गया और बंदरगाह के प्रमुख ने बही में केवल एक शब्द लिखा।",
    "han": "港口的灯整夜亮着，码头上没有人能说出是谁点亮的。摆渡人在黎明前回家了，港务长在日志里只写了一个词。",
    "kana": "港の灯りは一晩中ともっていたが、誰がつけたのか埠頭の誰にも言えなかった。渡し守は夜明け前に家へ帰り、港長は日誌に一語だけ書いた。",
    "hangul": "항구의 불빛은 밤새 켜져 있었고 부두의 누구도 누가 켰는지 말할 수 없었다. 뱃사공은 동트기 전에 집으로 갔고 항만장은 일지에 한 "
    "단어만 적었다.",
    "thai": "ไฟที่ท่าเรือสว่างตลอดทั้งคืน และไม่มีใครบนท่าบอกได้ว่าใครเป็นคนจุด คนแจวเรือกลับบ้านก่อนรุ่งสาง",
}
CHARSETS = {"latin": "cp1252", "cyrillic": "koi8-r", "greek": "cp1253", "arabic": "cp1256", "hebrew": "cp1255"}
CHARSETS |= {"han": "gb18030", "kana": "cp932", "hangul": "cp949", "thai": "cp874"}


def page_of(text: str) -> str:
    """A page with a menu, the text in two paragraphs with inline tags, and a script."""
    half = text.index(" ", len(text) // 2) if " " in text else len(text) // 2
    first, second = text[:half], text[half:]
    return (
        "<!doctype html><html><head><title>Page</title><style>p{color:red}</style></head><body><ul><li>Home<li>News</ul>"
        f"<p>{first[:20]}<b>{first[20:]}</b></p><!-- more --><p class='x>y'>{second}</p>"
        '<script>var a = {b: "c"};</script><p>Footer</body></html>'
    )


def seen(page: bytes, content_type: str | None = None) -> float:
    """The share of the parsed page's grams that the raw text has."""
    plain, high = as_utf8(page, content_type)
    parsed = grams(html.parse(page, content_type=content_type).text).hashes
    return float(np.isin(parsed, grams(raw_text(plain, high=high).text).hashes).mean())


@pytest.mark.parametrize("script", TEXTS)
def test_all_grams_of_the_parsed_page_are_seen_in_every_script(script: str) -> None:
    page = page_of(TEXTS[script])
    assert seen(page.encode()) == 1
    numbered = "".join(c if c.isascii() else f"&#{ord(c)};" for c in page)
    assert seen(numbered.encode()) == 1
    assert seen(page.replace("<p>", "<P >").replace(" ", "\r\n\t").encode()) == 1


@pytest.mark.parametrize("script", CHARSETS)
def test_pages_in_other_charsets_are_seen_alike(script: str) -> None:
    page, name = page_of(TEXTS[script]), CHARSETS[script]
    assert seen(page.encode(name, "xmlcharrefreplace"), f"text/html; charset={name}") == 1
    declared = page.replace("<head>", f'<head><meta charset="{name}">')
    assert seen(declared.encode(name, "xmlcharrefreplace")) == 1


def test_named_references_and_wide_charsets_are_seen() -> None:
    named = entities.escape(TEXTS["latin"]).replace("ü", "&uuml;").replace("é", "&eacute;").replace(" ", "&nbsp;")
    assert seen(page_of(named.replace("&nbsp;", " ", 40)).encode()) == 1
    assert seen(page_of(TEXTS["greek"]).encode("utf-16")) == 1


@pytest.mark.parametrize("script", [name for name in TEXTS if name != "thai"])
def test_a_page_that_carries_a_story_passes_and_others_do_not(script: str, tmp_path: Path) -> None:
    others = [Story(f"other-{n}", text) for n, (name, text) in enumerate(TEXTS.items()) if name != script]
    with IndexFile.build(tmp_path / "wire.idx", [Story("hlns-1", TEXTS[script])]) as index:
        assert may_carry(index, page_of(TEXTS[script]).encode())
        assert may_carry(index, TEXTS[script].encode(), markup=False)
        assert not any(may_carry(index, page_of(story.text).encode()) for story in others)
