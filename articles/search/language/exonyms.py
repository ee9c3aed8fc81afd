"""Places whose names in our languages are different words, so that no sound leads from one to the
other: Armenia, Армения, Հայաստան. Pure.
"""

from articles.search.language.letters import folded

_ROWS = """
    Австрия Ավստրիա Austria
    Азия Ասիա Asia
    Азербайджан Ադրբեջան Azerbaijan
    Алеппо Հալեպ Aleppo
    Армения Հայաստան Armenia
    Афины Աթենք Athens
    Беларусь Բելառուս Belarus
    Бельгия Բելգիա Belgium
    Болгария Բուլղարիա Bulgaria
    Бразилия Բրազիլիա Brazil
    Британия Բրիտանիա Britain
    Брюссель Բրյուսել Brussels
    Варшава Վարշավա Warsaw
    Вена Վիեննա Vienna
    Венгрия Հունգարիա Hungary
    Германия Գերմանիա Germany
    Греция Հունաստան Greece
    Грузия Վրաստան Georgia
    Дамаск Դամասկոս Damascus
    Дания Դանիա Denmark
    Европа Եվրոպա Europe
    Египет Եգիպտոս Egypt
    Женева Ժնև Geneva
    Иерусалим Երուսաղեմ Jerusalem
    Израиль Իսրայել Israel
    Индия Հնդկաստան India
    Испания Իսպանիա Spain
    Италия Իտալիա Italy
    Каир Կահիրե Cairo
    Казахстан Ղազախստան Kazakhstan
    Карабах Ղարաբաղ Karabakh
    Киев Կիև Kyiv
    Кипр Կիպրոս Cyprus
    Китай Չինաստան China
    Ливан Լիբանան Lebanon
    Литва Լիտվա Lithuania
    Москва Մոսկվա Moscow
    Нидерланды Նիդերլանդներ Netherlands
    Париж Փարիզ Paris
    Пекин Պեկին Beijing
    Польша Լեհաստան Poland
    Прага Պրահա Prague
    Рим Հռոմ Rome
    Россия Ռուսաստան Russia
    Румыния Ռումինիա Romania
    Сирия Սիրիա Syria
    Стамбул Ստամբուլ Istanbul
    Тегеран Թեհրան Tehran
    Турция Թուրքիա Turkey
    Украина Ուկրաինա Ukraine
    Франция Ֆրանսիա France
    Чехия Չեխիա Czechia
    Швейцария Շվեյցարիա Switzerland
    Швеция Շվեդիա Sweden
    Эчмиадзин Էջմիածին Echmiadzin
    Япония Ճապոնիա Japan
"""
_NAMES: dict[str, dict[str, str]] = {}
for _row in _ROWS.strip().splitlines():
    _names = dict(zip(("ru", "hy", "en"), map(folded, _row.split()), strict=True))
    _NAMES |= dict.fromkeys(_names.values(), _names)


def place_name(form: str, language: str) -> str | None:
    """Return the name in a language of the place of a dictionary form, None for anything else."""
    return _NAMES.get(form, {}).get(language)
