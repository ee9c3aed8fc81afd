"""Tables of a body: regions with names, figures at the end of their column."""

import re

import pytest

from articles.text.markup.tables import for_readers

REGION = '<div class="table" data-table role="region" aria-label="{}" tabindex="0">'


def table(*rows: str, head: str = "") -> str:
    """Return a table as a cleaned body has it; a row is written `a|b`."""
    begin = f"<thead>{row(head, 'th')}</thead>" if head else ""
    return f"<table>{begin}<tbody>{''.join(row(one) for one in rows)}</tbody></table>"


def row(cells: str, tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells.split('|'))}</tr>"


def aligned(html: str) -> list[str]:
    """Return the words of the cells that stand right."""
    return re.findall(r'<t[dh] class="align-right"[^>]*>(.*?)</t[dh]>', for_readers(html, "Table"))


@pytest.mark.parametrize(
    "figure",
    [
        *("7", "-7", "−3 %", "+12,5%", "12.5", "1 234,5", "1&nbsp;234", "1,234.50", "1.234.567"),
        *("1’000", "֏ 400", "400 ֏", "$5", "€ 1,2", "12 000 драмов", "400 դրամ", "3,5 млрд руб."),
        *("2,5 մլն", "1.2 million", "12 km", "29 743 км²", "29 743 км<sup>2</sup>", "5–7", "≈ 40"),
        *("<strong>12</strong>", "12*", "12<sup>1</sup>", "18 °C", "0,4 п. п.", "5 կմ"),
    ],
)
def test_column_of_figures_stands_right_with_its_heading(figure):
    html = table(f"Ереван|{figure}", "Гюмри|5", head="Город|Число")

    assert aligned(html) == ["Число", figure, "5"]


@pytest.mark.parametrize(
    "words",
    [
        *("Гюмри", "7 дней", "12 мая", "12.05.2024", "18:30", "3:2", "№ 5", "A4", "1 место", "2x"),
        *("+374 10 123456", "1,23,4", "5 7", "10 млн драмов и больше, чем в прошлом году в это же"),
    ],
)
def test_column_with_other_words_stays(words):
    assert aligned(table(f"Ереван|{words}", "Гюмри|5", head="Город|Число")) == []


@pytest.mark.parametrize("nothing", ["", "–", "—", "n/a", "н/д", "нет", "չկա", "…"])
def test_cell_without_a_figure_stands_with_its_column(nothing):
    assert aligned(table(f"A|{nothing}", "B|5", head="C|D")) == ["D", nothing, "5"]


def test_column_without_any_figure_stays():
    assert aligned(table("A|–", "B|–", head="C|D")) == []


def test_first_row_without_figures_is_a_heading_where_none_is_marked():
    assert aligned(table("Город|Доля", "Ереван|5", "Гюмри|7")) == ["Доля", "5", "7"]
    assert aligned(table("Ереван|12", "Гюмри|7", "Ванадзор|9")) == ["12", "7", "9"]
    # Of two rows nobody can tell.
    assert aligned(table("Столица|Ереван", "Население|5")) == []


def test_what_an_editor_aligned_stays():
    html = (
        '<table><tbody><tr><td class="align-center">5</td></tr><tr><td>7</td></tr></tbody></table>'
    )

    assert aligned(html) == ["7"]
    assert '<td class="align-center">5</td>' in for_readers(html, "Table")


def test_columns_are_counted_past_cells_that_span():
    html = (
        "<table><thead>"
        '<tr><th rowspan="2">Город</th><th colspan="2">Число</th></tr>'
        "<tr><th>2023</th><th>2024</th></tr>"
        '</thead><tbody><tr><td rowspan="2">Ереван</td><td>1</td><td>много</td></tr>'
        '<tr><td>2</td><td>мало</td></tr><tr><td colspan="3">Итого</td></tr></tbody></table>'
    )

    assert aligned(html) == ["2023", "1", "2"]


def test_names_of_rows_are_no_figures():
    rows = "<tr><th>2023</th><td>5</td></tr><tr><th>2024</th><td>7</td></tr>"
    html = f"<table><tbody>{rows}</tbody></table>"

    assert aligned(html) == ["5", "7"]


def test_tables_are_regions_that_are_told_apart():
    cell = "<tbody><tr><td>a</td></tr></tbody></table>"
    named = f"<table><caption>Цены, <em>&quot;руб.&quot;</em></caption>{cell}"

    html = for_readers(f"<p>x</p><table>{cell}{named}<p>y</p><table>{cell}{named}", "Таблица")

    quoted = "Цены, &quot;руб.&quot;"
    assert html == (
        f"<p>x</p>{REGION.format('Таблица')}<table>{cell}</div>"
        f"{REGION.format(quoted)}{named}</div><p>y</p>"
        f"{REGION.format('Таблица 2')}<table>{cell}</div>"
        f"{REGION.format(f'{quoted} 2')}{named}</div>"
    )


def test_table_within_a_cell_is_a_table_of_its_own():
    inner = table("7", "9")

    html = for_readers(table(f"Слово {inner}|5", "Раз|6", head="A|B"), "Table")

    assert html.count("<div") == html.count("</div>") == 2
    assert re.findall(r'class="align-right">(\w)', html) == ["B", "7", "9", "5", "6"]


def test_hostile_table_takes_no_time():
    cells = '<td colspan="100" rowspan="100">1</td>' * 20
    rows = f"<tr>{cells}</tr>" * 300

    assert for_readers(f"<table><tbody>{rows}</tbody></table>", "Table").count("<td") == 6000
